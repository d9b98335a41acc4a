"""What an answer rests on besides the law and the question: an immutable value, which a caller may leave empty."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from watchlist.engine.decision.documents import Register
from watchlist.engine.decision.movement import DeclaredMovement
from watchlist.engine.decision.notices import Horizon
from watchlist.engine.decision.route_checks import NO_CHECKS, RouteChecks
from watchlist.engine.decision.rulings import NOTHING, Rulings
from watchlist.engine.decision.spans import MeasuredQuantity
from watchlist.engine.reading import PartyKeys
from watchlist.engine.vocabulary import LeftOut

MOST_LISTED: Final = 20
"""Parcels of stored shipments that one finding lists, the latest; the rest are counted: an answer stays small."""


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """One substance on one line of a stored shipment; its parties by key and by name as first written.

    `left_out`: why it adds to no total, by what people decided since; None where it counts.
    """

    reference: str
    screening: UUID
    line: int
    substance: str
    consignor: tuple[str, str]
    consignee: tuple[str, str]
    certainty: str
    movement: DeclaredMovement
    quantity: MeasuredQuantity
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EarlierTotal:
    """What one party has of a substance in stored shipments, on one side of movements that are the same: a sum.

    Its `parcels` are alike to every law: `quantity` is the sum of theirs, of which the same bounds are nothing or open.
    `role`: the side of the movements on which the party is; `is_alone`: no party is named on the other.
    """

    party: str
    role: str
    is_alone: bool
    substance: str
    certainty: str
    movement: DeclaredMovement
    quantity: MeasuredQuantity
    parcels: int
    left_out: LeftOut | None = None


TotalsByDay = Sequence[Sequence[EarlierTotal]]
"""Totals that count under one limit, those of a day together, the latest day first."""


class EarlierParcel(NamedTuple):
    """One of the parcels of a total: a line of a stored shipment, by the reference of that."""

    total: EarlierTotal
    reference: str
    screening: UUID
    line: int
    quantity: MeasuredQuantity


class KnownParties(NamedTuple):
    """The stored parties: the name of each by its key, as first written; their keys, prepared to be compared."""

    names: Mapping[str, str]
    keys: tuple[PartyKeys, ...]


class EarlierShipments(Protocol):
    """The shipments of parties that were screened before, without the one that is being screened."""

    def parties(self) -> KnownParties:
        """Return every stored party."""

    def shipments(self, keys: Collection[str]) -> dict[str, int]:
        """Return the number of shipments that named each of some parties."""

    def totals(self, keys: Collection[str], substances: Collection[str], first: date, last: date) -> list[EarlierTotal]:
        """Return what parties sent or were sent of some substances, on movements that touch the days between two."""

    def latest(self, wanted: Sequence[TotalsByDay]) -> list[list[EarlierParcel]]:
        """Return the parcels that are listed of each of some groups: of the latest days, and of one the last stored."""


class NoShipments:
    """No earlier shipments: of an engine without a store."""

    def parties(self) -> KnownParties:
        """Return none."""
        return KnownParties({}, ())

    def shipments(self, keys: Collection[str]) -> dict[str, int]:
        """Return none."""
        return {}

    def totals(self, keys: Collection[str], substances: Collection[str], first: date, last: date) -> list[EarlierTotal]:
        """Return none."""
        return []

    def latest(self, wanted: Sequence[TotalsByDay]) -> list[list[EarlierParcel]]:
        """Return none."""
        return [[] for _ in wanted]


def shipment_key(reference: str, sha256: str) -> str:
    """Return the key of a shipment, the same however often it is sent: its reference, else the hash of its file."""
    return f"reference {reference.strip()}" if reference.strip() else f"sha256 {sha256}"


@dataclass(frozen=True, slots=True)
class Context:
    """Documents on file, rulings, notices (None: not asked for), earlier shipments, and what was checked of routes.

    Without documents no condition says what is on file: so two laws are compared by themselves.
    """

    register: Register = field(default_factory=Register)
    rulings: Rulings = NOTHING
    notices: Horizon | None = None
    earlier: EarlierShipments = field(default_factory=NoShipments)
    route_checks: RouteChecks = field(default_factory=lambda: NO_CHECKS)
