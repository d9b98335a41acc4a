"""What stored lines hold at most, and whether a quantity is far from what a party was sent before.

One place for it: equal lines are assessed by it on the desk, and each line when it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from django.db.models import Q, QuerySet

from watchlist.engine.answer import Bounds
from watchlist.engine.vocabulary import LimitUnit
from watchlist.screenings.inserting import batches
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
)
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
    """What one stored line holds, at most; None where it could not be measured."""

    pk: int
    line: int
    case: int | None
    consignee: int | None
    substance: str
    destination: str
    kg: Decimal | None
    litres: Decimal | None

    def amount(self, unit: LimitUnit) -> Decimal | None:
        """Return it in the unit of a limit, at most; None where it is not known."""
        if unit == LimitUnit.KILOGRAM:
            return self.kg
        return self.litres if unit == LimitUnit.LITRE or self.litres is None else self.litres / LITRES_A_GALLON


def parcels_of_lines(lines: Iterable[int]) -> Mapping[int, StoredParcel]:
    """Return one parcel for each line of manifests that has any: the shipped amount is that of the whole line."""
    found = dict[int, StoredParcel]()
    for batch in batches(list(lines)):
        for parcel in _read(Consignment.objects.filter(line__in=batch)):
            found.setdefault(parcel.line, parcel)
    return found


def earlier_parcels_of(
    pairs: Iterable[tuple[int, str]], among: QuerySet[Consignment] | None = None
) -> Mapping[tuple[int | None, str], list[StoredParcel]]:
    """Return what parties were sent of substances, by pairs of both: the last stored, in the order of storing.

    `among`: the rows that are looked at; None: all of them.
    """
    rows = Consignment.objects.all() if among is None else among
    wanted, sent = Q(pk__in=[]), dict[tuple[int | None, str], list[StoredParcel]]()
    for consignee, substance in sorted(set(pairs)):
        wanted |= Q(consignee=consignee, substance_key=substance)
    last = list(_read(rows.filter(wanted).order_by("-pk")[:MOST_EARLIER]))
    for parcel in reversed(last):
        sent.setdefault((parcel.consignee, parcel.substance), []).append(parcel)
    return sent


def _read(rows: QuerySet[Consignment]) -> Iterator[StoredParcel]:
    for pk, line, substance, consignee, quantity, movement, case in rows.values_list(*COLUMNS):
        amounts = read_quantity(quantity)
        kg, litres = at_most(amounts.shipped_kg), at_most(amounts.litres)
        yield StoredParcel(pk, line, case, consignee, substance, read_destination(movement), kg, litres)


def at_most(bounds: Bounds) -> Decimal | None:
    """Return the upper bound of an amount; None where it has none."""
    _, most = bounds
    return None if most is None else Decimal(most)
