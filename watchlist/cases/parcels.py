"""How much each line of open cases holds, and what the same parties were sent of the same earlier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet

from watchlist.engine.answer import Bounds
from watchlist.engine.vocabulary import LimitUnit
from watchlist.screenings.models import Consignment
from watchlist.screenings.stored_answers import read_destination, read_quantity

BATCH: Final = 800
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


def of_lines(lines: Iterable[int]) -> Mapping[int, StoredParcel]:
    """Return one parcel for each line of manifests that has any: the shipped amount is that of the whole line."""
    wanted, found = list(lines), dict[int, StoredParcel]()
    for at in range(0, len(wanted), BATCH):
        for parcel in _read(Consignment.objects.filter(line__in=wanted[at : at + BATCH])):
            found.setdefault(parcel.line, parcel)
    return found


def earlier_parcels_of(pairs: Iterable[tuple[int, str]]) -> Mapping[tuple[int | None, str], list[StoredParcel]]:
    """Return what parties were sent of substances, by pairs of both: the last stored, in the order of storing."""
    wanted, sent = Q(pk__in=[]), dict[tuple[int | None, str], list[StoredParcel]]()
    for consignee, substance in sorted(set(pairs)):
        wanted |= Q(consignee=consignee, substance_key=substance)
    last = list(_read(Consignment.objects.filter(wanted).order_by("-pk")[:MOST_EARLIER]))
    for parcel in reversed(last):
        sent.setdefault((parcel.consignee, parcel.substance), []).append(parcel)
    return sent


def _read(rows: QuerySet[Consignment]) -> Iterator[StoredParcel]:
    for pk, line, substance, consignee, quantity, movement, case in rows.values_list(*COLUMNS):
        amounts = read_quantity(quantity)
        kg, litres = _most(amounts.shipped_kg), _most(amounts.litres)
        yield StoredParcel(pk, line, case, consignee, substance, read_destination(movement), kg, litres)


def _most(bounds: Bounds) -> Decimal | None:
    _, most = bounds
    return None if most is None else Decimal(most)
