"""The records of a table, each by its columns, those of JSON under a declared path; and the rows that they become.

How a table is to be read stands in `[settings]` of its source.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any, Final

from watchlist.engine.errors import CorrectTheData
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, ListEmptied, NotTheDocument
from watchlist.list_updates.published import ParsedPublication, PublishedRow, one_line

ROW_FIELDS: Final = ("name", "code", "place", "valid_from", "valid_until", "last_day", "decided_on", "instruments")
"""What a column may be; a column under any other name is a fact of that name."""
READ_ELSEWHERE: Final = ("house_list",)
"""Settings of such a source that are read elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSettings:
    """`columns` are the headers of the fields and facts of a row; `ignore` those passed over by name.

    Rows are of `list`, or of the list that the column `list_column` names by `lists_by`. `passed_over` are patterns of
    rows that are none, matched on their cells with " | " between. `count` and `as_of` find how many rows the table
    states, and its day: patterns with one group in a sheet, paths in JSON. `checksum` is the path of its SHA-256.
    `last_day` among the columns is the last day in force, `valid_until` the first day without.
    """

    columns: Mapping[str, str]
    list: str = ""
    list_column: str = ""
    lists_by: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    passed_over: tuple[re.Pattern[str], ...] = ()
    date_formats: tuple[str, ...] = ()
    count: str = ""
    as_of: str = ""
    checksum: str = ""
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    sheet: str = ""
    records: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """Return every header that the table must have."""
        return (*self.columns.values(), *((self.list_column,) if self.list_column else ()))

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the keys of the lists that the table holds."""
        return tuple(dict.fromkeys(self.lists_by.values())) or (self.list,)


SETTING_NAMES: Final = frozenset(setting.name for setting in fields(TableSettings))


def settings_of(source: DeclaredSource) -> TableSettings:
    """Return the settings of a source. Raises `CorrectTheData`, which says what is declared wrongly."""
    values = {name: value for name, value in source.settings.items() if name not in READ_ELSEWHERE}
    try:
        _refuse_unknown_settings(values)
        settings = TableSettings(**{name: _read(name, value) for name, value in values.items()})
        _check(settings, source)
    except (TypeError, ValueError, LookupError, re.error) as error:
        raise CorrectTheData(f"source {source.key}: {error}.") from error
    return settings


def _read(name: str, value: Any) -> Any:
    match name:
        case "passed_over":
            return tuple(map(re.compile, value))
        case "ignore" | "date_formats":
            return tuple(value)
        case _:
            return value


def _refuse_unknown_settings(values: Mapping[str, Any]) -> None:
    if unknown := values.keys() - SETTING_NAMES:
        raise ValueError(f"settings.{min(unknown)} is not known to a table")


def _check(settings: TableSettings, source: DeclaredSource) -> None:
    codecs.lookup(settings.encoding)
    if "name" not in settings.columns:
        raise ValueError("settings.columns names no column of names")
    if bool(settings.list) == bool(settings.lists_by) or bool(settings.list_column) != bool(settings.lists_by):
        raise ValueError("either settings.list, or settings.list_column with settings.lists_by, says the list of a row")
    if undeclared := [key for key in settings.lists if key not in source.lists]:
        raise ValueError(f"the list {undeclared[0]} is not among its lists")
    if doubled := [header for header in settings.headers if settings.headers.count(header) > 1]:
        raise ValueError(f"the column {doubled[0]} is declared twice")


MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
LONGEST: Final = 10_000
"""Characters of one cell."""


@dataclass(frozen=True, slots=True)
class Records:
    """A table as read: its records by column, how many and of which day it states to be, what was passed over."""

    records: tuple[Mapping[str, str], ...]
    count: str = ""
    as_of: str = ""
    ignored: tuple[str, ...] = ()


def read_json(page: bytes, settings: TableSettings) -> Records:
    """Return the objects under `settings.records`, their numbers as written."""
    top = _loaded(page, settings.encoding)
    ways = [path for path in (settings.records, settings.count, settings.as_of, *settings.ignore) if path]
    _refuse_unknown(top, ways)
    found = _under(top, settings.records)
    if not isinstance(found, list):
        raise LayoutChanged(f"{settings.records or 'the document'} is no list of records.")
    if len(found) > MOST_ROWS:
        raise LayoutChanged(f"{len(found)} records; a table has at most {MOST_ROWS}.")
    records = []
    for number, record in enumerate(found, start=1):
        if not isinstance(record, dict):
            raise LayoutChanged(f"record {number} is no object.")
        refuse_columns(record, settings, f"record {number}")
        records.append({header: bounded(_scalar(record[header])) for header in settings.headers})
    count, as_of = (bounded(_scalar(_under(top, path))) if path else "" for path in (settings.count, settings.as_of))
    return Records(tuple(records), count, as_of, settings.ignore)


def bounded(text: str) -> str:
    """Return a cell on one line. Raises `LayoutChanged` where no cell of a table is as long."""
    if len(text) > LONGEST:
        raise LayoutChanged(f"a cell has {len(text)} characters; at most {LONGEST} are read.")
    return one_line(text)


def refuse_columns(present: Iterable[str], settings: TableSettings, where: str) -> None:
    """Raise `LayoutChanged` for a column that is declared and missing, or there and not declared."""
    columns = set(present)
    if missing := [header for header in settings.headers if header not in columns]:
        raise LayoutChanged(f"{where}: the column “{missing[0]}” is missing.")
    if undeclared := sorted(columns - {*settings.headers, *settings.ignore}):
        raise LayoutChanged(f"{where}: the column “{undeclared[0][:80]}” is not declared.")


def _loaded(page: bytes, encoding: str) -> Any:
    try:
        text = page.decode(encoding)
        return json.loads(text, object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise NotTheDocument("it is no JSON, or JSON that ends early.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise LayoutChanged("an object says one key twice.")
    return found


def _under(top: Any, path: str) -> Any:
    at = top
    for step in filter(None, path.split(".")):
        if not isinstance(at, dict) or step not in at:
            raise LayoutChanged(f"there is no {path}.")
        at = at[step]
    return at


def _refuse_unknown(at: Any, ways: Sequence[str], prefix: str = "") -> None:
    """Refuse what is neither read nor ignored by its path; `ways` lead to what is."""
    for key, value in at.items() if isinstance(at, dict) else ():
        path = f"{prefix}{key}"
        if path in ways:
            continue
        if not isinstance(value, dict) or not any(way.startswith(f"{path}.") for way in ways):
            raise LayoutChanged(f"{path[:80]} is not declared.")
        _refuse_unknown(value, ways, f"{path}.")


def _scalar(value: Any) -> str:
    """Return a value as text; a list of texts, as one of acts may be, with semicolons between."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return value
        case list() if all(isinstance(part, str) for part in value):
            return "; ".join(value)
        case _:
            raise LayoutChanged("a column holds objects where it held texts.")


