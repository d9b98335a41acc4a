"""Where law holds, to which destinations it looks, and when a duty is due, from text to the compiled law."""

from __future__ import annotations

from datetime import date

import pytest

from tests.law_store.seed_tree import DUTY, SeedTree, member
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.models import Jurisdiction
from watchlist.temporal import last_tick

pytestmark = pytest.mark.django_db


def test_a_country_that_joins_later_changes_nothing_that_was_known_before(tree: SeedTree) -> None:
    tree.load()
    then = last_tick()
    tree.rows["memberships.csv"].append(member("YY", since="2010-01-01"))
    tree.change("jurisdictions.csv", 2, name="Nowhere Land")
    tree.load()
    before, day = date(2009, 12, 31), date(2010, 1, 1)
    now = law_known_at()
    assert [now.countries("XX", on, on) for on in (before, day)] == [("XX",), ("XX", "YY")]
    assert law_known_at(then).countries("XX", day, day) == ("XX",)
    assert Jurisdiction.objects.get().name == "Nowhere Land"


def test_a_table_of_destinations_and_a_duty_with_its_clock_are_loaded(tree: SeedTree) -> None:
    tree.rows["destinations/tables.csv"] = [
        {"key": "xx-friends", "title": "friends", "citation": "Act 1", "complete": "no", "confidence": "reported"}
    ]
    tree.rows["destinations/countries.csv"] = [
        {"table": "xx-friends", "country": "YY", "since": "2020-01-01", "confidence": "reported"}
    ]
    tree.lists["xx-list"] += DUTY
    tree.load()
    (duty,) = (duty for duty in law_known_at().lists["xx-list"].obligations if duty.text == "Advance notice")
    assert duty.clock
    assert duty.destinations
    assert duty.clock.words == "at least 15 calendar days before the export"
    on = date(2020, 1, 1)
    assert [duty.destinations.reaches(country, on) for country in ("YY", "ZZ", None)] == ["yes", "unknown", "unknown"]
    assert [duty.in_force(day) for day in (date(2019, 12, 31), on, date(2024, 1, 1))] == [False, True, False]
    assert tree.load().editions == ()
