"""A library of structures, searched by identity, by part and by resemblance.

Molecules are kept parsed: of a few hundred to some thousands, that is two to four times as fast as reading them again.
Resemblance is the Tanimoto coefficient of plain Morgan fingerprints (radius 2, 2,048 bits, not counted): the number
that other programs, and a database with RDKit in it, find too. It is not what alerts are raised by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rdkit import DataStructs
from rdkit.Chem import rdFingerprintGenerator, rdinchi, rdSubstructLibrary

from chemistry.errors import StructureError
from chemistry.inchikeys import skeleton
from chemistry.structure_query import StructureQuery, read_inchikey, read_pattern, read_structure
from chemistry.structures import Refused

_MORGAN = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A structure to be found, as SMILES, under the key of what it draws; a key may have several."""

    key: str
    smiles: str


@dataclass(frozen=True, slots=True)
class StructureHit:
    """What was found: a key, and which of its drawings. `identical`: the whole InChIKey is the one asked for.

    `similarity` is from 0 to 1, and None where resemblance was not asked for.
    """

    key: str
    smiles: str
    identical: bool = False
    similarity: float | None = None


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
        self._bits = [_MORGAN.GetFingerprint(mol) for mol in mols]

    def find(self, query: StructureQuery) -> tuple[StructureHit, ...]:
        """The hits of a query, in its search's own order. Raises StructureError."""
        hits = _SEARCHES[query.search](self, query)
        keys = [hit.key for hit in hits]
        start = keys.index(query.after) + 1 if query.after in keys else 0
        return tuple(hits[start : start + query.limit])

    def _exact(self, query: StructureQuery) -> list[StructureHit]:
        """Identical ones first, then others with the same skeleton; each by key."""
        asked = read_inchikey(query.text, query.notation)
        hits = (
            StructureHit(drawing.key, drawing.smiles, identical=key == asked)
            for drawing, key in zip(self._drawings, self._inchikeys, strict=True)
            if skeleton(key) == skeleton(asked)
        )
        return _first_of_each(sorted(hits, key=lambda hit: (not hit.identical, hit.key)))

    def _substructure(self, query: StructureQuery) -> list[StructureHit]:
        """By key. Stereochemistry of a query is not looked at: a drawing without it would hide a listed isomer."""
        pattern = read_pattern(query.text, query.notation)
        found = self._parts.GetMatches(pattern, useChirality=False, numThreads=1, maxResults=len(self._drawings))
        drawn = (self._drawings[number] for number in sorted(found))
        hits = (StructureHit(drawing.key, drawing.smiles) for drawing in drawn)
        return _first_of_each(sorted(hits, key=lambda hit: hit.key))

    def _similar(self, query: StructureQuery) -> list[StructureHit]:
        """The most alike first, and by key where two are equally so; nothing in common is no hit."""
        asked = _MORGAN.GetFingerprint(read_structure(query.text))
        alike = zip(self._drawings, DataStructs.BulkTanimotoSimilarity(asked, self._bits), strict=True)
        hits = (StructureHit(drawing.key, drawing.smiles, similarity=one) for drawing, one in alike if one > 0)
        return _first_of_each(sorted(hits, key=lambda hit: (-(hit.similarity or 0), hit.key)))


_SEARCHES: Final = {
    "exact": StructureLibrary._exact,
    "substructure": StructureLibrary._substructure,
    "similar": StructureLibrary._similar,
}


def find(queries: Sequence[StructureQuery], library: StructureLibrary) -> list[tuple[StructureHit, ...] | Refused]:
    """For each query, in order: its hits, or the refusal."""
    return [_find(query, library) for query in queries]


def _find(query: StructureQuery, library: StructureLibrary) -> tuple[StructureHit, ...] | Refused:
    try:
        return library.find(query)
    except StructureError as error:
        return Refused(error.code, error.detail)


def _first_of_each(hits: Iterable[StructureHit]) -> list[StructureHit]:
    found: dict[str, StructureHit] = {}
    for hit in hits:
        found.setdefault(hit.key, hit)
    return list(found.values())
