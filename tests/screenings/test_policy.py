"""From findings to severity, verdict and action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.screenings.law import control_list
from watchlist.engine.decision import policy
from watchlist.engine.decision.movement import Bearing, Window
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.resolver import FieldConflict
from watchlist.engine.law.duties import CompiledDestinations, CompiledObligation, CompiledPlace

DAY = date(2026, 3, 2)
FRIENDS = CompiledDestinations("friends", complete=False, places=(CompiledPlace("MX", date(2025, 11, 10)),))


def bearing(role: str | None, destination: str | None = None, day: date = DAY) -> Bearing:
    return Bearing(role, Window(day, day, "export", day), destination)


@pytest.mark.parametrize(
    ("role", "expected"), [("export", "yes"), ("import", "yes"), ("transit", "no"), (None, "unknown")]
)
def test_a_list_bears_on_the_operations_that_it_names(role: str | None, expected: str) -> None:
    assert policy.bears(control_list(), bearing(role)) == expected


def test_a_list_that_binds_states_binds_no_trader_by_itself() -> None:
    assert policy.bears(control_list(binds="states"), bearing("export")) == "unknown"


@pytest.mark.parametrize(
    ("role", "category", "expected"),
    [
        ("export", "List II", "high"),
        ("domestic", "List I", "low"),
        ("transit", "List I", "low"),
        (None, "List I", "high"),
        (None, "List II", "medium"),
    ],
)
def test_a_duty_before_moving_is_high_and_a_mere_record_low(role: str | None, category: str, expected: str) -> None:
    assert policy.legal_severity(control_list(category=category), bearing(role)) == expected


@pytest.mark.parametrize(
    ("destination", "day", "complete", "expected"),
    [
        ("MX", DAY, False, "yes"),
        ("MX", date(2025, 11, 9), True, "no"),
        ("DE", DAY, True, "no"),
        ("DE", DAY, False, "unknown"),
        (None, DAY, True, "unknown"),
    ],
)
def test_a_list_for_some_destinations_bears_on_those_from_their_day(
    destination: str | None, day: date, complete: bool, expected: str
) -> None:
    table = CompiledDestinations("friends", complete, FRIENDS.places)
    assert policy.bears(control_list(destinations=table), bearing("export", destination, day)) == expected


def test_a_duty_is_due_on_its_days_and_for_its_destinations() -> None:
    plain = CompiledObligation(frozenset({"export"}), "notify", "Notify", "Act", "confirmed")
    ended = replace(plain, text="Ended", until=DAY)
    friends = replace(plain, text="Friends", destinations=replace(FRIENDS, complete=True))
    of = control_list(obligations=(plain, ended, friends))
    due = [[duty.text for duty in policy.duties(of, bearing("export", to))] for to in ("MX", "DE", None)]
    assert due == [["Notify", "Friends"], ["Notify"], ["Notify", "Friends"]]


def test_a_table_that_binds_states_is_high_where_it_is_table_i() -> None:
    ask = (CompiledObligation(frozenset(), "unknown", "binds States; ask the national authority", "", "reported"),)
    table = control_list(binds="states", category="Table I", obligations=ask)
    assert policy.legal_severity(table, bearing("export")) == "high"
    other = control_list(binds="states", category="Table II", obligations=ask)
    assert policy.legal_severity(other, bearing("export")) == "medium"


def test_a_drug_is_always_high() -> None:
    assert policy.legal_severity(control_list(branch="drug", category="Schedule II"), bearing("domestic")) == "high"


LOST = LineProblem("cas_check_digit", "cas", "")
UNKNOWN_NAME = LineProblem("name_not_found", "name", "")


@pytest.mark.parametrize(
    ("conflicts", "problems", "identified", "expected"),
    [
        ([], [], True, "no_match"),
        ([], [UNKNOWN_NAME], True, "no_match"),
        ([], [LOST], True, "review"),
        ([], [LOST], False, "unresolved"),
        ([], [], False, "unresolved"),
        ([FieldConflict("cas_name_mismatch", ("cas", "name"), "medium", "")], [], True, "review"),
        ([FieldConflict("cas_name_mismatch", ("cas", "name"), "low", "")], [], True, "no_match"),
    ],
)
def test_without_a_finding_a_line_is_only_as_good_as_its_reading(
    conflicts: list[FieldConflict], problems: list[LineProblem], identified: bool, expected: str
) -> None:
    assert policy.verdict([], conflicts, problems, identified=identified) == expected


def test_nothing_is_asked_of_a_line_without_a_match_and_the_unknown_is_never_less_than_a_record() -> None:
    assert policy.action([], "no_match") == "none_known"
    assert policy.action([], "review") == "unknown"
    strongest_first = list(policy.ACTIONS)
    assert strongest_first.index("unknown") < strongest_first.index("record")
