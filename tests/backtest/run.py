"""The backtest itself: each variant's events over twenty halves of the background, and what stands at present."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import sqrt
from statistics import fmean
from typing import Final

import numpy as np

from chemistry.analogues.background import background
from chemistry.analogues.relatives import reference_smiles
from tests.backtest.control import Control
from tests.backtest.covered import Coverage
from tests.backtest.history import GLOBAL, Event, History, View, history
from tests.backtest.labels import Labels
from tests.backtest.measure import Alerted, Bench, Calibrated, Raised, halves
from watchlist.engine.law.compiled import CompiledLaw

SEVERITIES: Final = ("high", "medium", "low")
Family = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One event over all halves. `caught`: in which share of them, at high, medium, low or above, by its own family.

    `weighed`: the same as the service raises it, which takes from a resemblance what the structure itself is traded.
    `control`: the same of the control. `raised`: by the whole background. `flagged_from`: the day from which the
    structure would have stayed raised at medium or above; None where it would not.
    """

    event: Event
    caught: tuple[float, float, float]
    weighed: tuple[float, float, float]
    control: tuple[float, float, float]
    raised: Raised
    has_precedent: bool
    alerted: tuple[Alerted, ...]
    flagged_from: date | None

    @property
    def lead_days(self) -> int | None:
        return (self.event.day - self.flagged_from).days if self.flagged_from else None


@dataclass(frozen=True, slots=True)
class Measured:
    """A variant: its history, and the outcome of each of its events."""

    history: History
    outcomes: tuple[Outcome, ...]


class Backtest:
    """Law and labels with everything compared once; variants share it."""

    def __init__(self, law: CompiledLaw, labels: Labels) -> None:
        self.law = law
        self.labels = labels
        drawn = {key: law.substances[key].smiles for key in labels.members if key in law.substances}
        self.structures = {key: flat for key, smiles in drawn.items() if smiles and (flat := reference_smiles(smiles))}
        families = {key: member.family for key, member in labels.members.items()}
        self.bench = Bench(self.structures, families, (mask.mask for mask in labels.masks))
        self.halves = halves(len(background()))
        self.calibrated = [Calibrated(self.bench, places) for places in self.halves]
        self.whole = Calibrated(self.bench)
        self._control = Control(self.structures)
        self._coverage = Coverage(law)

    def family(self, substance: str) -> str:
        """Return the family of a substance; "" for none."""
        return self.labels.members[substance].family if substance in self.labels.members else ""

    def subfamily(self, substance: str) -> str:
        """Return the same where amphetamine-type is split in two."""
        return self.labels.members[substance].subfamily if substance in self.labels.members else ""

    def background_words(self) -> str:
        """Return what the background is."""
        held = self.bench.onlookers.background
        medicines = int(held.medicines.sum())
        return f"Background: {medicines:,} approved medicines and {len(held) - medicines:,} chemicals of commerce."

    def measure(self, variant: str, family: Family | None = None) -> Measured:
        """Return the outcomes of a variant; `family` says which relatives count."""
        told = history(self.law, self.labels, variant, self.structures, self._coverage)
        view = View(self.law, self.labels, variant)
        outcomes = (self._outcome(event, view, family or self.family) for event in told.events)
        return Measured(told, tuple(outcomes))

    def present(self, day: date) -> Event:
        """Return what stands on a day, as an event of nothing."""
        return View(self.law, self.labels, GLOBAL).seen("", day)

    def _outcome(self, event: Event, view: View, family: Family) -> Outcome:
        raised, weighed = (
            [calibrated.raised(event, is_weighed=is_weighed) for calibrated in self.calibrated]
            for is_weighed in (False, True)
        )
        control = [self._control.severity_budgets(event, places) for places in self.halves]
        right = partial(_is_right, family(event.substance), family)
        return Outcome(
            event,
            caught=_caught(raised, right),
            weighed=_caught(weighed, right),
            control=_shares([[right(one[name][0]) and one[name][1] for name in SEVERITIES] for one in control]),
            raised=self.whole.raised(event),
            has_precedent=any(right(key) for key in event.listed),
            alerted=tuple(calibrated.alerted(event) for calibrated in self.calibrated),
            flagged_from=self._flagged_from(event, view, right),
        )

    def _flagged_from(self, event: Event, view: View, right: Callable[[str], bool]) -> date | None:
        """Return the first day of the last run of days on which it would have been raised."""
        since = None
        for day in [*view.turning_days(event.day), event.day]:
            then = view.seen(event.substance, day)
            raised = self.whole.raised(
                Event(event.substance, day, (), then.listed & event.listed, then.anchors, then.masks)
            )
            is_raised = raised.severity in ("high", "medium") and right(raised.relative)
            since = (since or day) if is_raised else None
        return since


def _is_right(own: str, family: Family, relative: str) -> bool:
    return bool(relative) and family(relative) == own


def _caught(raised: Sequence[Raised], right: Callable[[str], bool]) -> tuple[float, float, float]:
    return _shares([[right(one.relative) and one.severity in SEVERITIES[: i + 1] for i in range(3)] for one in raised])


def _shares(rows: Sequence[Sequence[bool]]) -> tuple[float, float, float]:
    high, medium, low = np.mean(np.array(rows, dtype=float), axis=0).tolist()
    return high, medium, low


def recall(outcomes: Sequence[Outcome], severity: int) -> float:
    """Return the share of events caught, over all halves; 0 where there are none."""
    return fmean([one.caught[severity] for one in outcomes]) if outcomes else 0.0


def recall_weighed(outcomes: Sequence[Outcome], severity: int) -> float:
    """Return the same as the service raises it."""
    return fmean([one.weighed[severity] for one in outcomes]) if outcomes else 0.0


def by_decision(outcomes: Sequence[Outcome], severity: int) -> float:
    """Return the same with each listing decision (one day, the same lists) counted once."""
    decisions: dict[tuple[object, ...], list[float]] = {}
    for one in outcomes:
        decisions.setdefault((one.event.day, one.event.lists), []).append(one.caught[severity])
    return fmean([fmean(of) for of in decisions.values()]) if decisions else 0.0


def wilson(share: float, count: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share of so many."""
    if not count:
        return 0.0, 1.0
    middle, spread = share + z * z / (2 * count), z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return (middle - spread) / scale, (middle + spread) / scale
