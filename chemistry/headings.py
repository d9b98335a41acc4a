"""Headings of the Harmonized System that cannot hold a structure, by the notes to its chapters (2022).

A separate chemically defined compound belongs to chapters 28 and 29 (note 1 to each); most headings of chapters 27 and
30 to 40 leave it out (note 1 to chapters 27, 32, 34, 38, note 2 to chapter 39).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rdkit import Chem

from chemistry.data import rows
from chemistry.identity import INORGANIC, Identity, bare, drawn, identify

NO_DIGIT = re.compile(r"[^0-9]+")
# A gem-diol is the hydrate of a ketone or an aldehyde, and goes to customs as that: the water leaves with the drying.
GEM_DIOL = Chem.MolFromSmarts("[#6;X4]([OX2H])[OX2H]")


@dataclass(frozen=True, slots=True)
class FunctionalGroup:
    """Rows of data/heading_groups.csv under one name: any of the patterns is the group; `words` as "a ketone"."""

    patterns: tuple[Chem.Mol, ...]
    words: str

    def is_in(self, mol: Chem.Mol) -> bool:
        return any(mol.HasSubstructMatch(pattern) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """A row of data/headings.csv.

    `needs`: groups that all it holds has. `refuses`: groups that make of a compound one of another heading, since what
    could go into two headings goes into the last of them (note 3 to chapter 29).
    """

    digits: str
    holds: str
    needs: tuple[FunctionalGroup, ...]
    refuses: tuple[FunctionalGroup, ...]

    def refusal(self, mol: Chem.Mol) -> str | None:
        missing = next((group.words for group in self.needs if not group.is_in(mol)), None)
        if missing is not None:
            return f"{self.digits} holds {self.holds}, and the structure is without {missing}"
        foreign = next((group.words for group in self.refuses if group.is_in(mol)), None)
        return foreign and f"{self.digits} holds {self.holds}, and the structure has {foreign}"


def cannot_hold(code: str, mol: Chem.Mol) -> str | None:
    """Why the heading of a customs code cannot hold a molecule from parse_structure, in words; None where it may.

    `code` is as written, of any length ("2914.31", "2932 99 00"). Says nothing of a heading that the table does not
    hold, and nothing of subheadings. A salt goes where its base or its acid goes (note 5 to chapter 29), so a molecule
    is refused only where each of its organic components is.
    """
    return _refusal(code, identify(mol), mol)


def cannot_hold_identified(code: str, identity: Identity) -> str | None:
    """The same of a structure that was identified before, and is not identified again."""
    return _refusal(code, identity, drawn(identity.smiles))


@lru_cache(maxsize=4096)
def has_heading(code: str) -> bool:
    """Whether the table holds the heading of a customs code: of any other `cannot_hold` says nothing."""
    return bool(_headings_of(code))


def _refusal(code: str, identity: Identity, whole: Chem.Mol) -> str | None:
    organic = [part for part in identity.fragments if not part.match_key.startswith(INORGANIC)]
    components = [bare(part.smiles) for part in organic] or [whole]
    for heading in _headings_of(code):
        refusals = [_of_component(heading, component) for component in components]
        if all(refusals):
            return refusals[0]
    return None


def _of_component(heading: HeadingRule, component: Chem.Mol) -> str | None:
    """Why a heading cannot hold a component: neither as it is drawn, nor as what its hydrate is made of."""
    refused = heading.refusal(component)
    dry = _without_bound_water(component) if refused else None
    return refused if dry is None else heading.refusal(dry)


def _without_bound_water(mol: Chem.Mol) -> Chem.Mol | None:
    """The ketone or aldehyde of a gem-diol; None of a molecule that holds none."""
    diols = mol.GetSubstructMatches(GEM_DIOL)
    if not diols:
        return None
    dry, dried, removed = Chem.RWMol(mol), set[int](), set[int]()
    for carbon, kept, lost in diols:
        if carbon in dried:
            continue
        dried.add(carbon)
        removed.add(lost)
        dry.GetBondBetweenAtoms(carbon, kept).SetBondType(Chem.BondType.DOUBLE)
    for atom in sorted(removed, reverse=True):
        dry.RemoveAtom(atom)
    Chem.SanitizeMol(dry)
    return dry.GetMol()


def _headings_of(code: str) -> list[HeadingRule]:
    digits = NO_DIGIT.sub("", code)
    return [heading for heading in _headings() if digits.startswith(heading.digits)]


@cache
def _headings() -> tuple[HeadingRule, ...]:
    groups = _groups()
    return tuple(
        HeadingRule(
            row["heading"],
            row["holds"],
            *(tuple(groups[name] for name in row[column].split()) for column in ("needs", "refuses")),
        )
        for row in rows("headings.csv")
    )


@cache
def _groups() -> dict[str, FunctionalGroup]:
    written: dict[str, list[dict[str, str]]] = {}
    for row in rows("heading_groups.csv"):
        written.setdefault(row["group"], []).append(row)
    return {
        name: FunctionalGroup(
            tuple(Chem.MolFromSmarts(row["smarts"]) for row in alternatives), alternatives[0]["words"]
        )
        for name, alternatives in written.items()
    }
