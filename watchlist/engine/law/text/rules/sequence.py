"""Rules about the events of one entry, and about a list as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from watchlist.engine.law.text.breaches import Breach, breach
from watchlist.engine.law.text.periods import BEGINS, ENDS, takes_effect
from watchlist.engine.law.text.rows import EventRow, ListRow
from watchlist.engine.law.text.rules.shape import is_day
from watchlist.engine.law.text.text import ListText, SeedText

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
    for list_text in text.lists:
        current_entries = _count_current(list_text)
        for head in list_text.head.rows:
            if _asserted(head) and not int(head.min_entries) <= current_entries <= int(head.max_entries):
                yield breach(head, f"{current_entries} entries stand, not {head.min_entries} to {head.max_entries}")


def the_lower_bound_is_what_stands(text: SeedText) -> Iterator[Breach]:
    """The lower bound of a list is what stands on it today, so that a lost row is missed at once."""
    for list_text in text.lists:
        current_entries = _count_current(list_text)
        for head in list_text.head.rows:
            if _asserted(head) and int(head.min_entries) < current_entries <= int(head.max_entries):
                yield breach(head, f"min_entries is {head.min_entries}, and {current_entries} entries stand")


def _count_current(list_text: ListText) -> int:
    return sum(events[-1].event not in ENDS for events in events_of_each_entry(list_text).values())


def _asserted(head: ListRow) -> bool:
    return head.min_entries.isdecimal() and head.max_entries.isdecimal()
