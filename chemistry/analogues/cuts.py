"""The cuts of severity: how rare a resemblance must be, so that only so much of the background is raised.

Rarities are per reference, and what is listed differs from day to day: so the cut belongs to a set of references and
masks, and is read from who in the background comes close to any of them. That makes any way of scoring honest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor, log10
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from chemistry.analogues.calibration import FLOOR, Hits
from chemistry.analogues.relative import Relative

SUPPORT: Final = 0.25
"""What the second nearest member of a family adds to the nearest: close to several is more than close to one."""

BUDGETS: Final = {"high": 0.002, "medium": 0.01, "low": 0.02}
"""Shares of the background that may be raised at each severity or above."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """A relative whose rarity is below a cut has that severity."""

    high: float
    medium: float
    low: float

    def severity(self, rarity: float) -> Literal["high", "medium", "low", ""]:
        """The highest severity whose cut the rarity passes; "" for none."""
        if rarity < self.high:
            return "high"
        return "medium" if rarity < self.medium else "low" if rarity < self.low else ""


@dataclass(frozen=True, slots=True)
class ReferenceGroup:
    """What a reference counts as: its family, and its structure, which several references may share."""

    family: str
    structure: str


class Alerts:
    """Who in the background comes close to which reference, and under which masks."""

    def __init__(self, hits: Mapping[str, Hits], groups: Mapping[str, ReferenceGroup], total: int) -> None:
        self._total = total
        self._references = {key: place for place, key in enumerate(hits)}
        self._combinations = sorted({masks for reference_hits in hits.values() for masks in reference_hits.masks})
        combinations = {masks: place for place, masks in enumerate(self._combinations)}
        counts = [len(reference_hits.places) for reference_hits in hits.values()]
        self._rows = np.repeat(np.arange(len(hits)), counts)
        self._families = np.repeat(_numbered(groups[key].family for key in hits), counts)
        self._structures = np.repeat(_numbered(groups[key].structure for key in hits), counts)
        self._places = np.concatenate(
            [np.zeros(0, dtype=np.int64), *(reference_hits.places for reference_hits in hits.values())]
        )
        self._strengths = np.concatenate(
            [np.zeros(0, dtype=np.float32), *(reference_hits.strengths for reference_hits in hits.values())]
        )
        self._masks = np.array(
            [combinations[masks] for reference_hits in hits.values() for masks in reference_hits.masks], dtype=np.int64
        )
        self._cuts: dict[tuple[frozenset[str], frozenset[str]], Cuts] = {}

    def cuts(self, references: frozenset[str], masks: frozenset[str]) -> Cuts:
        """The cuts under just these references and masks."""
        key = (references, masks)
        if key not in self._cuts:
            self._cuts[key] = cuts_of(self.strongest(references, masks))
        return self._cuts[key]

    def strongest(self, references: frozenset[str], masks: frozenset[str]) -> NDArray[np.float64]:
        """For each structure of the background its strongest resemblance to any family of them; 0 for none."""
        counts = np.zeros(len(self._references), dtype=bool)
        counts[[self._references[key] for key in references if key in self._references]] = True
        applicable = np.array([masks.issuperset(text.split()) for text in self._combinations], dtype=bool)
        chosen = np.flatnonzero(counts[self._rows] & applicable[self._masks])
        strongest = np.zeros(self._total)
        places, strengths = self._supported(chosen)
        np.maximum.at(strongest, places, strengths)
        return strongest

    def _supported(self, chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Places and strengths, once for each family that a place comes close to."""
        pairs = self._families[chosen] * self._total + self._places[chosen]
        strengths, structures = self._strengths[chosen].astype(np.float64), self._structures[chosen]
        by_structure = np.lexsort((-strengths, structures, pairs))
        is_best = _starts(pairs[by_structure], structures[by_structure])
        pairs, strengths = pairs[by_structure][is_best], strengths[by_structure][is_best]
        order = np.lexsort((-strengths, pairs))
        pairs, strengths = pairs[order], strengths[order]
        first = np.flatnonzero(_starts(pairs))
        second = first + 1
        has_second = (second < len(pairs)) & (pairs[np.minimum(second, len(pairs) - 1)] == pairs[first])
        support = np.where(has_second, strengths[np.minimum(second, len(pairs) - 1)], 0.0)
        return pairs[first] % self._total, strengths[first] + SUPPORT * support


def closest(relatives: Iterable[Relative], groups: Mapping[str, ReferenceGroup]) -> Relative | None:
    """The relative that stands for all that count: the nearest of the best supported family, with that rarity.

    A family is as near as its nearest member, and nearer by SUPPORT of its next nearest of another structure.
    """
    families: dict[str, dict[str, Relative]] = {}
    for relative in sorted(relatives, key=lambda candidate: (candidate.rarity, candidate.reference, candidate.mask)):
        group = groups[relative.reference]
        families.setdefault(group.family, {}).setdefault(group.structure, relative)
    supported = [_supported([*members.values()]) for members in families.values()]
    return min(supported, key=lambda candidate: (candidate.rarity, candidate.reference, candidate.mask), default=None)


def _supported(members: Sequence[Relative]) -> Relative:
    strength = -log10(members[0].rarity) - (SUPPORT * log10(members[1].rarity) if members[1:] else 0.0)
    return replace(members[0], rarity=rarity(strength))


def cuts_of(strongest: NDArray[np.float64]) -> Cuts:
    """The cuts at which the shares raised keep within BUDGETS."""
    falling = np.sort(strongest)[::-1]
    return Cuts(**{name: _cut(falling, budget) for name, budget in BUDGETS.items()})


def _cut(falling: NDArray[np.float64], budget: float) -> float:
    place = floor(budget * len(falling))
    strength = float(falling[place]) if place < len(falling) else 0.0
    return rarity(max(strength, FLOOR))


def rarity(strength: float) -> float:
    """A strength in powers of ten as a share; rounded, so that what is equally rare falls on one side of a cut."""
    return float(10 ** -round(strength, 4))


def _numbered(labels: Iterable[str]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(label, len(numbers)) for label in labels], dtype=np.int64)


def _starts(*columns: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a sorted column, or any of several, takes a new value."""
    changes = [np.diff(column, prepend=column[:1] - 1) != 0 for column in columns]
    return np.logical_or.reduce(changes)  # type: ignore[no-any-return]
