"""Two texts side by side, with the words that went and the words that came marked in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from watchlist.engine.reports.text import clip, visible

LONGEST: Final = 6_000
"""Characters of a text that a page shows."""
MOST_WORDS: Final = 900
"""Of both texts together: longer ones are shown as gone and come whole, because comparing them takes their product."""
WORDS: Final = re.compile(r"\s+|[^\W_]+|[\W_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both texts (`same`), in the first alone (`gone`) or in the second alone (`came`)."""

    mark: str
    text: str


Pieces = tuple[Piece, ...]


def marked(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces; a text that stands alone has nothing marked."""
    old, new = (visible(clip(text, LONGEST)) for text in (old_text, new_text))
    if not (old and new):
        return _plain(old), _plain(new)
    first, second = WORDS.findall(old), WORDS.findall(new)
    if len(first) + len(second) > MOST_WORDS and old != new:
        return (Piece("gone", old),), (Piece("came", new),)
    left, right = list[Piece](), list[Piece]()
    for verb, start, stop, begin, end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        same = verb == "equal"
        left += _plain("".join(first[start:stop]), "same" if same else "gone")
        right += _plain("".join(second[begin:end]), "same" if same else "came")
    return tuple(left), tuple(right)


def replaced(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Return both texts whole: gone and come where they differ, as a day or a number does."""
    old, new = (visible(clip(text, LONGEST)) for text in (old_text, new_text))
    differ = bool(old and new) and old != new
    return _plain(old, "gone" if differ else "same"), _plain(new, "came" if differ else "same")


def one_sided(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Return both texts whole, the old one as gone and the new one as come: for pairs of which one is empty."""
    old, new = (visible(clip(text, LONGEST)) for text in (old_text, new_text))
    return _plain(old, "gone"), _plain(new, "came")


def compared(old_text: str, new_text: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, where a text that stands alone went or came."""
    return marked(old_text, new_text) if old_text and new_text else one_sided(old_text, new_text)


def _plain(text: str, mark: str = "same") -> Pieces:
    return (Piece(mark, text),) if text else ()
