"""The difference between two texts, for a person to read: by paragraphs, and bounded."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff
from itertools import takewhile
from typing import Final

MOST_LINES: Final = 20_000
"""Of each side, once what they begin and end with alike is taken away: the comparison is slow on more."""
MOST_TEXT: Final = 100_000
ROUND: Final = 2
"""Lines of each side that are shown around a difference."""


def text_difference(old: str, new: str) -> str:
    """Return a unified difference, at most so long; it says where it was cut. "" where the texts are the same.

    A place is a line of three dots, and has no number: paragraphs bear none.
    """
    was, now = old.splitlines(), new.splitlines()
    ahead = max(_alike(was, now) - ROUND, 0)
    behind = max(_alike(was[ahead + ROUND :][::-1], now[ahead + ROUND :][::-1]) - ROUND, 0)
    left, right = was[ahead : len(was) - behind], now[ahead : len(now) - behind]
    lines = list(unified_diff(left[:MOST_LINES], right[:MOST_LINES], n=ROUND, lineterm=""))[2:]
    text = "\n".join("…" if line.startswith("@@") else line for line in lines)
    if len(text) <= MOST_TEXT and max(len(left), len(right)) <= MOST_LINES:
        return text
    return f"{text[:MOST_TEXT]}\n[The difference is longer than is shown here: compare the publications themselves.]"


def _alike(left: Sequence[str], right: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
