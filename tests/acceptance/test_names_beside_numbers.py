"""What a name says beside a number and a structure, and what only the whole of a name says."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import ask, entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.mark.parametrize(
    "beside",
    [
        {"cas": "504-24-5"},
        {"smiles": "Nc1ccncc1"},
        {"cas": "504-24-5", "smiles": "Nc1ccncc1"},
        {"cas": "504-24-5", "inchikey": "NUKYPUAOHBNCPY-UHFFFAOYSA-N"},
    ],
)
@pytest.mark.parametrize("name", ["4-AP", "4-AP, 98 %, 25 kg drums"])
def test_an_abbreviation_beside_what_says_another_thing_is_a_conflict(name: str, beside: dict[str, str]) -> None:
    record = ask({"name": name, **beside})
    assert record["verdict"] == "review"
    assert record["conflicts"]
    assert {finding["certainty"] for finding in record["findings"]} <= {"guess"}


@pytest.mark.parametrize(
    "line",
    [
        {"name": "4-AP"},
        {"name": "4-AP", "cas": "23056-29-3"},
        {"name": "4-AP", "cas": "504-24-5", "smiles": "c1ccccc1NC1CCNCC1"},
        {"name": "4-Anilinopiperidine", "cas": "504-24-5", "smiles": "Nc1ccncc1"},
        {"name": "4-aminopyridine", "cas": "23056-29-3"},
    ],
    ids=["alone", "agreed with", "number and structure disagree", "a whole name", "by the number"],
)
def test_nothing_else_takes_a_listed_substance_off_a_line(line: dict[str, str]) -> None:
    assert ask(line)["verdict"] == "controlled"


@pytest.mark.parametrize(
    "name", ["PPA (polyphthalamide)", "polyphthalamide (PPA)", "P2P (peer to peer)", "GBL [liner]"]
)
def test_of_an_abbreviation_with_an_expansion_the_expansion_decides(name: str) -> None:
    record = ask({"name": name})
    assert record["verdict"] == "review"
    assert [problem["code"] for problem in record["problems"]] == ["name_partly_read"]


@pytest.mark.parametrize(
    "name", ["PPA (phenylpropanolamine)", "MEK (butanone)", "PMK (99 %)", "BMK, CAS 103-79-7", "P2P / phenylacetone"]
)
def test_an_expansion_that_agrees_leaves_it_controlled(name: str) -> None:
    assert ask({"name": name})["verdict"] == "controlled"


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("monobutyl ether of diethylene glycol", "no_match"),
        ("dimethyl ether of ethylene glycol", "no_match"),
        ("methyl ester of salicylic acid, 25 kg", "no_match"),
        ("sodium salt of acetic acid", "no_match"),
        ("diethyl ether of polyethylene glycol", "review"),
        ("éter dietílico de piperonal", "review"),
        ("éther diéthylique de l'acide anthranilique", "review"),
        ("diethyl ether of high purity", "controlled"),
        ("ethyl ester of phenylacetic acid", "controlled"),
        ("hydrochloride salt of ephedrine", "controlled"),
        ("sulfate salt of (-)-ephedrine, 98 %", "controlled"),
    ],
)
def test_the_ether_ester_or_salt_of_a_chemical_is_that_chemicals(name: str, verdict: str) -> None:
    record = ask({"name": name})
    assert record["verdict"] == verdict
    assert not any(entry.endswith("/ethyl-ether") for entry in entries(record)) or "purity" in name


@pytest.mark.parametrize(
    ("name", "substance"),
    [
        ("BMK n-propyl glycidate", "bmk-glycidate-propyl"),
        ("BMK N-BUTYL GLYCIDATE", "bmk-glycidate-butyl"),
        ("PMK n-butyl glycidate, 99 %", "pmk-glycidate-butyl"),
    ],
)
def test_the_sign_of_a_straight_chain_makes_no_other_name(name: str, substance: str) -> None:
    record = ask({"name": name})
    assert (record["verdict"], [one["substance"] for one in record["resolution"]]) == ("controlled", [substance])
