"""The figures of a backtest, and the flat object that machines read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median
from typing import Final, Literal

from tests.backtest.drug_families import DrugFamily
from tests.backtest.flagged import Flagged
from tests.backtest.history import GLOBAL
from tests.backtest.run import Measured, Outcome, by_decision, recall, recall_weighed, wilson
from tests.backtest.shipped import Shipped

YEAR: Final = timedelta(days=365)
Group = Literal["everything", "medicines", "general"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the report says. `split`: the global variant with amphetamine-type as two families.

    `medicines`, `everyday`: those raised at present; of everyday chemicals, `everyday_number` were asked about.
    """

    variants: Mapping[str, Measured]
    split: Measured
    medicines: tuple[Flagged, ...]
    everyday: tuple[Flagged, ...]
    everyday_number: int
    shipped: Shipped
    drug_families: tuple[DrugFamily, ...]
    as_of: date
    rdkit: str
    background: str

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.variants[GLOBAL].outcomes

    @property
    def last_year(self) -> tuple[Outcome, ...]:
        """The events of the twelve months before the last day of the law held."""
        return tuple(one for one in self.outcomes if one.event.day > self.as_of - YEAR)


def flat_figures(figures: Figures) -> dict[str, float | int | str]:
    """Return the fields of CONTRACT.md, and what the report prints beside them."""
    outcomes = figures.outcomes
    low, high = wilson(recall(outcomes, 1), len(outcomes))
    flat: dict[str, float | int | str] = {
        "plr_at_0_2": _round(recall(outcomes, 0)),
        "plr_at_1": _round(recall(outcomes, 1)),
        "plr_at_2": _round(recall(outcomes, 2)),
        "events": len(outcomes),
        "wilson_low": _round(low),
        "wilson_high": _round(high),
        "control_at_0_2": _round(control(outcomes, 0)),
        "control_at_1": _round(control(outcomes, 1)),
        "control_at_2": _round(control(outcomes, 2)),
        "alerts_medicines": round(alerts(outcomes, "medicines", 1), 4),
        "alerts_general": round(alerts(outcomes, "general", 1), 4),
        "alerts_everything": round(alerts(outcomes, "everything", 1), 4),
        "plr_at_1_by_decision": _round(by_decision(outcomes, 1)),
        "plr_at_0_2_by_decision": _round(by_decision(outcomes, 0)),
        "plr_at_1_families_split": _round(recall(figures.split.outcomes, 1)),
        "covered_by_law": len(figures.variants[GLOBAL].history.covered),
        "founding": len(figures.variants[GLOBAL].history.founding),
        "medicines_flagged": len(figures.medicines),
        "everyday_flagged": len(figures.everyday),
        "everyday": figures.everyday_number,
        "median_lead_days": median_lead(outcomes) or 0,
        "as_of": figures.as_of.isoformat(),
        "rdkit": figures.rdkit,
    }
    for place, severity in enumerate(("high", "medium", "low")):
        flat[f"weighed_{severity}"] = _round(recall_weighed(outcomes, place))
        flat[f"shipped_kinds_{severity}"] = round(figures.shipped.kinds_raised[place], 4)
        flat[f"shipped_tonnes_{severity}"] = round(figures.shipped.tonnes_raised[place], 6)
    flat["shipped_kinds"] = figures.shipped.number
    for family in figures.drug_families:
        flat |= {family.name: family.number, f"{family.name}_medium": family.medium}
    year = figures.last_year
    flat |= {"last_year": len(year), "last_year_weighed_medium": _round(recall_weighed(year, 1))}
    for variant, measured in figures.variants.items():
        name = variant.lower().replace(", ", "_").replace(" ", "_")
        flat[f"events_{name}"] = len(measured.outcomes)
        flat[f"plr_at_1_{name}"] = _round(recall(measured.outcomes, 1))
        flat[f"plr_at_0_2_{name}"] = _round(recall(measured.outcomes, 0))
    return flat


def control(outcomes: Sequence[Outcome], severity: int) -> float:
    """Return the recall of the control."""
    return fmean([one.control[severity] for one in outcomes]) if outcomes else 0.0


def alerts(outcomes: Sequence[Outcome], group: Group, severity: int) -> float:
    """Return the share of a group of the measuring half that is raised, over all halves and days of events."""
    shares = [getattr(alerted, group)[severity] for one in outcomes for alerted in one.alerted]
    return fmean(shares) if shares else 0.0


def median_lead(outcomes: Sequence[Outcome]) -> int | None:
    """Return the median of the days from being raised to being listed, of those that would have been raised."""
    days = [one.lead_days for one in outcomes if one.lead_days is not None]
    return round(median(days)) if days else None


def _round(share: float) -> float:
    return round(share, 3)
