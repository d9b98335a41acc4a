"""What a party was sent of a substance last, and where one sent it ever, read from its totals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from watchlist.engine.decision import MeasuredQuantity, TotalsByDay
from watchlist.manifests import Party
from watchlist.screenings.inserting import batches
from watchlist.screenings.stored_answers import read_quantity
from watchlist.screenings.totals.listing import ListedParcels, ListedRow, RowTotal
from watchlist.screenings.totals.models import PartyTotal
from watchlist.screenings.totals.rows import row_total

CONSIGNOR, CONSIGNEE = "consignor", "consignee"


def complete_parties(parties: Collection[int]) -> set[int]:
    """Return those of some parties (ids) whose goods are all in totals."""
    rows = Party.objects.filter(tally__isnull=False, tally__recount_from__isnull=True).order_by()
    return {pk for batch in batches(sorted(parties)) for pk in rows.filter(pk__in=batch).values_list("pk", flat=True)}


def last_amounts(pairs: Iterable[tuple[int, str]], most: int) -> dict[tuple[int, str], Sequence[Decimal]]:
    """Return the kilograms at most of the latest parcels that count, of parties (ids) and substances.

    The latest are those of the last days of movement, of one day those stored last.
    """
    wanted = list(dict.fromkeys(pairs))
    totals = [_latest_totals(party, substance, most) for party, substance in wanted]
    listed = ListedParcels(most).rows_of(totals)
    return {pair: list(_amounts(rows)) for pair, rows in zip(wanted, listed, strict=True)}


def _amounts(rows: Iterable[tuple[ListedRow, RowTotal]]) -> Iterator[Decimal]:
    for row, _total in rows:
        _low, high = read_quantity(row.quantity).shipped_kg
        if high is not None and (amount := Decimal(high)):
            yield amount


def went_to(party: int, substance: str, destination: str) -> bool:
    """Say whether goods of a substance that count were sent by a party (its id) to a country."""
    # As `movement_text` writes it: every movement to a country names it so.
    rows = PartyTotal.objects.filter(party=party, role=CONSIGNOR, substance_key=substance, left_out="")
    return rows.filter(movement__contains=f'"destination":"{destination}"').exists()


def _latest_totals(party: int, substance: str, most: int) -> TotalsByDay:
    """Return the totals of the last days, of which the sums are not read."""
    rows = PartyTotal.objects.filter(party=party, role=CONSIGNEE, substance_key=substance, left_out="")
    days: dict[object, list[RowTotal]] = {}
    for row in rows.order_by("-last_day", "-pk")[:most]:
        days.setdefault(row.last_day, []).append(row_total(row, "", MeasuredQuantity()))
    return list(days.values())
