"""The store in PostgreSQL with the RDKit cartridge: the database screens, our own RDKit decides.

Two hundred thousand structures need no process that holds them all. No pattern of a stranger is matched in the server:
that hears no `statement_timeout` (docs/decisions/0023).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from time import monotonic
from typing import Final, Literal, NamedTuple

from chemistry import Drawing, FrameQuery, QueryKeys, StructureHit, StructureQuery, StructureRefusal, in_order, skeleton
from chemistry.class_rules import RuleDefinition
from watchlist.structure_index import tables
from watchlist.structure_index.base import LATE, Hits, Outcomes, QueryTooCostly
from watchlist.structure_index.store_workers import kept_and_refused, of_class, query_features, with_part

FIRST: Final = 500
GROWTH: Final = 8
MOST: Final = 32_000
"""Rows that a screen is asked for at once: few at first, since most questions are for the first page of many hits."""

MATCHED_TOGETHER: Final = 2_000
SECONDS: Final = 10.0
"""For all molecules that a query is matched with; each portion has its own, shorter bound."""

SIMILARITIES: Final = (0.6, 0.35, 0.0)
"""Thresholds that are tried in turn: the index answers the first two; for the last every row is compared."""


class ScreenedRow(NamedTuple):
    """A structure that passed the screen of the database."""

    key: str
    smiles: str
    molecule: bytes


class CartridgeIndex:
    """A `StructureIndex` over what the database keeps under the name of a store."""

    def __init__(self, store: str) -> None:
        self.store = store

    def count(self) -> int:
        return tables.count_keys(self.store)

    def exact(self, text: str, notation: Literal["inchikey", "smiles"], *, limit: int, after: str = "") -> Hits:
        query = StructureQuery("exact", text, notation, limit, after)
        wanted = self._features(query).inchikey
        rows = tables.with_skeleton(self.store, skeleton(wanted))
        hits = [StructureHit(key, smiles, identical=inchikey == wanted) for key, smiles, inchikey in rows]
        return in_order(sorted(hits, key=lambda hit: (not hit.identical, hit.key)), query)

    def substructure(self, text: str, notation: Literal["smiles", "smarts"], *, limit: int, after: str = "") -> Hits:
        query, until = StructureQuery("substructure", text, notation, limit, after), monotonic() + SECONDS
        found: dict[str, StructureHit] = {}
        for rows in self._screened(self._features(query), after):
            for at in range(0, len(rows), MATCHED_TOGETHER):
                portion = rows[at : at + MATCHED_TOGETHER]
                for row, has in zip(portion, with_part(query, [row.molecule for row in portion]), strict=True):
                    if has:
                        found.setdefault(row.key, StructureHit(row.key, row.smiles))
                if len(found) >= limit:
                    return tuple(found.values())[:limit]
                if monotonic() > until:
                    raise QueryTooCostly(LATE, seconds=f"{SECONDS:g}")
        return tuple(found.values())[:limit]

    def similar(self, text: str, *, limit: int, after: str = "") -> Hits:
        morgan = self._features(StructureQuery("similar", text, "smiles", limit, after)).morgan
        behind = tables.best_similarities(self.store, [after], morgan).get(after, 0.0) if after else 0.0
        for least in SIMILARITIES:
            hits = self._alike(morgan, least, (behind, after) if behind else None, limit)
            if len(hits) == limit:
                break
        return hits

    def definition(self, rule: RuleDefinition, *, outcomes: Outcomes, limit: int, after: str = "") -> Hits:
        query = FrameQuery(rule)
        found: Hits = ()
        for rows in self._screened(self._features(query), after):
            has = with_part(query, [row.molecule for row in rows])
            drawings = [Drawing(row.key, row.smiles) for row, may in zip(rows, has, strict=True) if may]
            found += of_class(drawings, rule, outcomes, limit=limit - len(found))
            if len(found) == limit:
                break
        return found

    def apart_from(self, rules: Iterable[RuleDefinition], keys: Collection[str]) -> list[str]:
        """Return which of some keys are indexed and, by their bits alone, in reach of none of these classes."""
        parts = [part for rule in rules for part in self._features(FrameQuery(rule)).parts]
        return tables.without_bits(self.store, parts, keys)

    def add(self, drawings: Iterable[Drawing]) -> tuple[tuple[Drawing, StructureRefusal], ...]:
        """Add drawings, by COPY, and return those that cannot be read."""
        distinct = dict.fromkeys(drawings)
        with tables.writing(self.store):
            stored = tables.drawings_of_keys(self.store, {drawing.key for drawing in distinct})
            new = [drawing for drawing in distinct if drawing not in stored]
            kept, refused = kept_and_refused(new)
            tables.copy_in(self.store, kept, stored)
        return refused

    def remove(self, keys: Collection[str]) -> int:
        with tables.writing(self.store):
            return tables.drop_keys(self.store, keys)

    def _features(self, query: StructureQuery | FrameQuery) -> QueryKeys:
        tables.check(self.store)
        return query_features(query)

    def _screened(self, features: QueryKeys, after: str) -> Iterator[Sequence[ScreenedRow]]:
        """Yield the rows that pass a screen, in portions, in the order of keys, all drawings of a key together."""
        size = FIRST
        while rows := [ScreenedRow(*row) for row in tables.with_bits(self.store, features.parts, after, size)]:
            is_last = len(rows) < size
            if not is_last and rows[0].key != rows[-1].key:
                rows = [row for row in rows if row.key != rows[-1].key]
            yield rows
            if is_last:
                return
            after, size = rows[-1].key, min(size * GROWTH, MOST)

    def _alike(self, morgan: bytes, least: float, behind: tuple[float, str] | None, limit: int) -> Hits:
        """Return at most `limit` hits at least so alike, behind the hit of a key, each by its best drawing."""
        size = limit + 1
        while True:
            rows = tables.alike(self.store, morgan, least, behind, size)
            best = tables.best_similarities(self.store, {key for key, _, _ in rows}, morgan)
            found: dict[str, StructureHit] = {}
            for key, smiles, similarity in rows:
                if similarity == best[key]:
                    found.setdefault(key, StructureHit(key, smiles, similarity=similarity))
            if len(found) >= limit or len(rows) < size:
                return tuple(found.values())[:limit]
            size *= 2
