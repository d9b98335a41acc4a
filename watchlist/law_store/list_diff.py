"""The differences of one list: between two days, as known at one instant; or between two of its editions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from watchlist.law_store.feed import RecordDifference, differences
from watchlist.law_store.records import Record
from watchlist.law_store.snapshot import Id, Snapshot


def between_days(law: Snapshot, key: str, first: date, last: date) -> tuple[RecordDifference, ...]:
    """Return the differences of the law of a list on two days: by entry, for an amendment begins another period."""
    return tuple(differences(_on(law, key, first), _on(law, key, last)))


def between_states(old: Snapshot, new: Snapshot, key: str) -> tuple[RecordDifference, ...]:
    """Return the differences of a list as known at two ticks: by period, whenever that was law."""
    return tuple(differences(_whole(old, key), _whole(new, key)))


def in_force(record: Record, day: date) -> bool:
    """Return whether a record is law on a day: an unknown start never says "not yet"."""
    return _holds(record["valid_from"], record["valid_until"], day)


def _on(law: Snapshot, key: str, day: date) -> Mapping[Id, Record]:
    found = {
        ("scheduling", record["entry"]): record
        for record in law.records_of("scheduling").values()
        if record["list"] == key and in_force(record, day)
    }
    list_record = law.records["list", key]
    duties = [duty for duty in list_record["obligations"] if _holds(duty["since"], duty["until"], day)]
    return found | {("list", key): list_record | {"obligations": duties}}


def _whole(law: Snapshot, key: str) -> Mapping[Id, Record]:
    return {
        (kind, record_key): record
        for (kind, record_key), record in law.records.items()
        if (kind == "list" and record_key == key) or (kind == "scheduling" and record["list"] == key)
    }


def _holds(since: str | None, until: str | None, day: date) -> bool:
    """Days in ISO 8601 stand in the order of their texts."""
    text = day.isoformat()
    return (since is None or since <= text) and (until is None or text < until)
