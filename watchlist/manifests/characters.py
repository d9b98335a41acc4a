"""Characters that can be stored, compared and shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BREAKS = re.compile("[\t\r\n]+")
# Soft hyphens, zero-width and direction marks: pasted from PDF and web pages, seen by nobody, fatal to a comparison.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")

_ODD = re.compile(f"[\0-\x1f\x7f-\x9f{REPLACEMENT}\ud800-\udfff{_INVISIBLE.pattern[1:-1]}]")


CharacterCode = Literal["undecodable_bytes", "control_characters"]


class Cleaned(NamedTuple):
    """A text as it may be stored, as it is to be read, and the codes of what was amiss."""

    declared: str
    text: str
    codes: tuple[CharacterCode, ...]


def is_plain(text: str) -> bool:
    """Say whether a text holds nothing that `clean` would change but spaces at its ends."""
    return (text.isascii() and text.isprintable()) or not _ODD.search(text)


def clean(text: str) -> Cleaned:
    """Return a text without what no database can hold, and the same stripped for reading."""
    if text.isascii() and text.isprintable():
        return Cleaned(text, text.strip(), ())
    declared = _UNSTORABLE.sub(REPLACEMENT, text)
    readable = _CONTROL.sub("", declared)
    amiss: dict[CharacterCode, bool] = {
        "undecodable_bytes": REPLACEMENT in text,
        "control_characters": readable != text,
    }
    codes = tuple(code for code, is_there in amiss.items() if is_there)
    return Cleaned(declared, _BREAKS.sub(" ", _INVISIBLE.sub("", readable)).strip(), codes)


def fold(text: str) -> str:
    """Return a text without case, accents and differences of width, to compare words of headers and dates."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()
