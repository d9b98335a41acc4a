"""Records of an answer to bytes and back: the same record, the same bytes, whoever writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from msgspec import UNSET, DecodeError, convert, json

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
from watchlist.engine.vocabulary import Word

Kind = TypeVar("Kind", Coverage, Line, Summary)
P = TypeVar("P", bound=Part)

MOST_MET: Final = 10_000
"""Findings, conflicts and the like that are remembered: nearly every line of a file may have some of its own."""
OF_A_FINDING: Final = "tier"
"""The key that a suppressed finding has, and a suppressed conflict has not."""


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


def decode_part(of: type[P], text: bytes | str) -> P:
    """Return a part of a record that a text is. Raises `RecordUnreadable`."""
    try:
        return json.decode(text, type=of)
    except DecodeError as error:
        raise RecordUnreadable(str(error)) from error


def decode_as(kind: type[Kind], record: bytes | str | Mapping[str, object]) -> Kind:
    """Return the record of one kind that a text is. Raises `RecordUnreadable`, for a record of another kind too."""
    read = decode(record)
    if not isinstance(read, kind):
        raise RecordUnreadable(f"a {read.__struct_config__.tag} is no {kind.__name__.lower()}")
    return read


def encode(record: Part) -> bytes:
    """Return a record, or a part of one, as one line of JSON: no spaces, the contract's order, no letter escaped."""
    return _ENCODER.encode(record)


def as_mapping(part: Part) -> dict[str, Any]:
    """Return a record, or a part of one, as plain JSON is read: for whoever reads keys still, and no attributes."""
    plain: dict[str, Any] = json.decode(_ENCODER.encode(part))
    return plain


class Mappings:
    """The records of one answer as mappings: what its lines share is made once, and shared by theirs."""

    def __init__(self) -> None:
        # Parts are held by what is known of them, so that no others take their identity meanwhile.
        self._met: dict[int, Part] = {}
        self._made: dict[int, tuple[Part, dict[str, Any]]] = {}

    def of(self, record: Record) -> dict[str, Any]:
        """Return what `as_mapping` returns of a record, for whoever changes nothing of it."""
        if not isinstance(record, Line):
            return as_mapping(record)
        plain: dict[str, Any] = {"record": "line"}
        for name in record.__struct_fields__:
            value = getattr(record, name)
            if value is not UNSET:
                plain[name] = self._plain(value)
        return plain

    def _plain(self, value: object) -> object:
        if isinstance(value, tuple):
            return self._parts(value)
        if isinstance(value, Part):
            return as_mapping(value)
        return value.value if isinstance(value, Word) else value

    def _parts(self, parts: tuple[Part, ...]) -> list[dict[str, Any]]:
        new = [part for part in parts if id(part) not in self._made]
        made = dict(zip(map(id, new), json.decode(_ENCODER.encode(new)), strict=True)) if new else {}
        plain = [made[id(part)] if id(part) in made else self._made[id(part)][1] for part in parts]
        if new:
            self._remember(new, made)
        return plain

    def _remember(self, new: Sequence[Part], made: Mapping[int, dict[str, Any]]) -> None:
        """Keep what was made of a part that came before: most that come once are of one line alone."""
        if len(self._met) >= MOST_MET:
            self._met.clear()
            self._made.clear()
        for part in new:
            if id(part) in self._met:
                self._made[id(part)] = part, made[id(part)]
            else:
                self._met[id(part)] = part


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
