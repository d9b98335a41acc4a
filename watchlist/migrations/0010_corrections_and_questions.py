"""Corrections of lines, and what the database refuses of them; words that are carried over on lines that stay."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._corrections import REFUSALS
from watchlist.migrations._guards import GuardedRows, install_guards
from watchlist.migrations._refusals import install_refusals

GUARDED = GuardedRows(
    known=(),
    append_only=("judgement", "linecorrection"),
    written_once=(),
    filled={
        "linecorrection": (
            *("answer", "answered_by_id", "answered_at", "answer_note"),
            *("second", "effective_at", "answered_line_id"),
        )
    },
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)
    install_refusals(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """One table, one column of judgements, and guards."""

    dependencies = [
        ("watchlist", "0005_release_gate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="judgement",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                help_text="the same word on the same line, before another line was corrected",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="watchlist.judgement",
            ),
        ),
        migrations.CreateModel(
            name="LineCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("note", models.TextField(help_text="why it is asked for")),
                ("answer", models.CharField(blank=True, max_length=8)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_note", models.TextField(blank=True)),
                ("field", models.CharField(help_text="the canonical field", max_length=20)),
                ("declared", models.TextField(blank=True, help_text="what the field was read to say of the file")),
                (
                    "before",
                    models.TextField(
                        blank=True, help_text="what it said when it was corrected: as declared, or as corrected"
                    ),
                ),
                ("corrected", models.TextField(blank=True, help_text="what it says instead")),
                ("by", models.CharField(help_text="the name of who corrected it, as it was then", max_length=150)),
                ("needs_second", models.BooleanField(help_text="it takes effect by the agreement of a second officer")),
                (
                    "second",
                    models.CharField(blank=True, help_text="the name of who agreed, as it was then", max_length=150),
                ),
                ("effective_at", models.DateTimeField(blank=True, help_text="a tick of the law's clock", null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answered_line",
                    models.ForeignKey(
                        blank=True,
                        help_text="the line, answered anew",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.screenedline",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "screened_line",
                    models.ForeignKey(
                        help_text="as the person saw it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="watchlist.screenedline",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a line",
                "verbose_name_plural": "corrections of lines",
                "ordering": ["-asked_at", "-pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["answer", "asked_at"], name="linecorrection_waiting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answer_note", ""),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                ("answer__in", ("agreed", "refused")),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="linecorrection_is_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="linecorrection_is_answered_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="linecorrection_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "refused"), _negated=True),
                            models.Q(("answer_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="linecorrection_is_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "field__in",
                                (
                                    "name",
                                    "cas",
                                    "smiles",
                                    "inchi",
                                    "concentration",
                                    "quantity",
                                    "unit",
                                    "consignor",
                                    "consignee",
                                    "date",
                                    "export_date",
                                    "arrival_date",
                                ),
                            )
                        ),
                        name="linecorrection_field_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("corrected", models.F("before")), _negated=True),
                        name="linecorrection_changes_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_line__isnull", True), ("effective_at__isnull", True), ("second", "")),
                            models.Q(("answered_line__isnull", False), ("effective_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="linecorrection_in_effect_is_answered_anew",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""), ("effective_at__isnull", False), ("needs_second", False), ("second", "")
                            ),
                            models.Q(("effective_at__isnull", True), ("needs_second", True)),
                            models.Q(
                                ("answer", "agreed"), ("needs_second", True), models.Q(("second", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="linecorrection_takes_effect_by_those_it_needs",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answer", ""), ("needs_second", True)),
                        fields=("screened_line", "field"),
                        name="linecorrection_waits_alone",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
