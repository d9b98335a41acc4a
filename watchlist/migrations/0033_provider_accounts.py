"""Which account a person of the provider of single sign-on has here, written once."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards

GUARDED = GuardedRows(known=(), append_only=(), written_once=("provideraccount",), never_emptied=("provideraccount",))


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install_guards(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """A table by itself, and its guards."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("watchlist", "0032_shared_look_backs"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProviderAccount",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="provider_account",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("issuer", models.CharField(max_length=255)),
                (
                    "subject",
                    models.CharField(help_text="as the provider names the person, for ever", max_length=255),
                ),
                ("linked_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "account at the provider",
                "verbose_name_plural": "accounts at the provider",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "subject"), name="provideraccount_is_of_one_user")
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
