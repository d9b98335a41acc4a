"""Substances by their names, in whatever language they are held: written out, begun, or in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from chemistry import normalise_name
from watchlist.engine.law.compiled import CompiledLaw

NameMatchKind = Literal["exact", "prefix", "contains"]
"""How a name matches the words asked for, the closest first."""

RANKS: tuple[NameMatchKind, ...] = get_args(NameMatchKind)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A substance, that name of it which comes closest to the words asked for, and how close."""

    substance: str
    name: str
    match: NameMatchKind


def find_named(law: CompiledLaw, words: str) -> tuple[NameMatch, ...]:
    """Return the substances with a name that is `words`, begins with them or contains each, the shortest first.

    Names are compared as `normalise_name` folds them, so neither case nor accents, spaces and hyphens count.
    """
    in_order = sorted(_matches(law, words), key=lambda place: (place[0], place[1], place[2].substance))
    best: dict[str, NameMatch] = {}
    for _, _, match in in_order:
        best.setdefault(match.substance, match)
    return tuple(best.values())


def _matches(law: CompiledLaw, words: str) -> Iterator[tuple[int, int, NameMatch]]:
    """Yield each name that matches, behind how closely, the closest being 0, and how long it is."""
    whole, parts = normalise_name(words), [normalise_name(word) for word in words.split()]
    for name, targets in law.names.items() if whole else ():
        if name == whole:
            rank = 0
        elif name.startswith(whole):
            rank = 1
        elif all(part in name for part in parts):
            rank = 2
        else:
            continue
        yield from ((rank, len(name), NameMatch(target.substance, target.text, RANKS[rank])) for target in targets)
