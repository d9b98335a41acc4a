"""Corrections of lines, with words that are carried over on lines that stay; questions to shippers; their guards."""

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
    append_only=("judgement", "linecorrection", "shipperquestion"),
    written_once=(),
    filled={
        "linecorrection": (
            *("answer", "answered_by_id", "answered_at", "answer_note"),
            *("second", "effective_at", "answered_line_id"),
        ),
        "shipperquestion": (
            *("sent_to", "sent_on", "due_on", "sent_by_id"),
            *("answer", "answered_on", "answered_by_id", "attachment_id"),
            *("withdrawn_at", "withdrawn_by_id", "withdrawal_note"),
        ),
    },
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)
    install_refusals(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """Two tables, one column of judgements, and guards."""

    dependencies = [
        ("watchlist", "0008_route_tasks"),
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
        migrations.CreateModel(
            name="ShipperQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lines", models.TextField(help_text="their numbers in the file, with a blank between")),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("sent_to", models.CharField(blank=True, max_length=200)),
                ("sent_on", models.DateField(blank=True, null=True)),
                (
                    "due_on",
                    models.DateField(blank=True, help_text="the last day on which an answer is in time", null=True),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_note", models.TextField(blank=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="who wrote it down here",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="watchlist.attachment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="watchlist.case"
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "question to a shipper",
                "verbose_name_plural": "questions to shippers",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["due_on"], name="shipperquestion_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("lines", ""), _negated=True)
                        ),
                        name="shipperquestion_asks_of_lines",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_on__isnull", True),
                                ("sent_by__isnull", True),
                                ("sent_on__isnull", True),
                                ("sent_to", ""),
                            ),
                            models.Q(
                                models.Q(("sent_to", ""), _negated=True),
                                ("due_on__gte", models.F("sent_on")),
                                ("sent_by__isnull", False),
                                ("sent_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="shipperquestion_is_sent_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_by__isnull", True),
                                ("answered_on__isnull", True),
                                ("attachment__isnull", True),
                            ),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__gte", models.F("sent_on")),
                            ),
                            _connector="OR",
                        ),
                        name="shipperquestion_is_answered_after_it_was_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal_note", ""), ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("answer", ""),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawal_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="shipperquestion_is_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
