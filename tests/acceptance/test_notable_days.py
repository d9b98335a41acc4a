"""The notable listings, written by hand from the acts: what is found of them on their day and on the day before."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

import pytest

from tests.acceptance.asking import Record, ask, ask_all, entries, tiers
from tests.chemistry.labelled import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

LEGAL = ("listed", "listed_form", "class_member")
BY_WEIGHT = (*LEGAL, "drug_reference", "monitored", "announced", "exempt", "near_boundary", "analogue")
NOTABLE = ("anpp", "npp", "4-ap", "1-boc-4-ap", "norfentanyl", "apaan", "mapa", "4-piperidone", "1-boc-4-piperidone")
DAYS = [
    (*day, list(expected))
    for day, expected in groupby(rows("notable_days.csv"), key=itemgetter("jurisdiction", "day", "list"))
]


def weightiest(record: Record, entry: str) -> str:
    """Return the tier that weighs most of those in which a line meets an entry, or none."""
    found = {finding["tier"] for finding in record["findings"] if finding["entry"] == entry}
    return next((tier for tier in BY_WEIGHT if tier in found), "none")


def surprises(expected: list[dict[str, str]], day: date, column: str) -> list[str]:
    """Return where the answers of one jurisdiction on a day are not those of a column."""
    lines = [{row["given"]: row["value"]} for row in expected]
    answer = ask_all(lines, as_of=day, jurisdictions=(expected[0]["jurisdiction"],))
    wrong = []
    for row, record in zip(expected, answer.lines, strict=True):
        tier = weightiest(record, f"{row['list']}/{row['entry']}")
        if tier not in (row[column] or "none").split(" or "):
            wrong.append(f"{row['value']} on {day}: {row['entry']} is {tier}, not {row[column] or 'none'}")
        if tier in LEGAL and record["verdict"] != "controlled" and not unsure(record):
            wrong.append(f"{row['value']} on {day}: {record['verdict']}, though law reaches it")
    return wrong


def unsure(record: Record) -> bool:
    """Say whether no legal finding of a line rests on a verified fact."""
    return all(f["confidence"] == "unverified" for f in record["findings"] if f["tier"] in LEGAL)


@pytest.mark.parametrize(("jurisdiction", "day", "of", "expected"), DAYS, ids=lambda part: str(part)[:40])
def test_a_notable_listing_is_found_on_its_day_and_not_on_the_day_before(
    jurisdiction: str, day: str, of: str, expected: list[dict[str, str]]
) -> None:
    on = date.fromisoformat(day)
    assert surprises(expected, on - timedelta(days=1), "before") + surprises(expected, on, "on") == []


def test_the_expectations_hold_every_jurisdiction_and_every_notable_substance() -> None:
    expected = rows("notable_days.csv")
    assert {row["jurisdiction"] for row in expected} == set("UN US EU GB CN CA AU MX IN JP SG AR".split())
    assert {row["entry"] for row in expected} >= {*NOTABLE, "pmk-glycidate-methyl", "bmk-glycidate-ethyl", "helional"}
    assert all(row["source"] for row in expected)


@pytest.mark.parametrize("cas", ["41661-47-6", "79099-07-3", "125541-22-2", "2167189-50-4", "16648-44-5", "4433-77-6"])
def test_mexico_had_not_listed_these_by_april_2026(cas: str) -> None:
    assert not tiers(ask({"cas": cas}, as_of="2026-04-10", jurisdictions=("MX",))) & set(LEGAL)


@pytest.mark.parametrize(
    ("smiles", "entry"),
    [
        ("CCOC(=O)C1(C)OC1c1ccccc1", "ca-schedule-6/p2p"),
        ("CC1(C(=O)O)OC1c1ccc2c(c1)OCO2", "ca-schedule-6/mdp2p"),
        ("COC(=O)C(C(C)=O)c1ccccc1", "ca-schedule-6/p2p"),
    ],
)
def test_the_derivatives_that_canada_does_not_name_ask_a_person_since_2019(smiles: str, entry: str) -> None:
    before, on = (ask({"smiles": smiles}, as_of=day, jurisdictions=("CA",)) for day in ("2019-05-14", "2019-05-15"))
    assert (weightiest(on, entry), on["verdict"]) == ("class_member", "review")
    assert weightiest(before, entry) != "class_member"
    assert before["verdict"] != "controlled"


@pytest.mark.parametrize("day", ["2010-01-01", "2020-12-31", "2021-01-01", "2026-06-01"])
@pytest.mark.parametrize(
    "line",
    [
        {"name": "cathine"},
        {"cas": "492-39-7"},
        {"smiles": "C[C@H](N)[C@@H](O)c1ccccc1"},
        {"smiles": "C[C@H](N)[C@@H](O)c1ccccc1.Cl"},
    ],
)
def test_cathine_and_its_salts_are_excepted_on_every_day_and_its_mirror_image_is_not(
    line: dict[str, str], day: str
) -> None:
    cathine = ask(line, as_of=day, jurisdictions=("EU", "GB"))
    assert not tiers(cathine) & set(LEGAL)
    assert cathine["verdict"] == "review"
    mirror = ask({"smiles": "C[C@@H](N)[C@H](O)c1ccccc1"}, as_of=day, jurisdictions=("EU", "GB"))
    assert {"eu-273-cat-1/norephedrine", "eu-111-cat-1/norephedrine"} <= entries(mirror)
    by_great_britain = {"2010-01-01": set(), "2020-12-31": {"announced"}}.get(day, {"listed_form"})
    assert tiers(mirror, "GB", branch="precursor") == by_great_britain
    assert tiers(mirror, "EU") == {"listed_form"}


def test_propionyl_chloride_was_no_listed_chemical_of_the_us_before_the_year_of_its_rule() -> None:
    late, early = (
        ask({"name": "propionyl chloride"}, as_of=day, jurisdictions=("US",)) for day in ("2026-11-01", "2025-12-31")
    )
    assert weightiest(late, "us-list-1/propionyl-chloride") == "listed"
    assert not tiers(early) & set(LEGAL)


def test_what_great_britain_listed_in_2026_was_law_in_no_earlier_year() -> None:
    lines = [{"name": "red phosphorus"}, {"name": "N-phenylpiperidin-4-amine"}, {"cas": "79099-07-3"}]
    early = ask_all(lines, as_of="2025-12-31", jurisdictions=("GB",)).lines
    late = ask_all(lines, as_of="2026-06-16", jurisdictions=("GB",)).lines
    assert not set().union(*map(tiers, early)) & set(LEGAL)
    assert [record["verdict"] for record in late] == ["controlled"] * 3