def published_of(read: Records, settings: TableSettings, source: DeclaredSource) -> ParsedPublication:
    """Return a table's rows. Raises `ListEmptied` for a list without rows, `NotTheDocument` for a count not met."""
    if read.count and read.count != str(len(read.records)):
        raise NotTheDocument(f"the table states {read.count[:20]} rows, and has {len(read.records)}: it was cut off.")
    rows = tuple(_row(record, settings) for record in read.records)
    filled = {row.list for row in rows}
    for key in settings.lists:
        if key not in filled and source.lists[key].least:
            raise ListEmptied(f"{key} has no row.")
    as_of = _day(read.as_of, settings) if settings.as_of else None
    return ParsedPublication(as_of=as_of, lists=settings.lists, rows=rows, ignored=read.ignored)


def _row(record: Mapping[str, str], settings: TableSettings) -> PublishedRow:
    fields = {field: record[header] for field, header in settings.columns.items()}
    if not fields["name"]:
        raise LayoutChanged(f"a row has no name: {' | '.join(filter(None, record.values()))[:120]}.")
    last = _day(fields.get("last_day", ""), settings)
    return PublishedRow(
        list=_list(record, settings),
        code=fields.get("code", ""),
        name=fields["name"],
        place=fields.get("place", ""),
        valid_from=_day(fields.get("valid_from", ""), settings),
        valid_until=last + timedelta(days=1) if last else _day(fields.get("valid_until", ""), settings),
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


def _day(text: str, settings: TableSettings) -> date | None:
    if not text:
        return None
    for form in (*settings.date_formats, "%Y-%m-%d"):  # ISO, too, which has one reading
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007
    raise LayoutChanged(f"“{text[:40]}” is no day in a format that is declared.")
