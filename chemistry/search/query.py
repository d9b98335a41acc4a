"""What a search for structures may ask, bounded before and after it is read: a query is text of a stranger.

A SMARTS says how costly it is by its recursions and its parts; what passes here can still take long, so that it is
matched only where it can be ended (`watchlist.engine.workers`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from rdkit import Chem
from rdkit.Chem import rdinchi

from chemistry.class_rules import RuleDefinition
from chemistry.errors import StructureError
from chemistry.identity import ONE_WORD, parse_structure, standardise

MAX_CHARACTERS: Final = 1000
MAX_ATOMS: Final = 100
MAX_PARTS: Final = 4
MAX_RECURSIONS: Final = 16
MAX_DEPTH: Final = 3

INCHIKEY: Final = re.compile(r"[A-Z]{14}(?:-[A-Z]{10}-[A-Z])?")
"""A whole InChIKey, or its first block: the skeleton, whatever the stereochemistry, isotopes and protons."""

Search = Literal["exact", "substructure", "similar"]
Notation = Literal["inchikey", "smiles", "smarts"]


@dataclass(frozen=True, slots=True)
class StructureQuery:
    """One search: at most `limit` hits, those that follow the hit of the key `after`."""

    search: Search
    text: str
    notation: Notation
    limit: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class FrameQuery:
    """Every structure on which a frame of a class may lie, however it is drawn: more than has one, never fewer."""

    rule: RuleDefinition


def read_inchikey(text: str, notation: Notation) -> str:
    """The InChIKey, or the first block of one, that is asked for: as given, or that of a SMILES.

    Raises StructureError, here and below.
    """
    if notation == "smiles":
        return str(rdinchi.MolToInchiKey(read_structure(text)))
    key = text.strip().upper()
    if not INCHIKEY.fullmatch(key):
        raise StructureError("inchikey_malformed", f"{text[:80]!r} is no InChIKey, nor the first block of one")
    return key


def read_structure(text: str) -> Chem.Mol:
    """The molecule of a SMILES, drawn as the structures held are."""
    return standardise(parse_structure(text, "smiles")).mol


def read_pattern(text: str, notation: Notation) -> Chem.Mol:
    """The pattern of a SMARTS, or that of a structure given as SMILES."""
    if len(text) > MAX_CHARACTERS:
        raise StructureError("query_too_long", f"{len(text)} characters of {MAX_CHARACTERS}")
    pattern = _read_smarts(text.strip()) if notation == "smarts" else read_structure(text)
    if pattern.GetNumAtoms() > MAX_ATOMS:
        raise StructureError("query_too_large", f"{pattern.GetNumAtoms()} atoms of {MAX_ATOMS}")
    parts = len(Chem.GetMolFrags(pattern))
    if parts > MAX_PARTS:
        raise StructureError("query_too_large", f"{parts} parts of {MAX_PARTS}")
    return pattern


def _read_smarts(text: str) -> Chem.Mol:
    recursions, depth = _recursions(text)
    if recursions > MAX_RECURSIONS or depth > MAX_DEPTH:
        detail = f"{recursions} recursive parts of {MAX_RECURSIONS}, {depth} deep of {MAX_DEPTH}"
        raise StructureError("query_too_large", detail)
    mol = Chem.MolFromSmarts(text) if text.isascii() and ONE_WORD.fullmatch(text) else None
    if mol is None or mol.GetNumAtoms() == 0:
        raise StructureError("smarts_unreadable", f"{text[:80]!r} cannot be read as SMARTS")
    return mol


def _recursions(text: str) -> tuple[int, int]:
    """How many "$(" there are, and how deep they stand in one another."""
    open_brackets: list[bool] = []
    count = depth = 0
    for previous, character in zip(f" {text}", text, strict=False):
        if character == "(":
            open_brackets.append(previous == "$")
            count += previous == "$"
            depth = max(depth, sum(open_brackets))
        elif character == ")" and open_brackets:
            open_brackets.pop()
    return count, depth
