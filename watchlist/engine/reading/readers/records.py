"""JSON: a list of lines, an object with `lines` beside shipment-level fields, or one object a row (JSON Lines).

Other systems nest it: lines under another name, and a quantity or a party that is itself an object.

The body of a request is parsed so that all that was written is kept: when it comes, and when it is read again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.columns import (
    SHIPMENT_FIELDS,
    Column,
    Corrections,
    SheetHeading,
    file_shape,
    header_key,
    read_column,
    read_columns,
    uncorrected,
    unique_names,
)
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.decoding import DecodedText, decode
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.file_bytes import FileBytes
from watchlist.engine.reading.lines import Account, Cell, Contents, DeclaredLine, Keep, SheetAccount, declare_line
from watchlist.engine.reading.numbers import plain_number
from watchlist.engine.reading.rows import Row, RowDeclarer
from watchlist.engine.reading.stored_text import store_text
from watchlist.engine.reading.tables import no_header, refuse_columns
from watchlist.engine.texts import gettext_lazy as _

_LINES = ("lines", "items", "goods", "goods items", "products", "positions", "line items", "manifest lines", "rows")
_LINE_KEYS = tuple(map(header_key, _LINES))


class DocumentLines(NamedTuple):
    """The list of lines of a document, and the other values beside it."""

    lines: object
    other_values: dict[str, object]


LONGEST_WHOLE: Final = 40  # characters

# What a request says beside its shipment is read by those who screen it.
_OPTIONS = frozenset({"lines", "reference", "jurisdictions", "as_of", "known_at"})
_SEVERAL = frozenset({"transit"})
_WHOLE_LINE = Column("column 1")
_BODY = Account(dialect="json")
EMPTY: Final = _("it is empty; send the lines of the shipment")


class UnreadableRow(NamedTuple):
    text: str
    why: str


class _Headers:
    """The columns of all lines in the order first seen; each set of keys is read once."""

    def __init__(self, corrections: Mapping[str, str | None]) -> None:
        self.columns: dict[str, Column] = {}
        self._corrections = corrections
        self._read: dict[tuple[str, ...], list[Column]] = {}
        self._declarers: dict[tuple[str, ...], RowDeclarer] = {}

    def read(self, keys: tuple[str, ...]) -> list[Column]:
        if keys not in self._read:
            columns = [self._nested(column) for column in read_columns(keys, self._corrections)]
            self._read[keys] = columns
            for column in columns:
                self.columns.setdefault(column.name, column)
        return self._read[keys]

    def declare(self, number: int, texts: dict[str, str], problems: tuple[LineProblem, ...]) -> DeclaredLine:
        """Return a line of texts, none of them nested."""
        keys = tuple(texts)
        if keys not in self._declarers:
            self._declarers[keys] = RowDeclarer(keys, self.read(keys))
        return self._declarers[keys].declare(number, Row(list(texts.values()), problems))

    def _nested(self, column: Column) -> Column:
        if column.field or column.key in self._corrections or "." not in column.name:
            return column
        return replace(column, field=nested_field(column.name))


def read_json(data: bytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of a JSON document; raises ManifestError."""
    try:
        text, encoding = _text(data)
        return read_payload(_parse(text), corrections, Account(encoding, "json"), keep)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ManifestError(_("it is not readable JSON (%(why)s); send a list of lines"), why=_why(error)) from error


def read_json_lines(data: FileBytes, corrections: Corrections = uncorrected, keep: Keep = tuple) -> Contents:
    """Return the lines of JSON Lines, a row that cannot be read among them; raises ManifestError.

    Each row is parsed twice, for its keys and for its values, so that no more than one is held.
    """
    text = store_text(data)
    if text.is_blank():
        raise ManifestError(EMPTY)
    blank = sum(map(str.isspace, text.lines_by_feed()))
    account = Account(text.encoding, "json lines", (SheetAccount(blank=blank),))

    def lines() -> Iterator[object]:
        return (_parse_row(row.removesuffix("\n")) for row in text.lines_by_feed() if not row.isspace())

    return read_records(lines, {}, corrections, account, keep)


