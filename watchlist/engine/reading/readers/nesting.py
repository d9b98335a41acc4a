"""JSON as other systems nest it: lines under another name, and a quantity or a party that is itself an object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from watchlist.engine.reading.columns import header_key, read_column
from watchlist.engine.reading.data_tables import rows_of

_LINES = ("lines", "items", "goods", "goods items", "products", "positions", "line items", "manifest lines", "rows")
_LINE_KEYS = tuple(map(header_key, _LINES))


class DocumentLines(NamedTuple):
    """The list of lines of a document, and the other values beside it."""

    lines: object
    other_values: dict[str, object]


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
