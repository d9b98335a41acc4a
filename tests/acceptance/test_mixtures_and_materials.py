"""What a solution, a material or a preparation is told of the listed substance that it holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.acceptance.asking import ask, ask_all, tiers
from watchlist.law_store.compile import law_known_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.mark.parametrize(
    "line",
    [
        {"name": "hypophosphorous acid", "concentration": "25 %"},
        {"name": "hypophosphorous acid, 25 % aqueous solution"},
        {"name": "sodium hypophosphite", "concentration": "10 %"},
        {"name": "hydrochloric acid", "concentration": "10 %", "operation": "export"},
        {"name": "hydrochloric acid 10 % in water", "product_form": "mixture"},
        {"cas": "7664-93-9", "concentration": "5 %"},
        {"name": "methylamine", "concentration": "15 %"},
        {"name": "hydriodic acid", "concentration": "15 %"},
    ],
)
def test_a_solution_in_a_carrier_is_no_mixture_and_exempt_at_no_strength(line: dict[str, str]) -> None:
    """21 CFR 1310.12(c), the clauses beside the limits."""
    record = ask(line, jurisdictions=("US",))
    assert record["verdict"] in ("controlled", "review")
    assert tiers(record, "US")
    assert tiers(record, "US") <= {"listed", "listed_form"}


@pytest.mark.parametrize(
    "line", [{"name": "Povidone-iodine"}, {"cas": "25655-41-8"}, {"name": "Betadine"}, {"name": "PVP-iodine 10 %"}]
)
def test_an_iodophor_is_outside_the_law_of_the_united_states(line: dict[str, str]) -> None:
    """21 CFR 1310.12(d)(3)."""
    record = ask({**line, "origin": "US", "destination": "US"})
    assert record["verdict"] == "review"
    assert tiers(record, "US") == {"near_boundary"}


def test_iodine_in_alcohol_is_no_iodophor() -> None:
    assert ask({"name": "iodine", "concentration": "7 %"}, jurisdictions=("US",))["verdict"] == "controlled"


@pytest.mark.parametrize("said", [{"name": "Sassafras oil"}, {"name": "黄樟油"}, {"cas": "8006-80-2"}])
@pytest.mark.parametrize("route", [("DE", "GB"), ("US", "MX"), ("FR", "DE"), ("US", "CA"), ("CN", "US")])
def test_an_oil_that_is_rich_in_safrole_asks_for_a_person_on_every_route(
    said: dict[str, str], route: tuple[str, str]
) -> None:
    record = ask({**said, "origin": route[0], "destination": route[1]})
    assert record["verdict"] in ("controlled", "review")
    assert record["findings"]


@pytest.mark.long
def test_the_oil_asks_for_a_person_by_each_of_its_names_wherever_a_law_reaches_safrole() -> None:
    law = law_known_at()
    texts = {target.text for targets in law.names.values() for target in targets if target.substance == "sassafras-oil"}
    assert texts >= {"Sassafras oil", "Sassafrasöl", "huile de sassafras", "aceite de sasafrás", "黄樟油"}
    assert texts >= {"óleo de sassafrás"}
    goods = [{"cas": "8006-80-2"}, *({"name": text} for text in sorted(texts))]
    reaching = {row.list.jurisdiction for row in law.schedulings["safrole"] if row.in_force(date(2026, 11, 1))}
    assert len(reaching) > 10
    places = [law.members[key][0].country for key in sorted(filter(None, reaching)) if law.members[key]]
    routes = [(one, other) for one in places for other in (*places, "CL")]
    lines = [{**said, "origin": one, "destination": other} for one, other in routes for said in goods]
    silent = [record["fields"] for record in ask_all(lines).lines if record["verdict"] not in ("controlled", "review")]
    assert silent == []


@pytest.mark.parametrize("smiles", ["C=CC(=O)OCCCCOC(=O)C=C", "C(CCOCC1CO1)COCC1CO1", "CC(=O)OCCCCOC(C)=O", "CCOCCCCO"])
def test_esters_and_ethers_of_1_4_butanediol_are_no_listed_form_in_great_britain(smiles: str) -> None:
    """Misuse of Drugs Act 1971, Schedule 2, Part II: paragraph 2A is of other substances."""
    found = ask({"smiles": smiles}, jurisdictions=("GB",), as_of="2022-04-13")["findings"]
    assert not [one for one in found if one["list"] == "gb-class-b" and one["tier"] in ("listed", "listed_form")]
    itself = ask({"smiles": "OCCCCO"}, jurisdictions=("GB",), as_of="2022-04-13")["findings"]
    assert ("gb-class-b", "listed") in {(one["list"], one["tier"]) for one in itself}


@pytest.mark.parametrize(
    ("line", "met"),
    [
        ({"name": "safrole", "concentration": "30 % v/v"}, "no"),
        ({"name": "safrole", "concentration": "30 %"}, "no"),
        ({"name": "safrole", "concentration": "10 % v/v"}, "unknown"),  # isosafrole is counted with it
        ({"name": "safrole", "concentration": "30 % w/w"}, "unknown"),  # the limit is by volume
        ({"name": "methylamine", "concentration": "30 % w/w"}, "no"),
        ({"name": "methylamine", "concentration": "10 % w/w"}, "unknown"),  # the carrier is not counted
        ({"name": "piperonal", "concentration": "10 %"}, "yes"),
        ({"name": "phenylacetic acid", "concentration": "45 % w/w"}, "no"),
        ({"name": "iodine", "concentration": "2 % w/v"}, "yes"),
        ({"name": "iodine", "concentration": "2 % w/w"}, "unknown"),
    ],
)
def test_a_limit_that_several_keep_together_is_passed_by_one_and_kept_by_none(line: dict[str, str], met: str) -> None:
    """21 CFR 1310.12(c), by weight or by volume as the table prints it."""
    found = [one for one in ask(line, jurisdictions=("US",))["findings"] if one["list"] == "us-list-1"]
    (clause,) = (one for one in found[0]["conditions"] if one["kind"] == "concentration")
    assert (clause["effect"], clause["met"]) == ("exempts", met)


def contained(line: dict[str, str], jurisdiction: str) -> dict[str, Any]:
    """Return the one finding on what goods contain under the law of a jurisdiction."""
    found = ask(line, jurisdictions=(jurisdiction,))["findings"]
    within = [one for one in found if one["form"] == "contained" and one["jurisdiction"] == jurisdiction]
    (only,) = (one for one in within if "export" not in one["list"])
    return only


def test_a_share_above_the_limit_of_a_law_is_reached_by_it() -> None:
    """Japan lets mixtures of at most 50 % go; the oil holds 80 % and more."""
    found = contained({"name": "Sassafras oil", "quantity": "100", "unit": "kg"}, "JP")
    assert (found["tier"], found["certainty"], found["quantity"]["contained_kg"]) == (
        "listed_form",
        "exact",
        ["80", "100"],
    )
    assert "Sassafras oil contains 80 to 100 % of it." in found["explanation"]


def test_a_clause_that_asks_what_can_be_extracted_is_for_a_person() -> None:
    """Regulation (EC) No 273/2004, article 2(a)."""
    found = contained({"name": "Sassafras oil"}, "GB")
    assert (found["tier"], found["certainty"], found["severity"]) == ("listed_form", "guess", "medium")
    (clause,) = (one for one in found["conditions"] if one["kind"] == "concentration")
    assert (clause["met"], clause["declared"]) == ("unknown", "80 to 100 %")
    assert clause["required"] in found["explanation"]


def test_a_law_that_names_the_material_says_it_by_that_name() -> None:
    record = ask({"name": "Sassafras oil"}, jurisdictions=("CA",))
    assert record["verdict"] == "controlled"
    assert [(one["tier"], one["form"]) for one in record["findings"] if one["jurisdiction"] == "CA"] == [
        ("listed", None)
    ]


def test_the_strength_of_a_line_is_that_of_the_material() -> None:
    """Of an oil "99 %" nobody knows how much safrole is in it but by what is known of the oil."""
    found = contained({"name": "Sassafras oil 99 %"}, "JP")
    assert {one["declared"] for one in found["conditions"] if one["kind"] == "concentration"} == {"80 to 100 %"}


@pytest.mark.parametrize(
    ("line", "component"),
    [
        ({"name": "Acetone 40 % and toluene 60 %"}, "Acetone, 40 % of the mixture as declared"),
        ({"name": "Paint thinner (40 % acetone and 60 % toluene)"}, "Acetone, 40 % of the mixture as declared"),
        ({"name": "acetone and toluene"}, "Acetone, in a mixture that does not declare its share"),
    ],
)
def test_a_finding_of_a_mixture_names_its_component_and_the_share_that_is_declared(
    line: dict[str, str], component: str
) -> None:
    told = ask(line, origin="US", destination="MX", operation="export", as_of="2026-03-02")
    (found,) = (each for each in told["findings"] if each["list"] == "us-list-2" and each["substance"] == "Acetone")
    assert found["explanation"].endswith(f"present here as a component: {component}.")
    assert all(each["met"] != "yes" for each in found["conditions"] if each["effect"] == "exempts")