def read_payload(
    payload: object, corrections: Corrections = uncorrected, account: Account = _BODY, keep: Keep = tuple
) -> Contents:
    """Return the lines of a parsed document: a list, or an object that holds one; raises ManifestError."""
    lines, other_values = find_lines(payload) if isinstance(payload, Mapping) else (payload, {})
    if not isinstance(lines, Sequence) or isinstance(lines, str | bytes):
        raise ManifestError(_('it holds no list of lines; send a list, or an object with "lines"'))
    flat = list(_flat(lines))
    shipment = {name: value for name, value in other_values.items() if name not in _OPTIONS}
    return _contents(lambda: iter(flat), shipment, corrections, account, keep)


def read_records(
    lines: Callable[[], Iterator[object]],
    shipment: Mapping[str, object],
    corrections: Corrections = uncorrected,
    account: Account = _BODY,
    keep: Keep = tuple,
) -> Contents:
    """Return the same of lines that are yielded, each time anew, beside fields of the shipment."""
    return _contents(lambda: _flat(lines()), shipment, corrections, account, keep)


def _flat(lines: Iterable[object]) -> Iterator[object]:
    return (flatten(line) if isinstance(line, Mapping) else line for line in lines)


def _contents(
    flat: Callable[[], Iterator[object]],
    other_values: Mapping[str, object],
    corrections: Corrections,
    account: Account,
    keep: Keep,
) -> Contents:
    if next(flat(), flat) is flat:
        raise ManifestError(_("it holds no lines; add the lines of the shipment"))
    if not any(isinstance(line, dict) for line in flat()):
        raise ManifestError(_("none of its lines is an object; write each line as an object of fields and values"))
    keys = list(dict.fromkeys(key for line in flat() if isinstance(line, dict) for key in line))
    refuse_columns(keys)
    shape = file_shape(keys)
    headers = _Headers(corrections(shape))
    shipment, problems, ignored = _shipment(other_values)
    declared = keep(_line(number, line, headers, problems) for number, line in enumerate(flat(), start=1))
    columns = tuple(headers.columns.values())
    if columns and not any(column.field for column in columns):
        raise no_header(keys)
    blank, total = sum(sheet.blank for sheet in account.sheets), len(declared)
    return Contents(
        columns=columns,
        lines=declared,
        shipment=shipment,
        left_unread=ignored,
        headings=(SheetHeading("", shape, columns),),
        account=replace(account, sheets=(SheetAccount(rows=total + blank, blank=blank, lines=total),)),
    )


def _shipment(other_values: Mapping[str, object]) -> tuple[dict[str, str], tuple[LineProblem, ...], tuple[str, ...]]:
    """Return the fields that every line inherits, the problems that it inherits too, and the names not understood."""
    headers = _Headers({})
    refuse_columns(map(str, other_values))
    line = _line(0, flatten(other_values), headers, ())
    fields = {name: text for name, text in line.fields.items() if name in SHIPMENT_FIELDS}
    problems = tuple(problem for problem in line.problems if problem.field in SHIPMENT_FIELDS)
    ignored = tuple(column.name for column in headers.columns.values() if column.field not in SHIPMENT_FIELDS)
    return fields, problems, ignored


def _line(number: int, line: object, headers: _Headers, problems: tuple[LineProblem, ...]) -> DeclaredLine:
    if not isinstance(line, dict):
        unreadable = line if isinstance(line, UnreadableRow) else UnreadableRow(_nested(line), "not an object")
        problem = LineProblem("line_unreadable", None, unreadable.why)
        return declare_line(number, [Cell(_WHOLE_LINE, unreadable.text)], [*problems, problem])
    texts = {key: text for key, value in line.items() if (text := _plain(value)) is not None}
    if len(texts) == len(line) and all(map(str.strip, texts)):
        return headers.declare(number, texts, problems)
    return declare_line(number, map(_cell, headers.read(tuple(line)), line.values()), problems)


def _plain(value: object) -> str | None:
    """Return the text of a value that is one; None where it is nested."""
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case float():
            return plain_number(value)
        case Mapping() | Sequence() | AbstractSet():
            return None
        case _:
            return str(value)


def _cell(column: Column, value: object) -> Cell:
    if (text := _plain(value)) is not None:
        return Cell(column, text)
    if column.field in _SEVERAL and isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return Cell(column, ", ".join(value))
    return Cell(column, _nested(value), nested=True)


