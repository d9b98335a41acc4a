"""What the law would say of an entry after its printed row was added, amended, corrected or removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from chemistry.nomenclature import normalise_name
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.list_updates.binding import HeldEntry, bound, substances_named
from watchlist.list_updates.change_models import Change
from watchlist.list_updates.citing import Cited, cited
from watchlist.list_updates.curation import DESCRIBE_IT
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.diff import RowChange
from watchlist.list_updates.heads import printed_head
from watchlist.list_updates.published import EndedRow, PublishedRow, end_of
from watchlist.list_updates.reading_rows import read_row
from watchlist.list_updates.saying import Ending, said_of

ALREADY: Final = "already held: nothing would change"
NOT_HELD: Final = "the rows of this list are of no list that is held: nothing would change"
APPLY_TO_NOTHING: Final = frozenset({ALREADY, NOT_HELD})
"""What is said of changes that leave nothing to doubt."""
HELD_FROM: Final = (
    "held from {held} on, and the publication says {said}: nothing would change; where the publication is right, "
    "correct what is held"
)
HELD_UNTIL: Final = (
    "held until {end} and not since, and the publication prints it: say from which day it is listed again"
)
MANY_ENTRIES: Final = "more than one held entry bears this name: {entries}; say on which it bears"
BY_ANOTHER: Final = "“{head}” is no held name of {substance}: it is taken for it by another of the names printed"
NO_READING: Final = "the words “{words}” have no reading: say what they reach"
BELOW: Final = "it stands below item {code}, whose words may reach further"
SAME_DAY: Final = "a period that begins on that day is held already: it is taken for a correction of that"


@dataclass(frozen=True, slots=True)
class Law:
    """What rows are compared with: the entries held, the compiled law for its names, how rows left the publication."""

    source: DeclaredSource
    entries: tuple[HeldEntry, ...]
    compiled: CompiledLaw | None
    ended: tuple[EndedRow, ...] = ()

    def of(self, lists: Sequence[str]) -> tuple[HeldEntry, ...]:
        """Return the held entries of some lists."""
        return tuple(one for one in self.entries if one.list in lists)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row means for one entry (of key "" where none was found): `kind` is the verb; `after` None: nothing."""

    kind: str
    list: str
    entry: str
    after: Mapping[str, Any] | None
    doubts: tuple[str, ...]


def listing_change(change: RowChange, of_list: str, law: Law) -> Meant:
    """Return what a change of a row means for the control list whose entries its rows are."""
    row = change.after or change.before
    assert row is not None  # a change has a side
    entries = bound(row, law.of([of_list])) or (bound(change.before, law.of([of_list])) if change.before else ())
    if change.after is None:
        return _removed(row, entries, of_list, law)
    if change.kind == Change.Kind.ADD:
        return _added(change.after, entries, of_list, law)
    return _amended(change, change.after, entries, of_list, law)


def _added(row: PublishedRow, entries: Sequence[HeldEntry], of_list: str, law: Law) -> Meant:
    for one in (one for one in entries if one.lasts(row.valid_until)):
        if one.on(row.valid_from):
            return Meant(Change.Kind.ADD, of_list, one.key, None, (ALREADY,))
        if later := one.within(row.valid_from, row.valid_until):
            told = HELD_FROM.format(held=later.valid_from, said=row.valid_from)
            return Meant(Change.Kind.ADD, of_list, one.key, None, (told,))
    read = read_row(row.name, law.source.language)
    substances = (entries[0].substance,) if len(entries) == 1 else substances_named(read.printed, law.compiled)
    substance = substances[0] if len(substances) == 1 else ""
    doubts = [*_lapsed(row, entries), *([] if substance else [DESCRIBE_IT])]
    if len(substances) > 1:
        doubts = [
            *_lapsed(row, entries),
            f"its names are of more than one held substance: {', '.join(substances)}; {DESCRIBE_IT}",
        ]
    doubts += _by_another_name(read.printed, substance, law) if substance and not entries else []
    act = cited(row.instruments, law.source, row.decided_on)
    entry = f"{of_list}/{substance or 'new'}"
    facts = _facts(row, entry, "added", act, law.source)
    facts = replace(facts, printed_name=read.printed, reach=read.reach or "", valid_until=row.valid_until)
    if row.valid_until:
        facts = replace(facts, end_event=f"{entry}/{row.valid_until}/removed")
    after = {**said_of(facts), "substance": substance, **_act(act)}
    return Meant(Change.Kind.ADD, of_list, entry if substance else "", after, (*doubts, *_unread(row, law), act.doubt))


def _by_another_name(printed: str, substance: str, law: Law) -> list[str]:
    """Say where the first of the printed names is not held: what stands in brackets may be of something else."""
    names = law.compiled.names if law.compiled else {}
    head = printed_head(printed)
    known = {target.substance for target in names.get(normalise_name(head), ())}
    return [] if substance in known else [BY_ANOTHER.format(head=head, substance=substance)]


def _lapsed(row: PublishedRow, entries: Sequence[HeldEntry]) -> tuple[str, ...]:
    """Say of an entry that ended whether the row has no day after that: it would seem to be held."""
    ends = [one.periods[-1].valid_until for one in entries if not one.lasts(row.valid_until)]
    return tuple(HELD_UNTIL.format(end=end) for end in ends if end and (row.valid_from is None or row.valid_from < end))


