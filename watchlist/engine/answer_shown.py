"""A line as it is shown to whoever may not read why a signal was raised: the contract's keys, and null for a reason.

These types are made of those of the answer, so that a field that is added there is withheld here from its first day.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import GenericAlias
from typing import Any, Final

from msgspec import DecodeError, Struct, convert, defstruct, field, json, structs

from watchlist.engine.answer import Finding, Line, Part, Suppressed, SuppressedConflict, SuppressedFinding
from watchlist.engine.answer_codec import OF_A_FINDING, RecordUnreadable

ALWAYS_SHOWN: Final = frozenset({"tier", "branch", "severity", "substance", "explanation"})
"""What is shown of a signal, whoever asks."""


def decode_shown(record: bytes | str | Mapping[str, object]) -> Struct:
    """Return the line that a text is, or what was read of it as plain JSON, of which reasons may be withheld.

    Raises `RecordUnreadable`.
    """
    try:
        if isinstance(record, bytes | str):
            line: Struct = _DECODER.decode(record)
        else:
            line = convert(record, ShownLine, dec_hook=_suppressed)
    except DecodeError as error:
        raise RecordUnreadable(str(error)) from error
    return line


def _made_of(part: type[Struct], changes: Mapping[str, Any], *bases: type) -> type[Struct]:
    """Return a type with the fields of another in their order, of which `changes` have another type."""
    config = part.__struct_config__
    return defstruct(
        f"Shown{part.__name__}",
        [
            (of.name, changes.get(of.name, of.type), field(name=of.encode_name, default=of.default))
            for of in structs.fields(part)
        ],
        bases=(Part, *bases),
        tag_field=config.tag_field,
        tag=config.tag,
        frozen=True,
        kw_only=True,
    )


def _withheld(part: type[Struct], *bases: type) -> type[Struct]:
    """Return a type of which every field but those that are always shown may be null."""
    optional = {of.name: of.type | None for of in structs.fields(part) if of.name not in ALWAYS_SHOWN}
    return _made_of(part, optional, *bases)


def _suppressed(_: type, plain: object) -> object:
    """Return what was set aside as it is shown: a finding of which reasons may be withheld, or a conflict as it is."""
    if not isinstance(plain, Mapping):
        raise TypeError("Expected an object")
    return convert(plain, ShownSuppressedFinding if OF_A_FINDING in plain else SuppressedConflict)


ShownFinding: Final = _withheld(Finding)
ShownSuppressedFinding: Final = _withheld(SuppressedFinding, Suppressed)
ShownLine: Final = _made_of(Line, {"findings": GenericAlias(tuple, (ShownFinding, ...))})
_DECODER: Final[json.Decoder[Any]] = json.Decoder(ShownLine, dec_hook=_suppressed)
