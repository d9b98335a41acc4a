"""The columns of a file as a form: what each was read as, what it may be, and how an officer corrected it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from django.utils.translation import gettext as _

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading.preview import ColumnPreview, FilePreview, TablePreview
from watchlist.engine.reports.text import visible
from watchlist.manifests.mappings import LONGEST_KEY
from watchlist.manifests.models import ColumnMapping
from watchlist.web import words

MOST_COLUMNS = 200
"""Columns that one page offers: a form of hostile width is no form."""
LONGEST_VALUE = 80
NOT_READ = ""


def _load() -> list[dict[str, str]]:
    with Path(__file__).with_name("column_fields.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


FIELD_ROWS = _load()
LABELS = {row["field"]: row["label"] for row in FIELD_ROWS}
GROUPS = tuple(
    (group, tuple((row["field"], row["label"]) for row in rows))
    for group, rows in groupby(FIELD_ROWS, key=lambda row: row["group"])
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One column of the form: `input` names its field there, `remembered` says who corrected it before, and when."""

    input: str
    header: str
    values: tuple[str, ...]
    field: str
    remembered: str
    is_offered: bool


@dataclass(frozen=True, slots=True)
class TableChoices:
    """The columns below one header, those that one page holds."""

    sheets: tuple[str, ...]
    choices: tuple[Choice, ...]
    more: int


def table_choices(look: FilePreview, chosen: Mapping[str, str] | None = None) -> list[TableChoices]:
    """Return the form of a file; `chosen` is what was posted of it, by input."""
    remembered = _remembered(table.shape for table in look.tables)
    tables, room = [], MOST_COLUMNS
    for number, table in enumerate(look.tables):
        inputs = list(islice(_inputs(number, table), room))
        room -= len(inputs)
        choices = tuple(
            _choice(name, column_look, remembered.get((table.shape, column_look.column.key), ""), chosen or {})
            for name, column_look in inputs
        )
        tables.append(TableChoices(table.sheets, choices, len(table.columns) - len(choices)))
    return tables


def column_corrections(look: FilePreview, posted: Mapping[str, str]) -> dict[str, dict[str, str | None]]:
    """Return the columns that the form corrects: by shape, then by key, the field, or None for one not to be read.

    Raises `CorrectTheQuestion` for what is no field.
    """
    corrections: dict[str, dict[str, str | None]] = {}
    for number, table in enumerate(look.tables):
        for name, column_look in _inputs(number, table):
            field = posted.get(name, column_look.column.field or NOT_READ)
            if field not in (NOT_READ, *LABELS):
                raise CorrectTheQuestion(_("“%(field)s” is no field of a manifest."), field=field[:40])
            if field != (column_look.column.field or NOT_READ):
                corrections.setdefault(table.shape, {})[column_look.column.key] = field or None
    return corrections


def field_label(field: str | None) -> str:
    """Return a field in words."""
    return LABELS[field] if field else _("not read")


def _inputs(number: int, table: TablePreview) -> Iterator[tuple[str, ColumnPreview]]:
    return ((f"column-{number}-{at}", column_look) for at, column_look in enumerate(table.columns))


def _choice(name: str, column_look: ColumnPreview, remembered: str, chosen: Mapping[str, str]) -> Choice:
    return Choice(
        input=name,
        header=visible(column_look.column.name),
        values=tuple(visible(_cut(value)) for value in column_look.values),
        field=chosen.get(name, column_look.column.field or NOT_READ),
        remembered=remembered,
        is_offered=len(column_look.column.key) <= LONGEST_KEY,
    )


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"


def _remembered(shapes: Iterable[str]) -> dict[tuple[str, str], str]:
    rows = ColumnMapping.objects.current().filter(shape__in=list(shapes))
    return {(row.shape, row.column): f"{row.recorded_by}, {words.day(row.recorded_at.date())}" for row in rows}
