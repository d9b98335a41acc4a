"""The sentence on a total, for a person who is no chemist."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from watchlist.engine.answer import ShipmentFinding
from watchlist.engine.decision.conditions import is_above
from watchlist.engine.decision.periods import Period
from watchlist.engine.decision.spans import rounded
from watchlist.engine.decision.thresholds import Claim

UNITS = {"kg": "kg", "l": "litres", "gal": "US gallons"}
COUNTED = {"base weight": " (base weight)", "by volume": " (by volume)"}
DOUBT = {
    "reported": " The limit rests on a secondary text.",
    "unverified": " The limit is unverified: it was not read in a primary text.",
}
DESTINATIONS = re.compile(r"\bdestined for\b|\bdesignated countries\b", re.IGNORECASE)


def names_destinations(required: str) -> bool:
    """Say whether the words of a limit name destinations, which a quantity alone does not meet."""
    return DESTINATIONS.search(required) is not None


def sentence(record: ShipmentFinding, claim: Claim, period: Period, *, parcels: int, is_reached: bool) -> str:
    """Return what a total comes to, whether that reaches the limit, and what stands in the way of saying so."""
    unit = UNITS[record.unit]
    first = (
        f"{_when(period)} {_who(record)} {_number(record.total)} {unit} of {record.substance}"
        f"{COUNTED.get(claim.facts.basis, '')} in {parcels} {'parcel' if parcels == 1 else 'parcels'}"
    )
    limit = f"the limit of {_number(record.limit)} {unit} in {record.list_title}"
    reaches, misses = ("is above", "is not above") if is_above(claim.facts) else ("reaches", "is below")
    outcome = f"{reaches} {limit}." if is_reached else f"{misses} {limit} by what is held here; others may add to it."
    return f"{first}, which {outcome}{_caveats(record, claim, is_reached=is_reached)}"


def _caveats(record: ShipmentFinding, claim: Claim, *, is_reached: bool) -> str:
    caveats = ""
    if unmeasured := len(record.unmeasured):
        caveats += (
            f" {unmeasured} of the parcels could not be measured." if unmeasured > 1 else " One could not be measured."
        )
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
        return "the shipment, summed as a whole because no party is named, holds"
    return f"{name} sends" if record.party.role == "consignor" else f"{name} is sent"


def _when(period: Period) -> str:
    if period.start is None or period.end is None:
        return "In this shipment"
    if period.is_rolling:
        return f"In the twelve months to {period.end - timedelta(days=1):%-d %B %Y}"
    return f"In {period.start:%B %Y}" if (period.end - period.start).days < 32 else f"In {period.start.year}"


def _number(text: str) -> str:
    return rounded(Decimal(text))
