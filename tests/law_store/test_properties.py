"""Any sequence of the verbs, against a model that is easily believed: the list of what was seen, tick by tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings, strategies as st

from tests.law_store.law import WHO, facts, open_an_entry
from watchlist.engine.asof import AsOf
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.history import amend, correct, end, record
from watchlist.law_store.models import ListEntry, Scheduling
from watchlist.temporal import LawTick, last_tick

Period = tuple[date | None, date | None]
Seen = dict[str, Period]
DAYS = [date(2000, 1, 1) + timedelta(days=73 * step) for step in range(30)]
ASKED = sorted(
    {day + timedelta(days=shift) for day in DAYS for shift in (-1, 0)} | {date(1800, 1, 1), date(2100, 1, 1)}
)

starts = st.one_of(st.sampled_from(DAYS), st.none())
# Mostly periods that can be: any two days would be refused every other time.
ends = st.one_of(st.none(), st.integers(0, 15).map(lambda step: timedelta(days=73 * step)))
steps = st.one_of(
    st.tuples(st.just("record"), starts, ends),
    st.tuples(st.just("amend"), starts, st.none()),
    st.tuples(st.just("end"), st.sampled_from(DAYS), st.none()),
    st.tuples(st.just("correct"), starts, ends),
    st.tuples(st.just("withdraw"), st.none(), st.none()),
).map(lambda step: (step[0], step[1], (step[1] or DAYS[9]) + step[2] if step[2] is not None else None))


@dataclass
class Model:
    """What is seen now, and what was seen from each tick on."""

    seen: Seen = field(default_factory=dict)
    past: list[tuple[datetime, Seen]] = field(default_factory=list)

    def after(self, verb: str, event: str, start: date | None, until: date | None) -> Seen | None:
        """Return what a verb makes of it, or None where it must be refused."""
        now = dict(self.seen)
        last = max(now, default="")
        if verb == "record":
            now[event] = (start, until)
        elif verb == "amend":
            old = next((name for name, period in now.items() if start and covers(period, start)), None)
            if old is None or now[old][0] == start:
                return None
            now[event], now[old] = (start, now[old][1]), (now[old][0], start)
        elif verb == "end":
            old = next((name for name, (_, ends) in now.items() if ends is None), None)
            if old is None:
                return None
            now[old] = (now[old][0], start)
        elif not last:
            return None
        elif verb == "correct":
            now[last] = (start, until)
        else:
            del now[last]
        return now if disjoint(now) else None


def covers(period: Period, day: date) -> bool:
    start, until = period
    return (start is None or start <= day) and (until is None or day < until)


def disjoint(seen: Seen) -> bool:
    ordered = sorted((start or date.min, until or date.max) for start, until in seen.values())
    return all(start < until for start, until in ordered) and all(
        before[1] <= after[0] for before, after in pairwise(ordered)
    )


def write(entry: ListEntry, verb: str, event: str, start: date | None, until: date | None) -> None:
    said = facts(event, start, valid_until=until, date_precision=precision(start))
    last = Scheduling.objects.current().filter(entry=entry).order_by("event").last()
    if verb == "record":
        record(entry=entry, facts=said, **WHO)
    elif verb == "amend":
        amend(entry=entry, facts=said, **WHO)
    elif verb == "end" and start:
        end(entry=entry, on=start, event=event, **WHO)
    elif last:
        replacement = facts(last.event, start, valid_until=until, date_precision=precision(start))
        correct(entry=entry, replacements={last: replacement if verb == "correct" else None}, **WHO)


def precision(start: date | None) -> str:
    if start is None:
        return "unknown"
    return "year" if (start.month, start.day) == (1, 1) else "day"


def play(steps_taken: list[tuple[str, date | None, date | None]], look: Callable[[Model], None]) -> None:
    """Take each step on both sides, then look at every tick; leave no trace."""
    with transaction.atomic():
        entry, model = open_an_entry(), Model()
        for number, (verb, start, until) in enumerate(steps_taken):
            event = f"event-{number:02}"
            expected = model.after(verb, event, start, until)
            before = last_tick()
            if expected is None and (verb not in ("correct", "withdraw") or model.seen):
                with pytest.raises((CorrectTheData, IntegrityError)), transaction.atomic():
                    write(entry, verb, event, start, until)
                assert last_tick() == before
            elif expected is not None:
                write(entry, verb, event, start, until)
                model.seen = expected
                model.past.append((last_tick(), expected))
        look(model)
        transaction.set_rollback(True)


@pytest.mark.long
@pytest.mark.django_db
@settings(max_examples=80)
@given(taken=st.lists(steps, min_size=1, max_size=12))
def test_what_is_seen_from_every_point_of_view_is_what_was_seen_then(
    taken: list[tuple[str, date | None, date | None]],
) -> None:
    def look(model: Model) -> None:
        for tick, seen in model.past:
            for day in ASKED:
                rows = Scheduling.law.as_of(AsOf(day, tick)).values_list("event", flat=True)
                assert set(rows) == {event for event, period in seen.items() if covers(period, day)}

    play(taken, look)


@pytest.mark.django_db
@settings(max_examples=25)
@given(taken=st.lists(steps, min_size=1, max_size=8))
def test_the_compiled_law_sees_what_the_rows_say(taken: list[tuple[str, date | None, date | None]]) -> None:
    def look(model: Model) -> None:
        for tick, seen in model.past:
            rows = law_known_at(tick).schedulings.get("p2p", ())
            for day in ASKED:
                expected = {event for event, period in seen.items() if covers(period, day)}
                assert {row.event for row in rows if row.in_force(day)} == expected

    play(taken, look)


@pytest.mark.django_db
@settings(max_examples=40)
@given(taken=st.lists(steps, min_size=1, max_size=12))
def test_between_two_ticks_the_earlier_one_is_seen(taken: list[tuple[str, date | None, date | None]]) -> None:
    def look(model: Model) -> None:
        ticks = list(LawTick.objects.order_by("at").values_list("at", flat=True))
        for before, after in pairwise(ticks):
            assert last_tick(after - timedelta(microseconds=1)) == before

    play(taken, look)
