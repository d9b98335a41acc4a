"""How sure each name is, and a note on it: names that no source confirms are read as guesses."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from watchlist.migrations._guards import GuardedRows, install_guards
from watchlist.migrations._triggers_kept import KeepTriggers

GUARDED = GuardedRows(known=("name",), append_only=(), written_once=())
"""As they were: on SQLite the guard of rows of knowledge names each column, and so has to learn of new ones."""


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guard of names in this database."""
    install_guards(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Columns with defaults in the database, so that the version before stores rows beside this one, and a guard."""

    dependencies = [("watchlist", "0016_long_corrections")]

    operations = [
        KeepTriggers(
            tables=("watchlist_name",),
            operations=[
                migrations.AddField(
                    model_name="name",
                    name="confidence",
                    field=models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("reported", "Reported"),
                            ("unverified", "Unverified"),
                        ],
                        db_default="reported",
                        default="reported",
                        max_length=12,
                    ),
                ),
                migrations.AddField(
                    model_name="name",
                    name="note",
                    field=models.TextField(blank=True, db_default="", default=""),
                ),
            ],
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
