"""Classes defined on structure, families and masks, and editions that hold only part of a list."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from watchlist.migrations._guards import Guarded, install

GUARDED = Guarded(
    known=(
        "description",
        "structure",
        "name",
        "identifier",
        "instrument",
        "obligation",
        "scheduling",
        "classrule",
        "family",
        "mask",
    ),
    append_only=("auditevent", "auditpayload", "condition", "edition", "lawtick"),
    written_once=("item", "manifest", "manifestline", "screening", "screenedline", "hit"),
)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the tables that were rebuilt among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """What the words of a law are read by."""

    dependencies = [("watchlist", "0002_guards")]
    operations = [
        migrations.AddField(
            model_name="edition",
            name="complete",
            field=models.BooleanField(default=True, help_text="whether it claims to hold the whole list"),
        ),
        migrations.AddField(
            model_name="scheduling",
            name="rule",
            field=models.CharField(blank=True, help_text="the class rule by which the words are read", max_length=80),
        ),
        migrations.CreateModel(
            name="ClassRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(help_text="the rule as the curators wrote it (TOML)")),
                ("members", models.TextField(blank=True, help_text="its table of named members and near misses (CSV)")),
                (
                    "sha256",
                    models.CharField(help_text="of the rule's text: its version in every answer", max_length=64),
                ),
            ],
            options={
                "ordering": ["key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="classrule_superseded_after_recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("key",),
                        name="classrule_has_one_current_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Family",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("members", models.TextField(help_text="keys of substances, separated by spaces")),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "families",
                "ordering": ["key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="family_superseded_after_recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("key",),
                        name="family_has_one_current_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.SlugField(max_length=60)),
                ("title", models.CharField(help_text='to follow "with its"', max_length=200)),
                (
                    "pattern",
                    models.TextField(help_text="SMARTS; atoms with a map number belong to the listed structure"),
                ),
                ("tail", models.CharField(blank=True, max_length=20)),
                ("reshapes", models.BooleanField(default=False)),
                ("published_on", models.DateField()),
                ("listed", models.CharField(blank=True, help_text="a listed substance, by its key", max_length=80)),
                (
                    "masked",
                    models.CharField(
                        blank=True, help_text="a listed substance that is the other one masked", max_length=80
                    ),
                ),
                ("citation", models.CharField(max_length=300)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("reported", "Reported"), ("unverified", "Unverified")],
                        max_length=12,
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="mask_superseded_after_recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("key",),
                        name="mask_has_one_current_row",
                    ),
                ],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
