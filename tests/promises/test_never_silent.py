"""What any law held here lists is never answered with no match, whatever the route: controlled, or somebody looks.

Asked of every listing in force, every member of a class, and every drug of reference, between a country of each
jurisdiction and of each other, within one, and on routes of which one end is not known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations_with_replacement

import pytest

from tests.acceptance.asking import ask, ask_all
from watchlist.conf import seeds_dir
from watchlist.engine.decision.policy import is_everyday_listing
from watchlist.engine.decision.precedence import ELSEWHERE
from watchlist.engine.law.compiled import CompiledLaw

pytestmark = pytest.mark.usefixtures("law")

COUNTRIES = ("US", "CN", "GB", "CA", "AU", "MX", "IN", "JP", "SG", "AR", "VN", "TW", "FR", "DE")
"""One of each jurisdiction held, and a second of the Union."""


def routes() -> Iterator[dict[str, str]]:
    """Yield each route between two of the countries, and from or to one of them."""
    for origin, destination in combinations_with_replacement(COUNTRIES, 2):
        yield {"origin": origin, "destination": destination}
    for country in COUNTRIES:
        yield {"origin": country}
        yield {"destination": country}


def listed(law: CompiledLaw) -> dict[str, dict[str, str]]:
    """Return how each substance of a listing in force is declared: as drawn, or by name where no structure is held."""
    today = datetime.now(UTC).date()
    rows = [row for rows in law.schedulings.values() for row in rows if row.in_force(today, today) and not row.rule]
    held = {row.substance: law.substances[row.substance] for row in rows}
    return {key: {"smiles": of.smiles} if of.smiles else {"name": of.name} for key, of in sorted(held.items())}


def everyday(law: CompiledLaw) -> set[str]:
    """Return solvents, acids and reagents that laws list among what is traded every day, or only watch, and no other.

    They are shown, and ask nobody where no law of the route lists them.
    """
    today = datetime.now(UTC).date()
    in_force = {key: [row for row in rows if row.in_force(today, today)] for key, rows in law.schedulings.items()}
    return {
        key
        for key, rows in in_force.items()
        if rows and all(is_everyday_listing(row) or row.list.tier == "monitored" for row in rows)
    }


def members() -> dict[str, dict[str, str]]:
    """Return the structures that the tables beside the class rules call members, by rule and name."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((seeds_dir() / "class_rules").glob("*/members.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["expected"] == "member":
                    found[f"{file.parent.name}: {row['name']}"] = {"smiles": row["smiles"]}
    return found


@pytest.mark.long
def test_what_is_listed_anywhere_is_never_no_match(law: CompiledLaw) -> None:
    goods = listed(law) | members()
    assert len(goods) > 500
    silent = {
        (label, *route.values())
        for route in routes()
        for label, record in zip(goods, ask_all([{**said, **route} for said in goods.values()]).lines, strict=True)
        if record["verdict"] == "no_match"
    }
    labels = {label for label, *_ in silent}
    assert labels <= everyday(law)
    assert labels.isdisjoint(law.family_of)
    assert labels > {"benzene", "bromine", "chloroform", "hydrobromic-acid", "mibk", "sodium-permanganate"}


@pytest.mark.parametrize(
    ("said", "route", "severity", "where"),
    [
        ({"name": "para-fluorofentanyl"}, ("FR", "DE"), "high", {"CA", "CN", "GB", "MX", "US"}),
        ({"cas": "1474-02-8"}, ("FR", "DE"), "high", {"CA", "MX", "US"}),
        ({"name": "propiophenone"}, ("US", "GB"), "medium", {"CN"}),
    ],
)
def test_what_another_country_lists_is_told_with_who_lists_it(
    said: dict[str, str], route: tuple[str, str], severity: str, where: set[str]
) -> None:
    record = ask({**said, "origin": route[0], "destination": route[1]})
    assert (record["verdict"], record["severity"], record["action"]) == ("review", severity, "unknown")
    told = [finding for finding in record["findings"] if finding["tier"] == ELSEWHERE]
    assert [(one["bears"], one["severity"], one["obligations"]) for one in told] == [("no", severity, [])]
    assert all(country in told[0]["explanation"] for country in where)
    assert "in none of the lists compared" in record["explanation"]


NEWER_OPIOIDS = {
    "metonitazene": "CCN(CC)CCn1c(Cc2ccc(OC)cc2)nc2cc([N+](=O)[O-])ccc21",
    "etodesnitazene": "CCN(CC)CCn1c(Cc2ccc(OCC)cc2)nc2ccccc21",
    "etonitazepipne": "CCOc1ccc(Cc2nc3cc([N+](=O)[O-])ccc3n2CCN2CCCCC2)cc1",
    "chlorphine": "CC(c1ccc(Cl)cc1)N1CCC(n2c(=O)[nH]c3ccccc32)CC1",
    "cychlorphine": "CC(c1ccc(Cl)cc1)N1CCC(n2c(=O)n(CCC#N)c3ccccc32)CC1",
}


@pytest.mark.parametrize("smiles", NEWER_OPIOIDS.values(), ids=NEWER_OPIOIDS)
@pytest.mark.parametrize("route", [("DE", "US"), ("CA", "US"), ("FR", "DE")])
def test_a_newer_opioid_asks_for_a_person_on_every_route(smiles: str, route: tuple[str, str]) -> None:
    record = ask({"smiles": smiles, "origin": route[0], "destination": route[1]})
    assert (record["verdict"], record["severity"]) == ("review", "high")


def test_a_jurisdiction_that_is_asked_alone_does_not_silence_the_others() -> None:
    record = ask({"cas": "1474-02-8"}, jurisdictions=("JP",))
    assert (record["verdict"], {finding["tier"] for finding in record["findings"]}) == ("review", {ELSEWHERE})


def test_a_route_of_one_end_asks_every_law() -> None:
    answers = [ask({"cas": "1474-02-8", **route}) for route in ({"origin": "FR"}, {"destination": "FR"})]
    assert [record["verdict"] for record in answers] == ["controlled", "controlled"]
    within = ask({"cas": "1474-02-8", "origin": "FR", "operation": "domestic"})
    assert {finding["tier"] for finding in within["findings"]} == {ELSEWHERE}


def test_an_everyday_solvent_that_only_another_country_lists_is_shown_and_asks_nobody() -> None:
    record = ask({"name": "bromine", "origin": "US", "destination": "GB"})
    assert (record["verdict"], record["severity"]) == ("no_match", "low")
    assert [finding["list"] for finding in record["findings"]] == ["cn-precursors"]
