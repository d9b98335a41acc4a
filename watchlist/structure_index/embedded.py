"""The store without a database: a library in a child process, which no query that takes too long outlives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Literal

from chemistry import Drawing, FrameQuery, StructureLibrary, StructureQuery, StructureRefusal, find
from chemistry.class_rules import RuleDefinition
from watchlist.engine.workers import pool
from watchlist.structure_index.base import Hits, Outcomes
from watchlist.structure_index.store_workers import kept_and_refused, of_class, result_or_raise


class EmbeddedIndex:
    """A `StructureIndex` over drawings; its library is made when it is first asked."""

    def __init__(self, drawings: Sequence[Drawing]) -> None:
        self._set_drawings(drawings)

    def count(self) -> int:
        return self._keys

    def exact(self, text: str, notation: Literal["inchikey", "smiles"], *, limit: int, after: str = "") -> Hits:
        return self._find(StructureQuery("exact", text, notation, limit, after))

    def substructure(self, text: str, notation: Literal["smiles", "smarts"], *, limit: int, after: str = "") -> Hits:
        return self._find(StructureQuery("substructure", text, notation, limit, after))

    def similar(self, text: str, *, limit: int, after: str = "") -> Hits:
        return self._find(StructureQuery("similar", text, "smiles", limit, after))

    def definition(self, rule: RuleDefinition, *, outcomes: Outcomes, limit: int, after: str = "") -> Hits:
        screened = [Drawing(hit.key, hit.smiles) for hit in self._find(FrameQuery(rule)) if hit.key > after]
        return of_class(screened, rule, outcomes, limit=limit)

    def add(self, drawings: Iterable[Drawing]) -> tuple[tuple[Drawing, StructureRefusal], ...]:
        """Add drawings, and return those that cannot be read; the library is made anew by the next search."""
        stored = set(self._drawings)
        new = [drawing for drawing in dict.fromkeys(drawings) if drawing not in stored]
        kept, refused = kept_and_refused(new)
        self._set_drawings((*self._drawings, *(drawing for drawing, _ in kept)))
        return refused

    def remove(self, keys: Collection[str]) -> int:
        old_count = self._keys
        self._set_drawings([drawing for drawing in self._drawings if drawing.key not in keys])
        return old_count - self._keys

    def _set_drawings(self, drawings: Sequence[Drawing]) -> None:
        self._drawings = tuple(drawings)
        self._keys = len({drawing.key for drawing in drawings})
        self._make = partial(StructureLibrary, self._drawings)

    def _find(self, query: StructureQuery | FrameQuery) -> Hits:
        found: Hits | StructureRefusal
        (found,) = pool("search").run(find, [query], self._make)
        return result_or_raise(found)
