"""What is stored of parties, read from running totals: the same as from their lines, however many those are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from watchlist.engine.answer_codec import RecordUnreadable
from watchlist.engine.decision import (
    MOST_LISTED,
    EarlierParcel,
    EarlierTotal,
    KnownParties,
    MeasuredQuantity,
    TotalsByDay,
    summed,
    without,
)
from watchlist.engine.vocabulary import LeftOut
from watchlist.manifests import ManifestParty, Party
from watchlist.screenings.inserting import batches
from watchlist.screenings.models import Screening
from watchlist.screenings.party_totals import StoredShipments
from watchlist.screenings.totals.known import parties_known_now
from watchlist.screenings.totals.listing import ListedParcels, RowTotal
from watchlist.screenings.totals.models import PartyTotal, TotalledConsignment
from watchlist.screenings.totals.placing import measured
from watchlist.screenings.totals.rows import row_total

BY_REFERENCE: Final = "reference "


class CountedConsignment(NamedTuple):
    """A consignment that is not counted beside the shipment asked about, and the totals in which it is."""

    pk: int
    consignor_total: int | None
    consignee_total: int | None
    quantity: MeasuredQuantity


@dataclass
class RunningTotals:
    """The shipments stored by now, beside the one that is screened (`of_lines.without`), from rows of totals.

    Where the goods of a party are not all in totals yet, everything is read from lines, `of_lines`.
    """

    of_lines: StoredShipments
    is_complete: bool = True

    @cached_property
    def own(self) -> UUID | None:
        """The last screening of the shipment that is screened; None where it is the first."""
        rows = Screening.objects.done().filter(_shipment(self.of_lines.without)).order_by("-made_at", "-pk")
        found: UUID | None = rows.values_list("pk", flat=True).first()
        return found

    def parties(self) -> KnownParties:
        """Return every party that is known now."""
        return parties_known_now()

    def shipments(self, keys: Collection[str]) -> dict[str, int]:
        """Return how many shipments named each of some parties."""
        found: dict[str, int] = {}
        for batch in batches(sorted(keys)):
            rows = Party.objects.filter(key__in=batch).order_by()
            for key, number, past in rows.values_list("key", "tally__shipments", "past__shipments"):
                if number is None:
                    return self.of_lines.shipments(keys)
                found[key] = number + (past or 0)
        for key in self._named_before(found):
            found[key] -= 1
        return {key: number for key, number in found.items() if number}

    def totals(self, keys: Collection[str], substances: Collection[str], first: date, last: date) -> list[EarlierTotal]:
        """Return what parties were sent or sent of some substances, on movements that touch the days asked."""
        if not substances:
            return []
        parties = self._complete_parties(keys)
        self.is_complete = parties is not None
        if parties is not None:
            try:
                return list(self._totals(parties, sorted(substances), first, last))
            except RecordUnreadable:  # somebody else wrote a row
                self.is_complete = False
        return self.of_lines.totals(keys, substances, first, last)

    def latest(self, wanted: Sequence[TotalsByDay]) -> list[list[EarlierParcel]]:
        """Return the parcels that are listed of each of some groups of its totals."""
        return ListedParcels(MOST_LISTED).of(wanted) if self.is_complete else self.of_lines.latest(wanted)

    def _named_before(self, keys: Collection[str]) -> set[str]:
        """Return those of some parties that the shipment asked about named when it was screened before."""
        if self.own is None:
            return set()
        named = ManifestParty.objects.filter(
            _shipment(self.of_lines.without),
            manifest__screenings__made_at__isnull=False,
            manifest__screenings__let_go_at__isnull=True,
        )
        return set(named.order_by().values_list("party__key", flat=True)).intersection(keys)

    def _complete_parties(self, keys: Collection[str]) -> dict[int, str] | None:
        """Return the parties of some keys by their ids; None where the goods of one are not all in totals."""
        found: dict[int, str] = {}
        for batch in batches(sorted(keys)):
            rows = Party.objects.filter(key__in=batch, first_seen__isnull=False).order_by()
            for pk, key, tally, due in rows.values_list("pk", "key", "tally", "tally__recount_from"):
                if tally is None or due is not None:
                    return None
                found[pk] = key
        return found

    def _totals(
        self, parties: Mapping[int, str], substances: Sequence[str], first: date, last: date
    ) -> Iterator[EarlierTotal]:
        own, same = self._own(substances), self._same_goods(substances)
        taken, repeated = _by_total([*own, *same]), _by_total(same)
        for batch in batches(sorted(parties)):
            rows = PartyTotal.objects.filter(
                party__in=batch, substance_key__in=substances, first_day__lte=last, last_day__gte=first
            )
            for row in rows.order_by("pk"):
                total = row_total(row, parties[row.party_id], measured(row.quantity))
                yield from _reduced(total, taken.get(row.pk, ()))
                if row.pk in repeated:
                    quantities = [consignment.quantity for consignment in repeated[row.pk]]
                    yield replace(
                        total, quantity=summed(quantities), parcels=len(quantities), left_out=LeftOut.REPEATED
                    )

    def _own(self, substances: Sequence[str]) -> list[CountedConsignment]:
        """Return what the shipment asked about has in totals: it was screened before."""
        if self.own is None:
            return []
        return _counted(TotalledConsignment.objects.filter(consignment__screening=self.own), substances)

    def _same_goods(self, substances: Sequence[str]) -> list[CountedConsignment]:
        """Return the very same goods under other references, which count while this shipment does not."""
        if not self.of_lines.goods:
            return []
        rows = TotalledConsignment.objects.filter(goods_sha256=self.of_lines.goods)
        return _counted(rows.exclude(consignment__screening=self.own) if self.own else rows, substances)


def _shipment(key: str) -> Q:
    """Return the condition that what is linked to a manifest is of a shipment, by its key."""
    kind, _blank, name = key.partition(" ")
    if f"{kind} " == BY_REFERENCE:
        return Q(manifest__reference=name)
    return Q(manifest__reference="", manifest__sha256=name)


def _counted(rows: QuerySet[TotalledConsignment], substances: Sequence[str]) -> list[CountedConsignment]:
    found = rows.filter(consignment__substance_key__in=substances).order_by()
    columns = ("pk", "consignor_total", "consignee_total", "consignment__quantity")
    return [
        CountedConsignment(pk, consignor, consignee, measured(text))
        for pk, consignor, consignee, text in found.values_list(*columns)
    ]


def _by_total(consignments: Collection[CountedConsignment]) -> dict[int, list[CountedConsignment]]:
    found: dict[int, list[CountedConsignment]] = {}
    for consignment in consignments:
        for total in (consignment.consignor_total, consignment.consignee_total):
            if total is not None:
                found.setdefault(total, []).append(consignment)
    return found


def _reduced(total: RowTotal, taken: Sequence[CountedConsignment]) -> Iterator[RowTotal]:
    """Yield a total without some of its consignments; none where nothing is left."""
    if not taken:
        yield total
    elif total.parcels > len(taken):
        left = without(total.quantity, summed(consignment.quantity for consignment in taken))
        excluded = frozenset(consignment.pk for consignment in taken)
        yield replace(total, quantity=left, parcels=total.parcels - len(taken), excluded=excluded)
