"""What counts is looked at again wherever it may have changed: a word of people, another screening, goods let go.

Each function is called in the transaction that changes it, after its rows are written. What is too much for one
transaction is left due: its parties' sums are made of lines until `catch_up` has come to its end.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db.models import F, Q

from watchlist import audit
from watchlist.manifests import ManifestParty, Party
from watchlist.screenings.inserting import batches
from watchlist.screenings.models import Consignment, ScreenedLine, Screening
from watchlist.screenings.totals.models import PartyTally, TotalledConsignment
from watchlist.screenings.totals.moving import move
from watchlist.screenings.totals.placing import (
    COLUMNS,
    Placement,
    measured,
    placements_of,
    stored_consignments,
)
from watchlist.screenings.totals.tallies import counted_shipments

MOST_AT_ONCE: Final = 5_000
"""Consignments that one transaction places."""
BATCH: Final = 500


def recount_lines(lines: Collection[int]) -> None:
    """Place the goods of some screened lines (ids) anew, after a word was said on them; same goods elsewhere too."""
    numbers: set[int] = set()
    screenings: set[UUID] = set()
    for batch in batches(sorted(lines)):
        rows = ScreenedLine.objects.filter(pk__in=batch, line__consignments__screening=F("screening"))
        for screening, number in rows.values_list("screening", "line__number").distinct():
            screenings.add(screening)
            numbers.add(number)
    if screenings:
        _recount(screenings, numbers)


def recount_screenings(screenings: Collection[UUID]) -> None:
    """Place the goods of some screenings anew, those of their shipments and the same goods under other references."""
    if screenings:
        _recount(screenings, None)


def withdraw(consignments: Collection[int]) -> None:
    """Take consignments (ids) out of all totals before they are deleted."""
    audit.lock_chain()
    for batch in batches(sorted(consignments)):
        rows = Consignment.objects.filter(pk__in=batch, totalled__isnull=False).values_list("pk", "quantity")
        move({pk: Placement({}, measured(quantity)) for pk, quantity in rows})
        counted = TotalledConsignment.objects.filter(pk__in=batch)
        counted._raw_delete(counted.db)


def leave_due(screenings: Collection[UUID]) -> None:
    """Leave the parties of some screenings due to be recounted from their first consignment on."""
    named = ManifestParty.objects.filter(manifest__screenings__in=screenings).values("party")
    PartyTally.objects.filter(party__in=named).update(recount_from=0)


def catch_up(party: int, most: int = MOST_AT_ONCE) -> bool:
    """Place the goods of a party (id) that are due, `most` consignments at the most; say whether all of them are."""
    audit.lock_chain()
    tally, _is_new = PartyTally.objects.get_or_create(party_id=party, defaults={"recount_from": 0})
    if tally.recount_from is None:
        return True
    named = Consignment.objects.filter(Q(consignor=party) | Q(consignee=party), screening__made_at__isnull=False)
    rows = named.filter(pk__gte=tally.recount_from).order_by("pk").values_list(*COLUMNS)
    found = stored_consignments(list(rows[: most + 1]))
    move(placements_of(found[:most]))
    next_due = found[most].pk if len(found) > most else None
    PartyTally.objects.filter(party=party).update(recount_from=next_due)
    if next_due is None and tally.shipments is None:
        PartyTally.objects.filter(party=party).update(shipments=counted_shipments([party]).get(party, 0))
    return next_due is None


def due_parties(most: int) -> list[int]:
    """Return some parties (ids) whose goods are not all in totals."""
    rows = Party.objects.filter(first_seen__isnull=False).filter(
        Q(tally__isnull=True) | Q(tally__recount_from__isnull=False)
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def _recount(screenings: Collection[UUID], numbers: Collection[int] | None) -> None:
    audit.lock_chain()
    affected = _affected(screenings)
    rows = Consignment.objects.filter(screening__in=affected).order_by("pk")
    if numbers is not None and len(numbers) <= BATCH:
        rows = rows.filter(line__number__in=numbers)
    found = stored_consignments(list(rows.values_list(*COLUMNS)[: MOST_AT_ONCE + 1]))
    if len(found) > MOST_AT_ONCE:
        leave_due(affected)
    else:
        move(placements_of(found))


def _affected(screenings: Collection[UUID]) -> set[UUID]:
    """Return the screenings of the same shipments, and of those with the same goods as any of them."""
    manifests = Screening.objects.filter(pk__in=screenings).values_list("manifest__reference", "manifest__sha256")
    shipments = set(manifests.order_by())
    same = Q(manifest__reference__in={reference for reference, _ in shipments} - {""})
    same |= Q(manifest__reference="", manifest__sha256__in={sha256 for reference, sha256 in shipments if not reference})
    done = Screening.objects.filter(made_at__isnull=False).order_by()
    found = dict(done.filter(same).values_list("pk", "manifest__goods_sha256"))
    digests = {digest for digest in found.values() if digest}
    sharing = done.filter(manifest__goods_sha256__in=digests).exclude(manifest__is_another=True)
    return {*found, *sharing.values_list("pk", flat=True)}
