"""The preview of a file before it is screened: its headers, the first values below them, what each was read as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from watchlist.engine.reading.columns import (
    IDENTITY_FIELDS,
    Column,
    Corrections,
    SheetHeading,
    read_columns,
    uncorrected,
)
from watchlist.engine.reading.errors import HeaderNotUnderstood
from watchlist.engine.reading.heads import HeadField, head_fields
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_upload

SHOWN_VALUES = 3
_WITHIN = 50


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """A column, and its first different values."""

    column: Column
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The columns below one header; several sheets may bear it."""

    shape: str
    sheets: tuple[str, ...]
    columns: tuple[ColumnPreview, ...]


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file as it would be read; where no header is `understood`, none of its columns is.

    `head`: what it says of the whole shipment; `shipment`: the fields of it that count for its lines by themselves.
    """

    tables: tuple[TablePreview, ...]
    lines: int
    goods: tuple[str, ...]
    understood: bool = True
    head: tuple[HeadField, ...] = ()
    shipment: frozenset[str] = frozenset()

    @property
    def names_goods(self) -> bool:
        """Say whether anything that was read can say what the goods are."""
        fields = {look.column.field for table in self.tables for look in table.columns}
        return not self.tables or not IDENTITY_FIELDS.isdisjoint(fields)


def preview_file(source: str, data: bytes, corrections: Corrections = uncorrected) -> FilePreview:
    """Return the preview of a file, even of one whose headers are not understood yet. Raises ManifestError."""
    try:
        return _preview(manifest_from_upload(source, data, corrections))
    except HeaderNotUnderstood as refused:
        if not refused.headings:
            raise
        # Corrections under which the row in the header's place passes for a header.
        passing, shape = {next(column.key for column in read_columns(refused.headings)): "remarks"}, refused.shape
        look = _preview(manifest_from_upload(source, data, lambda found: passing if found == shape else {}))
    unread = [
        replace(table, columns=tuple(replace(seen, column=replace(seen.column, field=None)) for seen in table.columns))
        for table in look.tables
    ]
    return replace(look, tables=tuple(unread), goods=(), understood=False)


def _preview(manifest: DeclaredManifest) -> FilePreview:
    lines = iter(manifest.lines)
    tables: dict[str, TablePreview] = {}
    for heading, account in zip(manifest.headings, manifest.account.sheets, strict=False):
        below = list(islice(lines, account.lines))[:_WITHIN]
        seen = tables.get(heading.shape)
        tables[heading.shape] = replace(seen, sheets=(*seen.sheets, heading.sheet)) if seen else _table(heading, below)
    goods = _first_values(line.fields.get("name", "") for line in islice(manifest.lines, _WITHIN))
    head = head_fields({**manifest.head, **manifest.shipment}, manifest.date_convention)
    shipment = frozenset(manifest.shipment)
    return FilePreview(tuple(tables.values()), len(manifest.lines), goods, head=head, shipment=shipment)


def _table(heading: SheetHeading, lines: Sequence[DeclaredLine]) -> TablePreview:
    looks = (
        ColumnPreview(column, _first_values(line.declared.get(column.name, "") for line in lines))
        for column in heading.columns
    )
    return TablePreview(heading.shape, (heading.sheet,), tuple(looks))


def _first_values(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(text for text in texts if text.strip()), SHOWN_VALUES))
