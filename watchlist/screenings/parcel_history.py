"""What stored lines hold at most, and whether a quantity is far from what a party was sent before.

One place for it: equal lines are assessed by it on the desk, and each line when it is stored. A history is made of what
counts (`counted_goods`), of each shipment by its last screening.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any, Final

from django.db.models import Q, QuerySet

from watchlist.engine.answer import Bounds
from watchlist.engine.vocabulary import LimitUnit
from watchlist.screenings.counting import StoredGoods, counted_goods
from watchlist.screenings.inserting import batches
from watchlist.screenings.latest import latest_screenings
from watchlist.screenings.models import Consignment
from watchlist.screenings.stored_answers import read_destination, read_quantity

MOST_EARLIER: Final = 2_000
LITRES_A_GALLON: Final = Decimal("3.785411784")
COLUMNS: Final = (
    "pk",
    "line_id",
    "substance_key",
    "consignee_id",
    "quantity",
    "movement",
    "screening__case_screening__case_id",
    "screening_id",
    "certainty",
    "screening__manifest__reference",
    "screening__manifest__sha256",
)
SCREENING: Final = COLUMNS.index("screening_id")
MANY: Final = 5
"""Earlier consignments from which on a party has a history."""
FAR: Final = 3
"""Times the median of a history: a quantity above is far from it."""
FAR_FROM_FEW: Final = 10
"""Times the median of fewer: a quantity above, or below its tenth, is far from them."""
LATEST: Final = 50
"""Earlier consignments that a quantity is compared with: the last ones."""


def is_far(quantity: Decimal, earlier: Sequence[Decimal]) -> bool:
    """Say whether a quantity is far from earlier ones: above 3 medians of five or more; of fewer, ten times off."""
    middle = median(earlier)
    if len(earlier) >= MANY:
        return quantity > FAR * middle
    return quantity > FAR_FROM_FEW * middle or quantity * FAR_FROM_FEW < middle


@dataclass(frozen=True, slots=True)
class StoredParcel:
    """What one stored line holds, at most; None where it could not be measured. `counts`: whether it is in sums."""

    pk: int
    line: int
    case: int | None
    consignee: int | None
    substance: str
    destination: str
    kg: Decimal | None
    litres: Decimal | None
    counts: bool = True

    def amount(self, unit: LimitUnit) -> Decimal | None:
        """Return it in the unit of a limit, at most; None where it is not known."""
        if unit == LimitUnit.KILOGRAM:
            return self.kg
        return self.litres if unit == LimitUnit.LITRE or self.litres is None else self.litres / LITRES_A_GALLON


PartyGoods = tuple[int, str]
"""The id of a consignee, and the key of a substance."""
EarlierParcels = Mapping[tuple[int | None, str], Sequence[StoredParcel]]
StoredRow = tuple[Any, ...]
"""The columns (`COLUMNS`) of one consignment."""


def earlier_parcels_of(pairs: Iterable[PartyGoods], among: QuerySet[Consignment] | None = None) -> EarlierParcels:
    """Return what parties were sent of substances, by pairs of both: the last stored that count, in order of storing.

    `among`: the rows that are looked at; None: all of them.
    """
    return _by_party(_counted(_earlier_rows(pairs, among)))


def parcels_with_history(
    lines: Iterable[int], pairs: Iterable[PartyGoods]
) -> tuple[Mapping[int, StoredParcel], EarlierParcels]:
    """Return one parcel for each line of manifests that has any, and `earlier_parcels_of` pairs: in as few queries.

    The shipped amount is that of the whole line. Of a line with several substances it is one that counts, where any
    does.
    """
    own, earlier = _rows_of_lines(lines), _earlier_rows(pairs)
    parcels = {parcel.pk: parcel for parcel in _counted({row[0]: row for row in (*own, *earlier)}.values())}
    return _by_line(parcels[pk] for pk, *_rest in own), _by_party(parcels[pk] for pk, *_rest in earlier)


def has_counting(rows: QuerySet[Consignment]) -> bool:
    """Say whether any of some consignments counts, of the first some thousand."""
    return any(parcel.counts for parcel in _counted(_last_rows(rows[:MOST_EARLIER])))


def _by_line(parcels: Iterable[StoredParcel]) -> dict[int, StoredParcel]:
    found = dict[int, StoredParcel]()
    for parcel in parcels:
        if parcel.line not in found or (parcel.counts and not found[parcel.line].counts):
            found[parcel.line] = parcel
    return found


def _by_party(parcels: Iterable[StoredParcel]) -> EarlierParcels:
    sent: dict[tuple[int | None, str], list[StoredParcel]] = {}
    for parcel in parcels:
        if parcel.counts:
            sent.setdefault((parcel.consignee, parcel.substance), []).append(parcel)
    return sent


def _rows_of_lines(lines: Iterable[int]) -> list[StoredRow]:
    return [
        row
        for batch in batches(list(lines))
        for row in Consignment.objects.filter(line__in=batch).values_list(*COLUMNS)
    ]


def _earlier_rows(pairs: Iterable[PartyGoods], among: QuerySet[Consignment] | None = None) -> list[StoredRow]:
    """Return the last stored rows of parties and substances, in order of storing."""
    rows, wanted = Consignment.objects.all() if among is None else among, Q(pk__in=[])
    for consignee, substance in sorted(set(pairs)):
        wanted |= Q(consignee=consignee, substance_key=substance)
    return _last_rows(rows.filter(wanted).order_by("-pk")[:MOST_EARLIER])[::-1]


def _last_rows(rows: QuerySet[Consignment]) -> list[StoredRow]:
    """Return the rows of those consignments whose screening is the last of its shipment."""
    stored = list(rows.values_list(*COLUMNS))
    latest = set(latest_screenings({(reference, sha256) for *_rest, reference, sha256 in stored}).values())
    return [row for row in stored if row[SCREENING] in latest]


def _counted(stored: Collection[StoredRow]) -> Iterator[StoredParcel]:
    """Yield the parcels of rows, each with whether it counts."""
    counted = counted_goods(
        StoredGoods(pk, screening, line, substance, certainty)
        for pk, line, substance, _consignee, _quantity, _movement, _case, screening, certainty, *_rest in stored
    )
    for pk, line, substance, consignee, quantity, movement, case, *_rest in stored:
        amounts = read_quantity(quantity)
        kg, litres = at_most(amounts.shipped_kg), at_most(amounts.litres)
        destination, counts = read_destination(movement), counted[pk].counts
        yield StoredParcel(pk, line, case, consignee, substance, destination, kg, litres, counts)


def at_most(bounds: Bounds) -> Decimal | None:
    """Return the upper bound of an amount; None where it has none."""
    _, most = bounds
    return None if most is None else Decimal(most)
