"""What a movement is measured against: members of the Union on their days, Northern Ireland, and destinations."""

from __future__ import annotations

from datetime import date

import pytest

from tests.acceptance.asking import Record, ask, ask_all, tiers
from watchlist.engine.law.compiled import CompiledLaw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

LEGAL = {"listed", "listed_form", "class_member"}
CARBOXYLATE = "COC(=O)C1CN(CCc2ccccc2)CCC1=O"


def bearing(record: Record) -> dict[str, str]:
    """Return of each list that reaches the goods whether it bears on the movement."""
    return {finding["list"]: finding["bears"] for finding in record["findings"] if finding["tier"] in LEGAL}


def test_great_britain_to_france_was_trade_within_the_union_until_the_end_of_2020() -> None:
    movement = {"name": "acetic anhydride", "origin": "GB", "destination": "FR"}
    within, across = (bearing(ask({**movement, "date": day})) for day in ("2020-12-31", "2021-01-01"))
    assert (within["eu-273-cat-2a"], within["eu-111-cat-2"]) == ("yes", "no")
    assert "gb-cat-2a" not in within
    assert (across["eu-273-cat-2a"], across["eu-111-cat-2"], across["gb-cat-2a"]) == ("no", "yes", "yes")


def test_croatia_is_reached_by_the_law_of_the_union_since_its_accession() -> None:
    movement = {"name": "acetic anhydride", "origin": "RS", "destination": "HR"}
    before, since = (ask_all([{**movement, "date": day}]) for day in ("2013-06-30", "2013-07-01"))
    assert "EU" not in before.coverage["jurisdictions"]
    assert before.coverage["not_held"] == ["HR", "RS"]
    assert bearing(since.lines[0])["eu-111-cat-2"] == "yes"
    assert since.coverage["not_held"] == ["RS"]


def test_what_arrives_after_accession_is_measured_on_its_arrival() -> None:
    line = {"name": "acetic anhydride", "origin": "RS", "destination": "HR"}
    record = ask({**line, "export_date": "2013-06-28", "arrival_date": "2013-07-02"})
    assert bearing(record)["eu-111-cat-2"] == "yes"


def test_from_croatia_to_austria_is_within_the_union_since_the_accession() -> None:
    movement = {"name": "piperonal", "origin": "HR", "destination": "AT"}
    before, since = (bearing(ask({**movement, "date": day})) for day in ("2013-06-30", "2013-07-01"))
    assert (before["eu-273-cat-1"], before["eu-111-cat-1"]) == ("no", "yes")
    assert (since["eu-273-cat-1"], since["eu-111-cat-1"]) == ("yes", "no")


@pytest.mark.parametrize("cas", ["23056-29-3", "125541-22-2", "1609-66-1", "28578-16-7"])
def test_northern_ireland_follows_the_union_and_great_britain_does_not(cas: str) -> None:
    movement = {"cas": cas, "origin": "US", "date": "2023-02-20"}
    north, great = (ask({**movement, "destination": country}) for country in ("XI", "GB"))
    assert bearing(north)["eu-111-cat-1"] == "yes"
    assert not tiers(north, "GB") & LEGAL
    assert tiers(great, "EU") <= {"listed_elsewhere"}
    assert not tiers(great, "GB") & LEGAL


def test_red_phosphorus_reaches_northern_ireland_by_the_act_of_the_union() -> None:
    movement = {"name": "red phosphorus", "origin": "US", "destination": "XI"}
    before, on = (ask({**movement, "date": day}) for day in ("2021-01-12", "2021-01-13"))
    assert tiers(before, "EU") == {"announced"}
    assert bearing(on)["eu-111-cat-2"] == "yes"
    assert not tiers(on, "GB")


def test_a_list_of_great_britain_alone_does_not_bear_on_northern_ireland() -> None:
    movement = {"cas": "41661-47-6", "origin": "US", "date": "2026-06-20"}
    north, great = (bearing(ask({**movement, "destination": country})) for country in ("XI", "GB"))
    assert (north["gb-cat-1"], north["eu-111-cat-1"]) == ("no", "yes")
    assert great["gb-cat-1"] == "yes"
    assert "eu-111-cat-1" not in great


def test_northern_ireland_to_ireland_is_within_the_union() -> None:
    found = bearing(ask({"cas": "41661-47-6", "origin": "XI", "destination": "IE", "date": "2026-06-20"}))
    assert (found["eu-273-cat-1"], found["eu-111-cat-1"], found["gb-cat-1"]) == ("yes", "no", "no")


@pytest.mark.parametrize("country", ["US", "MX", "CA"])
def test_the_first_part_of_chinas_catalogue_names_north_america_since_10_november_2025(
    law: CompiledLaw, country: str
) -> None:
    [first, second] = [law.lists[f"cn-export-part-{part}"].destinations for part in (1, 2)]
    days = [date.fromisoformat("2025-11-09"), date.fromisoformat("2025-11-10")]
    assert first is not None
    assert second is not None
    assert [first.reaches(country, day) for day in days] == ["no", "yes"]
    assert [second.reaches(country, day) for day in days] == ["no", "no"]


@pytest.mark.parametrize(("destination", "bears"), [("MX", "yes"), ("US", "yes"), ("DE", "no"), ("MM", "no")])
def test_the_first_part_of_chinas_catalogue_bears_on_exports_to_north_america_alone(
    destination: str, bears: str
) -> None:
    line = {"smiles": CARBOXYLATE, "origin": "CN", "destination": destination}
    before, on = (ask({**line, "date": day}) for day in ("2026-09-21", "2026-09-22"))
    assert bearing(on)["cn-export-part-1"] == bears
    [finding] = [finding for finding in on["findings"] if finding["list"] == "cn-export-part-1"]
    assert bool(finding["obligations"]) == (bears == "yes")
    assert "cn-export-part-1" not in bearing(before)


def test_the_first_part_of_chinas_catalogue_does_not_bear_on_imports_from_mexico() -> None:
    found = bearing(ask({"smiles": CARBOXYLATE, "origin": "MX", "destination": "CN", "date": "2026-09-22"}))
    assert found["cn-export-part-1"] == "no"


@pytest.mark.parametrize(("destination", "bears"), [("AF", "yes"), ("LA", "yes"), ("MX", "no"), ("DE", "no")])
def test_the_second_part_bears_on_exports_to_its_three_countries(destination: str, bears: str) -> None:
    line = {"name": "propionyl chloride", "origin": "CN", "destination": destination}
    before, on = (ask({**line, "date": day}) for day in ("2024-04-30", "2024-05-01"))
    assert bearing(on)["cn-export-part-2"] == bears
    assert "cn-export-part-2" not in bearing(before)
