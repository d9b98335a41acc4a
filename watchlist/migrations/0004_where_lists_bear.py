"""Where law holds, to which destinations lists look, and duties with their days and clocks."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
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
        "membership",
        "destinationtable",
        "destination",
    ),
    append_only=("auditevent", "auditpayload", "condition", "edition", "lawtick"),
    written_once=("item", "manifest", "manifestline", "screening", "screenedline", "hit"),
)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, those of the tables that were rebuilt among them."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """What a movement is to the law of a list."""

    dependencies = [
        ("watchlist", "0003_definitions"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="jurisdiction",
            name="countries",
        ),
        migrations.AddField(
            model_name="controllist",
            name="destinations",
            field=models.CharField(
                blank=True, help_text="the table of the destinations to which alone it looks", max_length=60
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="clock_citation",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="obligation",
            name="clock_event",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="obligation",
            name="clock_length",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="obligation",
            name="clock_unit",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="obligation",
            name="clock_when",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="obligation",
            name="destinations",
            field=models.CharField(blank=True, help_text="the table of the destinations it is due for", max_length=60),
        ),
        migrations.AddField(
            model_name="obligation",
            name="since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="obligation",
            name="until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Destination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("table", models.CharField(help_text="the key of its table", max_length=60)),
                ("country", models.CharField(help_text="ISO 3166 alpha-2, or XI for Northern Ireland", max_length=2)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
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
                "ordering": ["table", "country", models.OrderBy(models.F("since"), nulls_first=True)],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="destination_superseded_after_recorded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="destination_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DestinationTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.SlugField(max_length=60)),
                ("title", models.CharField(help_text='to follow "a destination of"', max_length=200)),
                ("citation", models.CharField(max_length=300)),
                ("complete", models.BooleanField(default=False)),
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
                        name="destinationtable_superseded_after_recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("key",),
                        name="destinationtable_has_one_current_row",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("country", models.CharField(help_text="ISO 3166 alpha-2, or XI for Northern Ireland", max_length=2)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("reported", "Reported"), ("unverified", "Unverified")],
                        max_length=12,
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="watchlist.jurisdiction",
                    ),
                ),
            ],
            options={
                "ordering": ["jurisdiction__key", "country", models.OrderBy(models.F("since"), nulls_first=True)],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="membership_superseded_after_recorded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="controllist",
            name="countries",
            field=models.CharField(
                blank=True, help_text="where alone it holds, of the countries of its jurisdiction", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="source",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="scheduling",
            name="excepts",
            field=models.CharField(
                blank=True, help_text="keys of substances that the words leave out of the reach", max_length=200
            ),
        ),
        migrations.AlterField(
            model_name="condition",
            name="limit",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
