"""What stored shipments add to the totals of parties, and which parties are known: read in few queries, never by line.

A shipment is known by its reference, and without one by the hash of its file. What was stored of it last counts, once,
from the instant at which its screening was done.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Concat

from watchlist.engine.decision import DeclaredMovement, EarlierLine, MeasuredQuantity, shipment_key
from watchlist.manifests import ManifestParty, Party, PartyPast
from watchlist.screenings.inserting import batches
from watchlist.screenings.models import Consignment, Screening
from watchlist.screenings.stored_answers import read_quantity

BATCH: Final = 500
_DATES: Final = ("supplied_on", "exported_on", "arrives_on", "as_of")


@dataclass(frozen=True, slots=True)
class StoredShipments:
    """The shipments stored at an instant (None: now), without the one (`without`) that is being screened."""

    known_at: datetime | None
    without: str

    def parties(self) -> dict[str, str]:
        """Return the name of every party known then, as first written, by key."""
        rows = Party.objects.filter(**self._by("first_seen"))
        return dict(rows.order_by("key").values_list("key", "name"))

    def shipments(self, keys: Collection[str]) -> dict[str, int]:
        """Return how many shipments named each of some parties."""
        found: dict[str, int] = {}
        for batch in batches(sorted(keys)):
            named = ManifestParty.objects.filter(party__key__in=batch, **self._done("manifest__screenings"))
            others = named.annotate(shipment=_SHIPMENT_KEY).exclude(shipment=self.without).order_by()
            found |= others.values_list("party__key").annotate(Count("shipment", distinct=True))
            # Of those let go a number is left, without a day: all were done long before any question of today.
            past = PartyPast.objects.filter(party__key__in=batch).values_list("party__key", "shipments")
            found |= {key: found.get(key, 0) + number for key, number in past}
        return found

    def lines(self, keys: Collection[str], substances: Collection[str], first: date, last: date) -> list[EarlierLine]:
        """Return what parties were sent or sent of some substances, on movements that touch the days asked."""
        if not substances:
            return []
        rows = [
            row
            for batch in batches(sorted(keys))
            for row in Consignment.objects.filter(
                Q(consignor__key__in=batch) | Q(consignee__key__in=batch),
                substance_key__in=sorted(substances),
                first_day__lte=last,
                last_day__gte=first,
                **self._done("screening"),
            )
            .order_by("pk")
            .values(*_COLUMNS)
        ]
        latest = self._latest(rows)
        once = {row["pk"]: row for row in rows if latest.get(_shipment(row)) == row["screening_id"]}
        return [_stored_line(row) for row in once.values()]

    def _latest(self, rows: Iterable[dict[str, Any]]) -> dict[str, UUID]:
        """Return the last screening of each shipment among `rows`, but of the one that is being screened."""
        shipments = {(row["screening__manifest__reference"], row["screening__manifest__sha256"]) for row in rows}
        latest = latest_screenings(shipments, self.known_at)
        latest.pop(self.without, None)
        return latest

    def _done(self, screening: str) -> dict[str, object]:
        """Return the filter by a finished screening, as `ScreeningQuerySet.done`."""
        return {**self._by(f"{screening}__made_at"), f"{screening}__let_go_at__isnull": True}

    def _by(self, field: str) -> dict[str, object]:
        """Return the filter by an instant that has passed: a screening under way has none, and is never found."""
        return {f"{field}__lte": self.known_at} if self.known_at else {f"{field}__isnull": False}


def latest_screenings(shipments: Iterable[tuple[str, str]], known_at: datetime | None = None) -> dict[str, UUID]:
    """Return the last screening that was done of each shipment (a reference and a hash), by the key of the shipment."""
    pairs = set(shipments)
    named = sorted({reference for reference, _ in pairs} - {""})
    hashed = sorted({sha256 for reference, sha256 in pairs if not reference})
    wanted = [Q(manifest__reference__in=batch) for batch in batches(named)]
    wanted += [Q(manifest__reference="", manifest__sha256__in=batch) for batch in batches(hashed)]
    latest: dict[str, UUID] = {}
    for these in wanted:
        made = Screening.objects.done(known_at).filter(these).order_by("made_at", "pk")
        for pk, *shipment in made.values_list("pk", "manifest__reference", "manifest__sha256"):
            latest[shipment_key(*shipment)] = pk
    return latest


_SHIPMENT_KEY: Final = Case(
    When(manifest__reference="", then=Concat(Value("sha256 "), F("manifest__sha256"))),
    default=Concat(Value("reference "), F("manifest__reference")),
)
"""The same in the database, for what is linked to a manifest: a reference is stored without blanks around it."""


def movement_text(movement: DeclaredMovement, today: date) -> str:
    """Return a movement as canonical JSON, on days of its own: else on the day asked of, else on the day it was asked.

    The day of a question is no day of the goods where these have one.
    """
    own_day = movement.supplied_on or movement.exported_on or movement.arrives_on
    settled = replace(movement, as_of=None, supplied_on=movement.supplied_on if own_day else movement.as_of or today)
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(settled).items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def movement_of(text: str) -> DeclaredMovement:
    """Return the movement that `movement_text` wrote."""
    plain = json.loads(text)
    days = {name: date.fromisoformat(plain[name]) if plain[name] else None for name in _DATES}
    return DeclaredMovement(**{**plain, **days, "transit": tuple(plain["transit"])})


_COLUMNS: Final = (
    "pk",
    "screening_id",
    "screening__manifest__reference",
    "screening__manifest__sha256",
    "line__number",
    "substance_key",
    "consignor__key",
    "consignor__name",
    "consignee__key",
    "consignee__name",
    "certainty",
    "movement",
    "quantity",
)


def _shipment(row: dict[str, Any]) -> str:
    return shipment_key(row["screening__manifest__reference"], row["screening__manifest__sha256"])


def _stored_line(row: dict[str, Any]) -> EarlierLine:
    return EarlierLine(
        reference=row["screening__manifest__reference"],
        screening=row["screening_id"],
        line=row["line__number"],
        substance=row["substance_key"],
        consignor=(row["consignor__key"] or "", row["consignor__name"] or ""),
        consignee=(row["consignee__key"] or "", row["consignee__name"] or ""),
        certainty=row["certainty"],
        movement=movement_of(row["movement"]),
        quantity=MeasuredQuantity.of_record(read_quantity(row["quantity"])),
    )
