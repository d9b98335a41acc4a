"""A resemblance, as a plain value."""

from __future__ import annotations

from dataclasses import dataclass


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
