"""Structures and queries prepared in child processes for a store in a database."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import Final, TypeVar

from django.utils.translation import gettext_lazy as _

from chemistry import (
    UNNEEDED,
    Candidates,
    Comparer,
    Drawing,
    FrameQuery,
    PatternCache,
    QueryKeys,
    ReferenceData,
    StoredStructure,
    StructureHit,
    StructureQuery,
    StructureRefusal,
    StructureText,
    have_part,
    outcomes,
    query_keys,
    stored_structures,
)
from chemistry.class_rules import OUTCOMES, RuleDefinition
from watchlist.engine.workers import DETAILS, pool
from watchlist.structure_index.base import UNEXAMINED, Hits, Outcomes, QueryNotReadable, QueryTooCostly

EXAMINED_TOGETHER: Final = 256
"""Drawings that are examined before it is looked whether there are hits enough."""

FROM_THE_INSIDE: Final = (UNEXAMINED, *OUTCOMES)

Answer = TypeVar("Answer")

TOGETHER: Final = 250
"""Molecules that are matched as one item: a hundredth of a second."""


def kept_of(texts: Sequence[str]) -> list[StoredStructure | StructureRefusal]:
    """Return what a store keeps of each SMILES, in order, or its refusal."""
    return pool("store").run(stored_structures, texts, PatternCache)


def kept_and_refused(
    drawings: Sequence[Drawing],
) -> tuple[list[tuple[Drawing, StoredStructure]], tuple[tuple[Drawing, StructureRefusal], ...]]:
    """Return drawings with what a store keeps of each, and those that cannot be read."""
    made = list(zip(drawings, kept_of([drawing.smiles for drawing in drawings]), strict=True))
    kept = [(drawing, found) for drawing, found in made if not isinstance(found, StructureRefusal)]
    return kept, tuple((drawing, found) for drawing, found in made if isinstance(found, StructureRefusal))


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


def result_or_raise(found: Answer | StructureRefusal) -> Answer:
    """Return a result; raises `QueryNotReadable` or `QueryTooCostly` where it is a refusal."""
    if not isinstance(found, StructureRefusal):
        return found
    if found.code in DETAILS:
        raise QueryTooCostly(_("The query was given up: %(detail)s."), detail=found.detail)
    raise QueryNotReadable(_("The query cannot be used: %(detail)s."), detail=found.detail)


def of_class(drawings: Sequence[Drawing], rule: RuleDefinition, wanted: Outcomes, *, limit: int) -> Hits:
    """Return the hits of at most `limit` keys with a wanted outcome under a class; drawings are ordered by key."""
    found: list[StructureHit] = []
    keyed = [list(of_key) for _, of_key in groupby(drawings, key=lambda drawing: drawing.key)]
    for at in range(0, len(keyed), EXAMINED_TOGETHER):
        portion = keyed[at : at + EXAMINED_TOGETHER]
        judged = iter(_outcomes([drawing for of_key in portion for drawing in of_key], rule))
        for of_key in portion:
            hits = [StructureHit(drawing.key, drawing.smiles, outcome=next(judged)) for drawing in of_key]
            best = min(hits, key=_depth)
            if best.outcome == UNEXAMINED or best.outcome in wanted:
                found.append(best)
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def _outcomes(drawings: Sequence[Drawing], rule: RuleDefinition) -> list[str]:
    texts = [StructureText(drawing.smiles, "smiles", UNNEEDED) for drawing in drawings]
    found = pool("store").run(outcomes, texts, _comparer_of(rule))
    return [UNEXAMINED if isinstance(outcome, StructureRefusal) else outcome for outcome in found]


@lru_cache(maxsize=8)
def _comparer_of(rule: RuleDefinition) -> partial[Comparer]:
    """Return what makes the comparer of a rule: the same object for the same rule, so that a child makes it once."""
    return partial(Comparer, ReferenceData(rules=(rule,)))


def _depth(hit: StructureHit) -> int:
    return FROM_THE_INSIDE.index(hit.outcome) if hit.outcome else len(FROM_THE_INSIDE)
