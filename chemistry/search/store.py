"""What a database keeps of structures so that they can be searched there: made here, and met here, by one RDKit.

A database only screens, by bits: whatever has a part has all bits of the part. What passes is matched here, where it
can be ended; RDKit inside a database hears no time-out, is of another version, and draws some structures otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from inspect import getfile
from pathlib import Path
from typing import Final

from rdkit import Chem, DataStructs, rdBase
from rdkit.Chem import rdinchi

from chemistry.identity import parse_structure, standardise
from chemistry.search.library import MORGAN, loose_frames
from chemistry.search.query import FrameQuery, StructureQuery, read_inchikey, read_pattern, read_structure
from chemistry.structures import StructureRefusal, or_refusal

BITS: Final = 2048
MAKERS: Final = (getfile(parse_structure), getfile(standardise), __file__)
"""The code that decides what is kept of a structure."""


@dataclass(frozen=True, slots=True)
class StoredStructure:
    """What is stored of one structure: keys, the molecule as RDKit packs it, the bits of its parts and of its likeness.

    `parts` is written in noughts and ones, `morgan` is packed.
    """

    inchikey: str
    molecule: bytes
    parts: str
    morgan: bytes


@dataclass(frozen=True, slots=True)
class QueryKeys:
    """What a query looks for: an InChIKey or its first block, bits of parts (any of them), or likeness."""

    inchikey: str = ""
    parts: tuple[str, ...] = ()
    morgan: bytes = b""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Some molecules that passed a screen, as packed, and the query whose pattern is to be a part of them."""

    query: StructureQuery | FrameQuery
    packed: tuple[bytes, ...]


class PatternCache:
    """Remembers the patterns that were last asked for."""

    def __init__(self) -> None:
        self.patterns = lru_cache(maxsize=8)(_patterns)


@cache
def maker_version() -> str:
    """The version of what makes stored structures, as a text: RDKit by its version, and our code by its hash."""
    code = b"".join(Path(path).read_bytes() for path in MAKERS)
    return f"RDKit {rdBase.rdkitVersion}, {hashlib.sha256(code).hexdigest()[:8]}"


def stored_structures(texts: Sequence[str], _: PatternCache) -> list[StoredStructure | StructureRefusal]:
    """For each SMILES, in order: what is kept of it, or the refusal."""
    return [or_refusal(_stored_structure, text) for text in texts]


def query_keys(
    queries: Sequence[StructureQuery | FrameQuery], matcher: PatternCache
) -> list[QueryKeys | StructureRefusal]:
    """For each query, in order: what it asks, or the refusal."""
    return [or_refusal(partial(_query_keys, matcher), query) for query in queries]


def have_part(batches: Sequence[Candidates], matcher: PatternCache) -> list[tuple[bool, ...]]:
    """For each set of candidates, in order: of which of them a pattern is a part, whatever the stereochemistry."""
    return [
        tuple(any(map(_unpacked(packed).HasSubstructMatch, matcher.patterns(batch.query))) for packed in batch.packed)
        for batch in batches
    ]


def _patterns(query: StructureQuery | FrameQuery) -> list[Chem.Mol]:
    return loose_frames(query.rule) if isinstance(query, FrameQuery) else [read_pattern(query.text, query.notation)]


def _unpacked(packed: bytes) -> Chem.Mol:
    mol: Chem.Mol = Chem.Mol(packed)  # type: ignore[call-overload] # its stubs know of no bytes
    return mol


def _stored_structure(text: str) -> StoredStructure:
    mol = read_structure(text)
    morgan = DataStructs.BitVectToBinaryText(MORGAN.GetFingerprint(mol))
    return StoredStructure(str(rdinchi.MolToInchiKey(mol)), mol.ToBinary(), _bits_of_parts(mol), morgan)


def _query_keys(matcher: PatternCache, query: StructureQuery | FrameQuery) -> QueryKeys:
    if isinstance(query, FrameQuery) or query.search == "substructure":
        return QueryKeys(parts=tuple(map(_bits_of_parts, matcher.patterns(query))))
    if query.search == "exact":
        return QueryKeys(inchikey=read_inchikey(query.text, query.notation))
    return QueryKeys(morgan=DataStructs.BitVectToBinaryText(MORGAN.GetFingerprint(read_structure(query.text))))


def _bits_of_parts(mol: Chem.Mol) -> str:
    return str(Chem.PatternFingerprint(mol, BITS).ToBitString())
