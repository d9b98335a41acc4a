"""What later totals are made of: parties, and how much of each substance lines contain: stored, read in few queries.

A shipment is known by its reference, and without one by the hash of its file. What was stored of it last counts, once,
from the instant at which its screening was done; what people left out (`counted_goods`) counts no more from then on.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Concat

from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import encode_text
from watchlist.engine.decision import (
    MOST_LISTED,
    DeclaredMovement,
    EarlierLine,
    EarlierParcel,
    EarlierTotal,
    KnownParties,
    MeasuredQuantity,
    Tally,
    TotalsByDay,
    shipment_key,
)
from watchlist.engine.reading import DeclaredLine, DeclaredManifest, PartyKeys, distinct_fields, party_key
from watchlist.engine.vocabulary import LeftOut
from watchlist.manifests import Manifest, ManifestParty, Party, PartyPast
from watchlist.screenings.counting import GOODS_COLUMNS, CountedGoods, StoredGoods, counted_goods
from watchlist.screenings.inserting import batches
from watchlist.screenings.latest import latest_screenings
from watchlist.screenings.line_totals import latest_of_lines, totals_of_lines
from watchlist.screenings.models import Consignment, Screening
from watchlist.screenings.stored_answers import read_quantity, substance_key

BATCH: Final = 500
YEAR: Final = timedelta(days=366)
_DATES: Final = ("supplied_on", "exported_on", "arrives_on", "as_of")


@dataclass(frozen=True, slots=True)
class StoredShipments:
    """The shipments stored at an instant (None: now), without the one (`without`) that is being screened.

    `goods`: the hash of its goods; who declares the same under another reference is not counted beside it.
    `most_listed`: how many stored parcels of one total are listed; None: all, as in answers before that was bounded.
    """

    known_at: datetime | None
    without: str
    goods: str = ""
    most_listed: int | None = MOST_LISTED

    def parties(self) -> KnownParties:
        """Return every party known then."""
        rows = Party.objects.filter(**self._by("first_seen"))
        names = dict(rows.order_by("key").values_list("key", "name"))
        return KnownParties(names, (PartyKeys(names),))

    def shipments(self, keys: Collection[str]) -> dict[str, int]:
        """Return how many shipments named each of some parties."""
        found: dict[str, int] = {}
        for batch in batches(sorted(keys)):
            named = ManifestParty.objects.filter(party__key__in=batch, **self._done("manifest__screenings"))
            others = named.annotate(shipment=SHIPMENT_KEY).exclude(shipment=self.without).order_by()
            counts = others.values_list("party__key").annotate(Count("shipment", distinct=True))
            # Of those let go a number is left, without a day: all were done long before any question of today.
            past = PartyPast.objects.filter(party__key__in=batch).order_by().values_list("party__key", "shipments")
            for key, number in counts.union(past, all=True):
                found[key] = found.get(key, 0) + number
        return found

    def totals(self, keys: Collection[str], substances: Collection[str], first: date, last: date) -> list[EarlierTotal]:
        """Return what parties were sent or sent of some substances, on movements that touch the days asked."""
        # A row is found by the day asked of, which may be another than that of its goods.
        return totals_of_lines(self._lines(keys, substances, first - YEAR, last + YEAR)) if substances else []

    def latest(self, wanted: Sequence[TotalsByDay]) -> list[list[EarlierParcel]]:
        """Return the parcels that are listed of each of some groups of its totals."""
        return [latest_of_lines(totals, self.most_listed) for totals in wanted]

    def _lines(
        self, keys: Collection[str], substances: Collection[str], first: date, last: date
    ) -> Iterator[tuple[int, EarlierLine]]:
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
        latest = latest_screenings(map(_manifest, rows), self.known_at)
        latest.pop(self.without, None)
        once = {row["pk"]: row for row in rows if latest.get(_shipment(row)) == row["screening_id"]}.values()
        for row, line in zip(once, _stored_lines(once, self.known_at), strict=True):
            yield row["pk"], replace(line, left_out=LeftOut.REPEATED) if self._repeats(row, line) else line

    def _repeats(self, row: dict[str, Any], line: EarlierLine) -> bool:
        is_same = bool(self.goods) and row["screening__manifest__goods_sha256"] == self.goods
        return is_same and line.left_out is None and not row["screening__manifest__is_another"]

    def _done(self, screening: str) -> dict[str, object]:
        """Return the filter by a finished screening, as `ScreeningQuerySet.done`."""
        return {**self._by(f"{screening}__made_at"), f"{screening}__let_go_at__isnull": True}

    def _by(self, field: str) -> dict[str, object]:
        """Return the filter by an instant that has passed: a screening under way has none, and is never found."""
        return {f"{field}__lte": self.known_at} if self.known_at else {f"{field}__isnull": False}


def lines_of_party(party: Party, most: int) -> tuple[list[EarlierLine], bool]:
    """Return what a party was sent or sent of listed substances, of the last `most` lines stored, and whether all.

    Of each shipment what was screened last counts, as in every total.
    """
    done = Consignment.objects.filter(screening__made_at__isnull=False, screening__let_go_at__isnull=True)
    named = done.filter(Q(consignor=party) | Q(consignee=party)).order_by("-pk")
    rows = list(named.values(*_COLUMNS)[: most + 1])
    latest = latest_screenings({_manifest(row) for row in rows[:most]})
    once = [row for row in rows[:most] if latest.get(_shipment(row)) == row["screening_id"]]
    return _stored_lines(once), len(rows) <= most


def _stored_lines(rows: Collection[dict[str, Any]], known_at: datetime | None = None) -> list[EarlierLine]:
    """Return rows as lines, each with how it counts, as known at an instant."""
    counted = counted_goods((StoredGoods(*(row[name] for name in GOODS_COLUMNS)) for row in rows), known_at)
    return [_stored_line(row, counted[row["pk"]]) for row in rows]


def _manifest(row: dict[str, Any]) -> tuple[str, str]:
    return row["screening__manifest__reference"], row["screening__manifest__sha256"]


SHIPMENT_KEY: Final = Case(
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


@lru_cache(maxsize=20_000)
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
    "screening__manifest__goods_sha256",
    "screening__manifest__is_another",
    "line_id",
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
    return shipment_key(*_manifest(row))


def _stored_line(row: dict[str, Any], counted: CountedGoods) -> EarlierLine:
    """Return a stored consignment as it counts."""
    return EarlierLine(
        reference=row["screening__manifest__reference"],
        screening=row["screening_id"],
        line=row["line__number"],
        substance=row["substance_key"],
        consignor=(row["consignor__key"] or "", row["consignor__name"] or ""),
        consignee=(row["consignee__key"] or "", row["consignee__name"] or ""),
        certainty=counted.certainty,
        movement=movement_of(row["movement"]),
        quantity=MeasuredQuantity.of_record(read_quantity(row["quantity"])),
        left_out=counted.left_out,
    )


MOST_PARTIES = 20_000
ROLES = ("consignor", "consignee")


@dataclass(slots=True)
class Parties:
    """The parties that a manifest names: each name as first written, by key, and their roles."""

    written: dict[str, str]
    roles: dict[tuple[str, str], None]
    rows: dict[str, int] = field(default_factory=dict)

    @classmethod
    def from_manifest(cls, manifest: DeclaredManifest) -> Parties:
        """Return the parties of a manifest, in the order of its lines."""
        written: dict[str, str] = {}
        roles: dict[tuple[str, str], None] = {}
        for fields in distinct_fields(manifest, ROLES):
            for role in ROLES:
                if key := party_key(fields.get(role, "")):
                    written.setdefault(key, fields[role])
                    roles[key, role] = None
        return cls(written, roles)

    @classmethod
    def from_tally(cls, tally: Tally) -> Parties:
        """Return the parties that the lines of a tally name."""
        written = {key: name for key, (name, _) in tally.parties.items()}
        return cls(written, {(key, role): None for key, (_, roles) in tally.parties.items() for role in sorted(roles)})

    def learn_rows(self, lines: Iterable[Mapping[str, str]]) -> None:
        """Look up the stored rows of the parties of some lines; they were stored when the screening was opened.

        Rows of more than `MOST_PARTIES` are forgotten: memory stays bounded.
        """
        keys = {party_key(fields.get(role, "")) for fields in lines for role in ROLES} - {""}
        if len(self.rows) > MOST_PARTIES:
            self.rows = {}
        new = keys - self.rows.keys()
        self.rows |= {key: party.pk for key, party in Party.objects.in_bulk(new, field_name="key").items()}

    def store_keys(self) -> None:
        """Store rows for the keys, so that consignments can refer to them: a new party is not known by that yet."""
        new = [Party(key=key) for key in sorted(self.written)]
        Party.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
        self.rows = {key: party.pk for key, party in Party.objects.in_bulk(self.written, field_name="key").items()}

    def keep(self, stored: Manifest, at: datetime) -> set[int]:
        """Store that this manifest names them, and return the ids of those that no other did before.

        These are known from `at` on, by the name written here.
        """
        unknown = Party.objects.filter(first_seen__isnull=True)
        # Locked in the order of their keys, so that two screenings with the same parties never deadlock.
        locked = unknown.select_for_update().order_by("key")
        new = [
            Party(pk=pk, name=self.written[key][:300], first_seen=at)
            for batch in batches(sorted(self.written))
            for pk, key in locked.filter(key__in=batch).values_list("pk", "key")
        ]
        unknown.bulk_update(new, ["name", "first_seen"], batch_size=100)
        ManifestParty.objects.bulk_create(
            [ManifestParty(manifest=stored, party_id=self.rows[key], role=role) for key, role in self.roles],
            batch_size=BATCH,
        )
        return {party.pk for party in new}


@dataclass(slots=True)
class ConsignmentRows:
    """Makes the rows of how much the lines of a screening contain of listed substances."""

    screening: Screening
    manifest: DeclaredManifest
    parties: Parties
    today: date

    def rows(self, keys: Sequence[int], answered_lines: Sequence[tuple[DeclaredLine, Line]]) -> list[Consignment]:
        """Return a row for each line (by its id) and listed substance, not yet stored."""
        return [
            row
            for key, (declared, line) in zip(keys, answered_lines, strict=True)
            for row in self._rows_of_line(key, declared, line)
        ]

    def _rows_of_line(self, key: int, declared: DeclaredLine, line: Line) -> Iterator[Consignment]:
        quantities = {
            substance_key(finding): (finding.certainty, encode_text(finding.quantity))
            for finding in reversed(line.findings)
            if finding.quantity
        }
        if not quantities or not line.movement:
            return
        fields = self.manifest.fields_of(declared)
        sides = {f"{role}_id": self.parties.rows.get(party_key(fields.get(role, ""))) for role in ROLES}
        movement = DeclaredMovement.of_record(line.movement)
        first, last = movement.span(self.today)
        for substance, (certainty, quantity) in sorted(quantities.items()):
            yield Consignment(
                screening=self.screening,
                line_id=key,
                **sides,
                substance_key=substance,
                first_day=first,
                last_day=last,
                certainty=certainty,
                movement=movement_text(movement, self.today),
                quantity=quantity,
            )
