"""Structures a small step apart: how many of some can be walked through by changing one heavy atom at a time.

A step is told by composition alone: one heavy atom put in, left out or exchanged, or all of them put elsewhere. That
says little of any two structures, and enough of many that are already known to be alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def longest_walk(compositions: Iterable[str]) -> int:
    """How many of these structures, each by its `composition`, the longest walk of single steps passes."""
    counted = Counter(filter(None, compositions))
    left = {text: _parsed(text) for text in counted}
    longest = 0
    while left:
        text, atoms = left.popitem()
        reached, border = counted[text], [atoms]
        while border:
            here = border.pop()
            for other in [key for key, there in left.items() if _is_a_step(here, there)]:
                reached += counted[other]
                border.append(left.pop(other))
        longest = max(longest, reached)
    return longest


def _parsed(text: str) -> Counter[str]:
    atoms: Counter[str] = Counter()
    for word in text.split():
        element = word.rstrip("0123456789")
        atoms[element] = int(word[len(element) :])
    return atoms


def _is_a_step(first: Counter[str], other: Counter[str]) -> bool:
    return (first - other).total() <= 1 and (other - first).total() <= 1
