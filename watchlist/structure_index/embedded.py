"""The store without a database: a library in a child process, which no query that takes too long outlives."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from django.utils.translation import gettext_lazy as _

from chemistry.structure_query import StructureQuery
from chemistry.structure_search import Drawing, StructureLibrary, find
from chemistry.structures import Refused
from watchlist.structure_index.base import Hits, QueryNotReadable, QueryTooCostly
from watchlist.workers.limits import DETAILS
from watchlist.workers.pool import pool


class EmbeddedIndex:
    """A `StructureIndex` over drawings; its library is made when it is first asked."""

    def __init__(self, drawings: Sequence[Drawing]) -> None:
        self._keys = len({drawing.key for drawing in drawings})
        self._make = partial(StructureLibrary, tuple(drawings))

    def count(self) -> int:
        """Return how many keys are held."""
        return self._keys

    def exact(self, text: str, notation: Literal["inchikey", "smiles"], *, limit: int, after: str = "") -> Hits:
        """Return the structures with an InChIKey or with that of a SMILES; then those with its first block, by key."""
        return self._find(StructureQuery("exact", text, notation, limit, after))

    def substructure(self, text: str, notation: Literal["smiles", "smarts"], *, limit: int, after: str = "") -> Hits:
        """Return those of which a structure or a pattern is a part, by key, whatever the stereochemistry."""
        return self._find(StructureQuery("substructure", text, notation, limit, after))

    def similar(self, text: str, *, limit: int, after: str = "") -> Hits:
        """Return those with anything in common with a SMILES, the most alike first, then by key."""
        return self._find(StructureQuery("similar", text, "smiles", limit, after))

    def _find(self, query: StructureQuery) -> Hits:
        found: Hits | Refused
        (found,) = pool("search").run(find, [query], self._make)
        if not isinstance(found, Refused):
            return found
        if found.code in DETAILS:
            raise QueryTooCostly(_("The query was given up: %(detail)s."), detail=found.detail)
        raise QueryNotReadable(_("The query cannot be used: %(detail)s."), detail=found.detail)
