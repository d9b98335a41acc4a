"""A look at a file before it is screened: its headers, the first values below them, and what each was read as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from watchlist.engine.reading.columns import IDENTITY_FIELDS, Column, Corrections, Heading, read_columns, uncorrected
from watchlist.engine.reading.errors import HeaderNotUnderstood
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_upload

SHOWN_VALUES = 3
_WITHIN = 50


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column, and its first different values."""

    column: Column
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableLook:
    """The columns below one header; several sheets may bear it."""

    shape: str
    sheets: tuple[str, ...]
    columns: tuple[ColumnLook, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it would be read; where no header is `understood`, none of its columns is."""

    tables: tuple[TableLook, ...]
    lines: int
    goods: tuple[str, ...]
    understood: bool = True

    @property
    def names_goods(self) -> bool:
        """Say whether anything that was read can say what the goods are."""
        fields = {look.column.field for table in self.tables for look in table.columns}
        return not self.tables or not IDENTITY_FIELDS.isdisjoint(fields)


def look_at(source: str, data: bytes, corrections: Corrections = uncorrected) -> Look:
    """Return a look at the bytes of a file, even at one whose headers nobody understands yet. Raises ManifestError."""
    try:
        return _look(manifest_from_upload(source, data, corrections))
    except HeaderNotUnderstood as refused:
        if not refused.headings:
            raise
        look = _look(manifest_from_upload(source, data, _any_reading(refused)))
    tables = (replace(table, columns=tuple(map(_not_read, table.columns))) for table in look.tables)
    return replace(look, tables=tuple(tables), goods=(), understood=False)


def _any_reading(refused: HeaderNotUnderstood) -> Corrections:
    """Take the row that stands for the header as one, by whatever reading of its first column."""
    first = next(column.key for column in read_columns(refused.headings))
    return lambda shape: {first: "remarks"} if shape == refused.shape else {}


def _look(manifest: DeclaredManifest) -> Look:
    lines = iter(manifest.lines)
    tables: dict[str, TableLook] = {}
    for heading, account in zip(manifest.headings, manifest.account.sheets, strict=False):
        below = list(islice(lines, account.lines))[:_WITHIN]
        known = tables.get(heading.shape)
        tables[heading.shape] = _with_sheet(known, heading.sheet) if known else _table(heading, below)
    goods = _first_values(line.fields.get("name", "") for line in islice(manifest.lines, _WITHIN))
    return Look(tuple(tables.values()), len(manifest.lines), goods)


def _table(heading: Heading, lines: Sequence[DeclaredLine]) -> TableLook:
    looks = (
        ColumnLook(column, _first_values(line.declared.get(column.name, "") for line in lines))
        for column in heading.columns
    )
    return TableLook(heading.shape, (heading.sheet,), tuple(looks))


def _with_sheet(table: TableLook, sheet: str) -> TableLook:
    return replace(table, sheets=(*table.sheets, sheet))


def _not_read(look: ColumnLook) -> ColumnLook:
    return replace(look, column=replace(look.column, field=None))


def _first_values(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(_different(texts), SHOWN_VALUES))


def _different(texts: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(text for text in texts if text.strip())
