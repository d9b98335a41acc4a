"""What a public list only watches, and what a law forbids without a name that is held."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import ask, ask_all, tiers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def test_what_is_watched_asks_for_a_person_where_the_list_bears_and_says_what_is_owed() -> None:
    record = ask({"name": "pyridine", "origin": "DE", "destination": "US", "operation": "import"})
    assert (record["verdict"], record["severity"]) == ("review", "medium")
    (watched,) = (one for one in record["findings"] if one["tier"] == "monitored")
    assert (watched["bears"], watched["severity"], watched["list"]) == ("yes", "medium", "us-special-surveillance-list")
    assert "not controlled" in watched["explanation"]
    assert any("842(a)(11)" in duty for duty in watched["obligations"])


@pytest.mark.parametrize("route", [{"origin": "FR", "destination": "DE"}, {}])
def test_what_is_watched_asks_nobody_where_the_list_is_not_known_to_bear(route: dict[str, str]) -> None:
    record = ask({"name": "pyridine", **route})
    assert (record["verdict"], record["severity"] in ("none", "low")) == ("no_match", True)


@pytest.mark.parametrize("name", ["hypophosphorous acid", "red phosphorus"])
def test_what_a_country_controls_it_need_not_also_watch(name: str) -> None:
    record = ask({"name": name}, jurisdictions=("US",))
    assert record["verdict"] == "controlled"
    assert "monitored" not in tiers(record, "US")


def test_a_form_of_what_is_watched_is_nothing() -> None:
    record = ask({"name": "sodium formate", "origin": "DE", "destination": "US", "operation": "import"})
    assert "monitored" not in tiers(record, "US")


def test_a_prohibition_whose_goods_nobody_could_name_is_told_by_the_coverage_of_its_routes_alone() -> None:
    lines = [{"name": "citric acid", "origin": "FR", "destination": to} for to in ("NL", "DE")]
    told = [{of["key"]: of for of in ask_all([line]).coverage["lists"]} for line in lines]
    assert [(of["entries"], of["complete"]) for of in (told[0]["nl-wvmc-4a"],)] == [(0, False)]
    assert "nl-wvmc-4a" not in told[1]
    assert ask(lines[0])["verdict"] == "no_match"
