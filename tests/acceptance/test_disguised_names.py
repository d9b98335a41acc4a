"""A name that was written to look like another, or to hide what it is, is compared, said, and shown to a person."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.asking import ask, entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

HIDDEN = [
    "saf\u200brole", "saf\u00adrole", "\ufeffsafrole", "s\u2060a\u2060f\u2060role", "saf\u034frole", "saf\ufe0frole",
    "saf\u3164role", "saf\u200drole", "saf\U000e0041role",
]  # fmt: skip
DISGUISED = [
    ("sаfrоle", "Cyrillic letters among Latin ones"),
    ("safrοle", "a Greek letter in a Latin word"),
    ("𝐬𝐚𝐟𝐫𝐨𝐥𝐞", "letters of mathematics"),
    ("ⓢafrole", "a letter in a circle"),
    ("s\u0336a\u0336f\u0336r\u0336o\u0336l\u0336e\u0336", "letters struck through"),
]


def codes(record: dict[str, Any]) -> set[str]:
    return {problem["code"] for problem in record["problems"]}


@pytest.mark.parametrize("name", HIDDEN, ids=ascii)
def test_what_nobody_sees_hides_no_name_and_is_said(name: str) -> None:
    record = ask({"name": name})
    assert record["verdict"] == "controlled"
    assert entries(record) == entries(ask({"name": "safrole"}))
    assert "hidden_characters" in codes(record)
    assert record["declared"]["name"] == name


def test_what_nobody_sees_costs_a_lawful_name_no_look() -> None:
    record = ask({"name": "gly\u00adcerol"})
    assert (record["verdict"], codes(record)) == ("no_match", {"hidden_characters"})


@pytest.mark.parametrize(("name", "why"), DISGUISED, ids=[why for _, why in DISGUISED])
def test_a_name_that_looks_like_a_listed_one_is_found_and_said(name: str, why: str) -> None:
    record = ask({"name": name})
    assert record["verdict"] in ("controlled", "review")
    assert entries(record) >= entries(ask({"name": "safrole"}))
    assert "look_alike_letters" in codes(record)


@pytest.mark.parametrize(
    "name", ["sɑfrole", "sаfrоlехх", "sᎪfrole", "sa\u0589frօle", "Аcetonum purissimumх"], ids=ascii
)
def test_a_name_of_strange_letters_that_nothing_reads_is_for_a_person(name: str) -> None:
    assert ask({"name": name})["verdict"] == "review"


@pytest.mark.parametrize("name", ["\u202eelorfas", "\u202delorfas\u202c", "glycerol \u202e)7-46-76("], ids=ascii)
def test_a_name_that_is_shown_in_another_order_is_for_a_person(name: str) -> None:
    record = ask({"name": name})
    assert record["verdict"] == "review"
    assert "direction_overridden" in codes(record)


def test_parties_and_remarks_in_another_order_are_said_and_decide_nothing() -> None:
    record = ask({"name": "glycerol", "consignee": "Customer \u202eSL", "remarks": "\u202eok"})
    assert (record["verdict"], codes(record)) == ("no_match", {"direction_overridden"})


@pytest.mark.parametrize(
    "name",
    [
        "ethanol",
        "乙醇 25kg",
        "этанол",
        "Ｅｔｈａｎｏｌ",
        "αPVP",
        "25кгx4 этанол",
        "β-carotene",
        "éthanol",
        "اتانول",
        "می\u200cخواهم",
    ],
)
def test_names_as_they_are_written_are_not_disguised(name: str) -> None:
    assert not codes(ask({"name": name})) & {"look_alike_letters", "hidden_characters", "direction_overridden"}
