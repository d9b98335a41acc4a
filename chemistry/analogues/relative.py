"""A resemblance, and a mask under which it is looked for, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Relative:
    """A resemblance to one reference.

    `mask`: keys of the masks left out, separated by spaces; "" for none. `rarity`: the product of two shares of the
    background, of those as similar and, among these, of those that overlap as much: what Cuts are compared with.
    `evidence`: a code of EVIDENCE; `words`: the same for this pair. `atoms`: those laid on the reference, as indices in
    the molecule of Identity.smiles.
    """

    reference: str
    mask: str
    rarity: float
    evidence: str
    words: str
    atoms: tuple[int, ...]


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
