"""What no screening counted is counted bit by bit: goods stored by the version before, and those of long files."""

from __future__ import annotations

from django.db import transaction

from watchlist.screenings.totals.recounting import MOST_AT_ONCE, catch_up, due_parties

MOST_PARTIES = 200
"""Parties of one sweep: the next goes on."""


def catch_up_due(most: int = MOST_PARTIES) -> int:
    """Count the goods of some parties that are due, each in a transaction; return how many are complete now."""
    return sum(_catch_up(party) for party in due_parties(most))


@transaction.atomic
def _catch_up(party: int) -> bool:
    return catch_up(party, MOST_AT_ONCE)
