"""Why a structure counts as a relative, in words that follow its name: "… contains the whole skeleton of X".

A registry of five kinds of evidence, the strongest claim first. It speaks of structures, and of nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from chemistry.analogues.overlay import Overlay

EVIDENCE: Final = {
    "masked": "with a group left out that laws or past listings name, it is the listed structure",
    "same_skeleton": "it has the skeleton of the listed structure, with other elements or bond orders",
    "contains": "it contains the whole skeleton of the listed structure",
    "contained": "its whole skeleton is part of the listed structure",
    "similar": "it is built of like groups of atoms",
}

COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def masked_words(titles: Sequence[str]) -> str:
    """For titles of masks, in order."""
    groups = [title if count == 1 else f"{title} ({COUNTS[count]} of them)" for title, count in Counter(titles).items()]
    return f"with its {' and its '.join(groups)} left out, it has the same structure"


def overlay_words(overlay: Overlay, is_within: bool) -> tuple[str, str]:
    """The code of the evidence, and its words."""
    size = len(overlay.mapping)
    differences = _differences(overlay, is_within)
    if not overlay.left:
        return "same_skeleton", f"it has the same skeleton of {size} atoms{differences}"
    if is_within:
        return "contained", f"its whole skeleton is {size} of the {size + overlay.left} atoms there{differences}"
    more = _count(overlay.left, "further atom")
    return "contains", f"it contains the whole skeleton of {size} atoms, with {more}{differences}"


def similar_words(near: float) -> str:
    """For a similarity from 0 to 1."""
    return f"{near:.0%} of its groups of atoms and of those there are the same".replace("%", " %")


def _differences(overlay: Overlay, is_within: bool) -> str:
    elements = _count(overlay.elements, "atom") + " of another element"
    bonds = _count(overlay.bonds, "bond") + " of another order"
    rings = _count(overlay.closures, "ring") + (" more" if is_within else " fewer")
    counted = ((overlay.elements, elements), (overlay.bonds, bonds), (overlay.closures, rings))
    parts = [text for count, text in counted if count]
    return f"; there, {' and '.join(filter(None, (', '.join(parts[:-1]), *parts[-1:])))}" if parts else ""


def _count(number: int, noun: str) -> str:
    word = COUNTS[number] if number < len(COUNTS) else str(number)
    return f"{word} {noun}{'s' * (number != 1)}"
