"""Parties by name, and what stored shipments add to their totals."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0004_where_lists_bear").GUARDED
GUARDED = replace(BEFORE, written_once=(*BEFORE.written_once, "party", "manifestparty", "consignment"))

PROTECT = django.db.models.deletion.PROTECT
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Who is party to a shipment, and how much of what it holds."""

    dependencies = [
        ("watchlist", "0004_where_lists_bear"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["reference"], name="manifest_by_reference"),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["sha256"], name="manifest_by_sha256"),
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ID,
                ("key", models.CharField(max_length=300, unique=True)),
                ("name", models.CharField(help_text="as first written", max_length=300)),
                ("first_seen", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "parties",
                "ordering": ["key"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="party_has_a_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="ManifestParty",
            fields=[
                ID,
                ("role", models.CharField(max_length=12)),
                (
                    "manifest",
                    models.ForeignKey(on_delete=PROTECT, related_name="parties", to="watchlist.manifest"),
                ),
                ("party", models.ForeignKey(on_delete=PROTECT, related_name="manifests", to="watchlist.party")),
            ],
            options={
                "verbose_name_plural": "manifest parties",
                "ordering": ["manifest", "party", "role"],
                "constraints": [
                    models.UniqueConstraint(fields=("manifest", "party", "role"), name="manifestparty_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ("consignor", "consignee"))),
                        name="manifestparty_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consignment",
            fields=[
                ID,
                ("substance_key", models.CharField(max_length=80)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("certainty", models.CharField(help_text="of the reading of the goods", max_length=8)),
                ("movement", models.TextField(help_text="as the line and the question say it, as canonical JSON")),
                ("quantity", models.TextField(help_text="each way that laws count it, as canonical JSON")),
                (
                    "consignee",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=PROTECT, related_name="received", to="watchlist.party"
                    ),
                ),
                (
                    "consignor",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=PROTECT, related_name="sent", to="watchlist.party"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(on_delete=PROTECT, related_name="consignments", to="watchlist.manifestline"),
                ),
                (
                    "screening",
                    models.ForeignKey(on_delete=PROTECT, related_name="consignments", to="watchlist.screening"),
                ),
            ],
            options={
                "ordering": ["screening", "line", "substance_key"],
                "indexes": [
                    models.Index(fields=["consignor", "substance_key", "first_day"], name="consignment_by_consignor"),
                    models.Index(fields=["consignee", "substance_key", "first_day"], name="consignment_by_consignee"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("screening", "line", "substance_key"), name="consignment_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_day__lte", models.F("last_day"))), name="consignment_in_order"
                    ),
                ],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
