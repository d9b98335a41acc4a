"""Codes, lines whose fields disagree and lines that say nothing, over the real law."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.acceptance.asking import ask, ask_all, entries, tiers

ROOT = Path(__file__).parents[2]
UN_NUMBERS = "watchlist/engine/identification/data/un_numbers.csv"
CUSTOMS_CODES = "watchlist/engine/identification/data/customs_codes.csv"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ({"hs_code": "2914.31.00"}, "eu-273-cat-1/p2p"),
        ({"cn_code": "2932 94 00"}, "eu-273-cat-1/safrole"),
        ({"name": "AX-1290", "hs_code": "2933.36"}, "un-table-1/anpp"),
        ({"name": "solvent", "un_number": "UN 1294 II"}, "un-table-2/toluene"),
        ({"name": "chemical raw material", "hs_code": "2933399073"}, "cn-precursors/4-ap"),
        ({"name": "cold relief tablets", "hs_code": "3004.42"}, "eu-111-cat-4/product-pseudoephedrine-medicines"),
    ],
)
def test_goods_that_only_a_code_describes_are_for_a_person(line: dict[str, str], entry: str) -> None:
    record = ask(line)
    assert (record["verdict"], record["depth"]) == ("review", "identifier")
    assert entry in entries(record)
    assert {finding["certainty"] for finding in record["findings"]} == {"guess"}
    assert record["request"].startswith("Please state")


def test_a_listed_code_beside_another_chemical_is_a_conflict_and_no_finding() -> None:
    record = ask({"name": "sucrose", "cas": "57-50-1", "hs_code": "2914.31"})
    assert (record["verdict"], record["severity"], record["findings"]) == ("review", "medium", [])
    assert {conflict["code"] for conflict in record["conflicts"]} == {"hs_cas_mismatch", "hs_name_mismatch"}
    assert "HS 2914.31 holds 1-Phenyl-2-propanone" in record["explanation"]


@pytest.mark.parametrize(
    "line",
    [
        {"name": "phenol", "hs_code": "2907.11", "un_number": "UN1671"},
        {"name": "vinyl acetate", "hs_code": "2915.32", "un_number": "1301/3/II"},
        {"name": "citric acid monohydrate", "cas": "5949-29-1", "hs_code": "2918.14.00"},
        {"name": "glucose", "hs_code": "1702.30", "cn_code": "1702 30 90", "un_number": "not regulated"},
        {"name": "acrylonitrile", "hs_code": "29261000", "un_number": "UN 1093, 3, PG I"},
        {"name": "metformin hydrochloride", "hs_code": "2925.29.00"},
        {"name": "triethylamine", "hs_code": "2921.19", "un_number": "UN 1296"},
        {"name": "paracetamol", "hs_code": "3004.90"},
    ],
)
def test_codes_that_fit_ordinary_goods_raise_nothing(line: dict[str, str]) -> None:
    record = ask(line)
    assert (record["verdict"], record["conflicts"], record["request"]) == ("no_match", [], "")


@pytest.mark.parametrize(
    "line",
    [
        {"name": "ANPP", "hs_code": "2933.36", "cn_code": "2933 39 99"},  # before HS 2022 and since
        {"name": "APAAN", "hs_code": "2926.90", "cn_code": "2926 40 00"},
        {"name": "benzyl chloride", "hs_code": "2903.69", "un_number": "1738"},
        {"name": "acetic anhydride", "hs_code": "2915.24", "un_number": "UN 1715"},
        {"name": "red phosphorus", "cas": "7723-14-0", "hs_code": "2804.70", "un_number": "1338"},
        {"name": "pseudoephedrine hydrochloride", "cas": "345-78-8", "hs_code": "2939.42"},
        {"name": "oleum", "hs_code": "2807.00"},
    ],
)
def test_the_codes_that_listed_goods_bear_are_no_conflict(line: dict[str, str]) -> None:
    record = ask(line)
    assert record["conflicts"] == []


def test_a_listed_structure_under_an_innocent_name_is_controlled_and_tells_both() -> None:
    record = ask({"name": "vanillin", "smiles": "CC(=O)Cc1ccccc1"})
    assert (record["verdict"], "listed" in tiers(record)) == ("controlled", True)
    assert [(c["code"], c["severity"]) for c in record["conflicts"]] == [("name_structure_mismatch", "medium")]


@pytest.mark.parametrize("cas", ["103-79-8", "130-79-7"])
def test_a_number_one_slip_away_from_a_listed_one_is_for_a_person(cas: str) -> None:
    record = ask({"cas": cas})
    assert record["verdict"] == "review"
    assert "un-table-1/p2p" in entries(record)
    assert [problem["code"] for problem in record["problems"]] == ["cas_check_digit"]


@pytest.mark.parametrize(
    "name",
    [
        "chemical raw material",
        "sample",
        "AX-1290",
        "as per invoice",
        "化工原料",
        "muestra",
        "Chemikalien",
        "образцы",
        "試料",
    ],
)
def test_vague_goods_are_unresolved_with_a_request_that_names_nothing_listed(name: str) -> None:
    record = ask({"name": name})
    assert (record["verdict"], record["findings"], record["resolution"]) == ("unresolved", [], [])
    assert record["request"].endswith(f"The line says only “{name}”.")


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Acetic acid, ethyl ester", "ar-lista-ii/ethyl-acetate"),
        ("Phenylacetic acid, ethyl ester", "us-list-1/phenylacetic-acid"),
    ],
)
def test_an_ester_written_backwards_is_one_chemical_and_no_guess(name: str, entry: str) -> None:
    record = ask({"name": name})
    assert (record["verdict"], entry in entries(record)) == ("controlled", True)


@pytest.mark.parametrize("line", [{"smiles": "O=[Ca]"}, {"cas": "1305-78-8", "smiles": "O=[Ca]"}])
def test_lime_drawn_without_charges_is_calcium_oxide(line: dict[str, str]) -> None:
    record = ask(line)
    assert (entries(record), record["conflicts"]) == ({"ar-lista-iii/calcium-oxide"}, [])


def test_a_malformed_code_is_never_ignored_into_no_match() -> None:
    answer = ask_all([{"name": "sucrose"}, {"name": "sucrose", "hs_code": "17O1.99"}, {"un_number": "UN 12"}])
    assert [line["verdict"] for line in answer.lines] == ["no_match", "review", "unresolved"]
    assert "the HS code cannot be read" in answer.lines[1]["explanation"]


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_no_substance_of_the_watchlist_conflicts_with_its_own_codes() -> None:
    names = {row["key"]: row["name"] for row in rows("seeds/substances/substances.csv")}
    fields = {"hs": "hs_code", "prc": "hs_code", "cn": "cn_code", "un": "un_number", "ec": "remarks"}
    lines = [
        {"name": names[row["substance"]], fields[row["scheme"]]: row["value"]}
        for row in rows("seeds/substances/codes.csv")
    ]
    assert [line["declared"] for line in ask_all(lines).lines if line["conflicts"]] == []


def test_no_chemical_conflicts_with_the_code_that_names_it() -> None:
    dangerous = [(cas, "un_number", row["number"]) for row in rows(UN_NUMBERS) for cas in row["cas"].split()]
    customs = [(cas, "hs_code", row["code"]) for row in rows(CUSTOMS_CODES) for cas in row["cas"].split()]
    lines = [{"cas": cas, field: code} for cas, field, code in dangerous + customs]
    assert [line["declared"] for line in ask_all(lines).lines if line["conflicts"]] == []
