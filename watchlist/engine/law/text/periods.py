"""From the events of the law in the life of one entry to its periods: half-open, in order, each begun by one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from watchlist.engine.law.facts import ConditionFacts, SchedulingFacts
from watchlist.engine.law.text.rows import ConditionRow, EventRow

BEGINS = ("added", "transferred_in")
ENDS = ("removed", "transferred_out")
AMENDS = ("amended",)
TAKEN_OVER = {field.name for field in fields(SchedulingFacts)}.intersection(EventRow.columns()) - {
    *("event", "decided_on", "published_on")
}
"""What a period says word for word as the event that begins it does."""


def day_of(text: str) -> date | None:
    """Return the day that a cell gives, or None where it is empty; raises `ValueError` where it is no ISO day."""
    return date.fromisoformat(text) if text else None


def takes_effect(event: EventRow) -> date | None:
    """Return the first day after the event, or None where it is not known.

    An end of which only the year is known may have come on its last day, so the law counts as having held until
    then; a beginning of which only the year is known counts from its first day. Unknown is never below.
    """
    day = day_of(event.on) if event.precision != "unknown" else None
    if day and event.precision == "year" and event.event in ENDS:
        return date(day.year + 1, 1, 1)
    return day


def story(events: Iterable[EventRow]) -> list[EventRow]:
    """Return what stands (a withdrawn event does not) in legal order: what is of unknown date comes first."""
    return sorted((event for event in events if not event.withdrawn), key=legal_order)


def legal_order(event: EventRow) -> tuple[date, str]:
    return takes_effect(event) or date.min, event.id


def periods_of(events: Iterable[EventRow], conditions: Mapping[str, Sequence[ConditionRow]]) -> list[SchedulingFacts]:
    """Return the periods of one entry; `conditions` by the id of their event. The events obey the rules of curation."""
    periods: list[SchedulingFacts] = []
    for event in story(events):
        if event.event not in BEGINS:
            periods[-1] = replace(periods[-1], valid_until=takes_effect(event), end_event=event.id)
        if event.event not in ENDS:
            periods.append(facts_begun_by(event, conditions.get(event.id, ())))
    return periods


def facts_begun_by(event: EventRow, conditions: Sequence[ConditionRow]) -> SchedulingFacts:
    """Return the period that `event` begins, without an end."""
    taken_over = {name: getattr(event, name) for name in TAKEN_OVER}
    return SchedulingFacts(
        event=event.id,
        event_kind=event.event,
        valid_from=takes_effect(event),
        date_precision=event.precision,
        decided_on=day_of(event.decided_on),
        published_on=day_of(event.published_on),
        conditions=tuple(_condition(row) for row in sorted(conditions, key=lambda row: row.id)),
        **taken_over,
    )


def _condition(row: ConditionRow) -> ConditionFacts:
    cells = {column: getattr(row, column) for column in ConditionRow.columns() if column not in ("id", "event")}
    return ConditionFacts(key=row.id, **cells)
