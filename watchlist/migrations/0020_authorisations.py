"""The register of authorisations, what is used of them, and the papers under which a shipment is released."""

from __future__ import annotations

import uuid
from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._four_eyes import install_four_eyes
from watchlist.migrations._guards import Guarded, install
from watchlist.migrations._second_pair import REFUSALS as ALONE
from watchlist.migrations._uses import REFUSALS as OF_USES

BEFORE: Guarded = import_module("watchlist.migrations.0019_suppressions").GUARDED
GUARDED = replace(
    BEFORE,
    known=(*BEFORE.known, "authorisation"),
    append_only=(*BEFORE.append_only, "authorisationuse", "authorisationscan"),
)
REBUILT = ("watchlist_referral", "watchlist_disposition")


def lift_guards(apps: Any, schema_editor: Any) -> None:
    """Take away, on SQLite, the guards that name a table which is rebuilt here: it reads them while it is not there."""
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, said in cursor.fetchall():
            if any(table in said for table in REBUILT):
                cursor.execute(f'DROP TRIGGER "{name}"')


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the new tables among them."""
    install(schema_editor, GUARDED)
    install_four_eyes(schema_editor, ALONE)
    install_four_eyes(schema_editor, OF_USES)


class Migration(migrations.Migration):
    """The tables of the register, and a column of releases."""

    dependencies = [("watchlist", "0019_suppressions")]

    operations = [
        migrations.RunPython(lift_guards, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("document", models.UUIDField(default=uuid.uuid4)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("licence", "Licence"),
                            ("permit", "Permit"),
                            ("registration", "Registration"),
                            ("import_authorisation", "Import authorisation"),
                            ("export_authorisation", "Export authorisation"),
                        ],
                        max_length=24,
                    ),
                ),
                ("number", models.CharField(max_length=100)),
                ("authority", models.CharField(max_length=200)),
                ("jurisdiction", models.CharField(help_text="whose law it answers", max_length=8)),
                ("citation", models.CharField(blank=True, max_length=300)),
                ("holder", models.CharField(help_text="as the document writes it", max_length=300)),
                ("holder_key", models.CharField(help_text="by which a party is known", max_length=300)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("consignor", "Consignor"),
                            ("consignee", "Consignee"),
                            ("operator", "Operator, on either side"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "substances",
                    models.TextField(blank=True, help_text="keys of substances, and of entries, with a blank between"),
                ),
                ("lists", models.TextField(blank=True, help_text="keys of lists that it covers as a whole")),
                ("forms", models.CharField(help_text="itself, and forms as answers name them", max_length=200)),
                ("operations", models.CharField(max_length=100)),
                ("counterparties", models.TextField(blank=True, help_text="names, one a line; empty: anybody")),
                ("site", models.CharField(blank=True, max_length=300)),
                (
                    "quantity",
                    models.CharField(blank=True, help_text="as the document writes it; empty: no limit", max_length=60),
                ),
                ("most", models.BigIntegerField(blank=True, help_text="in milligrams or microlitres", null=True)),
                ("measure", models.CharField(blank=True, max_length=6)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, help_text="the first day without it", null=True)),
                (
                    "revoked_on",
                    models.DateField(
                        blank=True, help_text="the first day on which it did not hold any more", null=True
                    ),
                ),
                ("single_use", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("recorded_by", models.CharField(max_length=150)),
                ("reason", models.TextField(blank=True, help_text="why it was corrected or revoked")),
            ],
            options={
                "ordering": ["holder_key", "number", "recorded_at"],
                "permissions": [
                    ("manage_authorisations", "Registers, corrects and revokes authorisations that parties hold")
                ],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuthorisationScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["document", "at"],
            },
        ),
        migrations.CreateModel(
            name="AuthorisationUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.UUIDField()),
                ("number", models.PositiveIntegerField(help_text="of the uses of this document, from 1")),
                ("single_use", models.BooleanField(help_text="as the document is")),
                ("case", models.CharField(help_text="the number of the case", max_length=30)),
                ("shipment", models.CharField(max_length=220)),
                ("amount", models.BigIntegerField(help_text="in the measure of the document; 0 where it has no limit")),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["document", "number"],
            },
        ),
        migrations.AddField(
            model_name="disposition",
            name="authorisations",
            field=models.TextField(
                blank=True, help_text="ids of rows of the register under which it is released, with a blank between"
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="authorisations",
            field=models.TextField(
                blank=True, help_text="ids of rows of the register under which it is released, with a blank between"
            ),
        ),
        migrations.AddConstraint(
            model_name="disposition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("word", "released_under_authorisation"), models.Q(("authorisations", ""), _negated=True)),
                    models.Q(models.Q(("word", "released_under_authorisation"), _negated=True), ("authorisations", "")),
                    _connector="OR",
                ),
                name="disposition_names_its_authorisations",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("word", "released_under_authorisation"), models.Q(("authorisations", ""), _negated=True)),
                    models.Q(models.Q(("word", "released_under_authorisation"), _negated=True), ("authorisations", "")),
                    _connector="OR",
                ),
                name="referral_names_its_authorisations",
            ),
        ),
        migrations.AddIndex(
            model_name="authorisation",
            index=models.Index(fields=["recorded_at"], name="authorisation_by_time"),
        ),
        migrations.AddIndex(
            model_name="authorisation",
            index=models.Index(fields=["holder_key"], name="authorisation_by_holder"),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_at__isnull", True), ("superseded_at__gt", models.F("recorded_at")), _connector="OR"
                ),
                name="authorisation_superseded_after_recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("document",),
                name="authorisation_has_one_current_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("jurisdiction", "number", "holder_key"),
                name="authorisation_is_on_file_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder_key", ""), _negated=True),
                    models.Q(("number", ""), _negated=True),
                    models.Q(("forms", ""), _negated=True),
                    models.Q(("operations", ""), _negated=True),
                ),
                name="authorisation_says_whose_and_for_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("substances", ""), _negated=True), models.Q(("lists", ""), _negated=True), _connector="OR"
                ),
                name="authorisation_names_substances_or_lists",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure", ""), ("most__isnull", True)),
                    models.Q(("measure__in", ("mass", "volume")), ("most__gt", 0)),
                    _connector="OR",
                ),
                name="authorisation_limit_has_a_measure",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gt", models.F("valid_from")), _connector="OR"
                ),
                name="authorisation_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revoked_on__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="authorisation_is_revoked_with_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="authorisationscan",
            index=models.Index(fields=["document"], name="authorisationscan_by_document"),
        ),
        migrations.AddConstraint(
            model_name="authorisationscan",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)), name="authorisationscan_is_not_empty"
            ),
        ),
        migrations.AddField(
            model_name="authorisationuse",
            name="authorisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="watchlist.authorisation"
            ),
        ),
        migrations.AddIndex(
            model_name="authorisationuse",
            index=models.Index(fields=["shipment"], name="authorisationuse_by_shipment"),
        ),
        migrations.AddConstraint(
            model_name="authorisationuse",
            constraint=models.UniqueConstraint(fields=("document", "number"), name="authorisationuse_is_in_turn"),
        ),
        migrations.AddConstraint(
            model_name="authorisationuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("single_use", True)),
                fields=("document",),
                name="authorisationuse_of_a_single_one_is_single",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisationuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="authorisationuse_takes_no_less_than_nothing"
            ),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
