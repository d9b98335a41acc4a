"""Name, number and structure compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchlist.resolution.resolver import ItemResolution

Resolve = Callable[..., ItemResolution]


@pytest.mark.parametrize(
    "item",
    [
        {"cas": "67-64-1", "name": "propanone"},
        {"cas": "299-42-3", "name": "ephedrine hydrochloride"},
        {"cas": "50-98-6", "name": "ephedrine"},
        {"name": "ephedrine", "smiles": "CNC(C)C(O)c1ccccc1"},
        {"name": "ephedrine sulfate", "smiles": "C[NH2+][C@@H](C)[C@H](O)c1ccccc1.[Cl-]"},
        {"cas": "67-64-1", "name": "acetone", "smiles": "CC(O)=C", "inchikey": "CSCPPACGZOOCGX-UHFFFAOYSA-N"},
        {"cas": "7723-14-0", "name": "red phosphorus"},
        {"cas": "8006-80-2", "name": "sassafras oil"},
        {"cas": "7647-01-0", "name": "hydrochloric acid 37 %"},
    ],
)
def test_one_substance_in_several_fields_is_no_conflict(resolve: Resolve, item: dict[str, str]) -> None:
    found = resolve(**item)
    assert len(found.resolutions) >= 2
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("item", "code", "fields"),
    [
        ({"cas": "103-79-7", "name": "acetone"}, "cas_name_mismatch", ("cas", "name")),
        ({"cas": "103-79-7", "smiles": "CC(C)=O"}, "cas_structure_mismatch", ("cas", "smiles")),
        ({"name": "ephedrine", "smiles": "Cl"}, "name_structure_mismatch", ("name", "smiles")),
        ({"name": "ephedrine hydrochloride", "cas": "7647-01-0"}, "cas_name_mismatch", ("cas", "name")),
        (
            {"name": "metformin tartrate", "smiles": "CNCCc1ccccc1.OC(C(O)C(O)=O)C(O)=O"},
            "name_structure_mismatch",
            ("name", "smiles"),
        ),
        ({"cas": "7722-64-7", "name": "sodium permanganate"}, "cas_name_mismatch", ("cas", "name")),
        ({"cas": "7664-93-9", "name": "sodium sulfate"}, "cas_name_mismatch", ("cas", "name")),
        ({"cas": "8006-80-2", "name": "acetone"}, "cas_name_mismatch", ("cas", "name")),
        ({"smiles": "CCO", "inchikey": "CSCPPACGZOOCGX-UHFFFAOYSA-N"}, "structures_mismatch", ("smiles", "inchikey")),
    ],
)
def test_different_parents_conflict(resolve: Resolve, item: dict[str, str], code: str, fields: tuple[str, ...]) -> None:
    conflict = resolve(**item).conflicts[0]
    assert (conflict.code, conflict.fields, conflict.severity) == (code, fields, "medium")


def test_a_conflict_names_both_sides_in_one_sentence(resolve: Resolve) -> None:
    conflict = resolve(cas="103-79-7", name="acetone").conflicts[0]
    assert conflict.as_record() == {
        "code": "cas_name_mismatch",
        "fields": ["cas", "name"],
        "severity": "medium",
        "detail": "CAS 103-79-7 is 1-Phenyl-2-propanone; the name says Acetone.",
    }


def test_another_stereoisomer_is_a_low_conflict(resolve: Resolve) -> None:
    conflict = resolve(name="L-alanine", smiles="C[C@@H](N)C(O)=O").conflicts[0]
    assert conflict.severity == "low"
    assert conflict.detail.endswith("the stereochemistry differs.")


def test_stereoisomers_that_are_listed_apart_are_a_medium_conflict(resolve: Resolve) -> None:
    conflict = resolve(name="pseudoephedrine", cas="299-42-3").conflicts[0]
    assert conflict.severity == "medium"


def test_a_field_that_names_nothing_conflicts_with_nothing(resolve: Resolve) -> None:
    assert resolve(cas="103-79-7", name="zyxwvutsr").conflicts == ()
