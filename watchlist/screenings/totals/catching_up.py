"""What no screening counted is counted bit by bit: goods stored by the version before, and those of long files."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import transaction

from watchlist.manifests import Party
from watchlist.screenings.inserting import batches
from watchlist.screenings.totals.moving import forget_totals
from watchlist.screenings.totals.recounting import MOST_AT_ONCE, catch_up, due_parties
from watchlist.screenings.totals.tallies import forget_shipments

MOST_PARTIES: Final = 200
"""Parties of one sweep: the next goes on."""
BATCH: Final = 100


def catch_up_due(most: int = MOST_PARTIES) -> int:
    """Count the goods of some parties that are due, each in a transaction; return how many are complete now."""
    return sum(_catch_up(party) for party in due_parties(most))


def recount_all(party: int | None = None) -> int:
    """Make the totals of all parties anew, or of one (its id), and return of how many."""
    rows = Party.objects.filter(first_seen__isnull=False)
    chosen = list((rows.filter(pk=party) if party else rows).order_by("pk").values_list("pk", flat=True))
    for batch in batches(chosen, BATCH):
        _forget(batch)
        for each in batch:
            while not _catch_up(each):
                pass
    return len(chosen)


@transaction.atomic
def _catch_up(party: int) -> bool:
    return catch_up(party, MOST_AT_ONCE)


@transaction.atomic
def _forget(parties: Collection[int]) -> None:
    forget_totals(parties)
    forget_shipments(parties)
