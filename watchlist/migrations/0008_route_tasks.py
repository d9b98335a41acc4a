"""Route checks, what a screening keeps of the gaps of its route, and what the database refuses of both."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards
from watchlist.migrations._refusals import install_refusals
from watchlist.migrations._route_tasks import REFUSALS

ANSWER = ("answer", "answered_by_id", "answered_at", "answer_note")
WITHDRAWAL = ("withdrawn_by_id", "withdrawn_at", "withdrawal_note")
GUARDED = GuardedRows(
    known=("routecheckterm",),
    append_only=("routecheck",),
    # With the columns that they have from here on.
    written_once=("screening", "screenedline"),
    filled={
        "routecheck": (*ANSWER, *WITHDRAWAL),
        "screening": ("summary", "made_at", "for_people", "let_go_at", "for_route"),
    },
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)
    install_refusals(schema_editor, REFUSALS)


class Migration(migrations.Migration):
    """Two tables, and three columns that may be empty: the version before stores its rows without them."""

    dependencies = [
        ("watchlist", "0007_dismissal_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="screenedline",
            name="for_route",
            field=models.BooleanField(help_text="it is review for its route alone; null: not looked at", null=True),
        ),
        migrations.AddField(
            model_name="screening",
            name="for_route",
            field=models.PositiveIntegerField(
                blank=True, help_text="its lines that are review for their route alone; null: not counted", null=True
            ),
        ),
        migrations.AddField(
            model_name="screening",
            name="route_gaps",
            field=models.CharField(
                blank=True,
                help_text="countries of its route whose law is not held whole, with a blank between; null: not kept",
                max_length=400,
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="RouteCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("note", models.TextField(help_text="why it is asked for")),
                ("answer", models.CharField(blank=True, max_length=8)),
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
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_note", models.TextField(blank=True)),
                ("country", models.CharField(max_length=8)),
                ("result", models.CharField(max_length=8)),
                (
                    "shipment",
                    models.CharField(blank=True, help_text="the key of the shipment; empty: any", max_length=220),
                ),
                ("substances", models.TextField(blank=True, help_text="names and InChIKeys as JSON; empty: any goods")),
                ("permit_number", models.CharField(blank=True, max_length=100)),
                (
                    "permit_sha256",
                    models.CharField(blank=True, help_text="of the permit, a file of the case", max_length=64),
                ),
                (
                    "permit_case",
                    models.PositiveBigIntegerField(blank=True, help_text="the case that keeps the file", null=True),
                ),
                ("asked_on", models.DateField(help_text="the day of asking (UTC)")),
                ("until", models.DateField(help_text="the first day without it")),
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
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_note", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "route check",
                "verbose_name_plural": "route checks",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [
                    models.Index(fields=["answer", "asked_at"], name="routecheck_waiting"),
                    models.Index(fields=["shipment", "country"], name="routecheck_of_shipment"),
                ],
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
                        name="routecheck_is_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="routecheck_is_answered_by_another",
                    ),
                    models.CheckConstraint(condition=models.Q(("note", ""), _negated=True), name="routecheck_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "refused"), _negated=True),
                            models.Q(("answer_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="routecheck_is_refused_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ("allowed", "permit", "refused"))),
                        name="routecheck_result_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country", ""), _negated=True), name="routecheck_is_of_a_country"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("asked_on"))),
                        name="routecheck_expires_after_it_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("result", "permit"),
                                models.Q(("permit_number", ""), _negated=True),
                                models.Q(("permit_sha256", ""), _negated=True),
                                ("permit_case__isnull", False),
                            ),
                            models.Q(
                                models.Q(("result", "permit"), _negated=True),
                                ("permit_case__isnull", True),
                                ("permit_number", ""),
                                ("permit_sha256", ""),
                            ),
                            _connector="OR",
                        ),
                        name="routecheck_names_its_permit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shipment", ""), models.Q(("answer", ""), ("substances", "")), _connector="OR"
                        ),
                        name="routecheck_of_a_shipment_is_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal_note", ""), ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                models.Q(
                                    ("answer", "agreed"), models.Q(("shipment", ""), _negated=True), _connector="OR"
                                ),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawal_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="routecheck_is_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RouteCheckTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "route_check",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="term", to="watchlist.routecheck"
                    ),
                ),
                ("by", models.CharField(max_length=150)),
                ("second", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "verbose_name": "term of a route check",
                "verbose_name_plural": "terms of route checks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="routecheckterm_superseded_after_recorded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by", models.F("second")), _negated=True), name="routecheckterm_is_of_two"
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
