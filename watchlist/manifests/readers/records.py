"""JSON: a list of lines, an object with `lines` beside shipment-level fields, or one object a row (JSON Lines)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from watchlist.errors import Problem
from watchlist.manifests.characters import decode
from watchlist.manifests.columns import SHIPMENT_FIELDS, Column, read_columns, unique_names
from watchlist.manifests.declaring import Cell, Contents, declare_line
from watchlist.manifests.errors import ManifestError
from watchlist.manifests.lines import DeclaredLine
from watchlist.manifests.quantities import plain_number
from watchlist.manifests.tables import no_header

# What a request says beside its shipment is read by those who screen it.
_OPTIONS = frozenset({"lines", "reference", "jurisdictions", "as_of", "known_at"})
_SEVERAL = frozenset({"transit"})
_WHOLE_LINE = Column("column 1")


class _Unreadable(NamedTuple):
    text: str
    why: str


class _Headers:
    """The columns of all lines in the order first seen; each set of keys is read once."""

    def __init__(self) -> None:
        self.columns: dict[str, Column] = {}
        self._read: dict[tuple[str, ...], list[Column]] = {}

    def read(self, keys: tuple[str, ...]) -> list[Column]:
        if keys not in self._read:
            self._read[keys] = read_columns(keys)
            for column in self._read[keys]:
                self.columns.setdefault(column.name, column)
        return self._read[keys]


def read_json(data: bytes) -> Contents:
    """Return the lines of a JSON document; raises ManifestError."""
    try:
        return read_payload(_parse(_text(data)))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ManifestError(f"it is not readable JSON ({_why(error)}); send a list of lines") from error


def read_json_lines(data: bytes) -> Contents:
    """Return the lines of JSON Lines, a row that cannot be read among them; raises ManifestError."""
    return _contents([_parse_row(row) for row in _text(data).split("\n") if row.strip()], {})


def read_payload(payload: object) -> Contents:
    """Return the lines of a parsed document: a list, or an object with `lines`; raises ManifestError."""
    if isinstance(payload, Mapping):
        beside = {str(name): value for name, value in payload.items() if name not in _OPTIONS}
        return _contents(payload.get("lines"), beside)
    return _contents(payload, {})


def _contents(lines: object, beside: Mapping[str, object]) -> Contents:
    if not isinstance(lines, Sequence) or isinstance(lines, str | bytes):
        raise ManifestError('it holds no list of lines; send a list, or an object with "lines"')
    if not lines:
        raise ManifestError("it holds no lines; add the lines of the shipment")
    if not any(isinstance(line, Mapping) for line in lines):
        raise ManifestError("none of its lines is an object; write each line as an object of fields and values")
    shipment, problems, ignored = _shipment(beside)
    headers = _Headers()
    declared = tuple(_line(number, line, headers, problems) for number, line in enumerate(lines, start=1))
    if headers.columns and not any(column.field for column in headers.columns.values()):
        raise no_header(list(headers.columns))
    return Contents(tuple(headers.columns.values()), declared, shipment, ignored)


def _shipment(beside: Mapping[str, object]) -> tuple[dict[str, str], tuple[Problem, ...], tuple[str, ...]]:
    """Return the fields that every line inherits, the problems that it inherits too, and the names not understood."""
    headers = _Headers()
    line = _line(0, beside, headers, ())
    fields = {name: text for name, text in line.fields.items() if name in SHIPMENT_FIELDS}
    problems = tuple(problem for problem in line.problems if problem.field in SHIPMENT_FIELDS)
    ignored = tuple(column.name for column in headers.columns.values() if column.field not in SHIPMENT_FIELDS)
    return fields, problems, ignored


def _line(number: int, line: object, headers: _Headers, problems: Sequence[Problem]) -> DeclaredLine:
    if isinstance(line, Mapping):
        given = {str(name): value for name, value in line.items() if value is not None}
        columns = headers.read(tuple(given))
        return declare_line(number, map(_cell, columns, given.values()), problems)
    unreadable = line if isinstance(line, _Unreadable) else _Unreadable(_nested(line), "not an object")
    problem = Problem("line_unreadable", None, unreadable.why)
    return declare_line(number, [Cell(_WHOLE_LINE, unreadable.text)], [*problems, problem])


def _cell(column: Column, value: object) -> Cell:
    match value:
        case str():
            return Cell(column, value)
        case bool():
            return Cell(column, str(value).lower())
        case float():
            return Cell(column, plain_number(value))
        case list() | tuple() if column.field in _SEVERAL and all(isinstance(part, str) for part in value):
            return Cell(column, ", ".join(value))
        case Mapping() | Sequence() | AbstractSet():
            return Cell(column, _nested(value), nested=True)
        case _:
            return Cell(column, str(value))


def _nested(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (RecursionError, TypeError, ValueError):
        return "(nested too deeply to be shown)"


def _text(data: bytes) -> str:
    text = decode(data)
    if not text.strip():
        raise ManifestError("it is empty; send the lines of the shipment")
    return text


def _parse(text: str) -> object:
    return json.loads(text, parse_int=str, parse_float=_number, object_pairs_hook=_keep_every_key)


def _parse_row(row: str) -> object:
    try:
        return _parse(row)
    except (json.JSONDecodeError, RecursionError) as error:
        return _Unreadable(row, f"not readable JSON ({_why(error)})")


def _number(text: str) -> str:
    """Return a number as it was written, but for an exponent."""
    plain = plain_number(float(text)) if "e" in text.lower() else text
    return plain if plain not in ("inf", "-inf") else text


def _keep_every_key(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return dict(zip(unique_names(name for name, _ in pairs), (value for _, value in pairs), strict=True))


def _why(error: json.JSONDecodeError | RecursionError) -> str:
    return f"{error.msg} at row {error.lineno}" if isinstance(error, json.JSONDecodeError) else "nested too deeply"
