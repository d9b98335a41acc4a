"""What a formula says before any work on a molecule: which heavy atoms, how many, and what that rules out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

KEPT: Final = 4_096

ATOMS: Final = "atoms"
RINGS: Final = "rings"

HYDROGENS: Final = re.compile(r"H\d*(?![a-z\d])|[+-]\d*$")
"""What differs between the formulas of a salt, its base and their isotopologues: hydrogen and the charge."""
COUNTED: Final = re.compile(r"([A-Z][a-z]?)(\d*)")


def heavy_formula(formula: str) -> str:
    """The formula (Identity.formula) without hydrogen and charge: "C10N" of "C10H16N+"."""
    return HYDROGENS.sub("", formula)


@lru_cache(maxsize=KEPT)
def element_counts(formula: str) -> Mapping[str, int]:
    """How many atoms of each element a formula has, hydrogen left out."""
    return {symbol: int(count or 1) for symbol, count in COUNTED.findall(heavy_formula(formula))}


def content_of(mol: Chem.Mol, formula: str) -> dict[str, int]:
    """Atoms of each element, heavy atoms and rings of a molecule, of which this is the formula.

    Where one structure is part of another, it has no more of any.
    """
    return {**element_counts(formula), ATOMS: mol.GetNumHeavyAtoms(), RINGS: rdMolDescriptors.CalcNumRings(mol)}


class NeedsIndex:
    """Which of many things a structure has enough of all counts for: a bit for each thing, a word for each count.

    `needs`: for each thing how much of what it needs; what is not named it does not need. A thing needs no more of
    anything than whatever it lies on has: so who is not named here need not be looked for.
    """

    def __init__(self, needs: Sequence[Mapping[str, int]]) -> None:
        self._all = (1 << len(needs)) - 1
        names = sorted({name for need in needs for name in need})
        self._enough = [(name, _enough([need.get(name, 0) for need in needs])) for name in names]

    def met(self, counts: Mapping[str, int]) -> int:
        """The bits of those that need no more than is counted."""
        left = self._all
        for name, enough in self._enough:
            left &= enough[min(counts.get(name, 0), len(enough) - 1)]
            if not left:
                break
        return left


def places_of(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, in their order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def bits_of(places: Iterable[int]) -> int:
    """The word with the bits of these places."""
    return sum(1 << place for place in set(places))


def _enough(needed: Iterable[int]) -> list[int]:
    """For each count up to the largest needed, the bits of those for which it is enough."""
    wanted = list(needed)
    return [bits_of(place for place, need in enumerate(wanted) if need <= count) for count in range(max(wanted) + 1)]
