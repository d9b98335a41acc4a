"""Can a frame lie on goods at all? Most goods are no relative of any class: a no must cost microseconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from chemistry.identity import ATOMS, RINGS, NeedsIndex, connections, content_of, places_of

CARBON: Final = 6
OPEN_RINGS: Final = "rings not aromatic"
ENOUGH: Final = 1 << 20
"""A count that is enough for any frame: of what may be otherwise when the frame is laid."""


class Gate:
    """One frame's query. `needs`: what `content` counts, at least, of whatever the frame lies on.

    `loose`: a part of whatever the frame may lie on, however drawn.
    """

    def __init__(self, query: Chem.Mol) -> None:
        # An atom that may be of several elements has no number.
        numbers = [atom.GetAtomicNum() for atom in query.GetAtoms()]
        self.size = len(numbers)
        self._query = _rarest_first(query)
        self.loose = connections(self._query)
        symbols = Counter(Chem.GetPeriodicTable().GetElementSymbol(number) for number in numbers if number > 1)
        heavy, rings = self.size - numbers.count(1), self.loose.GetRingInfo().NumRings()
        self.needs = {**symbols, **_as_drawn_needs(self._query, self.loose.GetRingInfo()), ATOMS: heavy, RINGS: rings}

    def opens(self, mol: Chem.Mol, *, is_as_drawn: bool) -> bool:
        """Not `is_as_drawn`: charges, isotopes or bonds to metals are there that are gone when the frame is laid."""
        return bool(mol.HasSubstructMatch(self._query if is_as_drawn else self.loose))


class Gates:
    """All frames, each query once however many rules have it."""

    def __init__(self, queries: Iterable[Chem.Mol]) -> None:
        numbers: dict[str, int] = {}
        self._gates: list[Gate] = []
        self._of_query: list[int] = []
        for query in queries:
            text = Chem.MolToSmarts(query)
            if text not in numbers:
                numbers[text] = len(self._gates)
                self._gates.append(Gate(query))
            self._of_query.append(numbers[text])
        self._needs = NeedsIndex([gate.needs for gate in self._gates])
        self.smallest = min((gate.size for gate in self._gates), default=0)

    def open_for(self, mol: Chem.Mol, smiles: str, formula: str, *, is_as_drawn: bool) -> Iterator[int]:
        """Yield the places, among all queries, of the frames that may lie on a molecule, of which this is the text."""
        large_enough = self._needs.met(content(mol, smiles, formula, is_as_drawn=is_as_drawn))
        opened = {at for at in places_of(large_enough) if self._gates[at].opens(mol, is_as_drawn=is_as_drawn)}
        return (place for place, at in enumerate(self._of_query) if at in opened) if opened else iter(())


def content(mol: Chem.Mol, smiles: str, formula: str, *, is_as_drawn: bool) -> dict[str, int]:
    """Bounds from above: atoms and rings, and what their letters in the SMILES say of those that are aromatic."""
    drawn = _by_letters(mol, smiles) if is_as_drawn else {"C.": ENOUGH, "c.": ENOUGH, OPEN_RINGS: ENOUGH}
    return {**content_of(mol, formula), **drawn}


def _by_letters(mol: Chem.Mol, smiles: str) -> Mapping[str, int]:
    """The letters of a SMILES are carbons, or more: "Cl" has one too."""
    return {
        "C.": smiles.count("C"),
        "c.": smiles.count("c"),
        OPEN_RINGS: rdMolDescriptors.CalcNumAliphaticRings(mol),
    }


def _as_drawn_needs(query: Chem.Mol, rings: Chem.RingInfo) -> Mapping[str, int]:
    """Carbons that the SMARTS says to be aromatic, or not to be, and whether one of these stands in a ring."""
    letters = [atom.GetSmarts().strip("[")[:1] if atom.GetAtomicNum() == CARBON else "" for atom in query.GetAtoms()]
    has_open_ring = any(letter == "C" and rings.NumAtomRings(place) for place, letter in enumerate(letters))
    return {"C.": letters.count("C"), "c.": letters.count("c"), OPEN_RINGS: int(has_open_ring)}


def _rarest_first(query: Chem.Mol) -> Chem.Mol:
    """RDKit's search begins at the first atom: a branching outside aromatic rings is soon seen not to be there."""
    atoms = list(query.GetAtoms())
    order = [max(atoms, key=lambda atom: (not atom.GetIsAromatic(), atom.GetDegree())).GetIdx()]
    for index in order:
        near = [atom.GetIdx() for atom in atoms[index].GetNeighbors()]
        order += [atom for atom in near if atom not in order]
    return Chem.RenumberAtoms(query, order)
