"""The store without a database: a library in a child process, which no query that takes too long outlives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Literal

from chemistry.class_rules.rule import Rule
from chemistry.structure_query import FrameQuery, StructureQuery
from chemistry.structure_search import Drawing, StructureLibrary, find
from chemistry.structures import Refused
from watchlist.engine.workers.pool import pool
from watchlist.structure_index.base import Hits, Outcomes
from watchlist.structure_index.classes import of_class
from watchlist.structure_index.refusals import answered
from watchlist.structure_index.stored import kept_of


class EmbeddedIndex:
    """A `StructureIndex` over drawings; its library is made when it is first asked."""

    def __init__(self, drawings: Sequence[Drawing]) -> None:
        self._hold(drawings)

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

    def definition(self, rule: Rule, *, outcomes: Outcomes, limit: int, after: str = "") -> Hits:
        """Return those that stand to a legal class in one of these ways, by key."""
        screened = [Drawing(one.key, one.smiles) for one in self._find(FrameQuery(rule)) if one.key > after]
        return of_class(screened, rule, outcomes, limit=limit)

    def add(self, drawings: Iterable[Drawing]) -> tuple[tuple[Drawing, Refused], ...]:
        """Hold drawings from now on, and return those that cannot be read; the library is made anew when next asked."""
        held = set(self._drawings)
        new = [one for one in dict.fromkeys(drawings) if one not in held]
        kept = list(zip(new, kept_of([one.smiles for one in new]), strict=True))
        self._hold((*self._drawings, *(one for one, made in kept if not isinstance(made, Refused))))
        return tuple((one, made) for one, made in kept if isinstance(made, Refused))

    def remove(self, keys: Collection[str]) -> int:
        """Hold nothing under these keys any more, and return how many of them were held."""
        before = self._keys
        self._hold([one for one in self._drawings if one.key not in keys])
        return before - self._keys

    def _hold(self, drawings: Sequence[Drawing]) -> None:
        self._drawings = tuple(drawings)
        self._keys = len({drawing.key for drawing in drawings})
        self._make = partial(StructureLibrary, self._drawings)

    def _find(self, query: StructureQuery | FrameQuery) -> Hits:
        found: Hits | Refused
        (found,) = pool("search").run(find, [query], self._make)
        return answered(found)
