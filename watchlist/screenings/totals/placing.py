"""In which totals a consignment is counted, as people left it now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from watchlist.engine.decision import MeasuredQuantity, kind_of, shipment_key
from watchlist.screenings.counting import CountedGoods, StoredGoods, counted_goods
from watchlist.screenings.latest import latest_screenings
from watchlist.screenings.line_totals import sides_of
from watchlist.screenings.party_totals import movement_of
from watchlist.screenings.stored_answers import read_quantity

COLUMNS: Final = (
    "pk",
    "screening_id",
    "line_id",
    "substance_key",
    "certainty",
    "consignor_id",
    "consignee_id",
    "first_day",
    "last_day",
    "movement",
    "quantity",
    "screening__manifest__reference",
    "screening__manifest__sha256",
    "screening__manifest__goods_sha256",
    "screening__manifest__is_another",
)


class StoredConsignment(NamedTuple):
    """A consignment by its `COLUMNS`."""

    pk: int
    screening: UUID
    line: int
    substance: str
    certainty: str
    consignor: int | None
    consignee: int | None
    first_day: date
    last_day: date
    movement: str
    quantity: str
    reference: str
    sha256: str
    goods_sha256: str | None
    is_another: bool | None

    @property
    def goods(self) -> StoredGoods:
        """Return the columns by which is asked whether it counts."""
        return StoredGoods(self.pk, self.screening, self.line, self.substance, self.certainty)

    @property
    def shipment(self) -> str:
        """Return the key of its shipment."""
        return shipment_key(self.reference, self.sha256)


@dataclass(frozen=True, slots=True)
class TotalPlace:
    """What the parcels of one total have in common: the total's columns, and the kind of their quantities."""

    party: int
    role: str
    is_alone: bool
    substance_key: str
    movement: str
    first_day: date
    last_day: date
    certainty: str
    left_out: str
    why: str
    kind: str

    @property
    def key(self) -> str:
        """Return the key of the total."""
        parts = [getattr(self, name) for name in self.__slots__]
        return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:32]

    def columns(self) -> dict[str, Any]:
        """Return the columns of the total's row, but for the sum."""
        own = {name: getattr(self, name) for name in self.__slots__ if name not in ("party", "why", "kind")}
        return {**own, "party_id": self.party, "key": self.key}


@dataclass(frozen=True, slots=True)
class Placement:
    """The totals in which one consignment is counted, by the side of its party; and the hash of goods counted once."""

    places: Mapping[str, TotalPlace]
    quantity: MeasuredQuantity
    goods_sha256: str | None = None


def placements_of(rows: Collection[StoredConsignment]) -> dict[int, Placement]:
    """Return by its id where each of some consignments is counted now: nowhere, unless its screening is the last."""
    latest = latest_screenings({(row.reference, row.sha256) for row in rows})
    last = [row for row in rows if latest.get(row.shipment) == row.screening]
    counted = counted_goods(row.goods for row in last)
    return {row.pk: placement_of(row, counted.get(row.pk)) for row in rows}


def placement_of(row: StoredConsignment, counted: CountedGoods | None) -> Placement:
    """Return where a consignment is counted that counts so; None: its shipment was screened again, or is let go."""
    quantity = measured(row.quantity)
    # Its own days: a consignment is filed under the day asked of, where there was one.
    first, last = movement_of(row.movement).span(row.first_day)
    if counted is None:
        return Placement({}, quantity)
    parties = {"consignor": row.consignor, "consignee": row.consignee}
    places = {
        role: TotalPlace(
            party=parties[role] or 0,
            role=role,
            is_alone=is_alone,
            substance_key=row.substance,
            movement=row.movement,
            first_day=first,
            last_day=last,
            certainty=counted.certainty,
            left_out=counted.left_out.value if counted.left_out else "",
            why=quantity.why,
            kind=kind_of(quantity),
        )
        for role, _party, is_alone in sides_of(str(row.consignor or ""), str(row.consignee or ""))
    }
    return Placement(places, quantity, row.goods_sha256 if counted.counts and not row.is_another else None)


@lru_cache(maxsize=20_000)
def measured(quantity: str) -> MeasuredQuantity:
    """Return the quantity of a consignment or of a total, as it is stored."""
    return MeasuredQuantity.of_record(read_quantity(quantity))


def stored_consignments(rows: Sequence[tuple[Any, ...]]) -> list[StoredConsignment]:
    """Return consignments of their `COLUMNS`."""
    return [StoredConsignment(*row) for row in rows]
