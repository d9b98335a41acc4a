"""What changed in the law between two days, as known at one instant: added, amended, moved, removed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db.models import Q

from watchlist.engine.law import CompiledInstrument, CompiledLaw, CompiledList, CompiledScheduling
from watchlist.law_store.models import Edition, Instrument

APPLIED: Final = "applied/"
"""Prefix of the origin of an edition with the events by which an applied change set ended listings."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The event that ended a listing: its act, and how exactly and how well its day is known."""

    instrument: CompiledInstrument | None
    date_precision: str
    date_confidence: str


UNKNOWN_ENDING: Final = Ending(None, "day", "unverified")
"""Of a listing that ended by an event that is not held."""

KINDS = ("added", "moved", "amended", "removed")
A_YEAR = timedelta(days=366)
FACTS = ("printed_name", "wording", "reach", "rule", "conditions")
"""What an amendment can change, of all that a listing says."""


@dataclass(frozen=True, slots=True)
class LawChange:
    """One change on one day: `old_row` until then, `new_row` from then on; a beginning or an end has only one of them.

    `moved` is the passage from one list of a jurisdiction to another. `instrument` is None where none is held.
    """

    kind: str
    on: date
    old_row: CompiledScheduling | None
    new_row: CompiledScheduling | None
    instrument: CompiledInstrument | None
    date_precision: str
    date_confidence: str

    @property
    def row(self) -> CompiledScheduling:
        """Return the listing that the change is shown for: the new one, else the one that ended."""
        row = self.new_row or self.old_row
        assert row is not None
        return row

    @property
    def list(self) -> CompiledList:
        """Return the list that the change is shown under."""
        return self.row.list

    @property
    def facts(self) -> tuple[str, ...]:
        """Return which of `FACTS` an amendment or a passage changed."""
        if self.old_row is None or self.new_row is None:
            return ()
        return tuple(name for name in FACTS if fact_words(self.old_row, name) != fact_words(self.new_row, name))


def fact_words(row: CompiledScheduling, fact: str) -> tuple[str, ...]:
    """Return a fact of a listing as the texts that are compared and shown, in a fixed order."""
    if fact == "conditions":
        return tuple(sorted(condition.required for condition in row.conditions))
    value = getattr(row, fact)
    return tuple(sorted(value)) if isinstance(value, frozenset) else (value,) if value else ()


def changes(
    law: CompiledLaw, first: date, last: date, ended_by: Mapping[str, Ending] | None = None
) -> tuple[LawChange, ...]:
    """Return what took effect after `first` and by `last`: by jurisdiction, by list, by day."""
    found = [change for key in law.schedulings for change in _of_substance(law, key, ended_by or {})]
    within = [change for change in found if first < change.on <= last]
    return tuple(sorted(within, key=_order))


def undated(law: CompiledLaw) -> int:
    """Return how many listings have no known start: they can stand between no two days."""
    rows = (row for rows in law.schedulings.values() for row in rows)
    return sum(row.valid_from is None and row.list.jurisdiction is not None for row in rows)


def _order(change: LawChange) -> tuple[bool, str, str, date, int, str]:
    place = change.list.jurisdiction or ""
    kind = KINDS.index(change.kind)
    return place != "UN", place, change.list.key, change.on, kind, change.row.printed_name.casefold()


def _of_substance(law: CompiledLaw, key: str, ended_by: Mapping[str, Ending]) -> Iterator[LawChange]:
    rows = [row for row in law.schedulings[key] if row.list.jurisdiction]
    after = {row.event: row for row in rows}
    gone = [row for row in rows if row.valid_until and row.end_event not in after]
    passed = {id(new): old for new in rows if (old := _came_from(new, gone))}
    left = {id(old) for old in passed.values()}
    amended = {row.end_event: row for row in rows if row.end_event in after}
    for row in rows:
        if row.valid_from is not None:
            old_row = amended.get(row.event) or passed.get(id(row))
            kind = "amended" if row.event in amended else "moved" if old_row else "added"
            sure = row.date_precision, row.date_confidence
            yield LawChange(kind, row.valid_from, old_row, row, row.instrument, *sure)
    for row in gone:
        if row.valid_until is not None and id(row) not in left:
            ending = ended_by.get(row.end_event, UNKNOWN_ENDING)
            sure = ending.date_precision, ending.date_confidence
            yield LawChange("removed", row.valid_until, row, None, ending.instrument, *sure)


def _came_from(new: CompiledScheduling, gone: list[CompiledScheduling]) -> CompiledScheduling | None:
    """The listing that gave way to `new` on another list; where only the year is known, its end may stand a year on."""
    if new.event_kind != "transferred_in" or new.valid_from is None:
        return None
    slack = A_YEAR if new.date_precision == "year" else timedelta()
    return next(
        (
            old
            for old in gone
            if old.list.jurisdiction == new.list.jurisdiction
            and old.list.key != new.list.key
            and old.valid_until is not None
            and timedelta() <= old.valid_until - new.valid_from <= slack
        ),
        None,
    )


@lru_cache(maxsize=8)
def endings(law: CompiledLaw) -> dict[str, Ending]:
    """Return the endings of listings, by the id of the event, as known to `law`; two queries, then cached."""
    wanted = {row.end_event for rows in law.schedulings.values() for row in rows if row.end_event}
    acts = {row.key: row for row in Instrument.objects.known_at(law.known_at)}
    return {
        event["id"]: Ending(
            CompiledInstrument(act.key, event["citation"] or act.citation, act.url),
            event["precision"],
            event["date_confidence"],
        )
        for event in _editions_events(law)
        if event["id"] in wanted and (act := acts.get(event["instrument"])) is not None
    }


def _editions_events(law: CompiledLaw) -> Iterator[dict[str, Any]]:
    """The events of the last edition of each list, and of each applied change set, that was read by then."""
    origins = Q(origin__startswith="lists/") | Q(origin__startswith=APPLIED)
    editions = Edition.objects.filter(origins, read_at__lte=law.known_at)
    latest = {row.origin: row.content for row in editions.order_by("read_at", "pk")}
    for content in latest.values():
        yield from json.loads(content).get("EventRow", ())
