"""What differs between two laws touches goods by keys, and is asked of from the days on which it begins or ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.screenings.law import control_list, law, scheduling
from watchlist.engine.law.differences import EVERYTHING, difference

SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("before", "after", "how", "days"),
    [
        (None, {"valid_from": SPRING}, "came", {SPRING}),
        (None, {"valid_from": None, "date_precision": "unknown"}, "came", set()),
        ({"valid_from": SPRING}, None, "went", {SPRING}),
        ({"valid_from": SPRING}, {"valid_from": SUMMER}, "differs", {SPRING, SUMMER}),
        ({}, {"valid_until": SUMMER}, "differs", {SUMMER}),
        ({}, {"reach": frozenset({"salts"})}, "differs", set()),
        ({}, {"confidence": "reported"}, "differs", set()),
    ],
)
def test_an_amendment_is_asked_of_from_its_day_and_a_correction_of_each_line_s_own(
    before: dict[str, Any] | None, after: dict[str, Any] | None, how: str, days: set[date]
) -> None:
    other = scheduling(substance="y", entry="us-list-1/y", event="y")
    was, now = (law(other, *([] if said is None else [scheduling(**said)])) for said in (before, after))
    found = difference(was, now)
    assert [one.how for one in found.entries] == [how]
    assert found.days_of(found.touches) == days
    assert "x" in found.touches
    assert "y" not in found.touches


def test_what_a_list_says_of_its_edition_alone_touches_nothing() -> None:
    was, now = (law(scheduling(list=control_list(sha256=text, edition=text, entries=2))) for text in ("a", "b"))
    assert difference(was, now).touches == frozenset()


def test_a_duty_that_a_list_lays_down_anew_touches_all_that_is_on_it() -> None:
    duty = replace(control_list().obligations[0], since=SPRING, text="Tell us too")
    both = (*control_list().obligations, duty)
    found = difference(law(scheduling()), law(scheduling(list=control_list(obligations=both))))
    assert (found.lists, found.touches, found.days_of("x")) == (("us-list-1",), {"x"}, {SPRING})


def test_a_jurisdiction_that_is_held_at_last_touches_every_line() -> None:
    gb = scheduling(list=control_list("gb-list", jurisdiction="GB"), substance="y", entry="gb-list/y", event="y")
    assert EVERYTHING in difference(law(scheduling()), law(scheduling(), gb)).touches


def test_a_name_that_stands_for_something_else_has_names_read_anew() -> None:
    found = difference(law(scheduling(), names={"x": ("x",)}), law(scheduling(), names={"x": ("y",)}))
    assert found.words == ("x",)
    assert found.reread == {"name", "declaration_elements", "comment", "remarked_goods"}
