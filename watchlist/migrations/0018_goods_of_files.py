"""By what a file is known again is filled in when it is read: whether it bears days, nobody knows before."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from watchlist.migrations._guards import GuardedRows, install_guards

GUARDED = GuardedRows(
    known=(),
    append_only=(),
    written_once=("manifest",),
    filled={"manifest": ("shipment", "goods_sha256")},
)


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guard of manifests in this database."""
    install_guards(schema_editor, GUARDED)


class Migration(migrations.Migration):
    """A guard alone: no table changes, and no row."""

    dependencies = [("watchlist", "0017_name_confidence")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
