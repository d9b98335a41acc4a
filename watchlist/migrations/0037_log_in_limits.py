"""Tries to log in are counted in a table of ours, and the places from which people logged in are kept for a while."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget_attempts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete what was kept of wrong passwords until now, names and addresses: nothing counts it any more."""
    apps.get_model("axes", "AccessAttempt").objects.all().delete()


class Migration(migrations.Migration):
    """Two tables, and nothing is left in the one that they take the place of."""

    dependencies = [
        ("watchlist", "0036_guards_anew"),
        ("axes", "0010_accessattemptexpiration"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="LogInTries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=5)),
                ("name", models.CharField(blank=True, help_text="HMAC-SHA-256, in hex", max_length=64)),
                (
                    "place",
                    models.CharField(blank=True, help_text="an address of IPv4, or a network of IPv6", max_length=43),
                ),
                ("tries", models.PositiveIntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "tries to log in",
                "verbose_name_plural": "tries to log in",
                "default_permissions": (),
                "indexes": [models.Index(fields=["name"], name="logintries_by_name")],
                "constraints": [models.UniqueConstraint(fields=("kind", "name", "place"), name="logintries_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="FamiliarPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(help_text="an address of IPv4, or a network of IPv6", max_length=43)),
                ("last_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "place of a log-in",
                "verbose_name_plural": "places of log-ins",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("user", "place"), name="familiarplace_is_unique")],
            },
        ),
        migrations.RunPython(forget_attempts, migrations.RunPython.noop),
    ]
