"""Ten checks that an officer would make on the first day, over the real law."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import ask, ask_all, entries, tiers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def test_acetone_to_colombia_is_controlled_and_its_cumulative_threshold_unknown() -> None:
    line = {"name": "acetone", "quantity": "160", "unit": "kg", "origin": "US", "destination": "CO"}
    record = ask(line)
    finding = next(f for f in record["findings"] if f["list"] == "us-list-2")
    assert record["verdict"] == "controlled"
    assert "exempt" not in tiers(record)
    assert {c["met"] for c in finding["conditions"] if c["kind"] == "cumulative_quantity"} == {"unknown"}


@pytest.mark.parametrize(
    "line",
    [
        {"name": "metformin hydrochloride"},
        {"cas": "1115-70-4"},
        {"smiles": "CN(C)C(=N)NC(N)=N.Cl"},
        {"smiles": "CN(C)C(=N)NC(N)=[NH2+].[Cl-]"},
    ],
)
def test_the_hydrochloride_of_a_medicine_is_not_hydrochloric_acid(line: dict[str, str]) -> None:
    record = ask(line)
    assert record["findings"] == []
    assert record["verdict"] == "no_match"


def test_the_us_reaches_both_permanganates_and_the_un_only_potassium_permanganate() -> None:
    potassium, sodium = ask({"name": "potassium permanganate"}), ask({"name": "sodium permanganate"})
    assert {"us-list-2/potassium-permanganate", "un-table-1/potassium-permanganate"} <= entries(potassium)
    assert entries(sodium) == {"us-list-2/sodium-permanganate"}
    assert potassium["verdict"] == sodium["verdict"] == "controlled"


@pytest.mark.parametrize("line", [{"name": "cathine"}, {"cas": "492-39-7"}, {"smiles": "C[C@H](N)[C@@H](O)c1ccccc1"}])
def test_cathine_is_a_us_list_i_chemical_and_excepted_by_the_union(line: dict[str, str]) -> None:
    legal = {f["entry"] for f in ask(line)["findings"] if f["tier"] in ("listed", "listed_form")}
    assert legal == {
        "us-list-1/norpseudoephedrine",
        "mx-psychotropics/norpseudoephedrine",
        "ar-lista-i/norephedrine",  # "isómeros ópticos" of phenylpropanolamine, without an exception
    }


@pytest.mark.parametrize(
    ("smiles", "is_reached"),
    [
        ("C[C@H](N)[C@@H](O)c1ccccc1", False),
        ("C[C@H](N)[C@@H](O)c1ccccc1.Cl", False),
        ("C[C@@H](N)[C@H](O)c1ccccc1", True),
        ("C[C@H](N)[C@H](O)c1ccccc1", True),
        ("C[C@@H](N)[C@@H](O)c1ccccc1.Cl", True),
        ("CC(N)C(O)c1ccccc1", True),
    ],
)
def test_the_union_and_great_britain_reach_every_stereoisomer_of_norephedrine_but_cathine(
    smiles: str, is_reached: bool
) -> None:
    record = ask({"smiles": smiles}, jurisdictions=("EU", "GB"))
    assert (record["verdict"] == "controlled") == is_reached
    assert ("drug_reference" in tiers(record)) == ("[C@H](N)[C@@H]" in smiles or "@" not in smiles)


@pytest.mark.parametrize(
    "line",
    [{"name": "remifentanil"}, {"cas": "132875-61-7"}, {"smiles": "CCC(=O)N(c1ccccc1)C1(C(=O)OC)CCN(CCC(=O)OC)CC1"}],
)
def test_remifentanil_is_a_drug_and_never_on_no_list(line: dict[str, str]) -> None:
    record = ask(line)
    assert {f["branch"] for f in record["findings"]} == {"drug"}
    assert record["verdict"] in ("controlled", "review")
    assert record["severity"] == "high"


@pytest.mark.parametrize(
    "line",
    [
        {"name": "lidocaine hydrochloride"},
        {"cas": "73-78-9"},
        {"smiles": "CCN(CC)CC(=O)Nc1c(C)cccc1C.Cl"},
        {"name": "phenylephrine"},
        {"cas": "59-42-7"},
        {"smiles": "CNC[C@H](O)c1cccc(O)c1"},
    ],
)
def test_look_alike_medicines_are_no_match(line: dict[str, str]) -> None:
    record = ask(line)
    assert (record["verdict"], record["findings"]) == ("no_match", [])


def test_a_piperonal_sample_without_commercial_value_is_controlled_and_high() -> None:
    line = {"name": "piperonal", "quantity": "10", "unit": "mg", "remarks": "sample, NCV"}
    record = ask(line)
    assert (record["verdict"], record["severity"]) == ("controlled", "high")


def test_p2p_is_a_drug_in_the_us_and_in_table_i_of_the_un() -> None:
    record = ask({"name": "P-2-P"})
    listed = {(f["jurisdiction"], f["branch"]) for f in record["findings"] if f["tier"] == "listed"}
    others = {(key, "precursor") for key in ("AU", "CA", "CN", "EU", "GB", "IN", "JP", "MX", "SG", "UN", "AR", "VN")}
    assert listed == {("US", "drug"), ("MX", "drug")} | others
    assert {f["list"] for f in record["findings"] if f["jurisdiction"] == "UN"} == {"un-table-1"}


def test_a_route_to_a_country_that_is_not_held_is_at_best_review() -> None:
    answer = ask_all([{"name": "sodium chloride", "origin": "US", "destination": "BR"}])
    assert answer.coverage["not_held"] == ["BR"]
    assert answer.lines[0]["verdict"] == "review"


def test_acetic_anhydride_in_drums_is_controlled_by_both_with_what_each_asks() -> None:
    record = ask({"name": "Acetic anhydride 98 %, in drums", "origin": "US", "destination": "MX"})
    asked = {f["jurisdiction"]: f["obligations"] for f in record["findings"] if f["tier"] == "listed"}
    assert record["verdict"] == "controlled"
    assert any("971" in duty for duty in asked["US"])
    assert any("ask the national authority" in duty for duty in asked["UN"])
