"""The override of a release, and what the database refuses of a release that goes past what is missing."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards
from watchlist.migrations._refusals import install_refusals
from watchlist.migrations._release_gate import REFUSALS

GUARDED = GuardedRows(
    known=(),
    append_only=("releaseoverride",),
    written_once=(),
    filled={"releaseoverride": ("confirmed_by_id", "confirmed_at")},
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)
    install_refusals(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """One table, and guards: the steps of duties are as they were, with one more kind."""

    dependencies = [
        ("watchlist", "0004_schedule"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="dutystep",
            name="kind",
            field=models.CharField(
                choices=[("done", "Done"), ("undone", "Undone"), ("lapsed", "Lapsed"), ("moved", "Moved")], max_length=8
            ),
        ),
        migrations.CreateModel(
            name="ReleaseOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=24)),
                ("sentence", models.TextField(help_text="what shows it, in the first officer's words")),
                ("obstacles", models.TextField(help_text="what stood in the way, as JSON")),
                ("at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="watchlist.case"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="override", to="watchlist.referral"
                    ),
                ),
            ],
            options={
                "verbose_name": "override of a release",
                "verbose_name_plural": "overrides of releases",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["at"], name="releaseoverride_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                ("seen_elsewhere", "filed_elsewhere", "not_asked_here", "authority_agreed", "other"),
                            )
                        ),
                        name="releaseoverride_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sentence", ""), _negated=True), name="releaseoverride_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="releaseoverride_is_confirmed_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="releaseoverride_is_confirmed_by_another",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
