"""One list from text to history: events that its new text adds are changes of the law; the rest corrects our errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import SchedulingFacts, text
from watchlist.engine.law.text import (
    ConditionRow,
    EventRow,
    ListRow,
    ObligationRow,
    SeedPart,
    conditions_by_event,
    events_by_entry,
)
from watchlist.law_store import history, registry
from watchlist.law_store.models import ControlList, ListEntry, Scheduling
from watchlist.law_store.seeds.editions import Delivery, facts_from, touched_since


class ListWasTouched(CorrectTheData):
    """The listings of a list were changed by another path after its text was last loaded."""


def load_list(old: SeedPart, new: SeedPart, delivery: Delivery) -> None:
    """Bring the history of one list from its old text to its new one, by the verbs of the history alone."""
    control_list = _write_list(new, delivery)
    _refuse_if_touched(control_list, delivery)
    _refuse_lost_events(old, new)
    loaded_ids = {event.id for event in old.rows(EventRow)}
    old_events, new_events = events_by_entry(old), events_by_entry(new)
    conditions_before, conditions = conditions_by_event(old), conditions_by_event(new)
    further: list[EventRow] = []
    for entry, events in new_events.items():
        retold, later = _divide(events, loaded_ids)
        further += later
        old_periods = text.periods_of(old_events.get(entry, ()), conditions_before)
        new_periods = text.periods_of(retold, conditions)
        if old_periods != new_periods:
            _correct(registry.entry_of(control_list=control_list, substance=entry), old_periods, new_periods, delivery)
    for event in sorted(further, key=text.legal_order):
        entry_row = registry.entry_of(control_list=control_list, substance=event.entry)
        _record_event(entry_row, event, conditions.get(event.id, ()), delivery)


def _divide(events: Iterable[EventRow], loaded_ids: set[str]) -> tuple[list[EventRow], list[EventRow]]:
    """Return the events up to the last one loaded before, with those that were missing there, and the events after."""
    story = text.story(events)
    last_told = max((place for place, event in enumerate(story, 1) if event.id in loaded_ids), default=0)
    return story[:last_told], story[last_told:]


def _correct(
    entry: ListEntry, old_periods: list[SchedulingFacts], new_periods: list[SchedulingFacts], delivery: Delivery
) -> None:
    wanted = {facts.event: facts for facts in new_periods}
    wrong = [facts.event for facts in old_periods if wanted.get(facts.event) != facts]
    rows = {row.event: row for row in Scheduling.objects.current().filter(entry=entry)}
    if wrong:
        history.correct(
            entry=entry,
            replacements={rows[event]: wanted.get(event) for event in wrong},
            actor=delivery.actor,
            reason=delivery.reason,
        )
    unsaid = wanted.keys() - {facts.event for facts in old_periods}
    for facts in new_periods:
        if facts.event in unsaid:
            history.record(entry=entry, facts=facts, actor=delivery.actor, reason=delivery.reason)


def _record_event(entry: ListEntry, event: EventRow, conditions: Iterable[ConditionRow], delivery: Delivery) -> None:
    if event.event in text.ENDS:
        on = text.takes_effect(event) or date.max
        history.end(entry=entry, on=on, event=event.id, actor=delivery.actor, reason=delivery.reason)
        return
    verb = history.record if event.event in text.BEGINS else history.amend
    facts = text.facts_begun_by(event, list(conditions))
    verb(entry=entry, facts=facts, actor=delivery.actor, reason=delivery.reason)


def _write_list(new: SeedPart, delivery: Delivery) -> ControlList:
    (head,) = new.rows(ListRow)
    facts, check = facts_from(registry.ListFacts, head), facts_from(registry.ListCheck, head)
    control_list = ControlList.objects.select_related("jurisdiction").filter(key=head.key).first()
    if control_list is None:
        control_list = registry.open_list(facts=facts, check=check, actor=delivery.actor, reason=delivery.reason)
    else:
        _refuse_another_list(control_list, facts)
        control_list = registry.verify(
            control_list=control_list, check=check, actor=delivery.actor, reason=delivery.reason
        )
    duties = [facts_from(registry.ObligationFacts, row) for row in new.rows(ObligationRow)]
    registry.oblige(control_list=control_list, duties=duties, actor=delivery.actor, reason=delivery.reason)
    return control_list


def _refuse_another_list(row: ControlList, facts: registry.ListFacts) -> None:
    jurisdiction = row.jurisdiction.key if row.jurisdiction else ""
    for name, value in asdict(facts).items():
        was = jurisdiction if name == "jurisdiction" else getattr(row, name)
        if was != value:
            raise CorrectTheData(f"list {row.key}: {name} is {was!r} and cannot become {value!r}: open another list.")


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
