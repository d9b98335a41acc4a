"""What every store of structures is held to: the answers that RDKit gives when each structure is asked in turn."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Final

from django.db import connection
from rdkit import Chem
from rdkit.Chem import rdFingerprintGenerator
from rdkit.DataStructs import TanimotoSimilarity

from chemistry.class_rules.match import RuleSet
from chemistry.class_rules.rule import RuleDefinition
from chemistry.class_rules.trace import OUTCOMES
from chemistry.identity.identities import Identity, identify
from chemistry.search.library import Drawing
from watchlist.conf import seeds_dir
from watchlist.structure_index.base import Hits, StructureIndex
from watchlist.structure_index.cartridge import CartridgeIndex
from watchlist.structure_index.embedded import EmbeddedIndex
from watchlist.structure_index.tables import drop_store

STORE: Final = "contract"


def in_the_cartridge(drawings: Sequence[Drawing]) -> StructureIndex:
    """A store in the database, made anew."""
    drop_store(STORE)
    index = CartridgeIndex(STORE)
    assert index.add(drawings) == ()
    return index


BACKENDS: Final[dict[str, Callable[[Sequence[Drawing]], StructureIndex]]] = {"embedded": EmbeddedIndex}
if connection.vendor == "postgresql":
    BACKENDS["cartridge"] = in_the_cartridge

EVERYTHING: Final = 10_000

PARTS: Final = (
    ("smiles", "c1ccccc1"),
    ("smiles", "O=C1CCNCC1"),
    ("smiles", "CC(=O)Cc1ccccc1"),
    ("smiles", "C1OC2=CC=CC=C2O1"),
    ("smiles", "CN[C@@H](C)[C@H](O)c1ccccc1"),
    ("smiles", "C[C@H](N)c1ccccc1"),
    ("smiles", "CC(=O)OC(C)=O"),
    ("smiles", "Cl"),
    ("smiles", "CN.Cl"),
    ("smiles", "[K+]"),
    ("smiles", "[O-][Mn](=O)(=O)=O"),
    ("smiles", "[2H]C"),
    ("smiles", "N#CC(c1ccccc1)C(C)=O"),
    ("smiles", "FC(F)(F)C(F)(F)F"),
    ("smarts", "*"),
    ("smarts", "[#6]~[#6]~[#8]"),
    ("smarts", "[CX4;H2,H3][NX3;H2,H1]"),
    ("smarts", "[$(C=O)]N"),
    ("smarts", "[$([CX3](=O)[OX2H1]),$([CX3](=O)[OX2][CX4])]"),
    ("smarts", "[R2]"),
    ("smarts", "[r5]"),
    ("smarts", "[!#6;!#1;!#7;!#8]"),
    ("smarts", "[D1]=[D3]"),
    ("smarts", "[h3]"),
    ("smarts", "[+]"),
    ("smarts", "[v5]"),
    ("smarts", "[#1]"),
    ("smarts", "c1ccc2c(c1)OCO2"),
    ("smarts", "A1AAAAA1"),
    ("smarts", "[C;!R]=,#[C,N;!R]"),
    ("smarts", "[#6]-!@[#7]"),
    ("smarts", "C.N.O"),
)
"""Parts that many, few or none of the structures have, by every kind of primitive that a pattern is written with."""


EXPLODING: Final = ".".join(["*~*~*~*~*"] * 3 + ["*~*~*~*~[D7]"])
"""Within every bound, and in a structure of twenty atoms matched in more ways than anybody has time for."""


@cache
def drawings() -> tuple[Drawing, ...]:
    """Every structure of the seeds, of a substance before those of its forms."""
    found = []
    for table, column in (("substances", "key"), ("forms", "substance")):
        with (seeds_dir() / "substances" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            found += [Drawing(row[column], row["smiles"]) for row in csv.DictReader(lines) if row["smiles"]]
    return tuple(dict.fromkeys(found))


@cache
def molecules() -> tuple[Chem.Mol, ...]:
    """The same, as RDKit reads them."""
    return tuple(Chem.MolFromSmiles(drawing.smiles) for drawing in drawings())


def keys_with_part(notation: str, text: str) -> list[str]:
    """The keys with a structure of which a query is a part: each matched in turn, with no index."""
    pattern = Chem.MolFromSmarts(text) if notation == "smarts" else Chem.MolFromSmiles(text)
    held = zip(drawings(), molecules(), strict=True)
    return sorted({drawing.key for drawing, mol in held if mol.HasSubstructMatch(pattern)})


def keys_by_likeness(text: str) -> list[tuple[str, float]]:
    """Every key with the best likeness of its structures, the most alike first: each compared in turn."""
    generator = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)
    asked = generator.GetFingerprint(Chem.MolFromSmiles(text))
    best: dict[str, float] = {}
    for drawing, mol in zip(drawings(), molecules(), strict=True):
        likeness = TanimotoSimilarity(asked, generator.GetFingerprint(mol))
        best[drawing.key] = max(likeness, best.get(drawing.key, 0))
    return sorted(((key, one) for key, one in best.items() if one), key=lambda pair: (-pair[1], pair[0]))


@cache
def identities() -> tuple[Identity, ...]:
    """What the structures are, each as drawn."""
    return tuple(map(identify, molecules()))


def keys_of_class(rule: RuleDefinition, outcomes: Collection[str]) -> list[tuple[str, str]]:
    """The keys of what stands to a class so, each with how its best drawing does: each laid under it in turn."""
    laid = RuleSet([rule])
    best: dict[str, int] = {}
    for drawing, mol, identity in zip(drawings(), molecules(), identities(), strict=True):
        for match in laid.match(mol, identity):
            depth = OUTCOMES.index(match.trace.outcome)
            best[drawing.key] = min(depth, best.get(drawing.key, depth))
    return sorted((key, OUTCOMES[depth]) for key, depth in best.items() if OUTCOMES[depth] in outcomes)


def in_pages(ask: Callable[[int, str], Hits], size: int) -> Hits:
    """All hits of a search, asked for page by page."""
    found: Hits = ()
    while page := ask(size, found[-1].key if found else ""):
        found += page
    return found
