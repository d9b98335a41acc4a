"""The second format of the trail: a boundary in the digest of a payload, and the digests of the rows that an act wrote.

Events from before keep their format, and are checked by its own rules.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from watchlist.migrations._erasures import ERASED
from watchlist.migrations._four_eyes import install_four_eyes
from watchlist.migrations._guards import Guarded, install

BEFORE: Guarded = import_module("watchlist.migrations.0033_constituents").GUARDED
GUARDED = replace(BEFORE, append_only=(*BEFORE.append_only, "rowdigest"))
OF_EVENTS = tuple(refusal for refusal in ERASED if refusal[0] == "erasedpayload")
"""A guard of another table that reads the events: SQLite makes no table anew that such a trigger names."""


def lift_guard(apps: Any, schema_editor: Any) -> None:
    """Take the guard away for as long as the table of events is made anew."""
    on = {"sqlite": "", "postgresql": " ON watchlist_erasedpayload"}[schema_editor.connection.vendor]
    for _table, name, *_ in OF_EVENTS:
        schema_editor.execute(f"DROP TRIGGER watchlist_erasedpayload_{name}{on}")


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database, that of the new table among them."""
    install(schema_editor, GUARDED)
    install_four_eyes(schema_editor, OF_EVENTS)


class Migration(migrations.Migration):
    """What stood before gets its digests by `0039_rows_as_found`."""

    dependencies = [("watchlist", "0034_monitored_lists")]
    operations = [
        migrations.RunPython(lift_guard, migrations.RunPython.noop),
        migrations.AddField(
            model_name="auditevent",
            name="format",
            field=models.PositiveSmallIntegerField(
                db_default=1, default=1, help_text="of the digests: 1 until 2026, then 2"
            ),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="format",
            field=models.PositiveSmallIntegerField(
                db_default=1, default=2, help_text="of the digests: 1 until 2026, then 2"
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="rows_digest",
            field=models.CharField(
                blank=True, db_default="", help_text="of the digests of the rows that it wrote", max_length=64
            ),
        ),
        migrations.CreateModel(
            name="RowDigest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=63)),
                ("key", models.CharField(help_text="the primary key of the row, as text", max_length=150)),
                ("version", models.PositiveSmallIntegerField(help_text="of the columns that the digest is over")),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="row_digests",
                        to="watchlist.auditevent",
                    ),
                ),
            ],
            options={
                "verbose_name": "digest of a row",
                "verbose_name_plural": "digests of rows",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("event", "table", "key"), name="rowdigest_is_written_once")
                ],
                "indexes": [models.Index(fields=["table", "key", "event"], name="rowdigest_by_row")],
            },
        ),
        migrations.RunPython(install_guards, migrations.RunPython.noop),
    ]
