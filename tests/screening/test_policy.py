"""From findings to severity, verdict and action."""

from __future__ import annotations

import pytest

from tests.screening.law import control_list
from watchlist.errors import Problem
from watchlist.resolution.resolver import Conflict
from watchlist.scheduling.compiled import CompiledObligation
from watchlist.screening import policy


@pytest.mark.parametrize(
    ("role", "expected"), [("export", "yes"), ("import", "yes"), ("transit", "no"), (None, "unknown")]
)
def test_a_list_bears_on_the_operations_that_it_names(role: str | None, expected: str) -> None:
    assert policy.bears(control_list(), role) == expected


def test_a_list_that_binds_states_binds_no_trader_by_itself() -> None:
    assert policy.bears(control_list(binds="states"), "export") == "unknown"


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
    assert policy.legal_severity(control_list(category=category), role) == expected


def test_a_table_that_binds_states_is_high_where_it_is_table_i() -> None:
    ask = (CompiledObligation(frozenset(), "unknown", "binds States; ask the national authority", "", "reported"),)
    table = control_list(binds="states", category="Table I", obligations=ask)
    assert policy.legal_severity(table, "export") == "high"
    assert (
        policy.legal_severity(control_list(binds="states", category="Table II", obligations=ask), "export") == "medium"
    )


def test_a_drug_is_always_high() -> None:
    assert policy.legal_severity(control_list(branch="drug", category="Schedule II"), "domestic") == "high"


LOST = Problem("cas_check_digit", "cas", "")
UNKNOWN_NAME = Problem("name_not_found", "name", "")


@pytest.mark.parametrize(
    ("conflicts", "problems", "identified", "route_held", "expected"),
    [
        ([], [], True, True, "no_match"),
        ([], [UNKNOWN_NAME], True, True, "no_match"),
        ([], [LOST], True, True, "review"),
        ([], [LOST], False, True, "unresolved"),
        ([], [], False, False, "review"),
        ([], [], True, False, "review"),
        ([Conflict("cas_name_mismatch", ("cas", "name"), "medium", "")], [], True, True, "review"),
        ([Conflict("cas_name_mismatch", ("cas", "name"), "low", "")], [], True, True, "no_match"),
    ],
)
def test_without_a_finding_a_line_is_only_as_good_as_its_reading(
    conflicts: list[Conflict], problems: list[Problem], identified: bool, route_held: bool, expected: str
) -> None:
    assert policy.verdict([], conflicts, problems, identified=identified, route_held=route_held) == expected


def test_nothing_is_asked_of_a_line_without_a_match_and_the_unknown_is_never_less_than_a_record() -> None:
    assert policy.action([], "no_match") == "none_known"
    assert policy.action([], "review") == "unknown"
    assert policy.ACTIONS.index("unknown") < policy.ACTIONS.index("record")
