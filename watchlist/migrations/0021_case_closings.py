"""A case is closed by its own last disposition, whoever writes it; what a look-back found is released by two too."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from watchlist.migrations._four_eyes import install_four_eyes
from watchlist.migrations._second_pair import CLOSINGS, REFUSALS


def install_guards(apps: Any, schema_editor: Any) -> None:
    """Install what this database refuses of cases, in place of what stood."""
    install_four_eyes(schema_editor, REFUSALS)
    for verb in ("INSERT", "UPDATE"):
        install_four_eyes(schema_editor, CLOSINGS, verb)


class Migration(migrations.Migration):
    """Guards alone: no table changes."""

    dependencies = [("watchlist", "0020_authorisations")]

    operations = [migrations.RunPython(install_guards, migrations.RunPython.noop)]
