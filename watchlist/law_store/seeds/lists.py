"""One list from text to history: what its new text adds to what was told is law that changed; the rest, our error."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.engine.law.text import periods
from watchlist.engine.law.text.parts import SeedPart, conditions_by_event, events_by_entry
from watchlist.engine.law.text.rows import ConditionRow, EventRow, ListRow, ObligationRow
from watchlist.law_store import history, registry
from watchlist.law_store.models import ControlList, ListEntry, Scheduling
from watchlist.law_store.seeds.editions import Delivery, touched_since


class ListWasTouched(CorrectTheData):
    """The listings of a list were changed by another path after its text was last loaded."""


def load_list(old: SeedPart, new: SeedPart, delivery: Delivery) -> None:
    """Bring the history of one list from its old text to its new one, by the verbs of the history alone."""
    control_list = _hold_list(new, delivery)
    _refuse_if_touched(control_list, delivery)
    _refuse_lost_events(old, new)
    told = {event.id for event in old.rows(EventRow)}
    before, after = events_by_entry(old), events_by_entry(new)
    conditions_before, conditions = conditions_by_event(old), conditions_by_event(new)
    further: list[EventRow] = []
    for entry, events in after.items():
        retold, later = _divide(events, told)
        further += later
        said = periods.periods_of(before.get(entry, ()), conditions_before)
        right = periods.periods_of(retold, conditions)
        if said != right:
            _correct(registry.entry_of(control_list=control_list, substance=entry), said, right, delivery)
    for event in sorted(further, key=periods.legal_order):
        entry_row = registry.entry_of(control_list=control_list, substance=event.entry)
        _take_up(entry_row, event, conditions.get(event.id, ()), delivery)


def _divide(events: Iterable[EventRow], told: set[str]) -> tuple[list[EventRow], list[EventRow]]:
    """Return the story as far as it was told, with what was missing in it, and what comes after that."""
    story = periods.story(events)
    last_told = max((place for place, event in enumerate(story, 1) if event.id in told), default=0)
    return story[:last_told], story[last_told:]


def _correct(entry: ListEntry, said: list[SchedulingFacts], right: list[SchedulingFacts], delivery: Delivery) -> None:
    wanted = {facts.event: facts for facts in right}
    wrong = [facts.event for facts in said if wanted.get(facts.event) != facts]
    rows = {row.event: row for row in Scheduling.objects.current().filter(entry=entry)}
    if wrong:
        history.correct(
            entry=entry,
            replacements={rows[event]: wanted.get(event) for event in wrong},
            actor=delivery.actor,
            reason=delivery.reason,
        )
    unsaid = wanted.keys() - {facts.event for facts in said}
    for facts in right:
        if facts.event in unsaid:
            history.record(entry=entry, facts=facts, actor=delivery.actor, reason=delivery.reason)


def _take_up(entry: ListEntry, event: EventRow, conditions: Iterable[ConditionRow], delivery: Delivery) -> None:
    if event.event in periods.ENDS:
        on = periods.takes_effect(event) or date.max
        history.end(entry=entry, on=on, event=event.id, actor=delivery.actor, reason=delivery.reason)
        return
    verb = history.record if event.event in periods.BEGINS else history.amend
    facts = periods.facts_begun_by(event, list(conditions))
    verb(entry=entry, facts=facts, actor=delivery.actor, reason=delivery.reason)


def _hold_list(new: SeedPart, delivery: Delivery) -> ControlList:
    (head,) = new.rows(ListRow)
    facts = registry.ListFacts(**{name: getattr(head, name) for name in registry.ListFacts.__dataclass_fields__})
    check = registry.Check(
        checked_by=head.checked_by,
        checked_on=date.fromisoformat(head.checked_on),
        stale_after_days=int(head.stale_after_days),
        check_next=head.check_next,
        scope_note=head.scope_note,
    )
    held = ControlList.objects.select_related("jurisdiction").filter(key=head.key).first()
    if held is None:
        held = registry.open_list(facts=facts, check=check, actor=delivery.actor, reason=delivery.reason)
    else:
        _refuse_another_list(held, facts)
        held = registry.verify(control_list=held, check=check, actor=delivery.actor, reason=delivery.reason)
    duties = [registry.ObligationFacts(**_duty(row)) for row in new.rows(ObligationRow)]
    registry.oblige(control_list=held, duties=duties, actor=delivery.actor, reason=delivery.reason)
    return held


def _duty(row: ObligationRow) -> dict[str, Any]:
    cells = {column: getattr(row, column) for column in ObligationRow.columns()}
    days = {"since": periods.day_of(row.since), "until": periods.day_of(row.until)}
    return cells | days | {"clock_length": int(row.clock_length) if row.clock_length else None}


def _refuse_another_list(held: ControlList, facts: registry.ListFacts) -> None:
    jurisdiction = held.jurisdiction.key if held.jurisdiction else ""
    for name in registry.ListFacts.__dataclass_fields__:
        was = jurisdiction if name == "jurisdiction" else getattr(held, name)
        if was != getattr(facts, name):
            raise CorrectTheData(
                f"list {held.key}: {name} is {was!r} and cannot become {getattr(facts, name)!r}: open another list."
            )


def _refuse_lost_events(old: SeedPart, new: SeedPart) -> None:
    now = {event.id: event for event in new.rows(EventRow)}
    for event in old.rows(EventRow):
        if event.id not in now:
            raise CorrectTheData(
                f"seeds/{new.origin}/events.csv: event {event.id} is missing: mark it withdrawn=yes instead."
            )
        if now[event.id].entry != event.entry:
            raise CorrectTheData(f"seeds/{new.origin}/events.csv: event {event.id} cannot pass to another entry.")


def _refuse_if_touched(control_list: ControlList, delivery: Delivery) -> None:
    of_list = Scheduling.objects.filter(entry__control_list=control_list)
    touched = touched_since(of_list, delivery.since).order_by("entry__key").first()
    if touched is not None:
        raise ListWasTouched(
            f"list {control_list.key}: {touched.entry} was changed after the seeds were last loaded, "
            "and not by them: bring the new text as a change set."
        )
