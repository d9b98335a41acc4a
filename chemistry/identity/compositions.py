"""Which elements a SMILES draws, read from its text: a sieve before any work on molecules.

Salts, hydrates, tautomers, isotopes and stereochemistry change no component's heavy atoms, so structures that share
no composition of a component share no match key either.

And structures a small step apart: how many of some can be walked through by changing one heavy atom at a time. A step
is told by composition alone: one heavy atom put in, left out or exchanged, or all of them put elsewhere. That says
little of any two structures, and enough of many that are already known to be alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

REMEMBERED = 65_536
ATOM = re.compile(r"\[\d*([A-Z][a-z]?|[a-z]{1,2})[^\]]*\]|(Cl|Br|[BCNOPSFI]|[bcnops])")
"""An atom in brackets, or one of those that need none."""
COUNT = re.compile(r"\D+")
SYMBOL = re.compile(r"\d+")
"""What is left out of "C10" to leave its count, and its symbol."""


@lru_cache(REMEMBERED)
def heavy_atoms(smiles: str) -> tuple[str, ...]:
    """The composition of each component in the order drawn, by alphabet and without hydrogen: ("C10 N1 O1", "Cl1")."""
    return tuple(map(_composition, smiles.split(".")))


@lru_cache(REMEMBERED)
def composition(smiles: str) -> str:
    """The composition of all components together: "C10 Cl1 N1 O1"."""
    return _composition(smiles)


def leading(smiles: str) -> str:
    """The composition of the largest component, the first of those of one size: forms.ReferenceSet looks up by it."""
    return max(heavy_atoms(smiles), key=lambda parts: sum(int(COUNT.sub("", part)) for part in parts.split()))


def atoms_around(smiles: str, atoms: Iterable[int]) -> int:
    """How many heavy atoms the components have that hold any of these atoms, by their index in the SMILES."""
    inside, counted, start = set(atoms), 0, 0
    for component in smiles.split("."):
        symbols = [(atom[1] or atom[2]) for atom in ATOM.finditer(component)]
        if not inside.isdisjoint(range(start, start + len(symbols))):
            counted += sum(symbol != "H" for symbol in symbols)
        start += len(symbols)
    return counted


def components_beside(smiles: str, atoms: Iterable[int]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The components that hold none of these atoms, as drawn, each with its atoms by their index in the SMILES."""
    inside, start = set(atoms), 0
    beside: list[tuple[str, tuple[int, ...]]] = []
    for component in smiles.split("."):
        count = sum(1 for _ in ATOM.finditer(component))
        if inside.isdisjoint(range(start, start + count)):
            beside.append((component, tuple(range(start, start + count))))
        start += count
    return tuple(beside)


def has_carbon(formula: str) -> bool:
    """Whether a composition holds carbon."""
    return any(SYMBOL.sub("", part) == "C" for part in formula.split())


def _composition(smiles: str) -> str:
    counts = Counter((atom[1] or atom[2]).capitalize() for atom in ATOM.finditer(smiles))
    del counts["H"]
    return " ".join(f"{symbol}{counts[symbol]}" for symbol in sorted(counts))


def longest_walk(compositions: Iterable[str]) -> int:
    """How many of these structures, each by its `composition`, the longest walk of single steps passes."""
    counted = Counter(filter(None, compositions))
    left = {
        text: Counter({SYMBOL.sub("", part): int(COUNT.sub("", part)) for part in text.split()}) for text in counted
    }
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


def _is_a_step(first: Counter[str], other: Counter[str]) -> bool:
    return (first - other).total() <= 1 and (other - first).total() <= 1
