"""House lists, apart from the law."""

from __future__ import annotations

import uuid
from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0011_boundary_watch").GUARDED
GUARDED = replace(
    BEFORE,
    known=(*BEFORE.known, "houseentry"),
    append_only=(*BEFORE.append_only, "houseedition"),
    written_once=(*BEFORE.written_once, "houselist"),
)

PROTECT = django.db.models.deletion.PROTECT
UUID = ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False))


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Lists that the house brings itself: their editions, their entries, who is shown them."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("watchlist", "0011_boundary_watch"),
    ]

    operations = [
        migrations.CreateModel(
            name="HouseList",
            fields=[
                UUID,
                ("key", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("watchlist", "Watchlist"), ("confidential", "Confidential")], max_length=12
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("owner", models.CharField(help_text="who answers for it", max_length=150)),
                ("opened_at", models.DateTimeField()),
                ("readers", models.ManyToManyField(blank=True, related_name="+", to="auth.group")),
            ],
            options={
                "ordering": ["key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key__startswith", "house-")), name="houselist_key_is_no_key_of_law"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("watchlist", "confidential"))),
                        name="houselist_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseEdition",
            fields=[
                UUID,
                ("sha256", models.CharField(max_length=64)),
                ("entries", models.PositiveIntegerField(help_text="how many the list held then")),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("removed", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("brought_by", models.CharField(max_length=150)),
                (
                    "house_list",
                    models.ForeignKey(on_delete=PROTECT, related_name="editions", to="watchlist.houselist"),
                ),
            ],
            options={
                "ordering": ["house_list", "-recorded_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("house_list", "recorded_at"), name="houseedition_has_an_instant_of_its_own"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.SlugField(max_length=80)),
                ("name", models.CharField(max_length=300)),
                ("other_names", models.TextField(blank=True, help_text="one a line")),
                ("cas", models.CharField(blank=True, max_length=12)),
                ("smiles", models.TextField(blank=True, help_text="as brought")),
                ("inchikey", models.CharField(blank=True, max_length=27)),
                (
                    "structure",
                    models.TextField(blank=True, help_text="what was drawn, or is of the number, standardised"),
                ),
                ("reason", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                (
                    "house_list",
                    models.ForeignKey(on_delete=PROTECT, related_name="entries", to="watchlist.houselist"),
                ),
            ],
            options={
                "verbose_name_plural": "house entries",
                "ordering": ["house_list", "key", "recorded_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="houseentry_superseded_after_recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("house_list", "key"),
                        name="houseentry_has_one_current_row",
                    ),
                ],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
