"""From records to rows of the lists that are declared: days by the declared formats, all else as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from watchlist.list_updates.connectors.table.records import Records
from watchlist.list_updates.connectors.table.table_settings import ROW_FIELDS, TableSettings
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, ListEmptied, NotTheDocument
from watchlist.list_updates.published import ParsedPublication, PublishedRow


def published_of(read: Records, settings: TableSettings, source: DeclaredSource) -> ParsedPublication:
    """Return a table's rows. Raises `ListEmptied` for a list without rows, `NotTheDocument` for a count not met."""
    if read.count and read.count != str(len(read.records)):
        raise NotTheDocument(f"the table states {read.count[:20]} rows, and has {len(read.records)}: it was cut off.")
    rows = tuple(_row(record, settings) for record in read.records)
    _refuse_empty(rows, settings, source)
    as_of = _day(read.as_of, settings) if settings.as_of else None
    return ParsedPublication(as_of=as_of, lists=settings.lists, rows=rows, ignored=read.ignored)


def _refuse_empty(rows: tuple[PublishedRow, ...], settings: TableSettings, source: DeclaredSource) -> None:
    filled = {row.list for row in rows}
    for key in settings.lists:
        if key not in filled and source.lists[key].least:
            raise ListEmptied(f"{key} has no row.")


def _row(record: Mapping[str, str], settings: TableSettings) -> PublishedRow:
    fields = {field: record[header] for field, header in settings.columns.items()}
    if not fields["name"]:
        raise LayoutChanged(f"a row has no name: {_preview(record)}.")
    return PublishedRow(
        list=_list(record, settings),
        code=fields.get("code", ""),
        name=fields["name"],
        place=fields.get("place", ""),
        valid_from=_day(fields.get("valid_from", ""), settings),
        valid_until=_until(fields, settings),
        decided_on=_day(fields.get("decided_on", ""), settings),
        instruments=tuple(filter(None, map(str.strip, fields.get("instruments", "").split(";")))),
        facts=tuple(sorted((name, value) for name, value in fields.items() if name not in ROW_FIELDS)),
    )


def _list(record: Mapping[str, str], settings: TableSettings) -> str:
    if settings.list:
        return settings.list
    value = record[settings.list_column]
    if value not in settings.lists_by:
        raise LayoutChanged(f"“{value[:80]}” in the column “{settings.list_column}” is no list that is declared.")
    return settings.lists_by[value]


def _until(fields: Mapping[str, str], settings: TableSettings) -> date | None:
    """Return the first day without the row, where a table says it, or the last day with it."""
    last = _day(fields.get("last_day", ""), settings)
    return last + timedelta(days=1) if last else _day(fields.get("valid_until", ""), settings)


def _day(text: str, settings: TableSettings) -> date | None:
    if not text:
        return None
    for read in _readings(text, settings):
        return read
    raise LayoutChanged(f"“{text[:40]}” is no day in a format that is declared.")


def _readings(text: str, settings: TableSettings) -> Iterator[date]:
    """Yield the days that a text may be: as the formats read it, or in ISO, which has one reading."""
    for form in (*settings.date_formats, "%Y-%m-%d"):
        try:
            yield datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue


def _preview(record: Mapping[str, str]) -> str:
    return " | ".join(filter(None, record.values()))[:120]
