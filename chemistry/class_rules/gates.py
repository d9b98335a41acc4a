"""Can a frame lie on goods at all? Most goods are no relative of any class: a no must cost microseconds."""

from __future__ import annotations

from dataclasses import dataclass

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from chemistry.identity import connections


@dataclass(frozen=True, slots=True)
class Content:
    """Bounds from above, whatever the drawing: a SMILES has at least a letter for each atom."""

    rings: int
    nitrogens: int
    oxygens: int


def content_of(mol: Chem.Mol, smiles: str) -> Content:
    nitrogens = smiles.count("N") + smiles.count("n")
    oxygens = smiles.count("O") + smiles.count("o")
    return Content(rdMolDescriptors.CalcNumRings(mol), nitrogens, oxygens)


class Gate:
    """One frame's query; `size` in heavy atoms. `loose`: a part of whatever the frame may lie on, however drawn."""

    def __init__(self, query: Chem.Mol) -> None:
        numbers = [atom.GetAtomicNum() for atom in query.GetAtoms()]
        self.size = len(numbers)
        self._query = _rarest_first(query)
        self.loose = connections(self._query)
        self._rings = self.loose.GetRingInfo().NumRings()
        self._nitrogens = numbers.count(7)
        self._oxygens = numbers.count(8)

    def opens(self, mol: Chem.Mol, content: Content, is_as_drawn: bool) -> bool:
        """Not `is_as_drawn`: charges, isotopes or bonds to metals are there that are gone when the frame is laid."""
        if self._rings > content.rings or self._nitrogens > content.nitrogens or self._oxygens > content.oxygens:
            return False
        return bool(mol.HasSubstructMatch(self._query if is_as_drawn else self.loose))


def _rarest_first(query: Chem.Mol) -> Chem.Mol:
    """RDKit's search begins at the first atom: a branching outside aromatic rings is soon seen not to be there."""
    atoms = list(query.GetAtoms())
    order = [max(atoms, key=lambda atom: (not atom.GetIsAromatic(), atom.GetDegree())).GetIdx()]
    for index in order:
        near = [atom.GetIdx() for atom in atoms[index].GetNeighbors()]
        order += [atom for atom in near if atom not in order]
    return Chem.RenumberAtoms(query, order)
