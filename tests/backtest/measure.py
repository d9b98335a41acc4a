"""Strength of resemblance, of the background and of each event, on scales read from one half of the background."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rdkit import Chem

from chemistry.analogues.background import background
from chemistry.analogues.calibration import (
    FLOOR,
    BackgroundComparison,
    Likeness,
    Onlookers,
    RarityScale,
    hits_of,
    look,
    scale_of,
)
from chemistry.analogues.comparison import SkeletonComparison, compare
from chemistry.analogues.cuts import Alerts, Cuts, ReferenceGroup, closest, cuts_of, rarity
from chemistry.analogues.features import Bits, bits_set, similarities
from chemistry.analogues.masks import Mask, MaskSet
from chemistry.analogues.relative import Relative
from chemistry.analogues.shape import Shape
from tests.backtest.history import Event

SEEDS: Final = 20


@dataclass(frozen=True, slots=True)
class Raised:
    """The closest relative of an event under one calibration, its rarity and severity."""

    relative: str
    mask: str
    rarity: float
    severity: str


@dataclass(frozen=True, slots=True)
class Alerted:
    """Shares of the measuring half raised at high, medium, low or above; of its medicines, and of the others."""

    everything: tuple[float, float, float]
    medicines: tuple[float, float, float]
    general: tuple[float, float, float]


class Bench:
    """Every reference beside the background and beside every event, once; scales come after."""

    def __init__(self, structures: Mapping[str, str], families: Mapping[str, str], masks: Iterable[Mask]) -> None:
        self.masks = MaskSet(tuple(masks))
        self.shapes = {key: Shape(Chem.MolFromSmiles(smiles)) for key, smiles in sorted(structures.items())}
        self.groups = {key: ReferenceGroup(families[key], smiles) for key, smiles in sorted(structures.items())}
        self.onlookers = Onlookers(background(), self.masks)
        self._pairs: dict[tuple[str, str], tuple[Likeness, SkeletonComparison]] = {}

    @cached_property
    def seen(self) -> dict[str, BackgroundComparison]:
        reshaped = self.onlookers.reshaped()
        return {key: look(self.shapes[key], self.onlookers, reshaped) for key in self.groups}

    def pair(self, substance: str, reference: str) -> tuple[Likeness, SkeletonComparison]:
        """Similarity and comparison of a substance with a reference."""
        asked = (substance, reference)
        if asked not in self._pairs:
            shape, other = self.shapes[reference], self.shapes[substance]
            likeness = Likeness(_similarity(shape.bits, other.bits), _similarity(shape.torsions, other.torsions))
            compared = compare(shape, other, partial(self.masks.places, other.mol), least=0.0)
            self._pairs[asked] = likeness, compared
        return self._pairs[asked]


class Calibrated:
    """Scales from a part of the background; without `places`, from all of it."""

    def __init__(self, bench: Bench, places: NDArray[np.int64] | None = None) -> None:
        self._bench = bench
        self._places = places
        self._scales = {key: scale_of(bench.shapes[key], seen, places) for key, seen in bench.seen.items()}
        hits = {key: hits_of(self._scales[key], seen) for key, seen in bench.seen.items()}
        self.alerts = Alerts(hits, bench.groups, len(bench.onlookers.background))
        self._known: dict[tuple[frozenset[str], frozenset[str]], tuple[Cuts, NDArray[np.float64]]] = {}

    def cuts(self, references: frozenset[str], masks: frozenset[str]) -> Cuts:
        return self._standing(references, masks)[0]

    def raised(self, event: Event, *, is_weighed: bool = False) -> Raised:
        """What an event's structure would have been raised by, the day before; `is_weighed`: less what trade takes."""
        cuts = self.cuts(event.references, event.masks)
        counting = sorted(event.references & self._scales.keys())
        found = [one for key in counting for one in self._of(event, key, is_weighed=is_weighed)]
        nearest = closest(found, self._bench.groups)
        if nearest is None:
            return Raised("", "", 1.0, "")
        return Raised(nearest.reference, nearest.mask, nearest.rarity, cuts.severity(nearest.rarity))

    def alerted(self, event: Event) -> Alerted:
        """Shares of the other part of the background raised on that day."""
        assert self._places is not None
        cuts, strongest = self._standing(event.references, event.masks)
        measured = np.ones(len(strongest), dtype=bool)
        measured[self._places] = False
        medicines = self._bench.onlookers.background.medicines
        values, places = np.unique(strongest, return_inverse=True)
        rarities = np.array([rarity(value) for value in values])[places]
        groups = (measured, measured & medicines, measured & ~medicines)
        shares = [tuple(float((rarities[group] < cut).mean()) for cut in _in_order(cuts)) for group in groups]
        return Alerted(*shares)  # type: ignore[arg-type]

    def _standing(self, references: frozenset[str], masks: frozenset[str]) -> tuple[Cuts, NDArray[np.float64]]:
        asked = (references, masks)
        if asked not in self._known:
            strongest = self.alerts.strongest(references, masks)
            cuts = cuts_of(strongest if self._places is None else strongest[self._places])
            self._known[asked] = cuts, strongest
        return self._known[asked]

    def _of(self, event: Event, reference: str, *, is_weighed: bool) -> list[Relative]:
        scale: RarityScale = self._scales[reference]
        likeness, compared = self._bench.pair(event.substance, reference)
        shape = self._bench.shapes[event.substance]
        is_reshaped = self._bench.shapes[reference].has_carbonyl and self._bench.masks.reshape(shape)
        if likeness.near < scale.gate and not is_reshaped:
            return []
        overlap = compared.overlay.overlap if compared.overlay else 0.0
        weight = shape.weight if is_weighed and not likeness.is_whole else 0.0
        strengths = [(scale.strength(likeness, overlap) - weight, "")]
        if compared.masked and event.masks.issuperset(compared.masked.masks):
            masks = compared.masked.masks
            strengths.append((scale.strength_masked(len(masks)) - weight, " ".join(masks)))
        return [
            Relative(reference, mask, rarity(strength), "", "", ()) for strength, mask in strengths if strength >= FLOOR
        ]


def _similarity(one: Bits, other: Bits) -> float:
    column = one[:, np.newaxis]
    return float(similarities(column, bits_set(column), other)[0])


def halves(total: int) -> list[NDArray[np.int64]]:
    """Return the calibrating half for each seed; the rest measures."""
    shuffled = (np.random.default_rng(seed).permutation(total) for seed in range(SEEDS))
    return [np.sort(places[: total // 2]) for places in shuffled]


def _in_order(cuts: Cuts) -> tuple[float, float, float]:
    return cuts.high, cuts.medium, cuts.low
