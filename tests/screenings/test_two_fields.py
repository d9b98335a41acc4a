"""Two fields that say different things: neither takes from the other what it was found to be."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import ask

ESTER = "CC(C)(C)OC(=O)Cc1ccccc1"
RELATIVE = "OC(=O)Cc1ccc(F)cc1"
OTHERS = [{"name": "Piritramide"}, {"name": "Acetone"}, {"cas": "67-64-1"}, {"remarks": "contains CAS 57-27-2"}]

pytestmark = pytest.mark.usefixtures("law")


@pytest.mark.parametrize("other", OTHERS)
def test_a_name_of_something_listed_hides_no_boundary_that_a_structure_is_near(other: dict[str, str]) -> None:
    alone, both = ask({"smiles": ESTER}), ask({"smiles": ESTER, **other})
    near = {one["entry"] for one in alone["findings"] if one["tier"] == "near_boundary"}
    assert near
    assert near <= {one["entry"] for one in both["findings"] if one["read_from"] == "smiles"}


@pytest.mark.parametrize("other", OTHERS)
def test_a_name_of_something_listed_hides_no_resemblance_of_a_structure(other: dict[str, str]) -> None:
    (alone,) = ask({"smiles": RELATIVE})["findings"]
    (both,) = (one for one in ask({"smiles": RELATIVE, **other})["findings"] if one["tier"] == "analogue")
    assert alone["tier"] == "analogue"
    assert (both["entry"], both["severity"]) == (alone["entry"], alone["severity"])


def test_a_field_that_names_goods_exactly_still_settles_what_it_says_itself() -> None:
    named = ask({"name": "Methyl 2-methyl-3-phenyloxirane-2-carboxylate", "cas": "80532-66-7"})
    assert {one["entry"] for one in named["findings"] if one["jurisdiction"] == "UN"} == {
        "un-table-1/bmk-glycidate-methyl"
    }
