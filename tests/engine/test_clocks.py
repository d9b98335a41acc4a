"""Clocks of the law: from which day they count, in which days, and what is not known has no day."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from watchlist.conf import seeds_dir
from watchlist.engine.law.clocks import (
    MovementDays,
    away,
    contingent_phrases,
    counted_events,
    is_contingent,
    last_day,
    words,
)
from watchlist.engine.law.duties import Clock

THURSDAY = date(2026, 11, 26)
LEAVES = MovementDays(crossing=date(2026, 12, 21))


@pytest.mark.parametrize(
    ("length", "unit", "due"),
    [
        (15, "calendar_days", date(2026, 12, 11)),
        (1, "working_days", date(2026, 11, 27)),
        (2, "working_days", date(2026, 11, 30)),
        (15, "working_days", date(2026, 12, 17)),
        (3, "months", date(2027, 2, 26)),
        (1, "years", date(2027, 11, 26)),
    ],
)
def test_a_time_within_which_something_is_done_counts_from_the_hit(length: int, unit: str, due: date) -> None:
    assert last_day(Clock("within", "the sale", length, unit, ""), THURSDAY, MovementDays()) == due


@pytest.mark.parametrize(
    ("length", "unit", "due"),
    [
        (15, "calendar_days", date(2026, 12, 6)),
        (15, "working_days", date(2026, 11, 30)),
        (1, "months", date(2026, 11, 21)),
    ],
)
def test_a_time_before_the_goods_move_counts_back_from_their_day(length: int, unit: str, due: date) -> None:
    assert last_day(Clock("before", "the export", length, unit, ""), THURSDAY, LEAVES) == due


@pytest.mark.parametrize(
    ("start", "length", "countries", "day"),
    [
        (date(2026, 11, 25), 1, ("US",), date(2026, 11, 27)),  # Thanksgiving
        (date(2026, 11, 25), 1, ("DE",), date(2026, 11, 26)),
        (date(2026, 12, 23), 2, ("DE",), date(2026, 12, 28)),
        (date(2027, 1, 4), -1, ("DE",), date(2026, 12, 31)),
        (date(2026, 7, 15), -2, ("FR", "DE"), date(2026, 7, 10)),  # 14 July is one in France
        (date(2026, 7, 13), 1, ("FR", "DE"), date(2026, 7, 14)),  # and none in Germany
        (date(2026, 7, 10), 1, ("XI",), date(2026, 7, 14)),  # Battle of the Boyne, kept on the Monday
        (date(2026, 7, 10), 1, ("GB",), date(2026, 7, 13)),
        (date(2026, 11, 25), 1, ("ZZ",), date(2026, 11, 26)),
    ],
)
def test_a_public_holiday_is_no_working_day(start: date, length: int, countries: tuple[str, ...], day: date) -> None:
    assert away(start, length, "working_days", countries) == day


def test_what_must_be_done_before_an_unknown_day_has_no_day() -> None:
    assert last_day(Clock("before", "the export", 15, "calendar_days", ""), THURSDAY, MovementDays()) is None


def test_a_transaction_is_on_the_day_of_supply_and_else_no_later_than_the_goods_move() -> None:
    clock = Clock("before", "the transaction", 15, "calendar_days", "")
    assert last_day(clock, THURSDAY, MovementDays(date(2026, 12, 21), date(2026, 12, 16))) == date(2026, 12, 1)
    assert last_day(clock, THURSDAY, LEAVES) == date(2026, 12, 6)


@pytest.mark.parametrize(
    ("event", "length", "unit", "day"),
    [
        ("the end of the calendar year", 3, "months", date(2027, 3, 31)),
        ("the end of the quarter", 1, "months", date(2027, 1, 31)),
        ("the end of the calendar month", 15, "calendar_days", date(2026, 12, 15)),
    ],
)
def test_a_report_on_a_time_counts_from_its_end(event: str, length: int, unit: str, day: date) -> None:
    assert last_day(Clock("within", event, length, unit, ""), THURSDAY, MovementDays()) == day


@pytest.mark.parametrize("event", ["the last such report", "the start of production or trade", "the denial"])
def test_what_may_lie_before_the_hit_or_never_come_has_no_day(event: str) -> None:
    assert last_day(Clock("within", event, 1, "years", ""), THURSDAY, LEAVES) is None


@pytest.mark.parametrize("when", ["before", "within"])
def test_an_event_that_may_never_come_sets_no_day_whatever_days_are_declared(when: str) -> None:
    moving = MovementDays(date(2026, 12, 21), date(2026, 12, 16))
    clock = Clock(when, "the transfer", 15, "calendar_days", "")
    assert is_contingent(clock)
    assert last_day(clock, THURSDAY, moving) is None
    assert any(phrase in f" {words(clock, ())}" for phrase in contingent_phrases())


def test_how_long_a_record_is_kept_is_no_deadline() -> None:
    assert last_day(Clock("for", "the transaction", 2, "years", ""), THURSDAY, LEAVES) is None
    assert last_day(None, THURSDAY, LEAVES) is None


def test_a_month_that_has_no_such_day_ends_on_its_last() -> None:
    assert last_day(Clock("within", "the sale", 3, "months", ""), date(2026, 11, 30), MovementDays()) == date(
        2027, 2, 28
    )
    assert last_day(Clock("within", "the sale", 1, "years", ""), date(2028, 2, 29), MovementDays()) == date(2029, 2, 28)


def test_it_is_known_from_what_each_clock_of_the_law_counts() -> None:
    timed = [clock for clock in _clocks() if clock["when"] != "for"]
    assert len(timed) > 30
    assert {clock["event"] for clock in timed} <= counted_events().keys()
    assert {clock["unit"] for clock in timed} <= {"calendar_days", "working_days", "months", "years"}


def _clocks() -> list[dict[str, str]]:
    lists = [tomllib.loads(path.read_text()) for path in seeds_dir().glob("lists/*/*/list.toml")]
    rows = [row for of in lists for table in of.values() if isinstance(table, list) for row in table]
    return [row["clock"] for row in rows if "clock" in row]
