"""The head of a printed name: what is listed, before its other names and the forms that are listed with it.

"4-Piperidone (piperidin-4-one), its salts and derivatives" and "4-Piperidone and its salts" have one head.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from chemistry.nomenclature import normalise_name
from watchlist.list_updates.published import one_line

LONGEST: Final = 1_000
"""Characters of a name within which its head is looked for."""
ENDS: Final = Path(__file__).with_name("head_ends.csv")
OPENING: Final = "([{（［"
CLOSING: Final = ")]}）］"
TRAILING: Final = " .:;*†"


def head_key(name: str) -> str:
    """Return the match key of the head of a printed name; that of the whole name where it has no other end."""
    return normalise_name(printed_head(name))


@lru_cache(4096)
def printed_head(name: str) -> str:
    """Return the name up to its first bracket of other names, or to a phrase of `head_ends.csv` outside of brackets.

    A bracket is of other names where it stands apart, after a word, and nothing but such a phrase or another follows:
    "(E)-anethole", "butyl (2E)-but-2-enoate" and "methyl (phenyl) acetate" go on behind theirs.
    """
    text = one_line(name[:LONGEST]).rstrip(TRAILING)
    closes = _closes(text)
    named, at = False, 0
    while at < len(text):
        # An end begins with a space or a sign, or in a script that writes no spaces.
        if named and not _is_letter(text[at]) and _ends(text, at, closes):
            return text[:at].rstrip()
        close = closes.get(at)
        named = named or (close is None and not text[at].isspace())
        at = at + 1 if close is None else close + 1
    return text


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _ends(text: str, at: int, closes: dict[int, int]) -> bool:
    """Say whether other names or forms begin here, and nothing else follows them."""
    while True:
        if _phrases().match(text, at):
            return True
        start = at + len(text[at:]) - len(text[at:].lstrip())
        if start == at or start not in closes:
            return False
        at = closes[start] + 1
        if at == len(text):
            return True


def _closes(text: str) -> dict[int, int]:
    """Return where each outer bracket that is closed ends, by where it opens."""
    closes: dict[int, int] = {}
    open_at: list[int] = []
    for at, character in enumerate(text):
        if character in OPENING:
            open_at.append(at)
        elif character in CLOSING and open_at:
            closes[open_at.pop()] = at
    return closes


@cache
def _phrases() -> re.Pattern[str]:
    with ENDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    apart = "|".join(re.escape(row["phrase"]) for row in rows if row["before"] != "nothing")
    joined = "|".join(re.escape(row["phrase"]) for row in rows if row["before"] == "nothing")
    return re.compile(rf"(?:\s*[,;:]\s*|\s+)(?:{apart})\b|\s*[,，、]?(?:{joined})", re.IGNORECASE)
