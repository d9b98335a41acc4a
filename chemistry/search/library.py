"""A library of structures, searched by identity, by part and by resemblance.

Molecules are kept parsed: of a few hundred to some thousands, that is two to four times as fast as reading them again.
Resemblance is the Tanimoto coefficient of plain Morgan fingerprints (radius 2, 2,048 bits, not counted): the number
that other programs, and a database with RDKit in it, find too. It is not what alerts are raised by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from rdkit import Chem, DataStructs
from rdkit.Chem import rdFingerprintGenerator, rdinchi, rdSubstructLibrary

from chemistry.class_rules import Gate, RuleDefinition, RuleMatcher
from chemistry.identity import skeleton
from chemistry.search.query import FrameQuery, StructureQuery, read_inchikey, read_pattern, read_structure
from chemistry.structures import StructureRefusal, or_refusal

MORGAN: Final = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A structure to be found, as SMILES, under the key of what it draws; a key may have several."""

    key: str
    smiles: str


@dataclass(frozen=True, slots=True)
class StructureHit:
    """What was found: a key, and which of its drawings. `identical`: the whole InChIKey is the one asked for.

    `similarity` is from 0 to 1, and None where resemblance was not asked for. `outcome`: how it stands to a legal class
    (class_rules.trace.OUTCOMES); "unexamined" where that took too long to say; "" where no class was asked for.
    """

    key: str
    smiles: str
    identical: bool = False
    similarity: float | None = None
    outcome: str = ""


class StructureLibrary:
    """Drawings made ready for every search; of the drawings of one key, earlier ones are named first.

    Raises StructureError where a drawing cannot be read: to leave it out would be to cover less, and not say so.
    """

    def __init__(self, drawings: Sequence[Drawing]) -> None:
        self._drawings = tuple(drawings)
        self._parts = rdSubstructLibrary.SubstructLibrary(
            rdSubstructLibrary.MolHolder(), rdSubstructLibrary.PatternHolder()
        )
        mols = [read_structure(drawing.smiles) for drawing in self._drawings]
        for mol in mols:
            self._parts.AddMol(mol)
        self._inchikeys = [str(rdinchi.MolToInchiKey(mol)) for mol in mols]
        self._bits = [MORGAN.GetFingerprint(mol) for mol in mols]

    def find(self, query: StructureQuery) -> tuple[StructureHit, ...]:
        """The hits of a query, in its search's own order. Raises StructureError."""
        return in_order(_SEARCHES[query.search](self, query), query)

    def may_have_frame(self, query: FrameQuery) -> tuple[StructureHit, ...]:
        """Every drawing that may be of the class, by key."""
        found: set[int] = set()
        for frame in loose_frames(query.rule):
            found.update(self._having(frame))
        hits = [StructureHit(self._drawings[number].key, self._drawings[number].smiles) for number in sorted(found)]
        return tuple(sorted(hits, key=attrgetter("key")))

    def _having(self, pattern: Chem.Mol) -> list[int]:
        most = len(self._drawings)  # a library of nothing breaks off when it is asked
        return (
            sorted(self._parts.GetMatches(pattern, useChirality=False, numThreads=1, maxResults=most)) if most else []
        )

    def _exact(self, query: StructureQuery) -> list[StructureHit]:
        """Identical ones first, then others with the same skeleton; each by key."""
        inchikey = read_inchikey(query.text, query.notation)
        hits = (
            StructureHit(drawing.key, drawing.smiles, identical=key == inchikey)
            for drawing, key in zip(self._drawings, self._inchikeys, strict=True)
            if skeleton(key) == skeleton(inchikey)
        )
        return sorted(hits, key=lambda hit: (not hit.identical, hit.key))

    def _substructure(self, query: StructureQuery) -> list[StructureHit]:
        """By key. Stereochemistry of a query is not looked at: a drawing without it would hide a listed isomer."""
        pattern = read_pattern(query.text, query.notation)
        drawn = (self._drawings[number] for number in self._having(pattern))
        return sorted((StructureHit(drawing.key, drawing.smiles) for drawing in drawn), key=attrgetter("key"))

    def _similar(self, query: StructureQuery) -> list[StructureHit]:
        """The most alike first, and by key where two are equally so; nothing in common is no hit."""
        fingerprint = MORGAN.GetFingerprint(read_structure(query.text))
        alike = zip(self._drawings, DataStructs.BulkTanimotoSimilarity(fingerprint, self._bits), strict=True)
        hits = (
            StructureHit(drawing.key, drawing.smiles, similarity=similarity)
            for drawing, similarity in alike
            if similarity > 0
        )
        return sorted(hits, key=lambda hit: (-(hit.similarity or 0), hit.key))


_SEARCHES: Final = {
    "exact": StructureLibrary._exact,
    "substructure": StructureLibrary._substructure,
    "similar": StructureLibrary._similar,
}


def find(
    queries: Sequence[StructureQuery | FrameQuery], library: StructureLibrary
) -> list[tuple[StructureHit, ...] | StructureRefusal]:
    """For each query, in order: its hits, or the refusal."""
    return [
        or_refusal(library.may_have_frame, query) if isinstance(query, FrameQuery) else or_refusal(library.find, query)
        for query in queries
    ]


def loose_frames(rule: RuleDefinition) -> list[Chem.Mol]:
    """For each frame of a class, a pattern that is a part of whatever it may lie on."""
    return [Gate(query).loose for query in RuleMatcher(rule).queries]


def in_order(hits: Iterable[StructureHit], query: StructureQuery) -> tuple[StructureHit, ...]:
    """Of ordered hits the first of each key: as many as a query asks for, those that follow a key."""
    found: dict[str, StructureHit] = {}
    for hit in hits:
        found.setdefault(hit.key, hit)
    keys, first = list(found), list(found.values())
    start = keys.index(query.after) + 1 if query.after in keys else 0
    return tuple(first[start : start + query.limit])
