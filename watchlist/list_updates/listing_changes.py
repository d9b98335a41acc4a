"""What the law would say of an entry after its printed row was added, amended, corrected or removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from chemistry import normalise_name
from watchlist.engine.law import CompiledLaw, ConditionFacts, SchedulingFacts
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.change_schema import Removal, payload_of
from watchlist.list_updates.curation import DESCRIBE_IT
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.diff import RowChange
from watchlist.list_updates.entry_facts import CitedAct, HeldEntry, cited_act, matching_entries, substances_of_name
from watchlist.list_updates.heads import printed_head, read_row
from watchlist.list_updates.published import EndedRow, PublishedRow, end_of

ALREADY_HELD: Final = "already held: nothing would change"
LIST_NOT_HELD: Final = "the rows of this list are of no list that is held: nothing would change"
APPLY_TO_NOTHING: Final = frozenset({ALREADY_HELD, LIST_NOT_HELD})
"""What is said of changes that leave nothing to doubt."""
OTHER_START: Final = (
    "held from {held} on, and the publication says {said}: nothing would change; where the publication is right, "
    "correct what is held"
)
LISTED_AGAIN: Final = (
    "held until {end} and not since, and the publication prints it: say from which day it is listed again"
)
MANY_ENTRIES: Final = "more than one held entry bears this name: {entries}; say on which it bears"
BY_ANOTHER_NAME: Final = "“{head}” is no held name of {substance}: it is taken for it by another of the names printed"
NO_READING: Final = "the words “{words}” have no reading: say what they reach"
BELOW_ITEM: Final = "it stands below item {code}, whose words may reach further"
SAME_DAY: Final = "a period that begins on that day is held already: it is taken for a correction of that"


@dataclass(frozen=True, slots=True)
class LawContext:
    """What rows are compared with: the entries held, the compiled law for its names, how rows left the publication."""

    source: DeclaredSource
    entries: tuple[HeldEntry, ...]
    compiled: CompiledLaw | None
    ended: tuple[EndedRow, ...] = ()

    def entries_named(self, change: RowChange, lists: Sequence[str]) -> tuple[HeldEntry, ...]:
        """Return the held entries of some lists that bear the name of a row, as it is printed now or was before."""
        entries = [entry for entry in self.entries if entry.list in lists]
        return matching_entries(change.row, entries) or (matching_entries(change.old, entries) if change.old else ())


@dataclass(frozen=True, slots=True)
class EntryEffect:
    """What a row means for one entry (of key "" where none was found): `kind` is the verb; `payload` None: nothing."""

    kind: str
    list: str
    entry: str
    payload: Mapping[str, Any] | None
    doubts: tuple[str, ...]


def listing_change(change: RowChange, of_list: str, law: LawContext) -> EntryEffect:
    """Return what a change of a row means for the control list whose entries its rows are."""
    row = change.row
    entries = law.entries_named(change, [of_list])
    if change.new is None:
        return _removed(row, entries, of_list, law)
    if change.kind == Change.Kind.ADD:
        return _added(change.new, entries, of_list, law)
    return _amended(change, change.new, entries, of_list, law)


def _added(row: PublishedRow, entries: Sequence[HeldEntry], of_list: str, law: LawContext) -> EntryEffect:
    for held_entry in (held_entry for held_entry in entries if held_entry.lasts_until(row.valid_until)):
        if held_entry.period_on(row.valid_from):
            return EntryEffect(Change.Kind.ADD, of_list, held_entry.key, None, (ALREADY_HELD,))
        if later := held_entry.first_period_between(row.valid_from, row.valid_until):
            doubt = OTHER_START.format(held=later.valid_from, said=row.valid_from)
            return EntryEffect(Change.Kind.ADD, of_list, held_entry.key, None, (doubt,))
    reading = read_row(row.name, law.source.language)
    substances = (entries[0].substance,) if len(entries) == 1 else substances_of_name(reading.printed, law.compiled)
    substance = substances[0] if len(substances) == 1 else ""
    doubts = list(_lapsed(row, entries))
    if len(substances) > 1:
        doubts.append(f"its names are of more than one held substance: {', '.join(substances)}; {DESCRIBE_IT}")
    elif not substance:
        doubts.append(DESCRIBE_IT)
    doubts += _by_another_name(reading.printed, substance, law) if substance and not entries else []
    act = cited_act(row.instruments, law.source, row.decided_on)
    entry = f"{of_list}/{substance or 'new'}"
    facts = _facts(row, entry, "added", act, law.source)
    facts = replace(facts, printed_name=reading.printed, reach=reading.reach or "", valid_until=row.valid_until)
    if row.valid_until:
        facts = replace(facts, end_event=f"{entry}/{row.valid_until}/removed")
    after = {**payload_of(facts), "substance": substance, **act.payload}
    return EntryEffect(
        Change.Kind.ADD, of_list, entry if substance else "", after, (*doubts, *_unread(row, law), act.doubt)
    )


def _by_another_name(printed: str, substance: str, law: LawContext) -> list[str]:
    """Say where the first of the printed names is not held: what stands in brackets may be of something else."""
    names = law.compiled.names if law.compiled else {}
    head = printed_head(printed)
    substances = {target.substance for target in names.get(normalise_name(head), ())}
    return [] if substance in substances else [BY_ANOTHER_NAME.format(head=head, substance=substance)]


def _lapsed(row: PublishedRow, entries: Sequence[HeldEntry]) -> tuple[str, ...]:
    """Say of an entry that ended whether the row has no day after that: it would seem to be held."""
    ends = [entry.periods[-1].valid_until for entry in entries if not entry.lasts_until(row.valid_until)]
    return tuple(
        LISTED_AGAIN.format(end=end) for end in ends if end and (row.valid_from is None or row.valid_from < end)
    )


def _amended(
    change: RowChange, row: PublishedRow, entries: Sequence[HeldEntry], of_list: str, law: LawContext
) -> EntryEffect:
    if len(entries) != 1:
        act = cited_act(row.instruments, law.source, row.decided_on)
        after = {**payload_of(_facts(row, "", "amended", act, law.source)), **act.payload}
        return EntryEffect(change.kind, of_list, "", after, (*_ambiguity(entries), act.doubt))
    (entry,) = entries
    if change.kind != Change.Kind.CORRECT and entry.period_on(row.valid_from) is None:
        return _added(row, entries, of_list, law)
    current = entry.period_on(row.valid_from) or entry.periods[-1]
    updated = _updated_facts(current, change, row, law)
    if updated == current:
        return EntryEffect(change.kind, of_list, entry.key, None, (_other_day(current, change, row) or ALREADY_HELD,))
    act = cited_act(row.instruments, law.source, row.decided_on)
    doubts = (*_lapsed(row, entries), *_unread(row, law), act.doubt)
    if change.kind == Change.Kind.CORRECT or current.valid_from == row.valid_from:
        corrected = {"replacements": {entry.key: {current.event: payload_of(updated)}}}
        same_day = (SAME_DAY,) if change.kind != Change.Kind.CORRECT else ()
        return EntryEffect(Change.Kind.CORRECT, of_list, entry.key, corrected, (*same_day, *doubts))
    after = {**amendment_payload(updated, entry, row, act, law), **act.payload}
    return EntryEffect(Change.Kind.AMEND, of_list, entry.key, after, doubts)


def _other_day(current: SchedulingFacts, change: RowChange, row: PublishedRow) -> str:
    """Say where a publication moves the day on which what is held begins, under the same acts; else nothing."""
    old_row = change.old
    if old_row is None or old_row.instruments != row.instruments or old_row.valid_from == row.valid_from:
        return ""
    if current.valid_from != old_row.valid_from:
        return ""
    return OTHER_START.format(held=current.valid_from, said=row.valid_from)


def amendment_payload(
    updated: SchedulingFacts, entry: HeldEntry, row: PublishedRow, act: CitedAct, law: LawContext
) -> dict[str, Any]:
    """Return the payload of a new period of an entry, which a row begins under an act."""
    began = _facts(row, entry.key, "amended", act, law.source)
    facts = replace(
        updated,
        event=began.event,
        event_kind="amended",
        valid_from=row.valid_from,
        date_precision=began.date_precision,
        date_confidence=began.date_confidence,
        decided_on=row.decided_on,
        published_on=None,
        instrument=act.key,
        source=law.source.title,
        note="",
        conditions=conditions_below(began.event, updated),
    )
    return payload_of(facts)


def conditions_below(event: str, facts: SchedulingFacts) -> tuple[ConditionFacts, ...]:
    """Return the conditions of a listing with the ids that they have below an event."""
    return tuple(
        replace(condition, key=f"{event}/{condition.key.rpartition('/')[2]}") for condition in facts.conditions
    )


def _removed(row: PublishedRow, entries: Sequence[HeldEntry], of_list: str, law: LawContext) -> EntryEffect:
    end = end_of(row, law.ended)
    on = (end.on if end else None) or row.valid_until
    act = cited_act(end.instruments, law.source, end.decided_on) if end else CitedAct()
    entry = entries[0].key if len(entries) == 1 else ""
    ends = [facts.valid_until for facts in entries[0].periods] if entry else []
    if entry and all(until and (on is None or until <= on) for until in ends):
        return EntryEffect(Change.Kind.REMOVE, of_list, entry, None, (ALREADY_HELD,))
    ending = Removal(on, f"{entry}/{on or 'unknown'}/removed", "removed", act.key, row.place)
    doubts = _ambiguity(entries)
    return EntryEffect(Change.Kind.REMOVE, of_list, entry, {**payload_of(ending), **act.payload}, (*doubts, act.doubt))


def _updated_facts(current: SchedulingFacts, change: RowChange, row: PublishedRow, law: LawContext) -> SchedulingFacts:
    """Return what is held with what the row prints otherwise: its number, its name, its words and their reach."""
    fields = {field.name for field in change.fields}
    updated = (
        replace(current, law_code=row.code, citation=row.place or current.citation) if "code" in fields else current
    )
    if "name" in fields:
        reading = read_row(row.name, law.source.language)
        reach = current.reach if reading.reach is None else reading.reach
        wording = current.wording if current.wording.startswith(row.name.rstrip(" :")) else row.name
        updated = replace(updated, printed_name=reading.printed, wording=wording, reach=reach)
    if "valid_until" in fields and current.valid_until != row.valid_until:
        entry = "/".join(current.event.split("/")[:2])
        end_event = f"{entry}/{row.valid_until}/removed" if row.valid_until else ""
        updated = replace(updated, valid_until=row.valid_until, end_event=end_event)
    return updated


def _facts(row: PublishedRow, entry: str, event: str, act: CitedAct, source: DeclaredSource) -> SchedulingFacts:
    day = row.valid_from
    return SchedulingFacts(
        event=f"{entry}/{day or 'unknown'}/{event}",
        event_kind=event,
        valid_from=day,
        date_precision="day" if day else "unknown",
        date_confidence="confirmed" if day else "unverified",
        decided_on=row.decided_on,
        instrument=act.key,
        citation=row.place,
        law_code=row.code,
        code_confidence="confirmed" if row.code else "",
        printed_name=row.name,
        wording=row.name,
        confidence="confirmed",
        source=source.title,
    )


def _unread(row: PublishedRow, law: LawContext) -> tuple[str, ...]:
    reading = read_row(row.name, law.source.language)
    doubts = () if reading.reach is not None else (NO_READING.format(words=reading.words),)
    above, part, _ = row.code.partition("(")
    return (*doubts, BELOW_ITEM.format(code=above)) if above and part else doubts


def _ambiguity(entries: Sequence[HeldEntry]) -> tuple[str, ...]:
    return (MANY_ENTRIES.format(entries=", ".join(entry.key for entry in entries)),) if len(entries) > 1 else ()
