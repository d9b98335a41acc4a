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
    best: dict[str, tuple[int, int, NameMatch]] = {}
    for length, found in _matches(law, words):
        place = (RANKS.index(found.match), length, found)
        if found.substance not in best or place[:2] < best[found.substance][:2]:
            best[found.substance] = place
    in_order = sorted(best.values(), key=lambda place: (place[0], place[1], place[2].substance))
    return tuple(found for _, _, found in in_order)


def _matches(law: CompiledLaw, words: str) -> Iterator[tuple[int, NameMatch]]:
    whole, parts = normalise_name(words), [normalise_name(word) for word in words.split()]
    if not whole:
        return
    for name, targets in law.names.items():
        kind = _match_kind(name, whole, parts)
        if kind is not None:
            yield from ((len(name), NameMatch(target.substance, target.text, kind)) for target in targets)


def _match_kind(name: str, whole: str, parts: list[str]) -> NameMatchKind | None:
    if name == whole:
        return "exact"
    if name.startswith(whole):
        return "prefix"
    return "contains" if all(part in name for part in parts) else None
