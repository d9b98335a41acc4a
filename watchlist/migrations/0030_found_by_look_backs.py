"""The guards of releases see the duties of a case that a look-back opened, whose screening is of the same instant."""

from __future__ import annotations

from typing import Any, Final

from django.db import migrations

from watchlist.migrations import _carried_line_words, _line_dispositions
from watchlist.migrations._refusals import install_refusals

ASK_LOOK_BACKS: Final = frozenset({"is_not_past_what_is_missing", "lapses_where_no_finding_stands"})


def install(apps: Any, schema_editor: Any) -> None:
    """Install the guards in this database, each in place of the one of its name."""
    guards = (*_line_dispositions.OF_CASES, *_carried_line_words.REFUSALS)
    install_refusals(schema_editor, [guard for guard in guards if guard.name in ASK_LOOK_BACKS])


class Migration(migrations.Migration):
    """No table and no row: three guards ask more."""

    dependencies = [("watchlist", "0029_results_with_the_job")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
