"""What became of single lines, which lines a release is asked for, and what the database refuses of both."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards
from watchlist.migrations._line_dispositions import REFUSALS
from watchlist.migrations._refusals import install_refusals
from watchlist.migrations._triggers_kept import KeepTriggers

LINE_WORDS = ("released", "released_under_authorisation", "refused", "withdrawn", "seized", "held")
SHIPMENT_WORDS = ("released", "released_under_authorisation", "refused", "withdrawn", "seized", "in_part")
PAPERS = "ids of rows of the register under which it is released, with a blank between"
UNDER = ("word", "released_under_authorisation")
NAMES_NONE = ("authorisations", "")
GUARDED = GuardedRows(known=(), append_only=("linedisposition", "referralline"), written_once=())


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)
    install_refusals(schema_editor, REFUSALS)


def reference(to: str, **options: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names a row which cannot go while it is named."""
    return models.ForeignKey(to=to, on_delete=django.db.models.deletion.PROTECT, **{"related_name": "+", **options})


class Migration(migrations.Migration):
    """Two tables, two columns, and guards; a disposition has one more word, which the version before does not write."""

    dependencies = [
        ("watchlist", "0005_release_gate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="before_moving",
            field=models.BooleanField(
                help_text="is to be done before the goods move, as law known at the hit; empty: of before 2026-12",
                null=True,
            ),
        ),
        KeepTriggers(
            tables=("watchlist_disposition",),
            operations=[
                migrations.RemoveConstraint(model_name="disposition", name="disposition_word_is_known"),
                migrations.RemoveConstraint(model_name="disposition", name="disposition_names_its_authorisations"),
                migrations.AddField(
                    model_name="disposition",
                    name="line_counts",
                    field=models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="lines by word, as JSON; empty: one word on the whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disposition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("word__in", SHIPMENT_WORDS)), name="disposition_word_is_known"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disposition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(UNDER, models.Q(NAMES_NONE, _negated=True)),
                            models.Q(models.Q(UNDER, _negated=True), NAMES_NONE),
                            ("word", "in_part"),
                            _connector="OR",
                        ),
                        name="disposition_names_its_authorisations",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disposition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("word", "in_part"), _negated=True),
                            models.Q(("line_counts", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="disposition_in_part_counts_its_lines",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("referral", reference("watchlist.referral", related_name="lines")),
                ("screened_line", reference("watchlist.screenedline")),
            ],
            options={
                "verbose_name": "line of a referral",
                "verbose_name_plural": "lines of referrals",
                "ordering": ["referral", "screened_line"],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "screened_line"), name="referralline_is_named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LineDisposition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="of the words on this line, from 1")),
                ("word", models.CharField(max_length=30)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
                ("authorisations", models.TextField(blank=True, help_text=PAPERS)),
                ("by", reference(settings.AUTH_USER_MODEL)),
                ("case", reference("watchlist.case", related_name="line_dispositions")),
                ("referral", reference("watchlist.referral", related_name="line_dispositions", blank=True, null=True)),
                ("screened_line", reference("watchlist.screenedline", related_name="dispositions")),
            ],
            options={
                "verbose_name": "disposition of a line",
                "verbose_name_plural": "dispositions of lines",
                "ordering": ["case", "screened_line", "number"],
                "indexes": [models.Index(fields=["case", "word"], name="linedisposition_by_case")],
                "constraints": [
                    models.UniqueConstraint(fields=("screened_line", "number"), name="linedisposition_is_in_turn"),
                    models.CheckConstraint(
                        condition=models.Q(("word__in", LINE_WORDS)), name="linedisposition_word_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="linedisposition_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(UNDER, models.Q(NAMES_NONE, _negated=True)),
                            models.Q(models.Q(UNDER, _negated=True), NAMES_NONE),
                            _connector="OR",
                        ),
                        name="linedisposition_names_its_authorisations",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
