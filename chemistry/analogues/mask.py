"""A mask, as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TAILS: Final = ("", "alkyl", "hydrocarbon")
"""What may hang on the last atoms of a pattern: nothing; carbon that is not aromatic; any carbon."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A group as SMARTS: atoms with a map number are the listed structure's own, all others are left out.

    `title`: in words, to follow "with its". `tail`: one of TAILS. `reshapes`: the mask stands on a carbonyl group of
    the listed structure, which is drawn in another way under it.
    """

    key: str
    title: str
    pattern: str
    tail: str = ""
    reshapes: bool = False
