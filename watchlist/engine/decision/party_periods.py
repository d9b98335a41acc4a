"""What one party was sent, or sent, of each substance: by calendar year, and over the periods of the law's limits.

The sums of limits are those of a shipment's summary, of stored lines alone: the same party, day, measure and bearing
(`shipment.py`). What is not measured is counted, and never taken for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from watchlist.engine.decision import policy
from watchlist.engine.decision.comparison import LawComparison
from watchlist.engine.decision.conditions import counted_span, is_above
from watchlist.engine.decision.context import EarlierLine
from watchlist.engine.decision.spans import NOTHING, Span
from watchlist.engine.decision.thresholds import Period, counterparty, period_of
from watchlist.engine.decision.totals import CountedParcel, in_period, names_destinations, total_of
from watchlist.engine.law import CompiledLaw, CompiledList, ConditionFacts
from watchlist.engine.vocabulary import LimitUnit, Met

ROLES: Final = ("consignor", "consignee")


@dataclass(frozen=True, slots=True)
class PeriodLimit:
    """A limit on what one party is sent, or sends, over a period: as its list states it."""

    list: CompiledList
    facts: ConditionFacts

    @property
    def amount(self) -> Decimal:
        """Return the limit, in its unit."""
        return Decimal(self.facts.limit)


@dataclass(frozen=True, slots=True)
class PartySum:
    """A sum over a period, from `start` to the day before `end`, of what a party has on one side of movements.

    `total` is what surely counts, `at_most` what may (None: nobody knows), in `unit`; `unmeasured` of the `parcels` add
    nothing to `total`. `limit` is None for a calendar year, whose weights are of the listed base.
    """

    substance: str
    role: str
    start: date
    end: date
    unit: LimitUnit
    total: Decimal
    at_most: Decimal | None
    parcels: int
    unmeasured: int
    limit: PeriodLimit | None = None

    @property
    def reached(self) -> Met:
        """Say whether the limit is reached: surely, not at all, or not known, for what is not measured or its words."""
        if self.limit is None:
            return Met.NO
        above = is_above(self.limit.facts)
        reaches = Span(self.total, self.at_most).reaches(self.limit.amount, above=above)
        names_places = names_destinations(self.limit.facts.required)
        return Met.UNKNOWN if reaches == "yes" and names_places else Met.from_text(reaches)


def party_sums(law: CompiledLaw, lines: Iterable[EarlierLine], party: str, today: date) -> list[PartySum]:
    """Return the sums of a party, by its key: of each substance the limits first, the latest period first.

    Goods that people left out are in none.
    """
    stored, comparison = [line for line in lines if line.left_out is None], LawComparison(law, today)
    sums = [*_by_limit(comparison, stored, party), *_by_year(stored, party)]
    return sorted(sums, key=_order)


def _order(row: PartySum) -> tuple[str, str, int, int, str]:
    key = row.limit.list.key if row.limit else ""
    return row.substance, row.role, row.limit is None, -row.start.toordinal(), key


def _by_limit(comparison: LawComparison, lines: Iterable[EarlierLine], party: str) -> Iterator[PartySum]:
    limits = dict[tuple[str, str], PeriodLimit]()
    grouped = dict[tuple[str, str, str, Period], list[CountedParcel]]()
    for line in lines:
        for limit, role, parcel, period in _claims(comparison, line, party):
            limits.setdefault((line.substance, limit.facts.key), limit)
            grouped.setdefault((line.substance, role, limit.facts.key, period), []).append(parcel)
    for (substance, role, key, period), parcels in grouped.items():
        limit = limits[substance, key]
        yield _sum(substance, role, parcels, period, limit)


def _claims(
    comparison: LawComparison, line: EarlierLine, party: str
) -> Iterator[tuple[PeriodLimit, str, CountedParcel, Period]]:
    """Yield what a line adds to each limit over a period under which this party's total counts it."""
    for row in comparison.law.schedulings.get(line.substance, ()):
        bearing = comparison.bearing(row.list, line.movement)
        day = bearing.window.first
        if not row.in_force(day) or policy.bears(row.list, bearing) == "no":
            continue
        counted_party = counterparty(bearing.role, line.consignor[1], line.consignee[1])
        for facts in row.conditions if counted_party.key == party else ():
            span, period = counted_span(facts, line.quantity), period_of(facts.period, day)
            operations = facts.operations.split()
            is_other = bool(operations) and bearing.role is not None and bearing.role not in operations
            is_period = facts.kind == "cumulative_quantity" and (period.is_rolling or period.start is not None)
            if span is not None and is_period and not is_other:
                parcel = _parcel(line, day, span)
                yield PeriodLimit(row.list, facts), counted_party.role, parcel, period


def _by_year(lines: Iterable[EarlierLine], party: str) -> Iterator[PartySum]:
    grouped = dict[tuple[str, str, Period], list[CountedParcel]]()
    for line in lines:
        day = line.movement.span(date.max)[0]
        for role, (key, _) in zip(ROLES, (line.consignor, line.consignee), strict=True):
            if key == party:
                group = line.substance, role, period_of("calendar year", day)
                grouped.setdefault(group, []).append(_parcel(line, day, line.quantity.base))
    for (substance, role, period), parcels in grouped.items():
        yield _sum(substance, role, parcels, period)


def _parcel(line: EarlierLine, day: date, span: Span) -> CountedParcel:
    return CountedParcel(day, line.reference, None, line.line, span, line.certainty, line.quantity.why)


def _sum(
    substance: str, role: str, parcels: Iterable[CountedParcel], period: Period, limit: PeriodLimit | None = None
) -> PartySum:
    within, dated = in_period(parcels, period)
    assert dated.start is not None  # a period of one shipment is none of a party
    assert dated.end is not None
    highs = [parcel.counted.high for parcel in within]
    return PartySum(
        substance=substance,
        role=role,
        start=dated.start,
        end=dated.end,
        unit=LimitUnit.from_text(limit.facts.unit) if limit else LimitUnit.KILOGRAM,
        total=total_of(within),
        at_most=None if None in highs else sum((high for high in highs if high is not None), start=NOTHING),
        parcels=len(within),
        unmeasured=sum(bool(parcel.unmeasured) for parcel in within),
        limit=limit,
    )
