"""Every guard in its present text: what an older version of this folder installed stood as it was then."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from django.db import migrations

from watchlist.migrations import _erasures, _four_eyes, _holds, _rulings, _second_pair, _uses
from watchlist.migrations._guards import Guarded, install

GUARDED: Guarded = import_module("watchlist.migrations.0035_trail_format_two").GUARDED
REFUSALS: Final = (
    (_four_eyes.REFUSALS, "INSERT"),
    (_second_pair.REFUSALS, "INSERT"),
    (_second_pair.CLOSINGS, "INSERT"),
    (_second_pair.CLOSINGS, "UPDATE"),
    (_rulings.REFUSALS, "INSERT"),
    (_uses.REFUSALS, "INSERT"),
    (_holds.PLACINGS, "INSERT"),
    (_holds.LETTINGS_GO, "UPDATE"),
    (_erasures.ERASED, "INSERT"),
    (_erasures.DELETIONS, "DELETE"),
)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install all guards of this database, and take down those that stood under another name."""
    install(schema_editor, GUARDED)
    if schema_editor.connection.vendor == "postgresql":
        _of_postgresql(schema_editor)
    for refusals, verb in REFUSALS:
        _four_eyes.install_four_eyes(schema_editor, refusals, verb)


def _of_postgresql(schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for model, _columns in GUARDED.filled:
            cursor.execute(f"DROP TRIGGER IF EXISTS watchlist_{model}_not_deleted ON watchlist_{model}")
        # From when no payload went: since each may be erased alone, it stands among those that are written once.
        cursor.execute(
            "CREATE OR REPLACE TRIGGER watchlist_auditpayload_never_emptied BEFORE TRUNCATE ON watchlist_auditpayload "
            "FOR EACH STATEMENT EXECUTE FUNCTION watchlist_refuse()"
        )


class Migration(migrations.Migration):
    """Guards alone: no table changes, and no row."""

    dependencies = [("watchlist", "0035_trail_format_two")]
    operations = [migrations.RunPython(install_guards, migrations.RunPython.noop)]
