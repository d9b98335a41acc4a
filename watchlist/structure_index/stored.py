"""What children make of structures and queries for a store in a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chemistry.structure_query import FrameQuery, StructureQuery
from chemistry.structure_store import Asked, Candidates, Kept, Matcher, ask, have_part, keep
from chemistry.structures import Refused
from watchlist.engine.workers.pool import pool
from watchlist.structure_index.refusals import answered

TOGETHER: Final = 250
"""Molecules that are matched as one item: a hundredth of a second."""


def kept_of(texts: Sequence[str]) -> list[Kept | Refused]:
    """Return what is kept of each SMILES, in order, or its refusal."""
    return pool("store").run(keep, texts, Matcher)


def asked_by(query: StructureQuery | FrameQuery) -> Asked:
    """Return what a query asks of what is kept. Raises `QueryNotReadable` and `QueryTooCostly`."""
    found: Asked | Refused
    (found,) = pool("store").run(ask, [query], Matcher)
    return answered(found)


def with_part(query: StructureQuery | FrameQuery, packed: Sequence[bytes]) -> list[bool]:
    """Return of which molecules a query is a part. Raises `QueryTooCostly` where that takes too long of any."""
    portions = [tuple(packed[at : at + TOGETHER]) for at in range(0, len(packed), TOGETHER)]
    items = [Candidates(query, portion) for portion in portions]
    found: list[tuple[bool, ...] | Refused] = pool("store").run(have_part, items, Matcher)
    return [has for portion in found for has in answered(portion)]
