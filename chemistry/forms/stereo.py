"""Does a drawing agree with a reference's stereochemistry, leave it open, or contradict it?

Centres are compared atom by atom along a mapping, not by their CIP labels: a label may change with a tautomer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from rdkit import Chem

MAX_MAPPINGS: Final = 100

_TETRAHEDRAL = (Chem.ChiralType.CHI_TETRAHEDRAL_CW, Chem.ChiralType.CHI_TETRAHEDRAL_CCW)
_CIS = (Chem.BondStereo.STEREOZ, Chem.BondStereo.STEREOCIS)
_SET = (*_CIS, Chem.BondStereo.STEREOE, Chem.BondStereo.STEREOTRANS)


class StereoAgreement(IntEnum):
    same = 0
    open = 1
    opposite = 2


@dataclass(frozen=True, slots=True)
class StereoReport:
    """The worst agreement over the reference's centres, and over its double bonds."""

    centres: StereoAgreement
    bonds: StereoAgreement

    @property
    def forms(self) -> frozenset[str]:
        """stereo_unspecified, optical_isomer or geometric_isomer; empty where all agrees."""
        contradicted = {
            name
            for name, agreement in (("optical_isomer", self.centres), ("geometric_isomer", self.bonds))
            if agreement is StereoAgreement.opposite
        }
        is_open = StereoAgreement.open in (self.centres, self.bonds)
        return frozenset(contradicted or ({"stereo_unspecified"} if is_open else ()))


AGREES: Final = StereoReport(StereoAgreement.same, StereoAgreement.same)


def has_stereo(mol: Chem.Mol) -> bool:
    return any(atom.GetChiralTag() in _TETRAHEDRAL for atom in mol.GetAtoms()) or any(
        bond.GetStereo() in _SET for bond in mol.GetBonds()
    )


def compare_all(reference: Chem.Mol, query: Chem.Mol, mol: Chem.Mol) -> StereoReport:
    """The best report over the ways to lay the reference's skeleton on the molecule."""
    mappings = mol.GetSubstructMatches(query, uniquify=False, maxMatches=MAX_MAPPINGS)
    reports = (compare(reference, mol, dict(enumerate(mapping))) for mapping in mappings)
    unmapped = StereoReport(StereoAgreement.open, StereoAgreement.same)
    return min(reports, key=lambda report: sorted((report.centres, report.bonds), reverse=True), default=unmapped)


def compare(reference: Chem.Mol, mol: Chem.Mol, mapping: Mapping[int, int]) -> StereoReport:
    """The report along one mapping, reference atom to atom of the molecule."""
    centres = [
        _compare_centre(atom, mol, mapping) for atom in reference.GetAtoms() if atom.GetChiralTag() in _TETRAHEDRAL
    ]
    bonds = [_compare_bond(bond, mol, mapping) for bond in reference.GetBonds() if bond.GetStereo() in _SET]
    return StereoReport(max(centres, default=StereoAgreement.same), max(bonds, default=StereoAgreement.same))


def _compare_centre(centre: Chem.Atom, mol: Chem.Mol, mapping: Mapping[int, int]) -> StereoAgreement:
    atom = mol.GetAtomWithIdx(mapping[centre.GetIdx()])
    if atom.GetChiralTag() not in _TETRAHEDRAL:
        return StereoAgreement.open
    mapped = set(mapping.values())
    expected = _four([mapping[other.GetIdx()] for other in _neighbours(centre)])
    found = _four([other.GetIdx() if other.GetIdx() in mapped else None for other in _neighbours(atom)])
    if sorted(expected, key=str) != sorted(found, key=str) or found.count(None) > 1:
        return StereoAgreement.open
    same_tag = atom.GetChiralTag() == centre.GetChiralTag()
    return StereoAgreement.same if same_tag == _is_even(expected, found) else StereoAgreement.opposite


def _neighbours(atom: Chem.Atom) -> list[Chem.Atom]:
    """In the order of bonds, on which the chiral tag rests."""
    return [bond.GetOtherAtom(atom) for bond in atom.GetBonds()]


def _four(neighbours: Sequence[int | None]) -> list[int | None]:
    """An implicit hydrogen, or lone pair, stands last: so RDKit reads its tags."""
    return [*neighbours, *[None] * (4 - len(neighbours))]


def _is_even(expected: Sequence[int | None], found: Sequence[int | None]) -> bool:
    order = [expected.index(neighbour) for neighbour in found]
    inversions = sum(order[i] > order[j] for i in range(len(order)) for j in range(i + 1, len(order)))
    return inversions % 2 == 0


def _compare_bond(bond: Chem.Bond, mol: Chem.Mol, mapping: Mapping[int, int]) -> StereoAgreement:
    ours = mol.GetBondBetweenAtoms(mapping[bond.GetBeginAtomIdx()], mapping[bond.GetEndAtomIdx()])
    if ours is None or ours.GetStereo() not in _SET:
        return StereoAgreement.open
    expected = {mapping[atom] for atom in bond.GetStereoAtoms()}
    flips = sum(atom not in expected for atom in ours.GetStereoAtoms())
    same_side = (bond.GetStereo() in _CIS) == (ours.GetStereo() in _CIS)
    return StereoAgreement.same if same_side == (flips % 2 == 0) else StereoAgreement.opposite
