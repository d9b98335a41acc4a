"""What changed in the law as we know it between two instants: the difference of two snapshots, record by record.

Records are compared, not rows: an act that is corrected changes every scheduling that cites it. Webhooks are told of
all ticks since the last one announced by one call.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal, get_args
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Q

from watchlist.conf import API
from watchlist.engine.asof import instant
from watchlist.engine.law import confirmed_share, sha256_of
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.definitions import ClassRule, Destination, DestinationTable
from watchlist.law_store.editions import editions_known_at
from watchlist.law_store.history import obligations_by_list, period_of, rows_known_at
from watchlist.law_store.models import ControlList, Instrument, LawTold, Scheduling
from watchlist.law_store.records import (
    LIST_FACTS,
    Record,
    destinations_record,
    instrument_record,
    obligation_record,
    rule_record,
    scheduling_id,
    scheduling_record,
    substance_record,
)
from watchlist.substances import Constituent, Description, Identifier, Name, Structure
from watchlist.temporal import LawTick, VersionedModel, last_tick
from watchlist.webhooks import Webhook, WebhookDelivery, announce

TYPES: Final = ("instrument", "substance", "class_rule", "list", "scheduling")
"""What a record is of, what others refer to first."""

Id = tuple[str, str]
SUBSTANCE_ROWS: Final[dict[str, tuple[type[VersionedModel], tuple[str, ...]]]] = {
    "descriptions": (Description, ("name", "kind", "confidence", "source")),
    "structures": (Structure, ("smiles", "inchikey")),
    "names": (Name, ("text", "language", "kind", "confidence", "source")),
    "identifiers": (Identifier, ("scheme", "value", "form", "form_kind", "smiles", "confidence", "source")),
    "constituents": (
        Constituent,
        ("contains", "product_form", "share_from", "share_to", "confidence", "source"),
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The law at `tick` (None: before any was recorded), by type and id in a fixed order."""

    tick: datetime | None
    records: Mapping[Id, Record] = field(repr=False)

    def records_of(self, kind: str) -> dict[str, Record]:
        """Return the records of one type by id, in order."""
        return {key: record for (each, key), record in self.records.items() if each == kind}


NOTHING: Final = Snapshot(None, {})


@lru_cache(maxsize=4)
def snapshot_at(tick: datetime) -> Snapshot:
    """Return the law as known at a tick of the law clock."""
    instruments = {row.key: row for row in Instrument.objects.known_at(tick).select_related("authority__jurisdiction")}
    rows: defaultdict[str, list[Scheduling]] = defaultdict(list)
    for row in rows_known_at(tick):
        rows[row.entry.control_list.key].append(row)
    records: dict[Id, Record] = {("instrument", key): instrument_record(row) for key, row in instruments.items()}
    records |= {("substance", key): substance_record(key, tables) for key, tables in _substances(tick).items()}
    records |= {("class_rule", row.key): rule_record(row) for row in ClassRule.objects.known_at(tick)}
    records |= {("list", key): record for key, record in _lists(tick, rows)}
    records |= {
        ("scheduling", scheduling_id(row)): scheduling_record(row, instruments[row.instrument.key])
        for of_list in rows.values()
        for row in of_list
    }
    return Snapshot(tick, dict(sorted(records.items(), key=lambda pair: order(pair[0]))))


def order(record_id: Id) -> tuple[int, str]:
    """Return the sort key of a record."""
    kind, key = record_id
    return TYPES.index(kind), key


def _substances(tick: datetime) -> dict[str, dict[str, list[Record]]]:
    """Return the rows of each substance that has a description, by table; those of others are left out."""
    found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for table, (model, columns) in SUBSTANCE_ROWS.items():
        for key, *cells in model.objects.known_at(tick).values_list("substance__key", *columns):
            if table == "descriptions" or key in found:
                found[key][table].append({name: cell or None for name, cell in zip(columns, cells, strict=True)})
    return found


def _lists(tick: datetime, rows: Mapping[str, list[Scheduling]]) -> Iterator[tuple[str, Record]]:
    """Yield key and record of the lists with an entry or a duty; a list has no first day of its own."""
    duties, editions = obligations_by_list(tick), editions_known_at(tick)
    places: defaultdict[str, list[Destination]] = defaultdict(list)
    for place in Destination.objects.known_at(tick):
        places[place.table].append(place)
    tables = {row.key: destinations_record(row, places[row.key]) for row in DestinationTable.objects.known_at(tick)}
    known_lists = Q(key__in=list(rows)) | Q(pk__in=list(duties))
    for control_list in ControlList.objects.select_related("jurisdiction").filter(known_lists):
        periods = [period_of(row) for row in rows.get(control_list.key, ())]
        edition = editions.get(control_list.key)
        record = {
            **{name: getattr(control_list, name) for name in LIST_FACTS},
            "jurisdiction": control_list.jurisdiction.key if control_list.jurisdiction else None,
            "operations": sorted(control_list.operations.split()),
            "countries": sorted(control_list.countries.split()),
            "edition": edition.sha256[:12] if edition else None,
            "sha256": sha256_of(periods),
            "entries": len({period.entry for period in periods}),
            "confirmed_share": confirmed_share(periods),
            "complete": edition is None or edition.complete,
            "destinations": tables.get(control_list.destinations),
            "obligations": [obligation_record(duty) for duty in duties[control_list.pk]],
        }
        yield control_list.key, record


