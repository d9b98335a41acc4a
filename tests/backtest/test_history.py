"""The definition of the backtest, on a toy history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from chemistry.analogues.masks import Mask
from tests.backtest.history import GLOBAL, PUBLISHED, History, history
from tests.backtest.labels import DatedMask, Labels, Member


@dataclass
class Row:
    """As much of a scheduling as the backtest reads."""

    list: Any
    valid_from: date | None
    published_on: date | None = None
    valid_until: date | None = None
    date_precision: str = "day"


def row(jurisdiction: str, start: str, published: str = "", tier: str = "listed", precision: str = "day") -> Row:
    held = SimpleNamespace(key=f"{jurisdiction}-list", jurisdiction=jurisdiction or None, tier=tier)
    days = [date.fromisoformat(text) if text else None for text in (start, published)]
    return Row(held, days[0], days[1], date_precision=precision)


def told(
    rows: dict[str, list[Row]], variant: str = GLOBAL, masks: Iterable[DatedMask] = (), covered: str = ""
) -> History:
    members = {
        key: Member("family", "family", "end_product" if key.startswith("drug") else "precursor") for key in rows
    }
    law: Any = SimpleNamespace(schedulings=rows)
    return history(law, Labels(members, {}, tuple(masks)), variant, rows, lambda key, *_: key == covered)


def test_an_event_sees_what_was_listed_before_and_nothing_of_its_own_day() -> None:
    found = told({"a": [row("UN", "2000-01-01")], "b": [row("UN", "2010-05-05")], "c": [row("US", "2010-05-05")]})
    assert {event.substance: set(event.listed) for event in found.events} == {"b": {"a"}, "c": {"a"}}
    assert [event.substance for event in found.founding] == ["a"]


def test_a_listing_published_before_counts_before_it_is_in_force() -> None:
    found = told({"a": [row("UN", "2011-01-01", published="2010-05-04")], "b": [row("UN", "2010-05-05")]})
    assert {event.substance: set(event.listed) for event in found.events} == {"a": {"b"}, "b": {"a"}}


def test_published_on_the_day_itself_is_too_late() -> None:
    found = told({"a": [row("UN", "2011-01-01", published="2010-05-05")], "b": [row("UN", "2010-05-05")]})
    assert [event.substance for event in found.founding] == ["b"]


def test_the_first_listing_anywhere_is_the_global_event_and_each_jurisdiction_has_its_own() -> None:
    rows = {"a": [row("UN", "2000-01-01"), row("US", "2005-01-01")], "b": [row("US", "2007-01-01")]}
    assert [(event.substance, event.day.year) for event in told(rows).events] == [("b", 2007)]
    assert [(event.substance, event.day.year) for event in told(rows, "US").founding] == [("a", 2005)]


def test_before_publication_puts_the_clock_back_to_the_first_word() -> None:
    rows = {"a": [row("UN", "2000-01-01")], "b": [row("UN", "2011-01-01", published="2010-05-05")]}
    assert [event.day for event in told(rows, PUBLISHED).events] == [date(2010, 5, 5)]


def test_a_controlled_drug_counts_from_the_end_of_its_year_and_never_without_one() -> None:
    drugs = {
        "drug-1971": [row("", "1971-01-01", tier="drug_reference", precision="year")],
        "drug-1980": [row("", "1980-01-01", tier="drug_reference", precision="year")],
        "drug-unknown": [row("", "", tier="drug_reference", precision="unknown")],
    }
    found = told({**drugs, "a": [row("US", "1970-01-01")], "b": [row("US", "1980-06-01")]})
    assert {event.substance: set(event.anchors) for event in found.events} == {"b": {"drug-1971"}}


def test_a_listing_of_unknown_day_tells_nothing_and_one_of_a_year_no_event() -> None:
    unknown, year = row("US", ""), row("US", "1990-01-01", precision="year")
    found = told(
        {
            "a": [row("US", "2000-01-01")],
            "b": [unknown, row("US", "2005-01-01")],
            "c": [year, row("US", "2005-01-01")],
            "d": [unknown],
        }
    )
    assert [event.substance for event in (*found.events, *found.founding, *found.covered)] == ["a", "b"]
    assert [set(event.listed) for event in found.events] == [{"c"}, {"a", "c"}]


def test_an_ended_listing_no_longer_counts() -> None:
    ended = row("US", "2000-01-01")
    ended.valid_until = date(2003, 1, 1)
    found = told({"a": [ended], "b": [row("US", "2002-01-01")], "c": [row("US", "2005-01-01")]})
    assert {event.substance: set(event.listed) for event in found.events} == {"b": {"a"}, "c": {"b"}}


def test_what_law_reached_already_is_counted_apart() -> None:
    found = told({"a": [row("UN", "2000-01-01")], "b": [row("UN", "2010-05-05")]}, covered="b")
    assert ([event.substance for event in found.covered], found.events) == (["b"], ())


def test_a_mask_counts_once_published_but_not_for_what_shows_it_nor_on_that_day() -> None:
    rows = {"a": [row("UN", "2000-01-01")], "b": [row("UN", "2010-05-05")], "c": [row("UN", "2010-05-05")]}
    rows |= {"d": [row("UN", "2009-01-01")], "e": [row("UN", "2012-01-01")]}
    mask = DatedMask(Mask("m", "m", "[C:1]C#N"), date(2009, 6, 1), ("a", "b"))
    found = told(rows, masks=[mask])
    assert {event.substance: set(event.masks) for event in found.events} == {
        "d": set(),
        "b": set(),
        "c": set(),
        "e": {"m"},
    }
