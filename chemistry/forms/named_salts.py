"""A salt that is only named, drawn: for its mass, where a name gives the counter-ion and a structure the base."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from chemistry.data import rows
from chemistry.names import peel_counterion

KEPT: Final = 8192


@lru_cache(KEPT)
def named_salt(base: str, name: str) -> str | None:
    """The SMILES of the salt or hydrate of `base` (SMILES) that a name states: its hydrochloride, its monohydrate.

    None where the name states none, or one whose proportions the word leaves open: a sulfate may hold one or two
    molecules of the base, a "hydrate" any water.
    """
    peeled = peel_counterion(name)
    if peeled is None or not base:
        return None
    partners = _partners(peeled.word)
    return ".".join((base, *partners)) if partners else None


def _partners(words: str) -> tuple[str, ...]:
    """The partners that words name, all of them or none."""
    drawn = _drawn()
    if words in drawn:
        return (drawn[words],)
    each = [drawn.get(word) for word in re.split(r"[\s·*.,-]+", words)]
    return () if None in each else tuple(smiles for smiles in each if smiles)


@cache
def _drawn() -> dict[str, str]:
    """Partners by word, in the proportion of one base."""
    return {row["word"]: row["smiles"] for row in rows("counterion_structures.csv")}
