"""One list at two points of view: on two days, as known at one instant; or as two of its editions said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from watchlist.law_store.feed import Difference, differences
from watchlist.law_store.records import Record
from watchlist.law_store.snapshot import Id, Snapshot


def between_days(law: Snapshot, key: str, first: date, last: date) -> tuple[Difference, ...]:
    """Return what differs between the law of a list on two days: by entry, for an amendment begins another period."""
    return tuple(differences(_on(law, key, first), _on(law, key, last)))


def between_states(before: Snapshot, after: Snapshot, key: str) -> tuple[Difference, ...]:
    """Return what differs between what was known of a list at two ticks: by period, whenever it was law."""
    return tuple(differences(_whole(before, key), _whole(after, key)))


def in_force(record: Record, day: date) -> bool:
    """Say whether what a record tells of is law on a day: an unknown start never says "not yet"."""
    return _holds(record["valid_from"], record["valid_until"], day)


def _on(law: Snapshot, key: str, day: date) -> Mapping[Id, Record]:
    found = {
        ("scheduling", record["entry"]): record
        for record in law.of("scheduling").values()
        if record["list"] == key and in_force(record, day)
    }
    of = law.records["list", key]
    duties = [duty for duty in of["obligations"] if _holds(duty["since"], duty["until"], day)]
    return found | {("list", key): of | {"obligations": duties}}


def _whole(law: Snapshot, key: str) -> Mapping[Id, Record]:
    return {
        (kind, of): record
        for (kind, of), record in law.records.items()
        if (kind == "list" and of == key) or (kind == "scheduling" and record["list"] == key)
    }


def _holds(since: str | None, until: str | None, day: date) -> bool:
    """Days in ISO 8601 stand in the order of their texts."""
    text = day.isoformat()
    return (since is None or since <= text) and (until is None or text < until)
