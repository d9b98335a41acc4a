"""Examine structures under one class rule, for every store: what passed the screen is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import Final

from chemistry.class_rules.rule import RuleDefinition
from chemistry.class_rules.trace import OUTCOMES
from chemistry.identity import UNNEEDED
from chemistry.structure_search import Drawing, StructureHit
from chemistry.structures import Comparer, ReferenceData, StructureRefusal, StructureText, outcomes
from watchlist.engine.workers.pool import pool
from watchlist.structure_index.base import UNEXAMINED, Hits, Outcomes

TOGETHER: Final = 256
"""Drawings that are examined before it is looked whether there are hits enough."""

FROM_THE_INSIDE: Final = (UNEXAMINED, *OUTCOMES)


def of_class(drawings: Sequence[Drawing], rule: RuleDefinition, wanted: Outcomes, *, limit: int) -> Hits:
    """Return the hits of at most `limit` keys with a wanted outcome under a class; drawings are ordered by key."""
    found: list[StructureHit] = []
    keyed = [list(of_key) for _, of_key in groupby(drawings, key=lambda drawing: drawing.key)]
    for portion in _portions(keyed):
        judged = iter(_outcomes([drawing for of_key in portion for drawing in of_key], rule))
        for of_key in portion:
            best = min((_hit(drawing, next(judged)) for drawing in of_key), key=_depth)
            if best.outcome == UNEXAMINED or best.outcome in wanted:
                found.append(best)
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def _portions(keyed: Sequence[list[Drawing]]) -> Sequence[Sequence[list[Drawing]]]:
    return [keyed[at : at + TOGETHER] for at in range(0, len(keyed), TOGETHER)]


def _outcomes(drawings: Sequence[Drawing], rule: RuleDefinition) -> list[str]:
    texts = [StructureText(drawing.smiles, "smiles", UNNEEDED) for drawing in drawings]
    found = pool("store").run(outcomes, texts, _comparer_of(rule))
    return [UNEXAMINED if isinstance(outcome, StructureRefusal) else outcome for outcome in found]


@lru_cache(maxsize=8)
def _comparer_of(rule: RuleDefinition) -> partial[Comparer]:
    """Return what makes the comparer of a rule: the same object for the same rule, so that a child makes it once."""
    return partial(Comparer, ReferenceData(rules=(rule,)))


def _hit(drawing: Drawing, outcome: str) -> StructureHit:
    return StructureHit(drawing.key, drawing.smiles, outcome=outcome)


def _depth(hit: StructureHit) -> int:
    return FROM_THE_INSIDE.index(hit.outcome) if hit.outcome else len(FROM_THE_INSIDE)
