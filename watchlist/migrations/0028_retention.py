"""Legal holds, the mark of what is being let go, what is left of it, and the schedule's entry; with their guards."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._four_eyes import install_four_eyes
from watchlist.migrations._guards import Guarded, install
from watchlist.migrations._holds import LETTINGS_GO, PLACINGS
from watchlist.retention.models import LIFT_COLUMNS

BEFORE: Guarded = import_module("watchlist.migrations.0020_authorisations").GUARDED
FILLED = dict(BEFORE.filled)
GUARDED = replace(
    BEFORE,
    append_only=(*BEFORE.append_only, "legalhold"),
    filled=tuple({**FILLED, "screening": (*FILLED["screening"], "let_go_at"), "legalhold": LIFT_COLUMNS}.items()),
)
HOUR = 3600


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new table and of the new column among them."""
    install(schema_editor, GUARDED)
    install_four_eyes(schema_editor, PLACINGS)
    install_four_eyes(schema_editor, LETTINGS_GO, "UPDATE")


def make_entry(apps: Any, schema_editor: Any) -> None:
    """Make the entry of the schedule, once a day at night; one that stands stays as it is."""
    entries = apps.get_model("django_celery_beat", "PeriodicTask")
    if not entries.objects.filter(name="let_go").exists():
        night = apps.get_model("django_celery_beat", "CrontabSchedule").objects.create(
            minute="30", hour="2", timezone="UTC"
        )
        entries.objects.create(name="let_go", task="watchlist.let_go", crontab=night, expire_seconds=HOUR)


class Migration(migrations.Migration):
    """Nothing is rebuilt: a column that may be empty, and tables of their own."""

    dependencies = [
        ("watchlist", "0027_shares"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="let_go_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(
                condition=models.Q(("let_go_at__isnull", False)), fields=["let_go_at"], name="screening_being_let_go"
            ),
        ),
        migrations.CreateModel(
            name="PartyPast",
            fields=[
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="past",
                        serialize=False,
                        to="watchlist.party",
                    ),
                ),
                ("shipments", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "past of a party",
                "verbose_name_plural": "pasts of parties",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("shipments__gt", 0)), name="partypast_counts_some")
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "shipment",
                    models.CharField(
                        blank=True,
                        help_text="its key: its reference, or the hash of its file; empty: of a party",
                        max_length=220,
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="what it is called by people, when it was placed", max_length=300),
                ),
                ("reason", models.TextField()),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lift_note", models.TextField(blank=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="watchlist.party",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "legal hold",
                "verbose_name_plural": "legal holds",
                "ordering": ["-placed_at", "-pk"],
                "permissions": [
                    ("hold_shipments", "Places legal holds on shipments and parties, and lifts those of others")
                ],
                "indexes": [models.Index(fields=["shipment"], name="legalhold_by_shipment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("party__isnull", False), ("shipment", "")),
                            models.Q(models.Q(("shipment", ""), _negated=True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="legalhold_is_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="legalhold_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lift_note", ""), ("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lift_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="legalhold_is_lifted_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_by__isnull", True),
                            models.Q(("lifted_by", models.F("placed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="legalhold_is_lifted_by_another",
                    ),
                ],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
        migrations.RunPython(make_entry, migrations.RunPython.noop),
    ]
