"""Structures and queries prepared in child processes for a store in a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chemistry.structure_query import FrameQuery, StructureQuery
from chemistry.structure_store import (
    Candidates,
    PatternCache,
    QueryKeys,
    StoredStructure,
    have_part,
    query_keys,
    stored_structures,
)
from chemistry.structures import StructureRefusal
from watchlist.engine.workers.pool import pool
from watchlist.structure_index.refusals import result_or_raise

TOGETHER: Final = 250
"""Molecules that are matched as one item: a hundredth of a second."""


def kept_of(texts: Sequence[str]) -> list[StoredStructure | StructureRefusal]:
    """Return what a store keeps of each SMILES, in order, or its refusal."""
    return pool("store").run(stored_structures, texts, PatternCache)


def query_features(query: StructureQuery | FrameQuery) -> QueryKeys:
    """Return the features of a query that a store compares. Raises `QueryNotReadable` and `QueryTooCostly`."""
    found: QueryKeys | StructureRefusal
    (found,) = pool("store").run(query_keys, [query], PatternCache)
    return result_or_raise(found)


def with_part(query: StructureQuery | FrameQuery, packed: Sequence[bytes]) -> list[bool]:
    """Return of which molecules a query is a part. Raises `QueryTooCostly` where that takes too long of any."""
    portions = [tuple(packed[at : at + TOGETHER]) for at in range(0, len(packed), TOGETHER)]
    items = [Candidates(query, portion) for portion in portions]
    found: list[tuple[bool, ...] | StructureRefusal] = pool("store").run(have_part, items, PatternCache)
    return [has for portion in found for has in result_or_raise(portion)]