def _amended(change: RowChange, row: PublishedRow, entries: Sequence[HeldEntry], of_list: str, law: Law) -> Meant:
    if len(entries) != 1:
        act = cited(row.instruments, law.source, row.decided_on)
        after = {**said_of(_facts(row, "", "amended", act, law.source)), **_act(act)}
        return Meant(change.kind, of_list, "", after, (*_which(entries), act.doubt))
    (entry,) = entries
    if change.kind != Change.Kind.CORRECT and entry.on(row.valid_from) is None:
        return _added(row, entries, of_list, law)
    held = entry.on(row.valid_from) or entry.periods[-1]
    said = _said_anew(held, change, row, law)
    if said == held:
        return Meant(change.kind, of_list, entry.key, None, (_other_day(held, change, row) or ALREADY,))
    act = cited(row.instruments, law.source, row.decided_on)
    doubts = (*_lapsed(row, entries), *_unread(row, law), act.doubt)
    if change.kind == Change.Kind.CORRECT or held.valid_from == row.valid_from:
        after = {"replacements": {entry.key: {held.event: said_of(said)}}}
        same_day = (SAME_DAY,) if change.kind != Change.Kind.CORRECT else ()
        return Meant(Change.Kind.CORRECT, of_list, entry.key, after, (*same_day, *doubts))
    return Meant(Change.Kind.AMEND, of_list, entry.key, {**amended(said, entry, row, act, law), **_act(act)}, doubts)


def _other_day(held: SchedulingFacts, change: RowChange, row: PublishedRow) -> str:
    """Say where a publication moves the day on which what is held begins, under the same acts; else nothing."""
    before = change.before
    if before is None or before.instruments != row.instruments or before.valid_from == row.valid_from:
        return ""
    return HELD_FROM.format(held=held.valid_from, said=row.valid_from) if held.valid_from == before.valid_from else ""


def amended(said: SchedulingFacts, entry: HeldEntry, row: PublishedRow, act: Cited, law: Law) -> dict[str, Any]:
    """Return what is said of an entry as a new period, which a row begins under an act."""
    began = _facts(row, entry.key, "amended", act, law.source)
    conditions = tuple(replace(one, key=f"{began.event}/{one.key.rpartition('/')[2]}") for one in said.conditions)
    facts = replace(
        said,
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
        conditions=conditions,
    )
    return said_of(facts)


def _removed(row: PublishedRow, entries: Sequence[HeldEntry], of_list: str, law: Law) -> Meant:
    end = end_of(row, law.ended)
    on = (end.on if end else None) or row.valid_until
    act = cited(end.instruments, law.source, end.decided_on) if end else Cited()
    entry = entries[0].key if len(entries) == 1 else ""
    if entry and _has_ended(entries[0], on, row):
        return Meant(Change.Kind.REMOVE, of_list, entry, None, (ALREADY,))
    ending = Ending(on, f"{entry}/{on or 'unknown'}/removed", "removed", act.key, row.place)
    doubts = _which(entries)
    return Meant(Change.Kind.REMOVE, of_list, entry, {**said_of(ending), **_act(act)}, (*doubts, act.doubt))


def _has_ended(entry: HeldEntry, on: date | None, row: PublishedRow) -> bool:
    if on is None:
        return all(facts.valid_until is not None for facts in entry.periods)
    return not any(facts.valid_until is None or facts.valid_until > on for facts in entry.periods)


def _said_anew(held: SchedulingFacts, change: RowChange, row: PublishedRow, law: Law) -> SchedulingFacts:
    """Return what is held with what the row prints otherwise: its number, its name, its words and their reach."""
    fields = {field.name for field in change.fields}
    said = replace(held, law_code=row.code, citation=row.place or held.citation) if "code" in fields else held
    if "name" in fields:
        read = read_row(row.name, law.source.language)
        reach = held.reach if read.reach is None else read.reach
        wording = held.wording if held.wording.startswith(row.name.rstrip(" :")) else row.name
        said = replace(said, printed_name=read.printed, wording=wording, reach=reach)
    if "valid_until" in fields and held.valid_until != row.valid_until:
        said = replace(said, valid_until=row.valid_until, end_event=_end_event(held, row))
    return said


def _end_event(held: SchedulingFacts, row: PublishedRow) -> str:
    entry = "/".join(held.event.split("/")[:2])
    return f"{entry}/{row.valid_until}/removed" if row.valid_until else ""


def _facts(row: PublishedRow, entry: str, event: str, act: Cited, source: DeclaredSource) -> SchedulingFacts:
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


def _unread(row: PublishedRow, law: Law) -> tuple[str, ...]:
    read = read_row(row.name, law.source.language)
    doubts = () if read.reach is not None else (NO_READING.format(words=read.words),)
    above, part, _ = row.code.partition("(")
    return (*doubts, BELOW.format(code=above)) if above and part else doubts


def _which(entries: Sequence[HeldEntry]) -> tuple[str, ...]:
    return (MANY_ENTRIES.format(entries=", ".join(one.key for one in entries)),) if len(entries) > 1 else ()


def _act(act: Cited) -> dict[str, Any]:
    return {"new_instrument": said_of(act.act)} if act.act else {}
