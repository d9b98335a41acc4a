"""One accepted change into the law, by the verbs of the law alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from chemistry import normalise_name
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law import SchedulingFacts
from watchlist.law_store import (
    ControlList,
    ListEntry,
    Scheduling,
    amend,
    correct,
    end,
    entry_of,
    record,
    set_instrument,
)
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_schema import Removal
from watchlist.list_updates.curation import refuse_unfit
from watchlist.list_updates.drafting import ChangeDraft, ParsedChange, parse_change
from watchlist.list_updates.entry_facts import current_facts, current_payload, is_held_as_described
from watchlist.substances import NameFacts, describe, substance_facts
from watchlist.temporal import tick


@dataclass(frozen=True, slots=True)
class Authorship:
    """Who writes and why; the language of what is written, and where it was read."""

    actor: str
    reason: str
    language: str = "en"
    source: str = ""


def write(draft: ChangeDraft, authorship: Authorship) -> list[str]:
    """Write a change into the law, and return the events of the schedulings that it touched; none: it says nothing.

    Raises `CorrectTheData` where it cannot be written, or what is held is not what it was computed from.
    """
    if draft.after is None:
        return []
    if current_payload(draft) != draft.before:
        raise CorrectTheData(_("%(name)s: what is held of it was changed since; look at it again."), name=draft.name)
    refuse_unfit(draft)
    parsed = parse_change(draft)
    if parsed.act:
        set_instrument(facts=parsed.act, actor=authorship.actor, reason=authorship.reason)
    if parsed.new_substance and not is_held_as_described(parsed.new_substance):
        substance_facts = parsed.new_substance.facts()
        describe(key=parsed.new_substance.key, facts=substance_facts, actor=authorship.actor, reason=authorship.reason)
    for entry, printed in parsed.printed_names(draft.entries):
        _store_name(entry.partition("/")[2], printed, authorship)
    return list(_write_events(draft, parsed, authorship))


def _write_events(draft: ChangeDraft, parsed: ParsedChange, authorship: Authorship) -> Iterator[str]:
    if draft.kind == Change.Kind.ADD and parsed.facts:
        control_list = ControlList.objects.get(key=draft.list_key)
        entry = entry_of(control_list=control_list, substance=parsed.substance)
        _refuse_overlap(entry, [*current_facts(entry.key).values(), parsed.facts])
        yield record(entry=entry, facts=parsed.facts, actor=authorship.actor, reason=authorship.reason).event
    elif draft.kind == Change.Kind.AMEND and parsed.facts:
        amended = str((draft.before or {}).get("event", ""))
        yield amended
        entry = _entry(draft.entries[0])
        _refuse_overlap(entry, _periods_after(entry, amended, parsed.facts))
        yield amend(entry=entry, facts=parsed.facts, actor=authorship.actor, reason=authorship.reason).event
    elif draft.kind == Change.Kind.REMOVE and parsed.removal:
        yield _end(_entry(draft.entries[0]), str((draft.before or {}).get("event", "")), parsed.removal, authorship)
    else:
        for entry_key in draft.entries:
            yield from _correct(entry_key, parsed, authorship)


def _periods_after(entry: ListEntry, amended: str, facts: SchedulingFacts) -> list[SchedulingFacts]:
    """Return the periods beside the one amended, with that which begins: it ends where that ended, or is said to."""
    periods = current_facts(entry.key)
    ended = periods.pop(amended).valid_until if amended in periods else None
    return [*periods.values(), replace(facts, valid_until=facts.valid_until or ended)]


def _refuse_overlap(entry: ListEntry, periods: Sequence[SchedulingFacts]) -> None:
    for first, second in combinations(periods, 2):
        begins_before = second.valid_from is None or first.valid_until is None or second.valid_from < first.valid_until
        ends_after = first.valid_from is None or second.valid_until is None or first.valid_from < second.valid_until
        if begins_before and ends_after:
            days = " and ".join(str(facts.valid_from or "an unknown day") for facts in (first, second))
            raise CorrectTheData(
                _("%(entry)s: it would be listed twice at a time, from %(days)s on."), entry=entry, days=days
            )


def _end(entry: ListEntry, event: str, ending: Removal, authorship: Authorship) -> str:
    """End a listing; one that was to end on a later day anyhow is said to end on this."""
    assert ending.valid_until is not None  # a removal without its day is not read
    periods = current_facts(entry.key)
    for later in periods.values():
        if later.valid_from and later.valid_from >= ending.valid_until:
            raise CorrectTheData(
                _("%(entry)s: what begins on %(valid_from)s is held; withdraw that first."),
                entry=entry,
                valid_from=later.valid_from,
            )
    if event not in periods or periods[event].valid_until is None:
        row = end(
            entry=entry, on=ending.valid_until, event=ending.end_event, actor=authorship.actor, reason=authorship.reason
        )
        return row.event
    was = Scheduling.objects.current().get(entry=entry, event=event)
    ended = replace(periods[event], valid_until=ending.valid_until, end_event=ending.end_event)
    correct(entry=entry, replacements={was: ended}, actor=authorship.actor, reason=authorship.reason)
    return event


def _correct(entry_key: str, parsed: ParsedChange, authorship: Authorship) -> Iterator[str]:
    entry = _entry(entry_key)
    wanted = {event: facts for key, event, facts in parsed.corrections if key == entry_key}
    rows = {row.event: row for row in Scheduling.objects.current().filter(entry=entry, event__in=list(wanted))}
    kept = [facts for event, facts in current_facts(entry_key).items() if event not in wanted]
    _refuse_overlap(entry, [*kept, *(facts for facts in wanted.values() if facts)])
    replacements = {row: wanted[event] for event, row in rows.items()}
    if replacements:
        correct(entry=entry, replacements=replacements, actor=authorship.actor, reason=authorship.reason)
    for event, facts in wanted.items():
        if event not in rows and facts is not None:
            record(entry=entry, facts=facts, actor=authorship.actor, reason=authorship.reason)
    yield from wanted


def _store_name(substance: str, printed: str, authorship: Authorship) -> None:
    """Store a printed name as one of its substance, so that goods under that name are found."""
    current = substance_facts(substance, tick())
    if current is None or normalise_name(printed) in {normalise_name(name.text) for name in current.names}:
        return
    names = [*current.names, NameFacts(printed, authorship.language, "printed", authorship.source)]
    describe(key=substance, facts=replace(current, names=names), actor=authorship.actor, reason=authorship.reason)


def _entry(key: str) -> ListEntry:
    entry = ListEntry.objects.filter(key=key).first()
    if entry is None:
        raise CorrectTheData(_("no entry %(key)r is held."), key=key)
    return entry
