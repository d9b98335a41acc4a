"""The four verbs: what they write, what they refuse, and that the past stays as it was seen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from tests.law_store.law import ACT, THRESHOLD, WHO, facts, open_an_entry
from watchlist.audit.models import AuditEvent
from watchlist.engine.asof import AsOf
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.law_store.history import amend, correct, end, facts_of, record
from watchlist.law_store.models import ListEntry, Scheduling
from watchlist.law_store.registry import InstrumentFacts, set_instrument
from watchlist.temporal import last_tick

Y2000, Y2005, Y2010 = date(2000, 1, 1), date(2005, 1, 1), date(2010, 1, 1)


def current(entry: ListEntry) -> list[SchedulingFacts]:
    return [facts_of(row) for row in Scheduling.objects.current().filter(entry=entry)]


def in_force(day: date) -> list[str]:
    return [row.event for row in Scheduling.law.as_of(AsOf(day, last_tick()))]


def test_a_record_says_what_its_facts_say(entry: ListEntry) -> None:
    written = facts(conditions=(THRESHOLD,), law_code="8501", reach="salts")
    assert facts_of(record(entry=entry, facts=written, **WHO)) == written


def test_a_listing_holds_from_its_first_day_to_the_day_before_its_end(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(on=Y2000, valid_until=Y2005), **WHO)
    days = [date(1999, 12, 31), Y2000, date(2004, 12, 31), Y2005]
    assert [bool(in_force(day)) for day in days] == [False, True, True, False]


def test_an_unknown_start_never_says_not_yet(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(on=None, valid_until=Y2005), **WHO)
    assert in_force(date(1800, 1, 1))
    assert not in_force(Y2005)


def test_an_amendment_ends_what_held_and_goes_on_from_that_day(entry: ListEntry) -> None:
    record(entry=entry, facts=facts("added", Y2000), **WHO)
    amend(entry=entry, facts=facts("amended", Y2005, reach="salts"), **WHO)
    old, new = current(entry)
    assert (old.valid_until, old.end_event, old.reach) == (Y2005, "amended", "")
    assert (new.valid_from, new.valid_until, new.reach) == (Y2005, None, "salts")


def test_an_amendment_within_a_period_ends_where_the_period_ended(entry: ListEntry) -> None:
    record(entry=entry, facts=facts("added", Y2000, valid_until=Y2010, end_event="removed"), **WHO)
    new = facts_of(amend(entry=entry, facts=facts("amended", Y2005), **WHO))
    assert (new.valid_until, new.end_event) == (Y2010, "removed")


@pytest.mark.parametrize("on", [None, Y2000, date(1999, 1, 1)])
def test_an_amendment_needs_a_day_on_which_something_older_is_in_force(entry: ListEntry, on: date | None) -> None:
    record(entry=entry, facts=facts("added", Y2000), **WHO)
    with pytest.raises(CorrectTheData):
        amend(entry=entry, facts=facts("amended", on), **WHO)


def test_an_end_closes_the_open_period(entry: ListEntry) -> None:
    record(entry=entry, facts=facts("added", Y2000), **WHO)
    end(entry=entry, on=Y2010, event="removed", **WHO)
    (closed,) = current(entry)
    assert (closed.valid_until, closed.end_event) == (Y2010, "removed")


@pytest.mark.parametrize("on", [Y2000, date(1999, 1, 1)])
def test_what_is_not_in_force_cannot_end(entry: ListEntry, on: date) -> None:
    record(entry=entry, facts=facts("added", Y2000), **WHO)
    with pytest.raises(CorrectTheData):
        end(entry=entry, on=on, event="removed", **WHO)


def test_what_ended_can_be_listed_again(entry: ListEntry) -> None:
    record(entry=entry, facts=facts("added", Y2000), **WHO)
    end(entry=entry, on=Y2005, event="removed", **WHO)
    record(entry=entry, facts=facts("added-again", Y2010), **WHO)
    assert [in_force(day) for day in (Y2000, Y2005, Y2010)] == [["added"], [], ["added-again"]]


def test_a_correction_does_not_change_what_was_known_then(entry: ListEntry) -> None:
    row = record(entry=entry, facts=facts("added", Y2005), **WHO)
    then = last_tick()
    correct(entry=entry, replacements={row: facts("added", Y2000)}, **WHO)
    day = date(2003, 1, 1)
    assert not Scheduling.law.as_of(AsOf(day, then)).exists()
    assert Scheduling.law.as_of(AsOf(day, last_tick())).exists()


def test_a_correction_may_withdraw(entry: ListEntry) -> None:
    row = record(entry=entry, facts=facts(), **WHO)
    then = last_tick()
    assert correct(entry=entry, replacements={row: None}, **WHO) == []
    assert not in_force(Y2010)
    assert Scheduling.law.as_of(AsOf(Y2010, then)).exists()


def test_only_current_rows_of_the_entry_can_be_corrected(entry: ListEntry) -> None:
    row = record(entry=entry, facts=facts(), **WHO)
    with pytest.raises(CorrectTheData):
        correct(entry=open_an_entry("gbl"), replacements={row: None}, **WHO)
    correct(entry=entry, replacements={row: None}, **WHO)
    row.refresh_from_db()
    with pytest.raises(CorrectTheData):
        correct(entry=entry, replacements={row: None}, **WHO)


def test_periods_that_overlap_are_refused_and_nothing_is_written(entry: ListEntry) -> None:
    record(entry=entry, facts=facts("added", Y2000), **WHO)
    told = AuditEvent.objects.count()
    with pytest.raises(IntegrityError):
        record(entry=entry, facts=facts("added-again", Y2005), **WHO)
    assert AuditEvent.objects.count() == told


def test_each_verb_leaves_one_event(entry: ListEntry) -> None:
    told = AuditEvent.objects.count()
    record(entry=entry, facts=facts("added", Y2000), **WHO)
    row = amend(entry=entry, facts=facts("amended", Y2005), **WHO)
    correct(entry=entry, replacements={row: facts("amended", Y2005, reach="salts")}, **WHO)
    end(entry=entry, on=Y2010, event="removed", **WHO)
    verbs = AuditEvent.objects.order_by("sequence").values_list("verb", "target_key")[told:]
    assert list(verbs) == [(verb, entry.key) for verb in ("record", "amend", "correct", "end")]


def test_an_instrument_that_is_not_held_is_refused(entry: ListEntry) -> None:
    with pytest.raises(CorrectTheData, match="no instrument"):
        record(entry=entry, facts=facts(instrument="xx-rumour"), **WHO)


def test_a_scheduling_is_read_with_its_act_after_the_act_was_corrected(entry: ListEntry) -> None:
    row = record(entry=entry, facts=facts(), **WHO)
    values = {name: getattr(ACT, name) for name in ACT.__dataclass_fields__}
    set_instrument(facts=InstrumentFacts(**values | {"citation": "Act 1, as printed"}), **WHO)
    assert facts_of(row).instrument == "xx-act"