Op = Literal["ADD", "MOD", "DEL"]
OPS: Final[tuple[Op, ...]] = get_args(Op)


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One record that came, changed or went: `was` is None for one that came, `record` for one that went."""

    record_id: Id
    was: Record | None
    record: Record | None

    @property
    def op(self) -> Op:
        """Return what a mirror must do with the record."""
        if self.was is None:
            return "ADD"
        return "DEL" if self.record is None else "MOD"

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the fields in which a record that changed differs."""
        if self.was is None or self.record is None:
            return ()
        return tuple(name for name, value in self.record.items() if self.was[name] != value)


@lru_cache(maxsize=4)
def changes_between(since: datetime | None, until: datetime) -> tuple[RecordDifference, ...]:
    """Return the differences from the law as known at one tick to that at a later one, in order.

    Without `since`, from nothing. What others refer to comes first.
    """
    old = snapshot_at(since) if since else NOTHING
    return tuple(differences(old.records, snapshot_at(until).records))


def differences(old: Mapping[Id, Record], new: Mapping[Id, Record]) -> Iterator[RecordDifference]:
    """Yield each record that differs between the two, in order."""
    for record_id in sorted(old.keys() | new.keys(), key=order):
        was, now = old.get(record_id), new.get(record_id)
        if was != now:
            yield RecordDifference(record_id, was, now)


def tick_before(since: datetime | None) -> datetime | None:
    """Return the tick that an instant resolves to; None where nothing was recorded yet, or none is given.

    Raises `CorrectTheQuestion` for an instant in the future.
    """
    if since is None:
        return None
    first = LawTick.objects.order_by("at").values_list("at", flat=True).first()
    return None if first is None or since < first else last_tick(since)


def known_law(known_at: datetime | None = None) -> Snapshot:
    """Return the law as known at the last tick not after an instant (now, if none is given).

    Raises `CorrectTheQuestion` for an instant in the future, or before the first record.
    """
    return snapshot_at(last_tick(known_at))


def between_days(law: Snapshot, key: str, first: date, last: date) -> tuple[RecordDifference, ...]:
    """Return the differences of the law of a list on two days: by entry, for an amendment begins another period."""
    return tuple(differences(_records_on(law, key, first), _records_on(law, key, last)))


def between_states(old: Snapshot, new: Snapshot, key: str) -> tuple[RecordDifference, ...]:
    """Return the differences of a list as known at two ticks: by period, whenever that was law."""
    return tuple(differences(_records_of_list(old, key), _records_of_list(new, key)))


def in_force(record: Record, day: date) -> bool:
    """Return whether a record is law on a day: an unknown start never says "not yet"."""
    return _holds(record["valid_from"], record["valid_until"], day)


def _records_on(law: Snapshot, key: str, day: date) -> Mapping[Id, Record]:
    found = {
        ("scheduling", record["entry"]): record
        for record in law.records_of("scheduling").values()
        if record["list"] == key and in_force(record, day)
    }
    list_record = law.records["list", key]
    duties = [duty for duty in list_record["obligations"] if _holds(duty["since"], duty["until"], day)]
    return found | {("list", key): list_record | {"obligations": duties}}


def _records_of_list(law: Snapshot, key: str) -> Mapping[Id, Record]:
    return {
        (kind, record_key): record
        for (kind, record_key), record in law.records.items()
        if (kind == "list" and record_key == key) or (kind == "scheduling" and record["list"] == key)
    }


def _holds(since: str | None, until: str | None, day: date) -> bool:
    """Days in ISO 8601 stand in the order of their texts."""
    text = day.isoformat()
    return (since is None or since <= text) and (until is None or text < until)


EVENT = "law.changed"


def announce_law() -> list[WebhookDelivery]:
    """Announce `law.changed` for all that changed since it was last announced, and return what is to be sent.

    The first call of an installation announces nothing.
    """
    now = LawTick.objects.order_by("-at").values_list("at", flat=True).first()
    if now is None:
        return []
    announced = LawTold.objects.values_list("until", flat=True).first()
    if announced is None:
        LawTold.objects.get_or_create(pk=1, defaults={"until": now})
        return []
    if announced >= now:
        return []
    # Both are compiled before the transaction: SQLite has one writer, and it would wait meanwhile.
    lists = changed_lists(announced, now) if any(hook.hears(EVENT) for hook in Webhook.objects.listening()) else []
    with transaction.atomic():
        ours = LawTold.objects.filter(pk=1, until=announced).update(until=now)
        if not ours or not lists:
            return []
        link = f"{API}changes/?{urlencode({'since': instant(announced)})}"
        payload = {"known_at": instant(now), "lists": lists, "link": link}
        return announce(event=EVENT, subject=instant(now), payload=payload, audience=None)


def changed_lists(earlier: datetime, now: datetime) -> list[str]:
    """Return the keys of the lists whose canonical text differs at two ticks, or that exist at one only."""
    then, since = (
        {key: control_list.sha256 for key, control_list in law_known_at(tick).lists.items()} for tick in (earlier, now)
    )
    return sorted(key for key in then.keys() | since.keys() if then.get(key) != since.get(key))
