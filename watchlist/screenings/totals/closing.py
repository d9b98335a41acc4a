"""A screening that is done is counted: its goods in the totals of their parties, its shipment among theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from watchlist.engine.vocabulary import Certainty, LeftOut
from watchlist.manifests import ManifestLine
from watchlist.screenings.counting import CountedGoods
from watchlist.screenings.models import Consignment, Screening
from watchlist.screenings.totals.models import PartyTally, TotalledConsignment
from watchlist.screenings.totals.moving import move
from watchlist.screenings.totals.placing import COLUMNS, StoredConsignment, placement_of, stored_consignments
from watchlist.screenings.totals.recounting import MOST_AT_ONCE, catch_up, leave_due, recount_screenings
from watchlist.screenings.totals.tallies import count_shipment, same_shipment

MOST_CAUGHT_UP: Final = 5
"""Parties that are caught up with in the transaction of a screening; the others wait for the next sweep."""
CAUGHT_UP_WITH: Final = 1_000
"""Consignments of one of them."""

Goods = tuple[str, int]
"""The key of a substance, and the number of the line on which it is: the same of the same goods elsewhere."""


def count_screening(screening: Screening, parties: Collection[int], new: Collection[int]) -> None:
    """Count a screening that was just done, which names some parties (ids); `new`: those that no other names.

    In its transaction, which holds the lock of the trail.
    """
    manifest = screening.manifest
    known = Screening.objects.filter(same_shipment(manifest), made_at__isnull=False).exclude(pk=screening.pk)
    is_known = known.exists()
    count_shipment(manifest, parties, new, is_known=is_known)
    rows = Consignment.objects.filter(screening=screening).order_by("pk").values_list(*COLUMNS)
    found = stored_consignments(list(rows[: MOST_AT_ONCE + 1]))
    if len(found) > MOST_AT_ONCE:
        leave_due([screening.pk])
        return
    due = _due(parties) if len(new) < len(parties) else []
    if is_known or due:
        recount_screenings([screening.pk])
    else:
        _count_first(found)
    for party in due:
        catch_up(party, CAUGHT_UP_WITH)


def _due(parties: Collection[int]) -> list[int]:
    due = PartyTally.objects.filter(recount_from__isnull=False, party__in=sorted(parties)[:MOST_AT_ONCE])
    return list(due.order_by("party").values_list("party", flat=True)[:MOST_CAUGHT_UP])


def _count_first(rows: Sequence[StoredConsignment]) -> None:
    """Count the goods of a shipment that was never screened before: nobody can have said a word of them yet.

    Of the very same goods under other references it takes the place of those that count, unless it is a guess where
    they are none (`counting`): however many they are, one of them counts.
    """
    counted = {row.pk: (row, CountedGoods(row.certainty)) for row in rows}
    numbers = _numbers(rows) if (same := list(_counting_same(rows))) else {}
    places = {(row.substance, numbers[row.line]): row for row in rows if row.line in numbers}
    for goods, other, certainty in same:
        if (row := places.get(goods)) is None:
            continue
        is_less_sure = row.certainty == Certainty.GUESS and certainty != Certainty.GUESS
        last, certainty_of_last = (row, row.certainty) if is_less_sure else (other, certainty)
        counted[last.pk] = last, CountedGoods(certainty_of_last, left_out=LeftOut.REPEATED)
    move({pk: placement_of(row, how) for pk, (row, how) in counted.items()})


def _numbers(rows: Sequence[StoredConsignment]) -> dict[int, int]:
    return dict(ManifestLine.objects.filter(pk__in=[row.line for row in rows]).values_list("pk", "number"))


def _counting_same(rows: Sequence[StoredConsignment]) -> Iterator[tuple[Goods, StoredConsignment, str]]:
    """Yield what counts of the same goods under other references, with how sure it is what they are."""
    digests = {row.goods_sha256 for row in rows if row.goods_sha256 and not row.is_another}
    if not digests:
        return
    columns = [f"consignment__{name}" for name in COLUMNS]
    totals = ("consignor_total__certainty", "consignee_total__certainty")
    counting = TotalledConsignment.objects.filter(goods_sha256__in=digests).order_by("consignment")
    for number, sender, receiver, *row in counting.values_list("consignment__line__number", *totals, *columns):
        other = StoredConsignment(*row)
        yield (other.substance, number), other, sender or receiver or other.certainty
