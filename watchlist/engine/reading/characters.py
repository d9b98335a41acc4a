"""Characters that can be stored, compared and shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BREAKS = re.compile("[\t\r\n]+")
_MOLFILE = re.compile(r"V[23]000[ \t]*\r?\n")
# Pasted from PDF and web pages, or put there to hide a word: seen by nobody, fatal to a comparison. Soft hyphens,
# fillers, joiners, zero-width and direction marks, variation selectors and tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_OVERRIDES = re.compile("[\u202d\u202e]")
# What scripts that join their letters, or run from right to left, are spelt with: there it hides nothing.
_SPELT_WITH = re.compile("[\u061c\u200c-\u200f]")
_SPELT_SO = re.compile("[\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")

_ODD = re.compile(f"[\0-\x1f\x7f-\x9f{REPLACEMENT}\ud800-\udfff{_INVISIBLE.pattern[1:-1]}]")


CharacterCode = Literal["undecodable_bytes", "control_characters", "direction_overridden", "hidden_characters"]


class CleanText(NamedTuple):
    """A text as it may be stored, as it is to be read, and the codes of what was amiss."""

    declared: str
    text: str
    codes: tuple[CharacterCode, ...]


def is_plain(text: str) -> bool:
    """Say whether a text holds nothing that `clean` would change but spaces at its ends."""
    return (text.isascii() and text.isprintable()) or not _ODD.search(text)


def clean(text: str) -> CleanText:
    """Return a text without what no database can hold, and the same stripped for reading."""
    if text.isascii() and text.isprintable():
        return CleanText(text, text.strip(), ())
    declared = _UNSTORABLE.sub(REPLACEMENT, text)
    readable = _CONTROL.sub("", declared)
    amiss: dict[CharacterCode, bool] = {
        "undecodable_bytes": REPLACEMENT in text,
        "control_characters": readable != text,
        "direction_overridden": _OVERRIDES.search(declared) is not None,
        "hidden_characters": bool(hidden_in(declared)),
    }
    codes = tuple(code for code, is_there in amiss.items() if is_there)
    visible = _INVISIBLE.sub("", readable)
    # A table of atoms is read by its lines.
    is_table = _MOLFILE.search(visible) is not None
    return CleanText(declared, visible.rstrip() if is_table else _BREAKS.sub(" ", visible).strip(), codes)


def hidden_in(text: str) -> str:
    """Return the characters of a text that nobody sees, each once, by their numbers: "U+200B, U+FEFF"."""
    marks = dict.fromkeys(_INVISIBLE.findall(text))
    spelt = _SPELT_SO.search(text) is not None
    return ", ".join(
        f"U+{ord(mark):04X}" for mark in marks if not _OVERRIDES.match(mark) and not (spelt and _SPELT_WITH.match(mark))
    )


def fold(text: str) -> str:
    """Return a text without case, accents and differences of width, to compare words of headers and dates."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()
