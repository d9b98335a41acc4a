"""Forms of a reference that law words by a class of group: esters, ethers, amides, carbamates, halides, acetals.

The reference is laid on the molecule; every atom that it does not cover must belong to a branch of a kind allowed where
the branch starts, whole. So combinations need no search, and an N-phenethyl branch is no amide. Nothing is cut or made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rdkit import Chem

from chemistry.identity import ATOMS, atoms_of, bonds_of, content_of, formula_of, query_of

MAX_MAPPINGS: Final = 100

ALWAYS: Final = frozenset({"hydrate"})
"""A gem-diol is the hydrate of its ketone (CAS 40064-34-4 is 4-piperidone hydrochloride monohydrate), in any law."""

GATES: Final = {
    "ester": Chem.MolFromSmarts("C(=O)O[#6;!$(C=O)]"),
    "ether": Chem.MolFromSmarts("[#6;!$(C=O)][OX2][#6;!$(C=O)]"),
    "amide": Chem.MolFromSmarts("[NX3][CX3;!$(CO)]=O"),
    "carbamate": Chem.MolFromSmarts("[NX3]C(=O)O[#6]"),
    "halide": Chem.MolFromSmarts("[#6;R]-[F,Cl,Br,I]"),
    "acetal": Chem.MolFromSmarts("[CX4](O[#6])O[#6]"),
    "hydrate": Chem.MolFromSmarts("[CX4]([OX2H])[OX2H]"),
}
HALOGEN_TEXT: Final = re.compile(r"F(?!e)|Cl|Br|I(?!n|r)")
HALOGENS: Final = frozenset({9, 17, 35, 53, 85})

_KETONE = Chem.MolFromSmarts("[#6][CX3](=[OX1])[#6]")
_ACID = Chem.MolFromSmarts("C(=O)[OX2H]")
_HYDROXYL = Chem.MolFromSmarts("[#6;!$(C=O);!$(C([OX2H])[OX2H])][OX2H]")
_AMINE = Chem.MolFromSmarts("[NX3;!H0;!$(N[C,S,P]=[O,S,N])]")
_SINGLE_OR_DOUBLE = "-,="


def kinds_present(mol: Chem.Mol, smiles: str, kinds: frozenset[str]) -> frozenset[str]:
    """Those of `kinds` that the molecule could be by one look at it, `smiles` its text."""
    has_carbonyl = "=O" in smiles or "O=" in smiles
    possible = {
        "ester": has_carbonyl,
        "ether": "O" in smiles,
        "amide": has_carbonyl and "N" in smiles,
        "carbamate": has_carbonyl and "N" in smiles,
        "halide": HALOGEN_TEXT.search(smiles) is not None,
        "acetal": smiles.count("O") > 1,
        "hydrate": smiles.count("O") > 1,
    }
    return frozenset(kind for kind in kinds if possible[kind] and mol.HasSubstructMatch(GATES[kind]))


@dataclass(frozen=True, slots=True)
class Derivative:
    """What a molecule is of a reference: kinds of branch, and reference atom to molecule atom."""

    kinds: frozenset[str]
    mapping: dict[int, int]


class DerivativeCore:
    """A reference, ready to be found inside its own derivatives.

    Kinds that the reference has no place for (an acetal of what is no ketone) are not looked for.
    """

    def __init__(self, reference: Chem.Mol, kinds: frozenset[str]) -> None:
        self._ketones = {carbon: oxygen for _, carbon, oxygen, _ in reference.GetSubstructMatches(_KETONE)}
        self._acids = {oxygen for _, _, oxygen in reference.GetSubstructMatches(_ACID)}
        self._hydroxyls = {oxygen for _, oxygen in reference.GetSubstructMatches(_HYDROXYL)}
        self._amines = {nitrogen for (nitrogen,) in reference.GetSubstructMatches(_AMINE)}
        self._ring_carbons = {
            atom.GetIdx() for atom in atoms_of(reference) if atom.GetAtomicNum() == 6 and atom.IsInRing()
        }
        places = {
            "ester": self._acids | self._hydroxyls,
            "ether": self._hydroxyls,
            "amide": self._amines,
            "carbamate": self._amines,
            "halide": self._ring_carbons,
            "acetal": self._ketones,
            "hydrate": self._ketones,
        }
        self.kinds = frozenset(kind for kind in kinds | ALWAYS if places.get(kind))
        open_sites = set(self._ketones.values()).union(*(places[kind] for kind in self.kinds))
        self._closed = [at for at in range(reference.GetNumAtoms()) if at not in open_sites]
        self._bonds = reference.GetNumBonds()
        content = content_of(reference, formula_of(reference))
        self.needs = {**content, ATOMS: content[ATOMS] + 1}
        self._query = self._core(reference)
        self._gate = self._core(reference, with_degrees=True)

    def may_be_in(self, mol: Chem.Mol) -> bool:
        """One quick look, before the molecule is taken apart: nothing hangs on an atom that has no place for it.

        Deuterium is an atom of the drawing, and no branch.
        """
        has_hydrogen_atoms = mol.GetNumAtoms() > mol.GetNumHeavyAtoms()
        return bool(mol.HasSubstructMatch(self._query if has_hydrogen_atoms else self._gate))

    def find(self, mol: Chem.Mol) -> Derivative | None:
        """What the (uncharged) molecule is of the reference, by the fewest kinds; None where it is not."""
        mappings = mol.GetSubstructMatches(self._query, uniquify=False, maxMatches=MAX_MAPPINGS)
        found = (self._read(mol, dict(enumerate(mapping))) for mapping in mappings)
        return min(
            (derivative for derivative in found if derivative is not None),
            key=lambda derivative: len(derivative.kinds),
            default=None,
        )

    def _core(self, reference: Chem.Mol, *, with_degrees: bool = False) -> Chem.Mol:
        """Any bond where a carbonyl group may be opened; with the degree of what bears nothing further."""
        closed = self._closed if with_degrees else ()
        bonds = []
        for bond in bonds_of(reference):
            begin, end = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
            is_carbonyl = self._ketones.get(begin) == end or self._ketones.get(end) == begin
            bonds.append(_SINGLE_OR_DOUBLE if is_carbonyl else Chem.Bond.GetSmarts(bond, True))
        degrees = [f"D{atom.GetDegree()}" if atom.GetIdx() in closed else "" for atom in atoms_of(reference)]
        atoms = (f"[#{atom.GetAtomicNum()}{degree}]" for atom, degree in zip(atoms_of(reference), degrees, strict=True))
        return query_of(reference, atoms, bonds)

    def _read(self, mol: Chem.Mol, mapping: dict[int, int]) -> Derivative | None:
        laid = _Laid(mol, mapping)
        if any(map(laid.branches, self._closed)) or laid.bonds_inside() != self._bonds:
            return None
        opened = (pair for pair in self._ketones.items() if not laid.is_double(*pair))
        kinds = {laid.carbonyl_kind(*pair) for pair in opened}
        kinds |= {self._branch_kind(laid, site, first) for site in mapping for first in laid.branches(site)}
        kinds -= {"carbonyl"}  # read with its carbon
        return Derivative(frozenset(kinds), mapping) if kinds and kinds <= self.kinds else None

    def _branch_kind(self, laid: _Laid, site: int, first: Chem.Atom) -> str:
        if site in self._ketones or site in self._ketones.values():
            pairs = (pair for pair in self._ketones.items() if site in pair)
            return "other" if any(laid.is_double(*pair) for pair in pairs) else "carbonyl"
        branch = laid.branch(first)
        if laid.sites_of(branch) != {laid.mapping[site]}:
            return "other"
        if site in self._acids:
            return "ester" if first.GetAtomicNum() == 6 and not _is_acyl(first) else "other"
        if site in self._hydroxyls:
            return "other" if first.GetAtomicNum() != 6 else "ester" if _is_acyl(first) else "ether"
        if site in self._amines:
            return _acyl_kind(first)
        is_halide = site in self._ring_carbons and first.GetAtomicNum() in HALOGENS and len(branch) == 1
        return "halide" if is_halide else "other"


class _Laid:
    """A reference laid on a molecule by one mapping."""

    def __init__(self, mol: Chem.Mol, mapping: dict[int, int]) -> None:
        self.mol = mol
        self.mapping = mapping
        self.covered = set(mapping.values())

    def bonds_inside(self) -> int:
        return sum({bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()} <= self.covered for bond in self.mol.GetBonds())

    def is_double(self, carbon: int, oxygen: int) -> bool:
        bond = self.mol.GetBondBetweenAtoms(self.mapping[carbon], self.mapping[oxygen])
        return bond.GetBondType() == Chem.BondType.DOUBLE

    def branches(self, site: int) -> list[Chem.Atom]:
        """The uncovered heavy atoms next to a reference atom."""
        neighbours = self.mol.GetAtomWithIdx(self.mapping[site]).GetNeighbors()
        return [atom for atom in neighbours if atom.GetIdx() not in self.covered and atom.GetAtomicNum() > 1]

    def branch(self, first: Chem.Atom) -> set[int]:
        """All uncovered atoms that hang on `first`."""
        seen, waiting = {first.GetIdx()}, [first]
        while waiting:
            for atom in waiting.pop().GetNeighbors():
                if atom.GetIdx() not in self.covered and atom.GetIdx() not in seen:
                    seen.add(atom.GetIdx())
                    waiting.append(atom)
        return seen

    def sites_of(self, branch: set[int]) -> set[int]:
        """The covered atoms that a branch touches: one, unless it closes back on the reference."""
        atoms = (self.mol.GetAtomWithIdx(index) for index in branch)
        return {near.GetIdx() for atom in atoms for near in atom.GetNeighbors()} & self.covered

    def carbonyl_kind(self, carbon: int, oxygen: int) -> str:
        """hydrate for C(OH)(OH), acetal for C(OR)(OR), other for anything else in place of C=O."""
        others = self.branches(carbon)
        if len(others) != 1 or others[0].GetAtomicNum() != 8 or others[0].GetFormalCharge():
            return "other"
        beyond = self.branches(oxygen)
        arms = [_heavy_degree(others[0]) - 1, len(beyond)]
        if arms == [0, 0]:
            return "hydrate"
        ends = {self.mapping[carbon], self.mapping[oxygen]}
        touched = self.sites_of(self.branch(others[0])) | (self.sites_of(self.branch(beyond[0])) if beyond else set())
        both_carbon = arms == [1, 1] and all(_is_carbon_beyond(atom, self.mapping[carbon]) for atom in others)
        return "acetal" if both_carbon and beyond[0].GetAtomicNum() == 6 and touched <= ends else "other"


def _heavy_degree(atom: Chem.Atom) -> int:
    return sum(near.GetAtomicNum() > 1 for near in atom.GetNeighbors())


def _is_carbon_beyond(oxygen: Chem.Atom, carbon: int) -> bool:
    return any(near.GetAtomicNum() == 6 and near.GetIdx() != carbon for near in oxygen.GetNeighbors())


def _is_acyl(carbon: Chem.Atom) -> bool:
    return any(
        bond.GetBondType() == Chem.BondType.DOUBLE and bond.GetOtherAtom(carbon).GetAtomicNum() == 8
        for bond in carbon.GetBonds()
    )


def _acyl_kind(carbon: Chem.Atom) -> str:
    """amide for N-C(=O)-C or N-CHO, carbamate for N-C(=O)-O-C; a urea or a carbamoyl halide is neither."""
    if carbon.GetAtomicNum() != 6 or not _is_acyl(carbon):
        return "other"
    single = [bond.GetOtherAtom(carbon) for bond in carbon.GetBonds() if bond.GetBondType() == Chem.BondType.SINGLE]
    numbers = sorted(atom.GetAtomicNum() for atom in single if atom.GetAtomicNum() > 1)
    if numbers in ([7], [6, 7]):
        return "amide"
    is_carbamate = numbers == [7, 8] and any(atom.GetAtomicNum() == 8 and _heavy_degree(atom) == 2 for atom in single)
    return "carbamate" if is_carbamate else "other"
