"""Rules about the events of one entry, about a list as a whole, and about the days of a decision.

An act is adopted, published, and takes effect in turn, or a note says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from watchlist.engine.law.text.periods import BEGINS, ENDS, takes_effect
from watchlist.engine.law.text.rows import EventRow, InstrumentRow, ListRow
from watchlist.engine.law.text.rules.shape import is_day
from watchlist.engine.law.text.text import Breach, ListText, SeedText, breach

# A gazette may follow the day from which it counts; a decision of the year after is a mistake, or worth a word.
A_YEAR = timedelta(days=366)

# The other end of a transfer, and how it is told.
OTHER_END = {"transferred_in": ("transferred_out", "out of"), "transferred_out": ("transferred_in", "into")}


def events_of_each_entry(list_text: ListText) -> dict[str, list[EventRow]]:
    """Return the events that stand, in the order of the file, by entry; those of unreadable date are left out."""
    entries: defaultdict[str, list[EventRow]] = defaultdict(list)
    for event in list_text.events.rows:
        if not event.withdrawn and (is_day(event.on) or event.precision == "unknown"):
            entries[event.entry].append(event)
    return entries


def events_follow_one_another(text: SeedText) -> Iterator[Breach]:
    """What is not on the list is added or transferred in; what is on it is amended, removed or transferred out."""
    for list_text in text.lists:
        for events in events_of_each_entry(list_text).values():
            listed = False
            for event in events:
                if listed and event.event in BEGINS:
                    yield breach(event, f"{event.event}, though {event.entry} is on the list")
                elif not listed and event.event not in BEGINS:
                    yield breach(event, f"{event.event}, though {event.entry} is not on the list")
                listed = event.event not in ENDS


def events_stand_in_order(text: SeedText) -> Iterator[Breach]:
    """Each event of an entry takes effect after the one above it; only the first may be of unknown date."""
    for list_text in text.lists:
        for events in events_of_each_entry(list_text).values():
            for previous, event in pairwise(events):
                earlier, day = takes_effect(previous), takes_effect(event)
                if day is None:
                    yield breach(event, f"{event.event} has no date: only the first event of an entry may have none")
                elif earlier is not None and day <= earlier:
                    yield breach(event, f"takes effect on {day}, not after line {previous.line} ({earlier})")


def a_transfer_has_two_ends(text: SeedText) -> Iterator[Breach]:
    """What comes into a list by a transfer leaves another of the same jurisdiction on the same day, and the reverse."""
    ends: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    transfers = [
        (list_text, event) for list_text in text.lists for event in list_text.events.rows if not event.withdrawn
    ]
    for list_text, event in transfers:
        ends[(event.event, *_move(list_text, event))].add(list_text.key)
    for list_text, event in transfers:
        if event.event in OTHER_END:
            other, how = OTHER_END[event.event]
            if not ends[(other, *_move(list_text, event))] - {list_text.key}:
                day = event.on or "an unknown day"
                yield breach(event, f"{event.entry} is transferred {how} no other list of {_place(list_text)} on {day}")


def _move(list_text: ListText, event: EventRow) -> tuple[str, ...]:
    return _place(list_text), event.entry, event.on, event.precision


def _place(list_text: ListText) -> str:
    """Return the jurisdiction in whose folder the list stands."""
    return list_text.origin.split("/")[1].upper()


def a_list_is_neither_short_nor_long(text: SeedText) -> Iterator[Breach]:
    """As many entries stand on the list after its last event as its `list.toml` asserts."""
    for head, entries in _counted(text):
        if not int(head.min_entries) <= entries <= int(head.max_entries):
            yield breach(head, f"{entries} entries stand, not {head.min_entries} to {head.max_entries}")


def the_lower_bound_is_what_stands(text: SeedText) -> Iterator[Breach]:
    """The lower bound of a list is what stands on it today, so that a lost row is missed at once."""
    for head, entries in _counted(text):
        if int(head.min_entries) < entries <= int(head.max_entries):
            yield breach(head, f"min_entries is {head.min_entries}, and {entries} entries stand")


def _counted(text: SeedText) -> Iterator[tuple[ListRow, int]]:
    """Yield each list that asserts how many entries it has, with how many stand on it."""
    for list_text in text.lists:
        entries = sum(events[-1].event not in ENDS for events in events_of_each_entry(list_text).values())
        for head in list_text.head.rows:
            if head.min_entries.isdecimal() and head.max_entries.isdecimal():
                yield head, entries


def an_act_is_adopted_before_it_is_published(text: SeedText) -> Iterator[Breach]:
    """Nothing is published before it was decided."""
    for act in text.rows(InstrumentRow):
        adopted, published = _day(act.adopted_on), _day(act.published_on)
        if adopted and published and published < adopted:
            yield breach(act, f"published_on {published} is before adopted_on {adopted}")
    for event in text.rows(EventRow):
        decided, published = _day(event.decided_on), _day(event.published_on)
        if decided and published and published < decided:
            yield breach(event, f"published_on {published} is before decided_on {decided}")


def an_act_takes_effect_after_its_adoption(text: SeedText) -> Iterator[Breach]:
    """Nothing holds before its adoption, or over a year before it was known, unless the note names the later year."""
    acts = {act.key: act for act in text.rows(InstrumentRow)}
    for event in text.rows(EventRow):
        # The last day on which the event may have taken effect.
        effect = _day(event.on) if event.precision != "unknown" else None
        if effect and event.precision == "year":
            effect = date(effect.year, 12, 31)
        act = acts.get(event.instrument)
        if effect is None or event.withdrawn:
            continue
        dates = {"decided_on": event.decided_on, "published_on": event.published_on}
        if act is not None:
            dates |= {f"published_on of {act.key}": act.published_on}
            adopted = _day(act.adopted_on)
            if adopted and effect < adopted and str(adopted.year) not in event.note:
                yield breach(event, f"takes effect on {event.on}, before {act.key} was adopted ({adopted})")
        for what, written in dates.items():
            day = _day(written)
            if day and day - effect > A_YEAR and str(day.year) not in event.note:
                yield breach(event, f"takes effect on {event.on}, more than a year before {what} ({day})")


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if is_day(written) else None
