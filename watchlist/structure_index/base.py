"""What every store of structures answers, wherever it keeps them: `tests/structure_index` holds each to it."""

from __future__ import annotations

from typing import Literal, Protocol

from chemistry.structure_search import StructureHit
from watchlist.errors import CorrectTheQuestion

Hits = tuple[StructureHit, ...]


class QueryNotReadable(CorrectTheQuestion):
    """The query is no structure, pattern or InChIKey, or larger than one may be."""


class QueryTooCostly(CorrectTheQuestion):
    """The query was read, and ended because it took too long or too much memory: ask for something more particular."""


class StructureIndex(Protocol):
    """Structures under keys. A key may have several; it is one hit, by the structure that meets the query best.

    The same query meets the same hits in the same order. At most `limit` of them are returned, those that follow the
    hit of the key `after`; so that the last key of one page asks for the next. Every search raises `QueryNotReadable`
    and `QueryTooCostly`, and neither hurts the query that follows.
    """

    def count(self) -> int:
        """Return how many keys are held."""

    def exact(self, text: str, notation: Literal["inchikey", "smiles"], *, limit: int, after: str = "") -> Hits:
        """Return the structures with an InChIKey or with that of a SMILES; then those with its first block, by key."""

    def substructure(self, text: str, notation: Literal["smiles", "smarts"], *, limit: int, after: str = "") -> Hits:
        """Return those of which a structure or a pattern is a part, by key, whatever the stereochemistry."""

    def similar(self, text: str, *, limit: int, after: str = "") -> Hits:
        """Return those with anything in common with a SMILES, the most alike first, then by key.

        `similarity` is the Tanimoto coefficient of Morgan fingerprints: radius 2, 2,048 bits, not counted.
        """
