"""Look-backs: what each looked at and left, what items were resolved to, and how a file writes days and decimals."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0014_list_sources").GUARDED
GUARDED = replace(
    BEFORE,
    append_only=(*BEFORE.append_only, "rescreenstep", "toucheditem", "casedue"),
    written_once=(*BEFORE.written_once, "rescreen"),
    filled=(*BEFORE.filled, ("rescreen", ("changed", "coverage", "summary", "done_at"))),
)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """The tables of look-backs, with their guards; the readings of items are only kept, and are read anew."""

    dependencies = [
        ("watchlist", "0014_list_sources"),
    ]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="conventions",
            field=models.TextField(
                blank=True, help_text="of its file's days and decimals, as canonical JSON; empty: not kept"
            ),
        ),
        migrations.CreateModel(
            name="ItemReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("basis", models.CharField(max_length=64)),
                ("structures", models.TextField(blank=True, help_text="SMILES, one a line")),
                ("substances", models.TextField(blank=True, help_text="keys of what is held, separated by spaces")),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reading", to="watchlist.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rescreen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "last_item",
                    models.PositiveBigIntegerField(help_text="the last of the items that are looked at, by id"),
                ),
                ("items", models.PositiveBigIntegerField(help_text="how many those are")),
                ("started_at", models.DateTimeField(help_text="screenings done until then are looked at")),
                ("started_by", models.CharField(max_length=150)),
                ("changed", models.TextField(blank=True, help_text="what changed in the law, as canonical JSON")),
                (
                    "coverage",
                    models.TextField(
                        blank=True,
                        help_text="what was looked at and what was not, one sentence a line",
                    ),
                ),
                ("summary", models.TextField(blank=True, help_text="the counts, as canonical JSON")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "due",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rescreen", to="watchlist.rescreendue"
                    ),
                ),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rescreen", to="watchlist.job"
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
                "verbose_name": "look-back",
            },
        ),
        migrations.CreateModel(
            name="CaseDue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "shipment",
                    models.CharField(
                        help_text="its key: its reference, or else the hash of its file",
                        max_length=220,
                    ),
                ),
                ("consignor", models.CharField(blank=True, help_text="the key of the party", max_length=300)),
                ("consignee", models.CharField(blank=True, help_text="the key of the party", max_length=300)),
                ("as_of", models.DateField(help_text="the day on which the law was asked")),
                (
                    "is_own_day",
                    models.BooleanField(
                        help_text="that of the line itself, and not one on which the changed law begins"
                    ),
                ),
                ("stored_verdict", models.CharField(max_length=12)),
                ("stored_action", models.CharField(max_length=12)),
                ("stored_severity", models.CharField(max_length=8)),
                ("before", models.CharField(max_length=12)),
                ("verdict", models.CharField(max_length=12)),
                ("action", models.CharField(max_length=12)),
                ("severity", models.CharField(max_length=8)),
                (
                    "lists",
                    models.TextField(blank=True, help_text="keys of the lists of what differs, separated by spaces"),
                ),
                (
                    "entries",
                    models.TextField(
                        blank=True,
                        help_text="keys of the entries of what differs, separated by spaces",
                    ),
                ),
                (
                    "findings",
                    models.TextField(
                        help_text="the findings of the law after the change, as canonical JSON",
                    ),
                ),
                (
                    "edition",
                    models.TextField(blank=True, help_text="of those lists, under which the line was stored"),
                ),
                ("sentence", models.TextField()),
                (
                    "screened_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_due",
                        to="watchlist.screenedline",
                    ),
                ),
                (
                    "rescreen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases_due", to="watchlist.rescreen"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cases due",
                "ordering": ["rescreen", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RescreenStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("stage", models.CharField(choices=[("items", "Items"), ("lines", "Lines")], max_length=5)),
                ("first", models.PositiveBigIntegerField(help_text="id of an item")),
                ("last", models.PositiveBigIntegerField(help_text="id of an item")),
                ("last_line", models.PositiveBigIntegerField(default=0, help_text="id of the last line as declared")),
                ("looked_at", models.PositiveIntegerField()),
                (
                    "passed_over",
                    models.PositiveIntegerField(default=0, help_text="lines that a later screening stands for"),
                ),
                (
                    "unexamined",
                    models.PositiveIntegerField(default=0, help_text="lines of structures not examined in time"),
                ),
                (
                    "found",
                    models.PositiveIntegerField(
                        help_text="items that the change touches, or lines whose answer it changes"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("taken_at", models.DateTimeField()),
                (
                    "rescreen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="watchlist.rescreen"
                    ),
                ),
            ],
            options={
                "ordering": ["rescreen", "number"],
            },
        ),
        migrations.CreateModel(
            name="TouchedItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.TextField(help_text="what of the change touches them: keys, separated by spaces")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="touched", to="watchlist.item"
                    ),
                ),
                (
                    "rescreen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="touched", to="watchlist.rescreen"
                    ),
                ),
            ],
            options={
                "ordering": ["rescreen", "item"],
            },
        ),
        migrations.AddConstraint(
            model_name="rescreen",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("summary", "")),
                    models.Q(
                        ("done_at__isnull", False),
                        models.Q(("summary", ""), _negated=True),
                        models.Q(("changed", ""), _negated=True),
                        models.Q(("coverage", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rescreen_is_summed_up_when_done",
            ),
        ),
        migrations.AddIndex(
            model_name="casedue",
            index=models.Index(fields=["rescreen", "verdict", "id"], name="casedue_by_verdict"),
        ),
        migrations.AddConstraint(
            model_name="casedue",
            constraint=models.UniqueConstraint(
                fields=("rescreen", "screened_line", "as_of"), name="casedue_is_left_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="casedue",
            constraint=models.CheckConstraint(
                condition=models.Q(("sentence", ""), _negated=True), name="casedue_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="rescreenstep",
            constraint=models.UniqueConstraint(fields=("rescreen", "number"), name="rescreenstep_number_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="rescreenstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lte", models.F("last"))), name="rescreenstep_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="toucheditem",
            constraint=models.UniqueConstraint(fields=("rescreen", "item"), name="toucheditem_is_unique"),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
