"""A listed substance drawn another way: its tautomers are itself, its reversible adducts ask for a person."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import ask, entries, tiers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.mark.parametrize(
    ("smiles", "entry"),
    [
        ("CC=[N+](O)[O-]", "us-list-1/nitroethane"),
        ("CC=[N+]([O-])[O-].[Na+]", "mx-chemical-precursors/nitroethane"),
        ("C=[N+](O)[O-]", "mx-chemical-precursors/nitromethane"),
        ("C=[N+]([O-])[O-].[Na+]", "mx-chemical-precursors/nitromethane"),
        ("CC(=O)[C-](C#N)c1ccccc1.[Na+]", "un-table-1/apaan"),
        ("CC(=O)C(=C=N)c1ccccc1", "un-table-1/apaan"),
        ("CC1(C)OC(=O)C(=C(O)Cc2ccc3c(c2)OCO3)C(=O)O1", "eu-111-cat-1/imdpam"),
        ("CC1(C)OC(=O)C(=C([O-])Cc2ccc3c(c2)OCO3)C(=O)O1.[Na+]", "eu-111-cat-1/imdpam"),
        ("COC(O)=C(C(C)=O)c1ccccc1", "un-table-1/mapa"),
        ("COC(=O)[C-](C(C)=O)c1ccccc1.[K+]", "un-table-1/mapa"),
        ("CC(O)=Nc1ccccc1C(O)=O", "un-table-1/n-acetylanthranilic-acid"),
        ("CC(O)=Nc1ccccc1C(=O)OC", "us-list-1/n-acetylanthranilic-acid"),
    ],
)
def test_a_tautomer_of_what_is_listed_is_controlled(smiles: str, entry: str) -> None:
    record = ask({"smiles": smiles})
    assert record["verdict"] == "controlled"
    assert entry in entries(record)


@pytest.mark.parametrize(
    "smiles",
    [
        "CC(O)(Cc1ccccc1)S(=O)(=O)[O-].[Na+]",
        "CC(O)(Cc1ccc2OCOc2c1)S(=O)(=O)[O-].[Na+]",
        "OC(c1ccc2OCOc2c1)S(=O)(=O)[O-].[Na+]",
        "OC1(CCNCC1)S(=O)(=O)[O-].[K+]",
        "O=C1CC[NH+]([B-](F)(F)F)CC1",
        "[BH3-][NH+]1CCC(Nc2ccccc2)CC1",
    ],
)
def test_a_reversible_adduct_of_what_is_listed_asks_for_a_person(smiles: str) -> None:
    record = ask({"smiles": smiles})
    assert (record["verdict"], record["severity"]) in (("review", "medium"), ("review", "high"))
    assert tiers(record) & {"near_boundary", "drug_reference"}
    assert "adduct" in {form for finding in record["findings"] for form in finding["forms"]}
