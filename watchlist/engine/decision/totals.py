"""The parcels of a total: what each line adds, for which period, and the sentence on what they come to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from msgspec import UNSET

from watchlist.engine import answer
from watchlist.engine.answer import ShipmentFinding
from watchlist.engine.decision.conditions import is_above
from watchlist.engine.decision.context import EarlierTotal
from watchlist.engine.decision.spans import NOTHING, Span, plain_number, rounded
from watchlist.engine.decision.thresholds import Claim, Period, years_ending_on
from watchlist.engine.texts import capitalised

UNITS = {"kg": "kg", "l": "litres", "gal": "US gallons"}
COUNTED = {"base weight": " (base weight)", "by volume": " (by volume)"}
DOUBT = {
    "reported": " The limit rests on a secondary text.",
    "unverified": " The limit is unverified: it was not read in a primary text.",
}
LEFT_OUT = ("that people dismissed", "that did not move", "of the same goods under another reference")
GUESSED = "what the goods are is a guess"
DESTINATIONS = re.compile(r"\bdestined for\b|\bdesignated countries\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CountedParcel:
    """What one line, of this shipment or of a stored one (`screening`), adds to a total.

    Or what several alike of stored shipments add together (`parcels`, from `total`): `screening` is then empty.
    """

    day: date
    reference: str
    screening: str | None
    line: int
    counted: Span
    certainty: str
    why: str
    at_most: Decimal | None = None
    parcels: int = 1
    total: EarlierTotal | None = None

    @property
    def sure(self) -> Decimal:
        """Return what surely counts of it; nothing where what the goods are is a guess."""
        return NOTHING if self.certainty == "guess" else self.counted.low

    @property
    def unmeasured(self) -> str:
        """Return why nothing of it counts; empty where something does."""
        if self.sure:
            return ""
        return GUESSED if self.certainty == "guess" else self.why or "nothing is declared"

    def as_record(self, unit: str) -> answer.Parcel:
        """Return it as a finding lists it, in the unit of the limit; no quantity where nothing of it counts."""
        return answer.Parcel(
            reference=self.reference or None,
            line=self.line,
            stored=self.screening is not None,
            screening=self.screening,
            date=self.day,
            quantity=f"{plain_number(self.sure)} {unit}" if self.sure else "",
        )

    def why_not(self, unit: str) -> answer.UnmeasuredParcel:
        """Return it as a finding names what could not be measured, with what it may be in the unit of the limit."""
        reference, is_stored = self.reference or None, self.screening is not None
        may_be = UNSET if self.at_most is None else f"{plain_number(self.at_most)} {unit}"
        return answer.UnmeasuredParcel(reference, self.line, is_stored, self.unmeasured, may_be)


def total_of(parcels: Iterable[CountedParcel]) -> Decimal:
    """Return what surely counts of some parcels together."""
    return sum((parcel.sure for parcel in parcels), start=NOTHING)


def number_of(parcels: Iterable[CountedParcel]) -> int:
    """Return how many some parcels are, each of a sum counted."""
    return sum(parcel.parcels for parcel in parcels)


def in_order(parcels: Iterable[CountedParcel]) -> list[CountedParcel]:
    """Return parcels in the order in which they are listed: of their days, then of their shipments."""
    return sorted(parcels, key=lambda parcel: (parcel.day, parcel.reference, parcel.screening or "", parcel.line))


def in_period(parcels: Iterable[CountedParcel], period: Period) -> tuple[list[CountedParcel], Period]:
    """Return the parcels of a period, in order; of any year, those of the fullest that holds some of this shipment."""
    ordered = in_order(parcels)
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


def names_destinations(required: str) -> bool:
    """Say whether the words of a limit name destinations, which a quantity alone does not meet."""
    return DESTINATIONS.search(required) is not None


def sentence(
    record: ShipmentFinding, claim: Claim, period: Period, *, parcels: Sequence[CountedParcel], is_reached: bool
) -> str:
    """Return what a total comes to, whether that reaches the limit, and what stands in the way of saying so.

    "Acetone to Lakeshore, Nov 2026: 1,600 kg measured in 2 parcels, and 1 parcel not measured (may be 1,440 kg). Limit
    of 150 kg in List II: reached." What was not measured is never a nothing: it may reach the limit.
    """
    unit = UNITS[record.unit]
    basis = COUNTED.get(claim.facts.basis, "")
    unmeasured = [parcel for parcel in parcels if parcel.unmeasured]
    figures = []
    if measured := number_of(parcels) - number_of(unmeasured):
        figures.append(f"{_number(record.total)} {unit}{basis} measured in {_parcels(measured)}")
    if unmeasured:
        figures.append(f"{_parcels(number_of(unmeasured))} not measured{_may_be(unmeasured, unit)}")
    goods = f"{capitalised(record.substance)} {_who(record)}, {_when(period)}: {', and '.join(figures)}."
    limit = f"Limit of {_number(record.limit)} {unit} in {record.list_title}"
    outcome = _outcome(claim, unmeasured, is_reached=is_reached)
    return f"{goods} {limit}: {outcome}{_caveats(record, claim, is_reached=is_reached)}"


def _outcome(claim: Claim, unmeasured: Sequence[CountedParcel], *, is_reached: bool) -> str:
    reached = "exceeded" if is_above(claim.facts.required) else "reached"
    if is_reached:
        return f"{reached}."
    return f"may be {reached}." if unmeasured else f"not {reached} by what is held here; others may add to it."


def _parcels(number: int) -> str:
    return f"{number:,} {'parcel' if number == 1 else 'parcels'}"


def _may_be(unmeasured: Sequence[CountedParcel], unit: str) -> str:
    """Return what some parcels may come to: the sum of what bounds them, "or more" where something bounds only some."""
    bounds = [parcel.at_most for parcel in unmeasured if parcel.at_most is not None]
    if not bounds:
        return ""
    more = "" if len(bounds) == len(unmeasured) else " or more"
    return f" (may be {rounded(sum(bounds, start=NOTHING))} {unit}{more})"


def _caveats(record: ShipmentFinding, claim: Claim, *, is_reached: bool) -> str:
    caveats = ""
    left_out = (record.dismissed, record.not_moved, record.repeated)
    for number, why in zip(left_out, LEFT_OUT, strict=True):
        caveats += f" {_parcels(number)} {why} {'is' if number == 1 else 'are'} left out." if number else ""
    if is_reached and names_destinations(claim.facts.required):
        caveats += " It holds for the destinations that it names: a person must compare them."
    if claim.is_assumed:
        caveats += " The day of the movement is not declared, and assumed."
    if claim.role is None and claim.facts.operations:
        bears = " or ".join(claim.facts.operations.split())
        caveats += f" The operation is not known; the limit bears on {bears}."
    if similar := record.similar_total:
        with_names = f"{_number(similar.total)} {UNITS[similar.unit]}"
        caveats += f" With parties of similar names the total is {with_names}."
    return caveats + DOUBT.get(record.confidence, "")


def _who(record: ShipmentFinding) -> str:
    name = record.party.name
    if not name:
        return "in the shipment, summed as a whole because no party is named"
    return f"from {name}" if record.party.role == "consignor" else f"to {name}"


def _when(period: Period) -> str:
    if period.start is None or period.end is None:
        return "in one transaction"
    if period.is_rolling:
        return f"in the twelve months to {period.end - timedelta(days=1):%-d %b %Y}"
    return f"{period.start:%b %Y}" if (period.end - period.start).days < 32 else str(period.start.year)


def _number(text: str) -> str:
    return rounded(Decimal(text))
