"""One accepted change into the law, by the verbs of the law alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from chemistry.nomenclature import normalise_name
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.law_store import history, registry
from watchlist.law_store.models import ControlList, ListEntry, Scheduling
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.curation import refuse_unfit
from watchlist.list_updates.drafting import Drafted
from watchlist.list_updates.held import held_facts, is_held_so, refuse_if_changed
from watchlist.list_updates.proposed import Proposed, proposed
from watchlist.list_updates.saying import Ending
from watchlist.substances.known import facts_known
from watchlist.substances.registry import NameFacts, describe
from watchlist.temporal import tick


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes and why; the language of what is written, and where it was read."""

    actor: str
    reason: str
    language: str = "en"
    source: str = ""


def write(draft: Drafted, hand: Hand) -> list[str]:
    """Write a change into the law, and return the events of the schedulings that it touched; none: it says nothing.

    Raises `CorrectTheData` where it cannot be written, or what is held is not what it was computed from.
    """
    if draft.after is None:
        return []
    refuse_if_changed(draft)
    refuse_unfit(draft)
    said = proposed(draft)
    if said.act:
        registry.hold_instrument(facts=said.act, actor=hand.actor, reason=hand.reason)
    if said.described and not is_held_so(said.described):
        described = said.described.facts()
        describe(key=said.described.key, facts=described, actor=hand.actor, reason=hand.reason)
    for entry, printed in said.printed_names(draft.entries):
        _hold_name(entry.partition("/")[2], printed, hand)
    return list(_written(draft, said, hand))


def _written(draft: Drafted, said: Proposed, hand: Hand) -> Iterator[str]:
    if draft.kind == Change.Kind.ADD and said.facts:
        of = ControlList.objects.get(key=draft.list_key)
        entry = registry.entry_of(control_list=of, substance=said.substance)
        yield _record(entry, said.facts, hand).event
    elif draft.kind == Change.Kind.AMEND and said.facts:
        amended = str((draft.before or {}).get("event", ""))
        yield amended
        entry = _entry(draft.entries[0])
        _refuse_overlap(entry, _periods_after(entry, amended, said.facts))
        yield history.amend(entry=entry, facts=said.facts, actor=hand.actor, reason=hand.reason).event
    elif draft.kind == Change.Kind.REMOVE and said.ending:
        yield _end(_entry(draft.entries[0]), str((draft.before or {}).get("event", "")), said.ending, hand)
    else:
        for entry_key in draft.entries:
            yield from _correct(entry_key, said, hand)


def _periods_after(entry: ListEntry, amended: str, facts: SchedulingFacts) -> list[SchedulingFacts]:
    """Return the periods beside the one amended, with that which begins: it ends where that ended, or is said to."""
    held = held_facts(entry.key)
    ended = held.pop(amended).valid_until if amended in held else None
    return [*held.values(), replace(facts, valid_until=facts.valid_until or ended)]


def _record(entry: ListEntry, facts: SchedulingFacts, hand: Hand) -> Scheduling:
    _refuse_overlap(entry, [*held_facts(entry.key).values(), facts])
    return history.record(entry=entry, facts=facts, actor=hand.actor, reason=hand.reason)


def _refuse_overlap(entry: ListEntry, periods: Sequence[SchedulingFacts]) -> None:
    for one, other in combinations(periods, 2):
        if _meet(one, other):
            days = " and ".join(str(facts.valid_from or "an unknown day") for facts in (one, other))
            raise CorrectTheData(
                _("%(entry)s: it would be listed twice at a time, from %(days)s on."), entry=entry, days=days
            )


def _meet(held: SchedulingFacts, facts: SchedulingFacts) -> bool:
    begins_before = facts.valid_from is None or held.valid_until is None or facts.valid_from < held.valid_until
    ends_after = held.valid_from is None or facts.valid_until is None or held.valid_from < facts.valid_until
    return begins_before and ends_after


def _end(entry: ListEntry, event: str, ending: Ending, hand: Hand) -> str:
    """End a listing; one that was to end on a later day anyhow is said to end on this."""
    assert ending.valid_until is not None  # a removal without its day is not read
    held = held_facts(entry.key)
    for later in held.values():
        if later.valid_from and later.valid_from >= ending.valid_until:
            raise CorrectTheData(
                _("%(entry)s: what begins on %(valid_from)s is held; withdraw that first."),
                entry=entry,
                valid_from=later.valid_from,
            )
    if event not in held or held[event].valid_until is None:
        row = history.end(
            entry=entry, on=ending.valid_until, event=ending.end_event, actor=hand.actor, reason=hand.reason
        )
        return row.event
    was = Scheduling.objects.current().get(entry=entry, event=event)
    ended = replace(held[event], valid_until=ending.valid_until, end_event=ending.end_event)
    history.correct(entry=entry, replacements={was: ended}, actor=hand.actor, reason=hand.reason)
    return event


def _correct(entry_key: str, said: Proposed, hand: Hand) -> Iterator[str]:
    entry = _entry(entry_key)
    wanted = {event: facts for of, event, facts in said.corrected if of == entry_key}
    rows = {row.event: row for row in Scheduling.objects.current().filter(entry=entry, event__in=list(wanted))}
    kept = [facts for event, facts in held_facts(entry_key).items() if event not in wanted]
    _refuse_overlap(entry, [*kept, *(facts for facts in wanted.values() if facts)])
    replacements = {row: wanted[event] for event, row in rows.items()}
    if replacements:
        history.correct(entry=entry, replacements=replacements, actor=hand.actor, reason=hand.reason)
    for event, facts in wanted.items():
        if event not in rows and facts is not None:
            history.record(entry=entry, facts=facts, actor=hand.actor, reason=hand.reason)
    yield from wanted


def _hold_name(substance: str, printed: str, hand: Hand) -> None:
    """Hold the name under which it is printed true of its substance, so that goods under that name are found."""
    known = facts_known(substance, tick())
    if known is None or normalise_name(printed) in {normalise_name(name.text) for name in known.names}:
        return
    names = [*known.names, NameFacts(printed, hand.language, "printed", hand.source)]
    describe(key=substance, facts=replace(known, names=names), actor=hand.actor, reason=hand.reason)


def _entry(key: str) -> ListEntry:
    entry = ListEntry.objects.filter(key=key).first()
    if entry is None:
        raise CorrectTheData(_("no entry %(key)r is held."), key=key)
    return entry
