"""Runs of corrections, by which a job answers a long shipment anew, and their guards."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards
from watchlist.migrations._long_corrections import REFUSALS
from watchlist.migrations._refusals import install_refusals

GUARDED = GuardedRows(
    known=(),
    append_only=("correctionrun",),
    written_once=(),
    filled={"correctionrun": ("correction_id", "ended_at", "dropped")},
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)
    install_refusals(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """One table, and guards."""

    dependencies = [
        ("watchlist", "0014_same_goods"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CorrectionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(help_text="the canonical field", max_length=20)),
                ("declared", models.TextField(blank=True, help_text="what the field was read to say of the file")),
                ("before", models.TextField(blank=True, help_text="what it said when it was corrected")),
                ("corrected", models.TextField(blank=True, help_text="what it says instead")),
                ("note", models.TextField(help_text="what shows it")),
                ("by", models.CharField(help_text="the name of who corrected it, as it was then", max_length=150)),
                (
                    "second",
                    models.CharField(blank=True, help_text="the name of who agreed, as it was then", max_length=150),
                ),
                (
                    "at",
                    models.DateTimeField(
                        help_text="a tick of the law's clock, as known at which the shipment is answered"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("dropped", models.CharField(blank=True, help_text="why nothing came of it", max_length=20)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        blank=True,
                        help_text="what came of it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="watchlist.linecorrection",
                    ),
                ),
                (
                    "screened_line",
                    models.ForeignKey(
                        help_text="as the person saw it",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction_runs",
                        to="watchlist.screenedline",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction_run",
                        to="watchlist.upload",
                    ),
                ),
            ],
            options={
                "verbose_name": "run of a correction",
                "verbose_name_plural": "runs of corrections",
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
                "constraints": [
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
                        name="correctionrun_field_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("corrected", models.F("before")), _negated=True),
                        name="correctionrun_changes_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="correctionrun_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped", ""), ("ended_at__isnull", True)),
                            models.Q(("correction__isnull", False), ("dropped", ""), ("ended_at__isnull", False)),
                            models.Q(("dropped__in", ("case_closed", "screened_again")), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="correctionrun_ends_in_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second", ""), ("correction__isnull", False), _connector="OR"),
                        name="correctionrun_is_agreed_to_on_a_request",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
