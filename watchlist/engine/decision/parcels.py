"""The parcels of a total: what each line adds, and for which period they are shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from watchlist.engine import answer
from watchlist.engine.decision.periods import Period, years_ending_on
from watchlist.engine.decision.spans import NOTHING, Span, plain


@dataclass(frozen=True, slots=True)
class CountedParcel:
    """What one line, of this shipment or of a stored one (`screening`), adds to a total."""

    day: date
    reference: str
    screening: str | None
    line: int
    counted: Span
    certainty: str
    why: str

    @property
    def sure(self) -> Decimal:
        """Return what surely counts of it; nothing where what the goods are is a guess."""
        return NOTHING if self.certainty == "guess" else self.counted.low

    @property
    def unmeasured(self) -> str:
        """Return why nothing of it counts; empty where something does."""
        if self.sure:
            return ""
        return "what the goods are is a guess" if self.certainty == "guess" else self.why or "nothing is declared"

    def as_record(self, unit: str) -> answer.Parcel:
        """Return it as a finding lists it, in the unit of the limit; no quantity where nothing of it counts."""
        return answer.Parcel(
            reference=self.reference or None,
            line=self.line,
            stored=self.screening is not None,
            screening=self.screening,
            date=self.day,
            quantity=f"{plain(self.sure)} {unit}" if self.sure else "",
        )

    def why_not(self) -> answer.UnmeasuredParcel:
        """Return it as a finding names what could not be measured."""
        is_stored = self.screening is not None
        return answer.UnmeasuredParcel(
            reference=self.reference or None, line=self.line, stored=is_stored, why=self.unmeasured
        )


def total_of(parcels: Iterable[CountedParcel]) -> Decimal:
    """Return what surely counts of some parcels together."""
    return sum((parcel.sure for parcel in parcels), start=NOTHING)


def in_period(parcels: Iterable[CountedParcel], period: Period) -> tuple[list[CountedParcel], Period]:
    """Return the parcels of a period, in order; of any year, those of the fullest that holds some of this shipment."""
    ordered = sorted(parcels, key=lambda parcel: (parcel.day, parcel.reference, parcel.screening or "", parcel.line))
    if period.is_rolling:
        period = _fullest_year(ordered)
    return [parcel for parcel in ordered if period.holds(parcel.day)], period


def _fullest_year(ordered: Sequence[CountedParcel]) -> Period:
    """Return the earliest of the fullest twelve months, of those that end with a parcel and hold one of the shipment.

    A year that ends later may hold the day of a line too: what was stored of later days counts with it.
    """
    days = [parcel.day for parcel in ordered]
    sums = list(accumulate((parcel.sure for parcel in ordered), initial=NOTHING))
    own = [parcel.day for parcel in ordered if parcel.screening is None]

    def total(year: tuple[date, date]) -> Decimal:
        return sums[bisect_left(days, year[1])] - sums[bisect_left(days, year[0])]

    years = [(year.start, year.end) for year in years_ending_on(days) if year.start and year.end]
    start, end = max((year for year in years if bisect_left(own, year[0]) < bisect_left(own, year[1])), key=total)
    return Period(start, end, is_rolling=True)
