"""How a table is to be read, as `[settings]` of its source declares it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from watchlist.engine.errors import CorrectTheData
from watchlist.list_updates.declaring import DeclaredSource

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
        _refuse_unknown(values)
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


def _refuse_unknown(values: Mapping[str, Any]) -> None:
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
