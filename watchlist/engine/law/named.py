"""Substances by their names, in whatever language they are held: written out, begun, or in parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from chemistry.nomenclature import normalise_name
from watchlist.engine.law.compiled import CompiledLaw

Meeting = Literal["exact", "prefix", "contains"]
"""How a name meets the words asked for, the closest first."""

RANKS: tuple[Meeting, ...] = get_args(Meeting)


@dataclass(frozen=True, slots=True)
class Named:
    """A substance, that name of it which comes closest to the words asked for, and how close."""

    substance: str
    name: str
    meeting: Meeting


def named(law: CompiledLaw, words: str) -> tuple[Named, ...]:
    """Return the substances with a name that is `words`, begins with them or contains each, the shortest first.

    Names are compared as `normalise_name` folds them, so neither case nor accents, spaces and hyphens count.
    """
    best: dict[str, tuple[int, int, Named]] = {}
    for length, found in _met(law, words):
        place = (RANKS.index(found.meeting), length, found)
        if found.substance not in best or place[:2] < best[found.substance][:2]:
            best[found.substance] = place
    in_order = sorted(best.values(), key=lambda place: (place[0], place[1], place[2].substance))
    return tuple(found for _, _, found in in_order)


def _met(law: CompiledLaw, words: str) -> Iterator[tuple[int, Named]]:
    whole, parts = normalise_name(words), [normalise_name(word) for word in words.split()]
    if not whole:
        return
    for name, targets in law.names.items():
        meeting = _meeting(name, whole, parts)
        if meeting is not None:
            yield from ((len(name), Named(target.substance, target.text, meeting)) for target in targets)


def _meeting(name: str, whole: str, parts: list[str]) -> Meeting | None:
    if name == whole:
        return "exact"
    if name.startswith(whole):
        return "prefix"
    return "contains" if all(part in name for part in parts) else None
