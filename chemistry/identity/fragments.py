"""The components of a structure and the parts they play: water, acid, base, cation, anion, or the chemical itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

from rdkit import Chem

from chemistry.data import rows
from chemistry.identity.drawing_steps import METAL_TEXT, drawn_charge

SMALLEST_ORGANIC: Final = 5
"""Below so many heavy atoms a component with carbon may still be in the table (cyanide, carbonate)."""

FORMULA: Final = re.compile(r"(\w+?)(?:([+-])(\d*))?")
CARBON_TEXT: Final = re.compile(r"C(?![a-z])|c1")
ELEMENT: Final = re.compile(r"([A-Z][a-z]?)(\d*)")

_ACID = Chem.MolFromSmarts("[#6X3,SX4,PX4](=[O,S])[O,S;X2;H]")
_IMIDE = Chem.MolFromSmarts("[NX3;H]([CX3,SX4]=O)[CX3,SX4]=O")  # saccharin, 8-chlorotheophylline
_ENEDIOL = Chem.MolFromSmarts("[OX2H]C=C([OX2H])C(=O)[OX2]")  # ascorbic acid
_BASE = Chem.MolFromSmarts(
    "[$([NX3;+0;!$(N[#6,#16,#15]=[O,S]);!$(NC#N);!$(N[#7,#8;!H0;$(*=*)])]),$([NX2]=[#6;!$(C=O)]),$([nX2;r6]),$([nX2]c[nX3]),$([PX3]([#6])([#6])[#6])]"
)


@dataclass(frozen=True, slots=True)
class Inorganic:
    """A row of data/inorganics.csv.

    `stands_alone`: whether its ion beside a metal counts as the listed acid; `formula`: as people write it.
    """

    label: str
    role: str
    stands_alone: bool
    formula: str = ""


@cache
def inorganics() -> dict[str, Inorganic]:
    """Rows by composition and by canonical SMILES of the uncharged component."""
    table: dict[str, Inorganic] = {}
    for row in rows("inorganics.csv"):
        entry = Inorganic(row["label"], row["role"], row["stands_alone"] == "yes", row["formulas"].partition(" ")[0])
        formulas = [_of_formula(text) for text in row["formulas"].split()]
        drawings = [Chem.MolToSmiles(Chem.MolFromSmiles(text)) for text in row["drawings"].split()]
        table |= dict.fromkeys([*formulas, *drawings], entry)
    return table


def _of_formula(text: str) -> str:
    """The composition of "HClO4", or of an ion with its charge at the end: "HO-", "O-2"."""
    formula, sign, charge = FORMULA.fullmatch(text).groups()  # type: ignore[union-attr]
    counts = Counter({symbol: int(count or 1) for symbol, count in ELEMENT.findall(formula)})
    return composition(counts, int(f"{sign}{charge or 1}") if sign else 0)


def composition(counts: Counter[str], charge: int) -> str:
    """Elements by alphabet, and the charge."""
    return " ".join(
        [*(f"{symbol}{counts[symbol]}" for symbol in sorted(counts)), *([f"{charge:+d}"] if charge else ())]
    )


@cache
def inorganic_by_label(label: str) -> Inorganic | None:
    return next((entry for entry in inorganics().values() if entry.label == label), None)


def find_inorganic(drawn: Chem.Mol, bare: Chem.Mol, smiles: str) -> Inorganic | None:
    """The inorganic that a component is, known or not; None where it is organic.

    By composition with protons for charges, since oxo-acids are drawn in many ways. `bare` is the component uncharged,
    `smiles` the text of it as drawn.
    """
    if bare.GetNumHeavyAtoms() >= SMALLEST_ORGANIC and CARBON_TEXT.search(smiles):
        return None  # nearly everything: a look at the text is quicker than one at the atoms
    if any(atom.GetAtomicNum() == 6 for atom in bare.GetAtoms()):
        small = bare.GetNumHeavyAtoms() < SMALLEST_ORGANIC
        return inorganics().get(Chem.MolToSmiles(bare)) if small else None
    counts = Counter(atom.GetSymbol() for atom in drawn.GetAtoms())
    counts["H"] += sum(atom.GetTotalNumHs() for atom in drawn.GetAtoms())
    charge = Chem.GetFormalCharge(drawn)
    as_drawn = composition(+counts, charge)
    if as_drawn in inorganics():
        return inorganics()[as_drawn]
    if counts["H"] >= charge:
        counts["H"] -= charge
        charge = 0
    elif bare.GetNumAtoms() == 1:
        charge = 0  # a metal is one element in all its ions
    neutral = composition(+counts, charge)
    return inorganics().get(neutral, Inorganic(neutral, "inorganic", True))


def role_of(bare: Chem.Mol, smiles: str, inorganic: Inorganic | None) -> str:
    """water, cation, anion, metal, acid, base, amphoteric, inorganic or organic.

    The charge drawn speaks first; `bare` is the component uncharged, `smiles` as drawn. A metal without charge is read
    as one: public data draw iron sulfate as sulfuric acid and iron.
    """
    if inorganic is not None and inorganic.role == "water":
        return "water"
    charge = drawn_charge(smiles)
    if charge:
        return "cation" if charge > 0 else "anion"
    if inorganic is None:
        return _organic_role(bare, smiles)
    is_metal = inorganic.role == "inorganic" and METAL_TEXT.search(smiles) is not None
    return "metal" if is_metal else inorganic.role


def _organic_role(bare: Chem.Mol, smiles: str) -> str:
    has_nitrogen = "N" in smiles or "n" in smiles
    is_base = (has_nitrogen or "P" in smiles) and bare.HasSubstructMatch(_BASE)
    if any(bond in smiles for bond in ("=O", "O=", "=S", "S=")):
        acids = (_ACID, _IMIDE) if has_nitrogen else (_ACID, _ENEDIOL)
        if any(bare.HasSubstructMatch(acid) for acid in acids):
            return "amphoteric" if is_base else "acid"
    return "base" if is_base else "organic"
