"""The columns of a Parquet file, made of the types of an answer: the contract's keys in their order, each with a type.

A day is a date, an instant a timestamp in UTC, a figure a double, a part a struct and several a list. A key that a
record does not have is null, as what is null in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import pyarrow
from msgspec import UNSET, Struct, inspect
from msgspec.inspect import Type

from watchlist.engine.answer import FIGURE, Coverage, Line, Suppressed, SuppressedConflict, SuppressedFinding

INSTANT: Final = pyarrow.timestamp("us", tz="UTC")
TEXT: Final = pyarrow.string()
PARTS: Final[dict[type, tuple[type[Struct], ...]]] = {Suppressed: (SuppressedFinding, SuppressedConflict)}
"""What may stand in one place: it has the keys of all, of which those of the others are null."""
PLAIN: Final[dict[type[Type], pyarrow.DataType]] = {
    inspect.StrType: TEXT,
    inspect.EnumType: TEXT,
    inspect.IntType: pyarrow.int64(),
    inspect.FloatType: pyarrow.float64(),
    inspect.BoolType: pyarrow.bool_(),
    inspect.DateType: pyarrow.date32(),
}
"""What is written as it is."""


@dataclass(frozen=True, slots=True)
class ParquetColumn:
    """The type of a column, and what is written into it of what stands in a record."""

    arrow: pyarrow.DataType
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class KeyOfRecord:
    """A key of the contract, the attribute that it is of, and its column."""

    key: str
    attribute: str
    column: ParquetColumn


def as_it_is(value: Any) -> Any:
    """Return a value as it stands in a record; None for a key that the record does not have."""
    return None if value is UNSET else value


@cache
def line_keys() -> tuple[KeyOfRecord, ...]:
    """Return the keys of a line, in the order of the contract."""
    return _keys_of(Line)


@cache
def coverage_keys() -> tuple[KeyOfRecord, ...]:
    """Return the keys of the coverage that stand on each line too: of which day, and known when, the law was asked."""
    return tuple(key for key in _keys_of(Coverage) if key.key in ("as_of", "known_at"))


def schema_of(keys: Iterable[KeyOfRecord]) -> pyarrow.Schema:
    """Return the schema of a file with the columns of some keys."""
    return pyarrow.schema([(key.key, key.column.arrow) for key in keys])


def column_of(kind: Type) -> ParquetColumn:
    """Return the column of a type of the answer. Raises `KeyError` for one of which no column is known."""
    match kind:
        case inspect.Metadata():
            return _marked(kind)
        case inspect.UnionType(types=types):
            (inner,) = (each for each in types if not isinstance(each, inspect.NoneType))
            return column_of(inner)
        case inspect.VarTupleType(item_type=inner) | inspect.TupleType(item_types=(inner, *_)):
            return _list(column_of(inner))
        case inspect.DictType(value_type=inner):
            return ParquetColumn(pyarrow.map_(TEXT, column_of(inner).arrow), _pairs)
        case inspect.StructType() | inspect.CustomType():
            return _struct(
                {key.key: key for part in PARTS.get(kind.cls, (kind.cls,)) for key in _keys_of(part)}.values()
            )
    return ParquetColumn(PLAIN[type(kind)], as_it_is)


def _marked(kind: inspect.Metadata) -> ParquetColumn:
    """Return the column of a text that is a figure or an instant, or of what else is said more of."""
    if FIGURE in (kind.extra or {}):
        return ParquetColumn(pyarrow.float64(), _number)
    if (kind.extra_json_schema or {}).get("format") == "date-time":
        return ParquetColumn(INSTANT, _instant)
    return column_of(kind.type)


def _keys_of(part: type[Struct]) -> tuple[KeyOfRecord, ...]:
    described = inspect.type_info(part)
    assert isinstance(described, inspect.StructType)
    return tuple(KeyOfRecord(field.encode_name, field.name, column_of(field.type)) for field in described.fields)


def _struct(keys: Iterable[KeyOfRecord]) -> ParquetColumn:
    readers = [(key.key, key.attribute, key.column.read) for key in keys]

    def read(part: Any) -> Any:
        if as_it_is(part) is None:
            return None
        return {key: reader(getattr(part, attribute, None)) for key, attribute, reader in readers}

    return ParquetColumn(pyarrow.struct([(key.key, key.column.arrow) for key in keys]), read)


def _list(items: ParquetColumn) -> ParquetColumn:
    reader = items.read

    def read(parts: Any) -> Any:
        return None if as_it_is(parts) is None else [reader(part) for part in parts]

    return ParquetColumn(pyarrow.list_(items.arrow), read)


def _pairs(mapping: Any) -> Any:
    return None if as_it_is(mapping) is None else list(mapping.items())


def _number(figure: Any) -> float | None:
    return None if as_it_is(figure) is None else float(figure)


def _instant(text: Any) -> datetime | None:
    return None if as_it_is(text) is None else datetime.fromisoformat(text).astimezone(UTC)
