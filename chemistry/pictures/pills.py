"""Small inorganic components as text: HCl, H2O, Na+."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from chemistry.identity import ELEMENT, find_inorganic, strip_for_key

PILL_HEIGHT: Final = 26.0
LARGEST: Final = 7
"""Heavy atoms of a component that may still be text."""
HYDROGENS: Final = {"H": ("D", "T", "H")}
CHARACTER: Final = 9.0
"""Width of a capital at the pill's type size, in pixels."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A formula as (text, shift) runs, -1 below and 1 above the line; how often it is drawn, its atoms, its corner."""

    runs: tuple[tuple[str, int], ...]
    charge: int
    count: int
    atoms: frozenset[int]
    left: float = 0.0
    top: float = 0.0

    @property
    def width(self) -> float:
        characters = sum(len(text) * (1.0 if shift == 0 else 0.7) for text, shift in self._all_runs())
        return characters * CHARACTER + 18

    def svg(self, limb: str, fill: str) -> str:
        """The pill, of class `limb` and filled so, or outlined where `limb` is empty."""
        kind = f"pill limb limb-{limb}" if limb else "pill"
        style = f"fill:{fill};stroke:none" if limb else "fill:none;stroke:currentColor;stroke-opacity:.45"
        box = f'x="{self.left:.1f}" y="{self.top:.1f}" width="{self.width:.1f}" height="{PILL_HEIGHT}" rx="13"'
        x, y = self.left + self.width / 2, self.top + PILL_HEIGHT / 2 + 5
        return f'<rect class="{kind}" {box} style="{style}"/>' + text_line([self], x, y, 15)

    def _all_runs(self) -> tuple[tuple[str, int], ...]:
        return ((f"{self.count} ", 0), *self.runs) if self.count > 1 else self.runs

    def spans(self, size: int) -> str:
        """SVG text spans: figures below and charges above the line."""
        spans, risen = [], 0
        for text, shift in self._all_runs():
            style = f' dy="{(risen - shift) * size / 4:.1f}"' + (f' font-size="{size * 0.75:.1f}"' if shift else "")
            spans.append(f"<tspan{style}>{escape(text)}</tspan>")
            risen = shift
        return "".join(spans) + (f'<tspan dy="{risen * size / 4:.1f}">\N{ZERO WIDTH SPACE}</tspan>' if risen else "")


def text_line(pills: Sequence[Pill], x: float, y: float, size: int, prefix: str = "", *, cut: bool = False) -> str:
    """The formulas in one line of text about `x`: "+ HCl + 2 H2O"."""
    style = f"font-family:Inter,sans-serif;fill:currentColor;font-size:{size}px"
    words = " + ".join([*(pill.spans(size) for pill in pills), *(["\N{HORIZONTAL ELLIPSIS}"] if cut else [])])
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" style="{style}">{prefix}{words}</text>'


def pill_of(mol: Chem.Mol, atoms: tuple[int, ...], pills: list[Pill]) -> Pill | None:
    """The pill of a component, put into `pills` or counted on an equal one there; None where it must be drawn."""
    if len(atoms) > LARGEST:
        return None
    smiles = Chem.MolFragmentToSmiles(mol, atoms)
    runs = formula_runs(smiles)
    if runs is None:
        return None
    for place, pill in enumerate(pills):
        if pill.runs == runs:
            pills[place] = replace(pill, count=pill.count + 1, atoms=pill.atoms | frozenset(atoms))
            return pills[place]
    pills.append(Pill(runs, _charge(mol, atoms), 1, frozenset(atoms)))
    return pills[-1]


def formula_pill(mol: Chem.Mol, copies: Sequence[tuple[int, ...]]) -> Pill:
    """An organic component by its formula, where there is no room to draw it."""
    part = Chem.MolFromSmiles(Chem.MolFragmentToSmiles(mol, copies[0]))
    parts = re.findall(r"[A-Z][a-z]?|\d+", rdMolDescriptors.CalcMolFormula(part).partition("+")[0].partition("-")[0])
    runs = tuple((text, -1 if text.isdigit() else 0) for text in parts)
    return Pill(runs, _charge(mol, copies[0]), len(copies), frozenset(atom for atoms in copies for atom in atoms))


def _charge(mol: Chem.Mol, atoms: tuple[int, ...]) -> int:
    return sum(mol.GetAtomWithIdx(atom).GetFormalCharge() for atom in atoms)


def formula_runs(smiles: str) -> tuple[tuple[str, int], ...] | None:
    """ "H2SO4" or "SO4 2-" as people write it, in runs of text; None for what is organic."""
    mol = Chem.MolFromSmiles(smiles)
    bare, _ = strip_for_key(mol, smiles)
    inorganic = find_inorganic(mol, bare, smiles)
    if inorganic is None:
        return None
    charge = Chem.GetFormalCharge(mol)
    counts = Counter(_symbol(atom) for atom in mol.GetAtoms())
    counts["H"] += sum(atom.GetTotalNumHs() for atom in mol.GetAtoms())
    if inorganic.label == "hypophosphorous acid":
        counts["H"] = 3 + charge  # public data leave out the hydrogens on phosphorus
    order = [part for symbol, _ in ELEMENT.findall(inorganic.formula) for part in HYDROGENS.get(symbol, (symbol,))]
    order += sorted((symbol for symbol in counts if symbol not in order), key=lambda symbol: (symbol == "O", symbol))
    runs: list[tuple[str, int]] = []
    for symbol in dict.fromkeys(order):
        if counts[symbol]:
            runs.append((symbol, 0))
        if counts[symbol] > 1:
            runs.append((str(counts[symbol]), -1))
    if charge:
        number, sign = str(abs(charge)) if abs(charge) > 1 else "", "+" if charge > 0 else "\N{MINUS SIGN}"
        runs.append((number + sign, 1))
    return tuple(runs)


def _symbol(atom: Chem.Atom) -> str:
    """Deuterium and tritium are written D and T."""
    is_heavy_hydrogen = atom.GetAtomicNum() == 1 and atom.GetIsotope() in (2, 3)
    return {2: "D", 3: "T"}[atom.GetIsotope()] if is_heavy_hydrogen else atom.GetSymbol()
