"""The records of a table, each by its columns; those of JSON stand under a declared path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from watchlist.list_updates.connectors.table.table_settings import TableSettings
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument
from watchlist.list_updates.published import one_line

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
    records = tuple(_record(number, record, settings) for number, record in enumerate(found, start=1))
    count, as_of = (bounded(_scalar(_under(top, path))) if path else "" for path in (settings.count, settings.as_of))
    return Records(records, count, as_of, settings.ignore)


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


def _record(number: int, record: Any, settings: TableSettings) -> Mapping[str, str]:
    if not isinstance(record, dict):
        raise LayoutChanged(f"record {number} is no object.")
    refuse_columns(record, settings, f"record {number}")
    return {header: bounded(_scalar(record[header])) for header in settings.headers}


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
