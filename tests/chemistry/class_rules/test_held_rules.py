from __future__ import annotations

import pytest
from rdkit import Chem

from tests.chemistry.class_rules.held import compiled, members, rules

OUTCOMES = {"member", "question", "excluded", "outside"}


def bare(smiles: str) -> Chem.Mol:
    mol = Chem.MolFromSmiles(smiles)
    Chem.RemoveStereochemistry(mol)
    return mol


@pytest.mark.parametrize("name", rules())
def test_a_rule_is_named_as_its_folder(name: str) -> None:
    assert rules()[name].key == name


@pytest.mark.parametrize("name", rules())
def test_the_reference_is_itself_at_every_site(name: str) -> None:
    trace = compiled(name).evaluate(bare(rules()[name].reference.smiles))
    assert trace is not None
    assert trace.failures == ()
    assert trace.limbs == ()


@pytest.mark.parametrize("row", members(), ids=lambda row: f"{row['rule']}: {row['name']}")
def test_a_substance_stands_to_the_class_as_its_table_says(row: dict[str, str]) -> None:
    trace = compiled(row["rule"]).evaluate(bare(row["smiles"]))
    assert (trace.outcome if trace else "no_core") == row["expected"]
    if trace is not None:
        assert " ".join(trace.limbs if row["expected"] != "outside" else ()) == row["limbs"]


@pytest.mark.parametrize("row", members(), ids=lambda row: f"{row['rule']}: {row['name']}")
def test_a_near_miss_fails_by_the_condition_that_its_table_names(row: dict[str, str]) -> None:
    trace = compiled(row["rule"]).evaluate(bare(row["smiles"]))
    failing = [failure.condition for failure in trace.failures] if trace else []
    if row["fails"]:
        assert failing == [row["fails"]]
    else:
        assert len(failing) > 1 if row["expected"] == "outside" else not failing


@pytest.mark.parametrize("name", rules())
def test_the_table_of_a_rule_shows_its_inside_and_its_boundary(name: str) -> None:
    expected = {row["expected"] for row in members() if row["rule"] == name}
    assert expected & {"member", "question"}
    assert expected & {"outside", "no_core"}


@pytest.mark.parametrize("name", rules())
def test_every_limb_stands_in_the_table(name: str) -> None:
    shown = {limb for row in members() if row["rule"] == name for limb in row["limbs"].split()}
    assert {limb.id for limb in rules()[name].limbs} <= shown
