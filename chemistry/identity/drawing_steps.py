"""From a drawing to one way of drawing, by named steps; each has a gate, because most structures need none of them.

Gates read the canonical SMILES: a look at the text costs a microsecond, a look at every atom twenty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rdkit import Chem
from rdkit.Chem.MolStandardize import rdMolStandardize

from chemistry.identity.ion_pairs import ions_meet, join_ions
from chemistry.identity.molecules import atoms_of

METAL_SYMBOLS: Final = re.findall(
    r"\w+",
    "Li Be Na Mg Al K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Cs Ba La Ce Pr Nd "
    "Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Th U",
)
METAL_TEXT: Final = re.compile(rf"\[\d*(?:{'|'.join(METAL_SYMBOLS)})(?![a-z])")
METAL: Final = f"[{','.join(METAL_SYMBOLS)};!$([!Mg;!Ca;!Sr;!Ba]=[O,S]);!$(*(~[OX1])(~[OX1])~[OX1])]"
"""Not the metal of an oxo-anion: permanganate is one ion, however its charges are drawn. Lime drawn O=[Ca] is ions."""

CHARGE_TEXT: Final = re.compile(r"[+-]\d*\]")
NITRO_TEXT: Final = re.compile(r"\[N\+\]\(=O\)\[O-\]|O=\[N\+\]\(\[O-\]\)|\[O-\]\[N\+\]\(=O\)")
"""Charges that nothing takes away: each has the other beside it."""
ISOTOPE_TEXT: Final = re.compile(r"\[\d")
STEREO_TEXT: Final = re.compile(r"[@/\\]")

CHARGE_REWRITES: Final = """\
oxide\t[S,P,As,Se;+1:1]-[O,S;-1:2]>>[*;+0:1]=[*;-0:2]
ylide\t[P;+1:1]-[C;-1:2]>>[*;+0:1]=[*;-0:2]
azide\t[N,C;-1;X1,X2,X3:1]-[N+:2]#[N:3]>>[*;-0:1]=[N+:2]=[N-:3]
carbonyl\t[C+:1]-[O;-1;X1:2]>>[C;+0:1]=[O;-0:2]
nitro\t[N;+2:1](-[O;-1;X1:2])-[O;-1;X1:3]>>[N;+1:1](=[O;-0:2])-[O:3]
"""
"""Towards the drawing with fewer charges; RDKit's own rules put charges on every sulfoxide that has none."""


@dataclass(frozen=True, slots=True)
class StandardisationStep:
    """One way in which drawings differ: `needed` sees the molecule and its SMILES, `apply` returns a new molecule."""

    name: str
    needed: Callable[[Chem.Mol, str], bool]
    apply: Callable[[Chem.Mol], Chem.Mol]


@dataclass(frozen=True, slots=True)
class Standardised:
    """The molecule, its canonical SMILES (charges, isotopes and stereochemistry kept), the steps that changed it."""

    mol: Chem.Mol
    smiles: str
    steps: tuple[str, ...]


def standardise(mol: Chem.Mol) -> Standardised:
    """The molecule drawn our way; it keeps components, charges, isotopes and stereochemistry."""
    smiles, taken = Chem.MolToSmiles(mol), []
    for step in DRAWING_STEPS:
        if step.needed(mol, smiles):
            changed = step.apply(mol)
            after = Chem.MolToSmiles(changed)
            if after != smiles:
                mol, smiles = changed, after
                taken.append(step.name)
    return Standardised(mol, smiles, tuple(taken))


def strip_for_key(mol: Chem.Mol, smiles: str) -> tuple[Chem.Mol, tuple[str, ...]]:
    """One component without isotopes, charges and stereochemistry, and the names of the steps that it took."""
    return _taken(mol, smiles, KEY_STEPS)


def strip_to_connections(mol: Chem.Mol, smiles: str) -> tuple[Chem.Mol, tuple[str, ...]]:
    """The same with its stereochemistry, which few queries look at; the names are those of strip_for_key."""
    stripped, taken = _taken(mol, smiles, KEY_STEPS[:-1])
    return stripped, (*taken, KEY_STEPS[-1].name) if STEREO_TEXT.search(smiles) else taken


def _taken(mol: Chem.Mol, smiles: str, steps: Iterable[StandardisationStep]) -> tuple[Chem.Mol, tuple[str, ...]]:
    taken = []
    for step in steps:
        if step.needed(mol, smiles):
            previous, mol = mol, step.apply(mol)
            if mol is not previous:
                taken.append(step.name)
    return mol, tuple(taken)


def drawn_charge(smiles: str) -> int:
    """The sum of the charges in a SMILES."""
    charges = (text[:-1] for text in CHARGE_TEXT.findall(smiles))
    return sum(int(text if text[1:] else f"{text}1") for text in charges)


def uncharge(mol: Chem.Mol) -> Chem.Mol:
    """The molecule with protons added and taken until no charge is left that can go; the same object where none can.

    Not so metal alkyls and alkoxides: phenylmagnesium is no form of benzene, sodium methoxide none of methanol.
    """
    if mol.HasSubstructMatch(_STRONG_BASE):
        return mol
    neutral = Chem.Mol(mol)
    _UNCHARGER.unchargeInPlace(neutral)
    if _charges(neutral) == _charges(mol):
        return mol
    return _conjugated_anew(neutral)


