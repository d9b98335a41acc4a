"""Running totals compared with the lines that they are of: whoever altered a row by hand is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from django.db.models import F, Q

from watchlist.engine.answer_codec import encode_text
from watchlist.engine.decision import MeasuredQuantity, added, exact_record
from watchlist.screenings.models import Consignment
from watchlist.screenings.totals.models import PartyTally, PartyTotal
from watchlist.screenings.totals.placing import COLUMNS, placements_of, stored_consignments
from watchlist.screenings.totals.tallies import counted_shipments

AT_ONCE: Final = 5_000
"""Consignments in memory."""


class TotalDifference(NamedTuple):
    """What differs of one party, by its id: its totals, or the number of its shipments."""

    party: int
    reason: str


def total_differences(part: int = 0, parts: int = 1) -> Iterator[TotalDifference]:
    """Yield what differs of the parties whose goods are all in totals: of one part of so many."""
    complete = PartyTally.objects.filter(recount_from__isnull=True).order_by("party")
    chosen = complete.annotate(part=F("party") % parts).filter(part=part)
    for party, shipments in chosen.values_list("party", "shipments").iterator():
        if shipments is not None and shipments != counted_shipments([party]).get(party, 0):
            yield TotalDifference(party, "the number of its shipments is not that of those stored")
        if _of_lines(party) != _of_rows(party):
            yield TotalDifference(party, "its totals are not those of its lines")


def _of_rows(party: int) -> dict[str, Mapping[str, Any]]:
    names = ("party_id", "role", "is_alone", "substance_key", "movement", "first_day", "last_day", "certainty")
    columns = ("key", *names, "left_out", "quantity", "parcels")
    return {row["key"]: row for row in PartyTotal.objects.filter(party=party).order_by().values(*columns)}


def _of_lines(party: int) -> dict[str, Mapping[str, Any]]:
    """Return the rows of totals that a party should have, made of its lines, as they stand now."""
    sums: dict[str, MeasuredQuantity] = {}
    rows: dict[str, dict[str, Any]] = {}
    named = Consignment.objects.filter(Q(consignor=party) | Q(consignee=party), screening__made_at__isnull=False)
    last = 0
    while found := stored_consignments(list(named.filter(pk__gt=last).order_by("pk").values_list(*COLUMNS)[:AT_ONCE])):
        last = found[-1].pk
        for placement in placements_of(found).values():
            for place in placement.places.values():
                if place.party == party:
                    key = place.key
                    sums[key] = added(sums[key], placement.quantity) if key in sums else placement.quantity
                    row = rows.setdefault(key, {**place.columns(), "parcels": 0})
                    row["parcels"] += 1
    return {key: {**row, "quantity": encode_text(exact_record(sums[key]))} for key, row in rows.items()}
