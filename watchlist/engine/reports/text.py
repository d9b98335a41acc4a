"""Untrusted text made fit to look at: what is hidden is shown, days are written one way, columns counted as drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from operator import is_
from typing import Any, TypeVar, cast

from msgspec import Struct, structs

from watchlist.engine.texts import day_in_words, grouped

T = TypeVar("T")

# Controls, format characters (bidirectional overrides among them), lone surrogates, line and paragraph separators.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
DRAWN_AS = {"\n": "↵", "\t": "⇥"}
# Blank, and of another category: fillers, selectors of variants, a joiner of graphemes.
BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# Persian and the Indic scripts spell with joiners; elsewhere they only hide.
SPELT = re.compile("(?<=[\u0590-\u109f\u1780-\u18af])[\u200c\u200d]")

WORD = re.compile(r"[^\s-]*-+\s*|[^\s-]+\s*")


def visible(text: str) -> str:
    """`text` with every character that a screen would hide or obey written out, as in "[U+202E]"."""
    if text.isprintable() and (text.isascii() or not BLANK.search(text)):
        return text
    text = text.replace("\r\n", "\n")
    characters = list(text)
    spelt = {found.start() for found in SPELT.finditer(text)}
    for at, character in enumerate(text):
        if at not in spelt and (unicodedata.category(character) in HIDDEN or BLANK.match(character)):
            characters[at] = DRAWN_AS.get(character, f"[U+{ord(character):04X}]")
    return "".join(characters)


def all_visible(value: T) -> T:
    """Return a record, or plain JSON, in which every text, keys included, has been through `visible`."""
    return cast(T, _all_visible(value))


def _all_visible(value: Any) -> Any:
    """Return what is given itself where nothing in it is hidden."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        items = tuple([_all_visible(item) for item in value])
        return value if all(map(is_, items, value)) else items
    if isinstance(value, Struct):
        parts = {name: getattr(value, name) for name in value.__struct_fields__}
        changes = {name: seen for name, part in parts.items() if (seen := _all_visible(part)) is not part}
        return structs.replace(value, **changes) if changes else value
    if isinstance(value, Mapping):
        return {visible(key): _all_visible(item) for key, item in value.items()}
    return [_all_visible(item) for item in value] if isinstance(value, list) else value


def clip(text: str, limit: int) -> str:
    """`text`, or its first `limit` characters with the full length said."""
    return text if len(text) <= limit else f"{text[:limit]}… ({grouped(len(text))} characters)"


def day(on: date | str | None) -> str:
    """Return a day, or its ISO text, in words ("28 Jul 2025"); what is no day as it is, and "" for none."""
    if not isinstance(on, date):
        text = on or ""
        try:
            on = date.fromisoformat(text)
        except ValueError:
            return text
    return day_in_words(on)


def instant(iso: str | None) -> str:
    """An ISO instant as "28 Jul 2025 09:14 UTC" (UTC where it has no offset); the text itself where it is none."""
    try:
        at = datetime.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    at = at.astimezone(UTC) if at.tzinfo else at
    return f"{day(at.date().isoformat())} {at:%H:%M} UTC"


def short_hash(digest: str) -> str:
    """The first eight and last four digits, which is what a person compares."""
    return digest if len(digest) <= 16 else f"{digest[:8]}…{digest[-4:]}"


def columns(text: str) -> int:
    """The terminal columns that `text` takes: two for East Asian wide characters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, broken at spaces and hyphens, inside a word only when it must."""
    lines = [""]
    for word in WORD.findall(text):
        for piece in _chop(word, width):
            if columns((lines[-1] + piece).rstrip()) > width:
                lines.append("")
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _chop(word: str, width: int) -> list[str]:
    """A word in pieces of at most `width` columns, its trailing space not counted."""
    pieces, room = [""], width
    for character in word:
        need = 0 if character.isspace() else _columns_of(character)
        if need > room:
            pieces.append("")
            room = width
        pieces[-1] += character
        room -= need
    return pieces
