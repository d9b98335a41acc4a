"""Records of an answer to bytes and back: the same record, the same bytes, whoever writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeVar

from msgspec import DecodeError, convert, json

from watchlist.engine.answer import (
    Coverage,
    Line,
    Part,
    Record,
    Summary,
    Suppressed,
    SuppressedConflict,
    SuppressedFinding,
)

Kind = TypeVar("Kind", Coverage, Line, Summary)

OF_A_FINDING: Final = "tier"
"""The key that a suppressed finding has, and a suppressed conflict has not."""


class EncodedLines(NamedTuple):
    """Some lines of an answer as they are written in JSON Lines, each with its end, and how many they are."""

    text: bytes
    lines: int


class RecordUnreadable(ValueError):
    """A text is no record of the contract: a key or a word is missing, or is none that the contract knows."""


def decode(record: bytes | str | Mapping[str, object]) -> Record:
    """Return the record that a text is, or what was read of it as plain JSON. Raises `RecordUnreadable`."""
    try:
        if isinstance(record, bytes | str):
            return _DECODER.decode(record)
        read: Record = convert(record, _RECORD, dec_hook=_suppressed)
    except DecodeError as error:
        raise RecordUnreadable(str(error)) from error
    return read


def decode_as(kind: type[Kind], record: bytes | str | Mapping[str, object]) -> Kind:
    """Return the record of one kind that a text is. Raises `RecordUnreadable`, for a record of another kind too."""
    read = decode(record)
    if not isinstance(read, kind):
        raise RecordUnreadable(f"a {read.__struct_config__.tag} is no {kind.__name__.lower()}")
    return read


def encode(record: Part) -> bytes:
    """Return a record, or a part of one, as one line of JSON: no spaces, the contract's order, no letter escaped."""
    return _ENCODER.encode(record)


def encode_text(record: Part) -> str:
    """Return what `encode` returns, as text: what is stored of a record."""
    return _ENCODER.encode(record).decode()


def as_mapping(part: Part) -> dict[str, Any]:
    """Return a record, or a part of one, as plain JSON is read: for whoever compares any two records place by place."""
    plain: dict[str, Any] = json.decode(_ENCODER.encode(part))
    return plain


def _suppressed(_: type, plain: object) -> Suppressed:
    """Return what was set aside, a finding or a conflict: its keys say which. msgspec asks it of no other type."""
    if not isinstance(plain, Mapping):
        raise TypeError("Expected an object")
    if OF_A_FINDING in plain:
        return convert(plain, SuppressedFinding)
    return convert(plain, SuppressedConflict)


_RECORD: Final[Any] = Record
_DECODER: Final[json.Decoder[Record]] = json.Decoder(_RECORD, dec_hook=_suppressed)
_ENCODER: Final = json.Encoder()
