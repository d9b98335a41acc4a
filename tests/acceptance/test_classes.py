"""Classes defined on structure, on the day of their law: limbs, forms, near boundaries, open wording."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.asking import Record, ask, ask_all, tiers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

UNNAMED = "CC(C)C(=O)N(c1ccc(F)cc1F)C1CCN(CCc2ccccc2)CC1"
"""A fentanyl by limbs D and E that no list held here names."""
ESTER = "CCC(=O)N(c1ccccc1)C1CCN(CC(OC(C)=O)c2ccccc2)CC1"
"""The acetate of beta-hydroxyfentanyl."""
LORCAINIDE = "CC(C)N1CCC(N(C(=O)Cc2ccccc2)c2ccc(Cl)cc2)CC1"
REMIFENTANIL = "CCC(=O)N(c1ccccc1)C1(C(=O)OC)CCN(CCC(=O)OC)CC1"
BENDAZOL = "c1ccc(Cc2nc3ccccc3[nH]2)cc1"
NITAZENE = "CCN(CC)CCn1c(Cc2ccc(OC(C)C)cc2)nc2cc(C#N)ccc12"


def of(record: Record, list_key: str) -> dict[str, Any]:
    """Return the one finding under a list, apart from what is announced for a later day."""
    (finding,) = [f for f in record["findings"] if f["list"] == list_key and f["tier"] != "announced"]
    return finding


def in_the_united_states(smiles: str) -> list[dict[str, Any]]:
    """Return the findings on a fentanyl by the order, on its last day, and by the statute, on its first."""
    days = ("2025-07-15", "2025-07-16")
    return [of(ask({"smiles": smiles}, as_of=day, jurisdictions=("US",)), "us-schedule-1-classes") for day in days]


@pytest.mark.parametrize(
    ("smiles", "list_key", "eve", "day"),
    [
        (UNNAMED, "us-schedule-1-classes", "2018-02-05", "2018-02-06"),
        (UNNAMED, "cn-drug-classes", "2019-04-30", "2019-05-01"),
        (NITAZENE, "cn-drug-classes", "2025-06-30", "2025-07-01"),
    ],
)
def test_a_class_holds_from_its_day_and_not_the_day_before(smiles: str, list_key: str, eve: str, day: str) -> None:
    before, after = ask({"smiles": smiles}, as_of=eve), ask({"smiles": smiles}, as_of=day)
    assert of(after, list_key)["tier"] == "class_member"
    assert after["verdict"] == "controlled"
    assert not [f for f in before["findings"] if f["list"] == list_key and f["tier"] == "class_member"]


def test_order_and_statute_have_the_same_limbs_and_their_own_act() -> None:
    order, statute = (
        of(ask({"smiles": UNNAMED}, as_of=day), "us-schedule-1-classes") for day in ("2025-07-15", "2025-07-16")
    )
    assert order["rule"] == statute["rule"]
    assert order["rule"]["limbs"] == ["D", "E"]
    assert [f["instrument"]["key"] for f in (order, statute)] == ["us-fr-2018-02319", "us-pl-119-26"]


def test_the_order_reaches_esters_and_the_statute_does_not() -> None:
    order, statute = in_the_united_states(ESTER)
    assert (order["tier"], order["form"]) == ("class_member", "ester")
    assert (statute["tier"], statute["form"]) == ("drug_reference", "ester")
    assert (
        "its words do not reach esters. But for that it would be inside the class, by limb B." in statute["explanation"]
    )


@pytest.mark.parametrize(("group", "form"), [("OC(F)(F)F", "ether"), ("OC(C)=O", "ester")])
def test_a_question_of_the_words_goes_before_a_form_that_they_do_not_reach(group: str, form: str) -> None:
    order, statute = in_the_united_states(f"CCC(=O)N(c1ccccc1)C1CCN(CCc2ccc({group})cc2)CC1")
    assert (order["tier"], order["certainty"], order["form"]) == ("class_member", "exact", form)
    assert (statute["tier"], statute["certainty"], statute["form"]) == ("class_member", "guess", None)
    assert "limb A?" in statute["explanation"]


def test_a_salt_of_a_member_is_reached() -> None:
    finding = of(ask({"smiles": f"{UNNAMED}.Cl"}), "us-schedule-1-classes")
    assert (finding["tier"], finding["form"]) == ("class_member", "salt")


def test_the_trace_says_which_limb_by_which_substituent_on_which_atoms() -> None:
    record = ask({"smiles": UNNAMED})
    rule = of(record, "us-schedule-1-classes")["rule"]
    limbs = {site["limb"]: site for site in rule["sites"] if site["limb"]}
    assert limbs["E"]["substituent"] == "*C(=O)C(C)C"
    assert limbs["D"]["substituent"] == "*c1ccc(F)cc1F"
    assert not set(limbs["E"]["atoms"]) & set(limbs["D"]["atoms"])
    assert record["resolution"][0]["smiles"]


def test_what_a_law_names_elsewhere_is_left_out_of_its_class() -> None:
    sufentanil = {"smiles": "CCC(=O)N(c1ccccc1)C1(COC)CCN(CCc2cccs2)CC1"}
    record = ask(sufentanil, jurisdictions=("US", "CN", "GB"))
    assert "class_member" not in tiers(record, branch="drug")
    assert record["verdict"] == "review"
    assert tiers(record) == {"drug_reference"}


def test_what_is_left_out_of_a_class_is_called_by_its_own_name() -> None:
    finding = of(ask({"smiles": REMIFENTANIL}, jurisdictions=("CN",)), "cn-drug-classes")
    assert finding["tier"] == "drug_reference"
    assert "which leaves it out: remifentanil, medicinal narcotic catalogue" in finding["explanation"]
    assert finding["explanation"].endswith("Remifentanil is a controlled drug; drug law applies, not precursor law.")


@pytest.mark.parametrize("smiles", [LORCAINIDE, f"{LORCAINIDE}.Cl"])
def test_a_medicine_that_a_law_may_have_adjusted_is_for_a_person_and_never_controlled(smiles: str) -> None:
    before, after = (ask({"smiles": smiles}, as_of=day, jurisdictions=("CN",)) for day in ("2019-04-30", "2019-05-01"))
    finding = of(after, "cn-drug-classes")
    assert (after["verdict"], finding["tier"], finding["certainty"]) == ("review", "class_member", "guess")
    assert "taken out of the class?" in finding["explanation"]
    assert [f for f in before["findings"] if f["list"] == "cn-drug-classes" and f["tier"] != "announced"] == []


@pytest.mark.parametrize(
    ("list_key", "proviso"),
    [
        ("us-schedule-1-classes", "unless a schedule names it under a code of its own"),
        ("cn-drug-classes", "unless one of the two national catalogues names it"),
    ],
)
def test_a_member_is_told_that_a_listing_of_its_own_would_go_first(list_key: str, proviso: str) -> None:
    assert of(ask({"smiles": UNNAMED}), list_key)["explanation"].endswith(f", {proviso}.")


@pytest.mark.parametrize("smiles", [BENDAZOL, "Clc1ccc(Cn2c(CN3CCCC3)nc3ccccc32)cc1"])  # and clemizole
def test_a_benzimidazole_medicine_is_not_near_the_nitazenes(smiles: str) -> None:
    assert tiers(ask({"smiles": smiles}, jurisdictions=("CN",)), branch="drug") == set()


def test_a_near_miss_says_the_one_condition_that_fails() -> None:
    record = ask({"smiles": "CCC(=O)N(c1ccccc1)C1CCN(CCCc2ccccc2)CC1"}, jurisdictions=("US",))  # homofentanyl
    finding = of(record, "us-schedule-1-classes")
    assert (finding["tier"], finding["severity"]) == ("near_boundary", "medium")
    assert [failure["condition"] for failure in finding["rule"]["failures"]] == ["ring"]
    assert "by one condition" in finding["explanation"]


def test_an_open_question_of_the_words_is_for_a_person() -> None:
    record = ask({"smiles": "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccc(C#N)cc2)CC1"}, jurisdictions=("US",))
    finding = of(record, "us-schedule-1-classes")
    assert (record["verdict"], finding["tier"], finding["certainty"]) == ("review", "class_member", "guess")
    assert finding["rule"]["questions"][0] in record["explanation"] + finding["explanation"]


@pytest.mark.parametrize(
    ("smiles", "day", "rule"),
    [
        ("CC(C)N1CCC(=O)CC1", "2024-09-03", "ca-4-piperidone-derivatives"),
        ("Fc1ccc(NC2CCN(C(=O)OCc3ccccc3)CC2)cc1", "2023-08-30", "ca-4-ap-derivatives"),
        ("CC(=O)C(C(N)=O)c1ccc2OCOc2c1", "2019-05-15", "ca-pmk-derivatives"),
    ],
)
def test_open_wording_only_asks_and_only_from_its_day(smiles: str, day: str, rule: str) -> None:
    record = ask({"smiles": smiles}, as_of=day, jurisdictions=("CA",))
    (finding,) = [f for f in record["findings"] if f["rule"]]
    assert (record["verdict"], finding["rule"]["key"], finding["certainty"]) == ("review", rule, "guess")


def test_an_ester_class_holds_any_ester() -> None:
    line = {"smiles": "CC1(OC1c1ccccc1)C(=O)OCCCCCC"}
    assert of(ask(line), "cn-precursors")["form"] == "ester"
    assert of(ask(line), "us-list-1")["form"] == "ester"
    assert tiers(ask(line), "UN") == {"near_boundary"}


def test_a_list_held_in_part_never_answers_for_its_country() -> None:
    answer = ask_all([{"name": "lidocaine", "origin": "AU", "destination": "US"}, {"name": "lidocaine"}])
    assert answer.coverage["not_held"] == ["AU"]
    assert [line["verdict"] for line in answer.lines] == ["review", "no_match"]
    partial = {of["key"] for of in answer.coverage["lists"] if not of["complete"]}
    assert partial >= {"au-border-controlled-precursors", "cn-export-part-1"}
    assert "ca-schedule-6" not in partial


def test_to_ask_a_jurisdiction_held_in_part_is_at_best_review() -> None:
    assert ask({"name": "lidocaine"}, jurisdictions=("AU",))["verdict"] == "review"
    assert ask({"name": "lidocaine"}, jurisdictions=("US",))["verdict"] == "no_match"
