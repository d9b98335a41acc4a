"""Guards of the law and of the trail."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from watchlist.migrations._guards import Guarded, install

GUARDED = Guarded(
    known=("description", "structure", "name", "identifier", "instrument", "obligation", "scheduling"),
    append_only=("auditevent", "auditpayload", "condition", "edition", "lawtick"),
    written_once=("item", "manifest", "manifestline", "screening", "screenedline", "hit"),
)


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install the guards of this database."""
    install(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """Guards of the law and of the trail."""

    dependencies = [("watchlist", "0001_initial")]
    operations = [migrations.RunPython(install_guards, migrations.RunPython.noop)]
