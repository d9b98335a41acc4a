"""From text to a molecule, bounded before and after parsing.

RDKit's parsers have no time-out and see no signals, so what could hang a later step is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, Literal

from rdkit import Chem, rdBase
from rdkit.Chem import rdinchi, rdMolDescriptors

from chemistry.errors import StructureError

rdBase.DisableLog("rdApp.*")  # RDKit's parse errors go to stderr; here they are values

Notation = Literal["smiles", "inchi"]

MAX_CHARACTERS: Final = 2000
MAX_DOTS: Final = 50
MAX_HEAVY_ATOMS: Final = 300
MAX_ATOMS_OF_WORK: Final = 100
"""Above so many heavy atoms: no tautomers, no derivatives (in trials, these steps hung on large molecules)."""

MULTIPLIER = re.compile(r"(?:^|(?<=\.))[0-9]{0,9}")
HYDROGEN: Final = Chem.GetPeriodicTable().GetAtomicWeight(1)
ONE_WORD = re.compile(r"\S+(?:\s\|[^\s|]+\|)?")
"""A SMILES, or one with a ChemAxon extension. Never words: "I have none" would otherwise be hydrogen iodide."""


def parse_structure(text: str, notation: Notation | None = None) -> Chem.Mol:
    """The molecule of a SMILES or an InChI; without `notation`, InChI is known by its prefix.

    Raises StructureError. Attachment points are refused: a drawing with "*" is a class, not a substance.
    """
    text = text.strip()
    _refuse_text(text)
    is_inchi = notation == "inchi" or (notation is None and text.startswith("InChI="))
    mol = _read_inchi(text) if is_inchi else _read_smiles(text)
    if mol.GetNumHeavyAtoms() > MAX_HEAVY_ATOMS:
        raise StructureError("structure_too_large", f"{mol.GetNumHeavyAtoms()} heavy atoms of {MAX_HEAVY_ATOMS}")
    return mol


def atoms_of(mol: Chem.Mol) -> Iterator[Chem.Atom]:
    """The atoms in their order: by index, in half the time that GetAtoms takes."""
    return map(mol.GetAtomWithIdx, range(mol.GetNumAtoms()))


def bonds_of(mol: Chem.Mol) -> Iterator[Chem.Bond]:
    """The bonds in their order."""
    return map(mol.GetBondWithIdx, range(mol.GetNumBonds()))


def molar_mass(mol: Chem.Mol) -> float:
    """Grams in a mole, from the standard atomic weights, or from the isotopes that are drawn."""
    return sum(atom.GetMass() + atom.GetTotalNumHs() * HYDROGEN for atom in mol.GetAtoms())


def formula_of(mol: Chem.Mol) -> str:
    """The formula with hydrogen and charge, by Hill's order: "C10H16N+"."""
    return str(rdMolDescriptors.CalcMolFormula(mol))


def connections(mol: Chem.Mol) -> Chem.Mol:
    """A query of the same elements and connections, whatever the orders, charges and hydrogens (tautomers fit).

    Of a molecule, or of a query, whose atoms have no atomic number where they allow several.
    """
    numbers = (atom.GetAtomicNum() for atom in atoms_of(mol))
    return query_of(mol, (f"[#{number}]" if number else "*" for number in numbers), ["~"] * mol.GetNumBonds())


def query_of(mol: Chem.Mol, atoms: Iterable[str], bonds: Iterable[str]) -> Chem.Mol:
    """A query connected as the molecule is, its atoms and bonds given in their order, as SMARTS."""
    ends = ((bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in bonds_of(mol))
    made = query_between(atoms, zip(ends, bonds, strict=True))
    Chem.FastFindRings(made)
    return made


def query_between(atoms: Iterable[str], bonds: Iterable[tuple[tuple[int, int], str]]) -> Chem.Mol:
    """A query of atoms and of bonds between two of them, as SMARTS; its rings are not looked for."""
    query = Chem.RWMol()
    for smarts in atoms:
        query.AddAtom(_query_atom(smarts))
    for place, ((begin, end), smarts) in enumerate(bonds):
        query.AddBond(begin, end, Chem.BondType.SINGLE)
        query.ReplaceBond(place, _query_bond(smarts))
    return query.GetMol()


@cache
def _query_atom(smarts: str) -> Chem.Atom:
    return Chem.AtomFromSmarts(smarts)


@cache
def _query_bond(smarts: str) -> Chem.Bond:
    return Chem.BondFromSmarts(smarts)


def _refuse_text(text: str) -> None:
    if not text:
        raise StructureError("structure_empty", "no text")
    if len(text) > MAX_CHARACTERS:
        raise StructureError("structure_too_long", f"{len(text)} characters of {MAX_CHARACTERS}")
    parts = _parts(text)
    if parts > MAX_DOTS + 1:
        raise StructureError("structure_too_many_parts", f"{parts} parts of {MAX_DOTS + 1}")


def _parts(text: str) -> int:
    """Components, counted before parsing: 30 characters of InChI can stand for 30,000 of them."""
    if not text.startswith("InChI="):
        return text.count(".") + 1
    formula = text.split("/")[1] if "/" in text else ""
    return sum(int(number or 1) for number in MULTIPLIER.findall(formula))


def _read_smiles(text: str) -> Chem.Mol:
    # RDKit drops what follows a letter that is not ASCII, and would read "CC中" as ethane.
    mol = Chem.MolFromSmiles(text) if text.isascii() and ONE_WORD.fullmatch(text) else None
    if mol is None or mol.GetNumAtoms() == 0:
        raise StructureError("smiles_unreadable", f"{text[:80]!r} cannot be read as SMILES")
    if "*" in text:
        raise StructureError("smiles_unreadable", "has attachment points (*)")
    return mol


def _read_inchi(text: str) -> Chem.Mol:
    try:
        mol: Chem.Mol | None = rdinchi.InchiToMol(text)[0]
    except Chem.MolSanitizeException as error:
        raise StructureError("inchi_unreadable", f"{text[:80]!r} makes no molecule that can be") from error
    if mol is None or mol.GetNumAtoms() == 0:
        raise StructureError("inchi_unreadable", f"{text[:80]!r} cannot be read as InChI")
    if _formula(rdinchi.MolToInchi(mol)[0]) != _formula(text):
        # Without its layer of hydrogens an InChI is read as another molecule.
        raise StructureError("inchi_unreadable", "its layers do not make the formula that it states")
    return mol


def _formula(inchi: str) -> str:
    return inchi.split("/")[1] if "/" in inchi else ""