def _conjugated_anew(mol: Chem.Mol) -> Chem.Mol:
    """The molecule itself, its conjugation read anew: what was a carbanion is no more a part of its neighbours'.

    Valences are not asked: those of hexafluorophosphate without its charge fail.
    """
    mol.UpdatePropertyCache(strict=False)
    Chem.SanitizeMol(mol, _ALL_BUT_VALENCES)
    return mol


def _charges(mol: Chem.Mol) -> list[int]:
    return [atom.GetFormalCharge() for atom in atoms_of(mol)]


def _open_stereo_groups(mol: Chem.Mol) -> Chem.Mol:
    """A drawing that says "this or its mirror image" is one without stereochemistry there."""
    opened = Chem.RWMol(mol)
    for group in mol.GetStereoGroups():
        if group.GetGroupType() != Chem.StereoGroupType.STEREO_ABSOLUTE:
            for atom in group.GetAtoms():
                opened.GetAtomWithIdx(atom.GetIdx()).SetChiralTag(Chem.ChiralType.CHI_UNSPECIFIED)
    opened.SetStereoGroups([])
    return opened.GetMol()


def _split_metals(mol: Chem.Mol) -> Chem.Mol:
    """Bonds of a metal to a non-metal become charges; dative ones just go, and metal-carbon bonds stay."""
    split = Chem.RWMol(mol)
    for metal, other in mol.GetSubstructMatches(_METAL_BOND):
        order = mol.GetBondBetweenAtoms(metal, other).GetBondType()
        split.RemoveBond(metal, other)
        shift = 0 if order == Chem.BondType.DATIVE else int(order)
        for index, charge in ((metal, shift), (other, -shift)):
            atom = split.GetAtomWithIdx(index)
            atom.SetFormalCharge(atom.GetFormalCharge() + charge)
    ions = split.GetMol()
    Chem.SanitizeMol(ions)
    return ions


def _normalise(mol: Chem.Mol) -> Chem.Mol:
    return _conjugated_anew(_NORMALIZER.normalize(mol))


def _zero_isotopes(mol: Chem.Mol) -> Chem.Mol:
    bare = Chem.Mol(mol)
    for atom in bare.GetAtoms():
        atom.SetIsotope(0)
    return Chem.RemoveHs(bare)  # deuterium is an atom of the graph, hydrogen is not


def _remove_stereo(mol: Chem.Mol) -> Chem.Mol:
    flat = Chem.Mol(mol)
    Chem.RemoveStereochemistry(flat)
    return flat


def _metal_is_bonded(mol: Chem.Mol, smiles: str) -> bool:
    return "[" in smiles and METAL_TEXT.search(smiles) is not None and mol.HasSubstructMatch(_METAL_BOND)


def _has_charges_that_may_go(smiles: str) -> bool:
    return CHARGE_TEXT.search(smiles) is not None and CHARGE_TEXT.search(NITRO_TEXT.sub("", smiles)) is not None


def _charges_are_neighbours(mol: Chem.Mol, smiles: str) -> bool:
    return "+" in smiles and CHARGE_TEXT.search(smiles) is not None and mol.HasSubstructMatch(_CHARGE_PAIR)


_METAL_BOND = Chem.MolFromSmarts(f"{METAL}~[#7,#8,#9,#15,#16,#17,#35,#53,$(C#N)]")
_CHARGE_PAIR = Chem.MolFromSmarts(
    "[$([+;!$([#7]~[#8-])]),$([#7+2])]~[-]"
)  # nitro groups and N-oxides are drawn so by everybody
_ALL_BUT_VALENCES = Chem.SanitizeFlags.SANITIZE_ALL ^ Chem.SanitizeFlags.SANITIZE_PROPERTIES
_STRONG_BASE = Chem.MolFromSmarts("[$([#6-;!$(*#*);!$(*~*~[#7,#8])]),$([O-][CX4;!$(C([O-])[#7,#8,#6X3])])]")
_NORMALIZER = rdMolStandardize.NormalizerFromData(CHARGE_REWRITES, rdMolStandardize.CleanupParameters())
_UNCHARGER = rdMolStandardize.Uncharger(force=True)  # force: betaine and its hydrochloride are one substance

DRAWING_STEPS: Final = (
    StandardisationStep("stereo_groups_opened", lambda mol, _: len(mol.GetStereoGroups()) > 0, _open_stereo_groups),
    StandardisationStep("metals_disconnected", _metal_is_bonded, _split_metals),
    StandardisationStep("ions_joined", ions_meet, join_ions),
    StandardisationStep("charges_normalised", _charges_are_neighbours, _normalise),
)
KEY_STEPS: Final = (
    StandardisationStep("isotopes_zeroed", lambda _, smiles: ISOTOPE_TEXT.search(smiles) is not None, _zero_isotopes),
    StandardisationStep("uncharged", lambda _, smiles: _has_charges_that_may_go(smiles), uncharge),
    StandardisationStep("stereo_removed", lambda _, smiles: STEREO_TEXT.search(smiles) is not None, _remove_stereo),
)
