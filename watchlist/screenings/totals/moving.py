"""Consignments are moved between totals: what one leaves has so much less, what it comes to so much more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Exists, OuterRef, Q

from watchlist import audit
from watchlist.engine.answer_codec import RecordUnreadable, encode_text
from watchlist.engine.decision import MeasuredQuantity, added, exact_record, summed, without
from watchlist.screenings.inserting import batches
from watchlist.screenings.line_totals import SIDES
from watchlist.screenings.totals.models import PartyTally, PartyTotal, TotalledConsignment
from watchlist.screenings.totals.placing import Placement, TotalPlace, measured

BATCH: Final = 500


@dataclass(slots=True)
class TotalChange:
    """What comes to a total, and what leaves it."""

    place: TotalPlace | None = None
    coming: list[MeasuredQuantity] = field(default_factory=list)
    leaving: list[MeasuredQuantity] = field(default_factory=list)

    @property
    def parcels(self) -> int:
        """Return how many parcels more there are."""
        return len(self.coming) - len(self.leaving)

    def applied(self, quantity: MeasuredQuantity) -> MeasuredQuantity:
        """Return a sum after the change."""
        more = added(quantity, summed(self.coming)) if self.coming else quantity
        return without(more, summed(self.leaving)) if self.leaving else more


def move(placements: Mapping[int, Placement]) -> None:
    """Count consignments, by their ids, where they are placed now, and nowhere else.

    In the transaction of who calls, which holds the lock of the trail: nobody else moves any meanwhile.
    """
    counted = _counted_now(list(placements))
    changes: dict[str, TotalChange] = {}
    moved: list[int] = []
    for pk, placement in placements.items():
        now, is_new = counted.get(pk, ("", "", None)), pk not in counted
        wanted = {role: place.key for role, place in placement.places.items()}
        for role, key in zip(SIDES, now[:2], strict=True):
            if key and key != wanted.get(role):
                changes.setdefault(key, TotalChange()).leaving.append(placement.quantity)
            if role in wanted and key != wanted[role]:
                change = changes.setdefault(wanted[role], TotalChange())
                change.place = placement.places[role]
                change.coming.append(placement.quantity)
        if is_new or now != (wanted.get("consignor", ""), wanted.get("consignee", ""), placement.goods_sha256):
            moved.append(pk)
    ids = _changed_totals(changes)
    _write_counted({pk: placements[pk] for pk in moved}, ids)
    _drop_empty([key for key, change in changes.items() if change.leaving])


def forget_totals(parties: Collection[int]) -> None:
    """Delete the totals of some parties (ids): they are due to be made anew, and made of lines until then."""
    audit.lock_chain()
    for role in SIDES:
        rows = TotalledConsignment.objects.filter(**{f"{role}_total__party__in": parties})
        rows.update(**{f"{role}_total": None})
    PartyTotal.objects.filter(party__in=parties).delete()
    PartyTally.objects.filter(party__in=parties).update(recount_from=0)


def _counted_now(ids: Collection[int]) -> dict[int, tuple[str, str, str | None]]:
    """Return by consignment the keys of the totals in which it is, and the hash of goods that count once."""
    columns = ("consignment", "consignor_total__key", "consignee_total__key", "goods_sha256")
    return {
        pk: (consignor or "", consignee or "", goods)
        for batch in batches(sorted(ids))
        for pk, consignor, consignee, goods in TotalledConsignment.objects.filter(pk__in=batch).values_list(*columns)
    }


def _changed_totals(changes: Mapping[str, TotalChange]) -> dict[str, int]:
    """Write what some totals come to, but for those that are empty now; return the id of each by its key."""
    stored = {
        row.key: row
        for batch in batches(sorted(changes))
        for row in PartyTotal.objects.filter(key__in=batch).order_by("pk")
    }
    unreadable = set[int]()
    for key, row in stored.items():
        try:
            row.quantity = _text(changes[key].applied(measured(row.quantity)))
        except RecordUnreadable:  # somebody else wrote it: its party's totals are made anew
            unreadable.add(row.party_id)
        row.parcels += changes[key].parcels
    if unreadable:
        forget_totals(unreadable)
    left = [row for row in stored.values() if row.parcels > 0 and row.party_id not in unreadable]
    PartyTotal.objects.bulk_update(left, ["quantity", "parcels"], batch_size=BATCH)
    new = [
        PartyTotal(**change.place.columns(), quantity=_text(summed(change.coming)), parcels=len(change.coming))
        for key, change in sorted(changes.items())
        if key not in stored and change.place is not None
    ]
    made = PartyTotal.objects.bulk_create(new, batch_size=BATCH)
    return {row.key: row.pk for row in (*left, *made)}


def _write_counted(placements: Mapping[int, Placement], ids: Mapping[str, int]) -> None:
    missing = {place.key for placement in placements.values() for place in placement.places.values()} - ids.keys()
    known = {
        **ids,
        **{
            key: pk
            for batch in batches(sorted(missing))
            for key, pk in PartyTotal.objects.filter(key__in=batch).values_list("key", "pk")
        },
    }
    rows = [
        TotalledConsignment(
            consignment_id=pk,
            goods_sha256=placement.goods_sha256,
            **{f"{role}_total_id": known.get(place.key) for role, place in placement.places.items()},
        )
        for pk, placement in placements.items()
    ]
    TotalledConsignment.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["consignment"],
        update_fields=["consignor_total", "consignee_total", "goods_sha256"],
    )


def _drop_empty(keys: Collection[str]) -> None:
    """Delete those of some totals in which no consignment is counted any more."""
    counted = TotalledConsignment.objects.filter(Q(consignor_total=OuterRef("pk")) | Q(consignee_total=OuterRef("pk")))
    for batch in batches(sorted(keys)):
        rows = PartyTotal.objects.filter(~Exists(counted), key__in=batch)
        PartyTotal.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()


def _text(quantity: MeasuredQuantity) -> str:
    return encode_text(exact_record(quantity))
