"""A controlled drug whose law is not held is review, however it is declared; its lawful mirror image is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.acceptance.asking import Record, ask, ask_all, entries, tiers
from watchlist.engine.law.compiled import CompiledLaw, CompiledSubstance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

REFERENCE = "drug-reference"
DEXTROMETHORPHAN = "COc1ccc2c(c1)[C@]13CCCC[C@@H]1[C@H](C2)N(C)CC3"
DEXTRORPHAN = "CN1CC[C@@]23CCCC[C@@H]2[C@@H]1Cc1ccc(O)cc13"
LEVOPROPOXYPHENE = "CCC(=O)O[C@@](Cc1ccccc1)(c1ccccc1)[C@@H](C)CN(C)C"


def drugs(law: CompiledLaw) -> list[CompiledSubstance]:
    """Return every drug of the reference."""
    return [
        law.substances[key] for key, rows in law.schedulings.items() if any(row.list.key == REFERENCE for row in rows)
    ]


def name_of(drug: CompiledSubstance) -> dict[str, str]:
    return {"name": drug.name}


def structure_of(drug: CompiledSubstance) -> dict[str, str]:
    return {"smiles": drug.smiles}


def hydrate_of(drug: CompiledSubstance) -> dict[str, str]:
    return {"smiles": f"{drug.smiles}.O" if drug.smiles else ""}


def is_found(drug: CompiledSubstance, record: Record) -> bool:
    """Say whether a line meets the drug's own entry, asks for a person at least, and is told of no likeness."""
    own = [finding for finding in record["findings"] if finding["entry"] == f"{REFERENCE}/{drug.key}"]
    is_law_held = {"listed", "listed_form", "class_member"} & tiers(record)
    return (
        [finding["tier"] for finding in own] == ["drug_reference"]
        and record["verdict"] == ("controlled" if is_law_held else "review")
        and record["severity"] == "high"
        and not {"analogue", "near_boundary"} & tiers(record)
    )


@pytest.mark.parametrize("declare", [name_of, structure_of, hydrate_of])
def test_every_drug_of_the_reference_asks_for_a_person(
    declare: Callable[[CompiledSubstance], dict[str, str]], law: CompiledLaw
) -> None:
    declared = [(drug, line) for drug in drugs(law) if all((line := declare(drug)).values())]
    records = ask_all([line for _, line in declared]).lines
    assert len(declared) > 180
    found = zip(declared, records, strict=True)
    assert [drug.key for (drug, _), record in found if not is_found(drug, record)] == []


@pytest.mark.parametrize(
    "line",
    [
        {"name": "dextromethorphan hydrobromide"},
        {"cas": "125-71-3"},
        {"smiles": DEXTROMETHORPHAN},
        {"smiles": f"{DEXTROMETHORPHAN}.Br.O"},
        {"name": "dextrorphan"},
        {"smiles": DEXTRORPHAN},
        {"name": "levopropoxyphene"},
        {"smiles": LEVOPROPOXYPHENE},
    ],
)
def test_the_mirror_image_that_a_convention_leaves_out_is_no_controlled_drug(line: dict[str, str]) -> None:
    record = ask(line)
    assert (record["verdict"], record["findings"]) == ("no_match", [])


@pytest.mark.parametrize(
    ("listed", "excepted"),
    [
        ("levomethorphan", DEXTROMETHORPHAN),
        ("levorphanol", DEXTRORPHAN),
        ("dextropropoxyphene", LEVOPROPOXYPHENE),
    ],
)
def test_drawn_without_stereochemistry_it_contains_the_controlled_isomer(listed: str, excepted: str) -> None:
    record = ask({"smiles": excepted.replace("@", "").replace("[CH]", "C").replace("[C]", "C")})
    assert f"{REFERENCE}/{listed}" in entries(record)
    assert tiers(record) == {"drug_reference"}


@pytest.mark.parametrize("name", ["racemethorphan", "racemorphan"])
def test_a_racemate_with_a_lawful_half_is_found_by_its_name(name: str) -> None:
    record = ask({"name": name})
    assert (record["verdict"], tiers(record)) == ("review", {"drug_reference"})


@pytest.mark.parametrize(
    "line",
    [
        {"name": "chlordiazepoxide hydrochloride"},
        {"smiles": "CNC1=Nc2ccc(Cl)cc2C(c2ccccc2)=[N+]([O-])C1"},
        {"smiles": "CN=C1CN(O)C(c2ccccc2)=c2cc(Cl)ccc2=N1"},
    ],
)
def test_chlordiazepoxide_is_found_in_either_way_of_drawing(line: dict[str, str]) -> None:
    assert tiers(ask(line)) == {"drug_reference"}


@pytest.mark.parametrize(
    "smiles",
    [
        "CCC(=O)Oc1ccc2c3c1O[C@H]1[C@@H](O)CC[C@H]4[C@@H](C2)N(C)CC[C@@]341",  # an ester of dihydromorphine
        "[Na+].CCC1(c2ccccc2)C(=O)[N-]C(=O)NC1=O",  # phenobarbital sodium
        "CC[C@H](OC(C)=O)C(C[C@H](C)N(C)C)(c1ccccc1)c1ccccc1",  # levacetylmethadol, by an isomer
    ],
)
def test_a_form_that_the_convention_reaches_is_a_controlled_drug_too(smiles: str) -> None:
    record = ask({"smiles": smiles})
    assert (record["verdict"], tiers(record)) == ("review", {"drug_reference"})
