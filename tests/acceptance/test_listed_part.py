"""A law reaches what its words reach; how grave that is hangs on how much of the goods the listed part is."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import Record, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

PHENYLACETATES = [
    ("CCOC(=O)Cc1ccccc1", "high"),
    ("O=C(Cc1ccccc1)OCCc1ccccc1", "high"),
    ("CC12CCC3C(CCC4=CC(=O)CCC34C)C1CCC2OC(=O)Cc1ccccc1", "medium"),
]


def found(record: Record, entry: str) -> dict[str, object]:
    (finding,) = [finding for finding in record["findings"] if finding["entry"] == entry]
    return dict(finding)


@pytest.mark.parametrize(("smiles", "severity"), PHENYLACETATES)
def test_a_listed_part_under_two_fifths_is_one_step_less_grave_and_says_so(smiles: str, severity: str) -> None:
    record = ask({"smiles": smiles}, jurisdictions=("US",))
    finding = found(record, "us-list-1/phenylacetic-acid")
    assert (record["verdict"], finding["severity"]) == ("controlled", severity)
    assert ("are the listed part" in str(finding["explanation"])) == (severity != "high")


@pytest.mark.parametrize(
    ("smiles", "severity", "verdict"),
    [
        ("O=C(CC)N1CCC(Nc2ccccc2)CC1", "medium", "review"),
        ("O=C(CCCCCCCCC(=O)NCCCCCCCCCCCC)N1CCC(Nc2ccccc2)CC1", "low", "review"),
    ],
    ids=["by the question", "by the resemblance alone"],
)
def test_a_frame_on_which_anything_may_stand_asks_where_it_is_most_of_the_goods(
    smiles: str, severity: str, verdict: str
) -> None:
    record = ask({"smiles": smiles}, jurisdictions=("CA",))
    assert (record["verdict"], found(record, "ca-schedule-6/4-ap")["severity"]) == (verdict, severity)


@pytest.mark.parametrize(
    ("smiles", "asks"),
    [
        ("O=[PH](O)c1ccccc1", True),
        ("C[PH](=O)O", True),
        ("NCCC[PH](=O)O", False),
        ("O=[PH]1Oc2ccccc2-c2ccccc21", False),
    ],
)
def test_only_a_simple_acid_of_phosphorus_with_hydrogen_may_be_a_derivative(smiles: str, asks: bool) -> None:
    record = ask({"smiles": smiles}, jurisdictions=("CA",))
    assert record["verdict"] == ("review" if asks else "no_match")


def test_the_firm_class_of_another_jurisdiction_hides_no_open_question() -> None:
    record = ask({"smiles": "CCC(=O)N(c1ccc(F)cc1)C1CCN(Cc2ccccc2)CC1"}, jurisdictions=("CN", "CA"))
    assert found(record, "cn-drug-classes/fentanyl-class")["certainty"] == "exact"
    assert found(record, "ca-schedule-6/benzylfentanyl")["certainty"] == "guess"
