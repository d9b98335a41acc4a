"""Law says how long records are kept; the longest of a shipment's lists holds, and the house may only lengthen it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from watchlist.engine.law.duties import Clock
from watchlist.law_store.models import Obligation
from watchlist.retention.reasons import FOR, Periods, counted_from

DAY = date(2024, 2, 29)
BY_LIST = {
    "us-one": (Clock(FOR, "the transaction", 2, "years", "21 U.S.C. 830"),),
    "eu-one": (Clock(FOR, "the end of the calendar year of the transaction", 3, "years", "article 5"),),
    "in-one": (Clock(FOR, "the consignment", 5, "years", "order 1"),),
    "un-one": (),
}
HELD = Periods(BY_LIST, {"US": ("us-one",), "EU": ("eu-one",), "IN": ("in-one",), "": ("un-one",)}, 1)


@pytest.mark.parametrize(
    ("lists", "jurisdictions", "until"),
    [
        (["us-one"], [], date(2026, 2, 28)),
        (["eu-one"], [], date(2027, 12, 31)),
        (["us-one", "eu-one"], [], date(2027, 12, 31)),
        (["us-one", "in-one"], [], date(2029, 2, 28)),
        (["us-one"], ["EU"], date(2027, 12, 31)),
        (["un-one"], [], date(2025, 3, 29)),
        ([], [], date(2029, 2, 28)),
        (["us-one", "xx-gone"], [], date(2029, 2, 28)),
    ],
)
def test_the_longest_period_of_the_lists_holds(lists: list[str], jurisdictions: list[str], until: date) -> None:
    assert HELD.retention(lists, jurisdictions, DAY).until == until


@pytest.mark.parametrize(("years", "until"), [(1, date(2026, 2, 28)), (7, date(2031, 2, 28))])
def test_the_house_lengthens_a_period_and_never_shortens_it(years: int, until: date) -> None:
    assert replace(HELD, years=years).retention(["us-one"], [], DAY).until == until


def test_what_counts_from_an_unknown_event_counts_from_the_end_of_the_year() -> None:
    strange = replace(HELD, by_list={"us-one": (Clock(FOR, "the last moon", 2, "years", "x"),)})
    assert strange.retention(["us-one"], [], DAY).until == date(2026, 12, 31)


def test_a_period_says_which_words_of_law_it_rests_on() -> None:
    assert (
        HELD.retention(["eu-one"], [], DAY).why
        == "for 3 years from the end of the calendar year of the transaction (article 5)"
    )


@pytest.mark.usefixtures("law")
def test_every_period_of_the_real_law_counts_from_a_known_event() -> None:
    duties = Obligation.objects.filter(superseded_at=None, clock_when=FOR)
    events = set(duties.values_list("clock_event", flat=True))
    assert events
    assert events <= counted_from().keys()


@pytest.mark.usefixtures("law")
def test_the_real_law_keeps_longest_where_its_lists_say_so() -> None:
    held = Periods.as_known_now(1)
    assert held.retention(["us-list-1"], ["US"], DAY).until == date(2026, 2, 28)
    assert held.retention(["eu-273-cat-1"], ["EU"], DAY).until == date(2027, 12, 31)
    assert held.retention(held.by_list.keys(), [], DAY).until == date(2034, 2, 28)
