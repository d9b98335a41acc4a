"""What changed in the law as we know it between two instants: the difference of two snapshots, record by record.

Records are compared, not rows: an act that is corrected changes every scheduling that cites it. Webhooks are told of
all ticks since the last one announced by one call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal, get_args
from urllib.parse import urlencode

from django.db import transaction

from watchlist.conf import API
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.models import LawTold
from watchlist.law_store.records import Record, instant
from watchlist.law_store.snapshot import NOTHING, Id, Snapshot, order, snapshot_at
from watchlist.temporal import LawTick, last_tick
from watchlist.webhooks import Webhook, WebhookDelivery, announce

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
        payload = {"known_at": now.isoformat(), "lists": lists, "link": link}
        return announce(event=EVENT, subject=now.isoformat(), payload=payload, audience=None)


def changed_lists(earlier: datetime, now: datetime) -> list[str]:
    """Return the keys of the lists whose canonical text differs at two ticks, or that exist at one only."""
    then, since = (
        {key: control_list.sha256 for key, control_list in law_known_at(tick).lists.items()} for tick in (earlier, now)
    )
    return sorted(key for key in then.keys() | since.keys() if then.get(key) != since.get(key))
