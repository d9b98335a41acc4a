"""A screening that is done is counted: its goods in the totals of their parties, its shipment among theirs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Q, QuerySet

from watchlist.screenings.counting import CountedGoods
from watchlist.screenings.models import Consignment, Screening
from watchlist.screenings.totals.models import PartyTally
from watchlist.screenings.totals.moving import move
from watchlist.screenings.totals.placing import COLUMNS, placement_of, stored_consignments
from watchlist.screenings.totals.recounting import MOST_AT_ONCE, catch_up, leave_due, recount_screenings
from watchlist.screenings.totals.tallies import count_shipment, same_shipment

MOST_CAUGHT_UP: Final = 5
"""Parties that are caught up with in the transaction of a screening; the others wait for the next sweep."""
CAUGHT_UP_WITH: Final = 1_000
"""Consignments of one of them."""


def count_screening(screening: Screening, parties: Collection[int], new: Collection[int]) -> None:
    """Count a screening that was just done, which names some parties (ids); `new`: those that no other names.

    In its transaction, which holds the lock of the trail.
    """
    is_known = _same(screening).exists()
    count_shipment(screening.manifest, parties, new, is_known=is_known)
    rows = Consignment.objects.filter(screening=screening).order_by("pk").values_list(*COLUMNS)
    found = stored_consignments(list(rows[: MOST_AT_ONCE + 1]))
    if len(found) > MOST_AT_ONCE:
        leave_due([screening.pk])
        return
    if is_known:
        recount_screenings([screening.pk])
    else:  # nobody can have said a word of it yet
        move({row.pk: placement_of(row, CountedGoods(row.certainty)) for row in found})
    if len(new) < len(parties):
        _catch_up(parties)


def _same(screening: Screening) -> QuerySet[Any]:
    """Return the other screenings of the same shipment, and of others with the same goods."""
    manifest = screening.manifest
    same = same_shipment(manifest)
    if manifest.goods_sha256 and not manifest.is_another:
        same |= Q(manifest__goods_sha256=manifest.goods_sha256)
    return Screening.objects.filter(same, made_at__isnull=False).exclude(pk=screening.pk)


def _catch_up(parties: Collection[int]) -> None:
    due = PartyTally.objects.filter(recount_from__isnull=False, party__in=sorted(parties)[:MOST_AT_ONCE])
    for party in list(due.order_by("party").values_list("party", flat=True)[:MOST_CAUGHT_UP]):
        catch_up(party, CAUGHT_UP_WITH)