def _nested(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (RecursionError, TypeError, ValueError):
        return "(nested too deeply to be shown)"


def _text(data: bytes) -> DecodedText:
    decoded = decode(data)
    if not decoded.text.strip():
        raise ManifestError(EMPTY)
    return decoded


def _parse(text: str) -> object:
    return json.loads(text, parse_int=str, parse_float=_number, object_pairs_hook=keep_every_key)


def _parse_row(row: str) -> object:
    try:
        return _parse(row)
    except (json.JSONDecodeError, RecursionError) as error:
        return UnreadableRow(row, f"not readable JSON ({_why(error)})")


def _number(text: str) -> str:
    """Return a number as it was written, but for an exponent."""
    plain = plain_number(float(text)) if "e" in text.lower() else text
    return plain if plain not in ("inf", "-inf") else text


def keep_every_key(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of JSON in which a name that is written twice has both its values, the second under another."""
    mapping = dict(pairs)
    if len(mapping) == len(pairs):
        return mapping
    return dict(zip(unique_names(name for name, _ in pairs), (value for _, value in pairs), strict=True))


def _why(error: json.JSONDecodeError | RecursionError) -> str:
    return f"{error.msg} at row {error.lineno}" if isinstance(error, json.JSONDecodeError) else "nested too deeply"


def parse_body(data: bytes) -> Any:
    """Return the parsed body: 25.00 stays 25.00, and of a name written twice both values stay.

    Raises ValueError for what is no JSON of this world, or not in UTF-8; RecursionError for what is nested too deeply.
    """
    text = data.decode("utf-8-sig")
    return json.loads(
        text, parse_float=_decimal, parse_int=_whole, parse_constant=_refuse, object_pairs_hook=keep_every_key
    )


def _whole(written: str) -> int | Decimal:
    """Return a whole number; one that no field holds as it was written, since to read it would take long."""
    return int(written) if len(written) <= LONGEST_WHOLE else _decimal(written)


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation as error:
        raise ValueError(f"{written[:LONGEST_WHOLE]} is of no power that is read") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def find_lines(document: Mapping[Any, object]) -> DocumentLines:
    """Return the lines of an object: under `lines` or a usual name for it, at its own level or one below."""
    named = {str(key): value for key, value in document.items()}
    if key := "lines" if "lines" in named else _key_of_lines(named):
        return DocumentLines(named.pop(key), named)
    inner = {name: value for name, value in named.items() if isinstance(value, Mapping)}
    below = [name for name, value in inner.items() if "lines" in map(str, value) or _key_of_lines(value)]
    if len(below) != 1:
        return DocumentLines(None, named)
    name = below[0]
    lines, other_values = find_lines(inner[name])
    del named[name]
    return DocumentLines(lines, {**named, **other_values})


def flatten(line: Mapping[Any, object]) -> dict[str, object]:
    """Return the values of a line that are given; {"quantity": {"value": 25, "unit": "kg"}} as "quantity.value" …"""
    flat: dict[str, object] = {}
    for key, value in line.items():
        if value is None:
            continue
        if isinstance(value, Mapping) and (inner := dict(_inner(str(key), value))) and inner.keys().isdisjoint(line):
            flat.update(inner)
        else:
            flat[str(key)] = value
    return flat


def nested_field(name: str) -> str | None:
    """Return the field of a name that `flatten` made, or None."""
    outer, _, inner = name.rpartition(".")
    return NESTED.get((read_column(outer).field or "", header_key(inner)))


def _inner(outer: str, value: Mapping[Any, object]) -> Iterator[tuple[str, object]]:
    """Yield the parts of a nested value, if one of them is what its name promises and none is nested again."""
    field = read_column(outer).field
    promised = any(NESTED.get((field or "", header_key(str(key)))) == field for key in value)
    if field and promised and not any(isinstance(part, Mapping | list | tuple) for part in value.values()):
        yield from ((f"{outer}.{key}", part) for key, part in value.items() if part is not None)


def _key_of_lines(named: Mapping[Any, object]) -> str | None:
    """Return the usual name for lines under which there is a list of objects."""
    keys = {
        header_key(str(name)): str(name)
        for name, value in named.items()
        if isinstance(value, Sequence)
        and not isinstance(value, str | bytes)
        and any(isinstance(line, Mapping) for line in value)
    }
    return next((keys[key] for key in _LINE_KEYS if key in keys), None)


NESTED = {(row["field"], header_key(row["inner"])): row["becomes"] for row in rows_of("nesting.csv")}
