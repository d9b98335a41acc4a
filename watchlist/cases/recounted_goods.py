"""What a case says of the movement of its shipment changes what sums count."""

from __future__ import annotations

from watchlist.cases.models import Case
from watchlist.screenings.totals import recount_screenings


def recount_goods(case: Case) -> None:
    """Count the goods of a case anew, after it was closed by a word or opened again: in the transaction of that."""
    recount_screenings(set(case.screenings.values_list("screening", flat=True)))
