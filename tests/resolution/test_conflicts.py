"""Name, number and structure compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from watchlist.engine.answer_codec import as_mapping
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.resolver import ItemResolution, Resolver
from watchlist.engine.law.compiled import CompiledLaw

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
        {"cas": "60-56-0", "smiles": "Cn1ccnc1S"},
        {"cas": "60-56-0", "smiles": "[2H]C([2H])([2H])N1C=CNC1=S"},
        {"cas": "59-51-8", "smiles": "CSCCC(N)C(=O)[O-].[Na+]"},
        {"cas": "7723-14-0", "name": "red phosphorus"},
        {"cas": "8006-80-2", "name": "sassafras oil"},
        {"cas": "7647-01-0", "name": "hydrochloric acid 37 %"},
        {"name": "ephedrine hydrochloride", "hs_code": "2939.41"},
        {"cas": "50-98-6", "cn_code": "2939 41 00"},
        {"name": "hydrochloric acid 37 %", "un_number": "UN 1789 II"},
        {"name": "Mixture of acetone and toluene", "un_number": "1294"},
        {"cas": "7723-14-0", "un_number": "UN 1338"},
        {"name": "isopropanol", "hs_code": "2905.12"},
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


@pytest.mark.parametrize(
    ("item", "code", "fields", "severity"),
    [
        ({"name": "acetone", "hs_code": "2914.31.00"}, "hs_name_mismatch", ("hs_code", "name"), "medium"),
        ({"cas": "67-64-1", "un_number": "UN1170"}, "un_cas_mismatch", ("un_number", "cas"), "medium"),
        ({"smiles": "CCO", "un_number": "1090"}, "un_structure_mismatch", ("un_number", "smiles"), "medium"),
        ({"name": "ethanol", "cn_code": "2914 31 00"}, "cn_name_mismatch", ("cn_code", "name"), "medium"),
        ({"name": "ethanol", "un_number": "UN 1230"}, "un_name_mismatch", ("un_number", "name"), "low"),
        ({"name": "ethanol", "hs_code": "2905.11"}, "hs_name_mismatch", ("hs_code", "name"), "low"),
        ({"un_number": "1090", "hs_code": "2902.30"}, "un_hs_mismatch", ("un_number", "hs_code"), "medium"),
        ({"name": "pseudoephedrine", "hs_code": "2939.41"}, "hs_name_mismatch", ("hs_code", "name"), "medium"),
        ({"name": "white phosphorus", "un_number": "1338"}, "un_name_mismatch", ("un_number", "name"), "medium"),
    ],
)
def test_a_code_of_another_chemical_conflicts(
    resolve: Resolve, item: dict[str, str], code: str, fields: tuple[str, ...], severity: str
) -> None:
    conflict = resolve(**item).conflicts[0]
    assert (conflict.code, conflict.fields, conflict.severity) == (code, fields, severity)


NO_NITROGEN = "HS 2933 holds heterocyclic compounds with nitrogen only, and the structure is without"


@pytest.mark.parametrize(
    ("item", "code", "severity", "detail"),
    [
        ({"name": "acetone", "hs_code": "2933.39"}, "hs_structure_mismatch", "medium", NO_NITROGEN),
        ({"smiles": "CC(=O)Cc1ccccc1", "cn_code": "2905 39 28"}, "cn_structure_mismatch", "medium", "CN 2905 holds "),
        ({"cas": "64-17-5", "hs_code": "2914.39"}, "hs_structure_mismatch", "low", "HS 2914 holds ketones"),
        ({"name": "water", "hs_code": "2916"}, "hs_structure_mismatch", "low", "HS 29 holds organic chemicals"),
    ],
)
def test_a_heading_that_cannot_hold_the_structure_says_why(
    resolve: Resolve, item: dict[str, str], code: str, severity: str, detail: str
) -> None:
    (conflict,) = resolve(**item).conflicts
    assert (conflict.code, conflict.severity) == (code, severity)
    assert conflict.detail.startswith(detail)


@pytest.mark.parametrize(
    "item",
    [
        {"name": "thinner containing acetone", "hs_code": "3814.00"},
        {"name": "ephedrine hydrochloride tablets", "hs_code": "3004.41"},
        {"name": "acetone", "hs_code": "2914.19"},
        {"name": "Mixture of acetone and toluene", "hs_code": "2902.90"},
        {"name": "zyxwv in acetone", "hs_code": "2902.90"},  # the name is a guess
        {"name": "acetone", "hs_code": "2914.11", "cn_code": "2914 11 00"},
        {"name": "acetone", "hs_code": "2914", "cn_code": "2914 11 00"},
    ],
)
def test_a_code_that_may_hold_the_goods_is_no_conflict(resolve: Resolve, item: dict[str, str]) -> None:
    assert resolve(**item).conflicts == ()


@pytest.mark.parametrize(("name", "severity"), [("acetone", "medium"), ("sucrose", "low")])
def test_a_cn_code_that_is_not_under_the_hs_code_conflicts(resolve: Resolve, name: str, severity: str) -> None:
    (conflict,) = resolve(name=name, cn_code="1701 99 10", hs_code="1702.90").conflicts
    assert (conflict.code, conflict.severity) == ("cn_hs_mismatch", severity)
    assert conflict.detail == "CN 1701 99 10 is no subdivision of HS 1702.90."


def test_codes_of_one_substance_in_two_versions_of_the_system_agree(
    small_law: CompiledLaw, dictionary: Dictionary
) -> None:
    codes = {("hs", "291431"): ("p2p",), ("hs", "291430"): ("p2p",)}
    resolver = Resolver(replace(small_law, codes=codes), dictionary)
    item = {"name": "P2P", "hs_code": "2914.31", "cn_code": "2914 30 00"}
    assert resolver.resolve([item])[0].conflicts == ()


def test_a_code_is_told_against_each_field_that_disagrees(resolve: Resolve) -> None:
    found = resolve(cas="67-64-1", name="acetone", hs_code="2939.41").conflicts
    assert [conflict.code for conflict in found] == ["hs_cas_mismatch", "hs_name_mismatch"]
    assert found[0].detail == "HS 2939.41 holds Ephedrine; CAS 67-64-1 is Acetone."


@pytest.mark.parametrize(("name", "severity"), [("zyxwv in toluene", "medium"), ("zyxwv in hexane", "low")])
def test_a_guess_that_disagrees_is_low_unless_something_listed_is_involved(
    resolve: Resolve, name: str, severity: str
) -> None:
    assert [conflict.severity for conflict in resolve(name=name, cas="64-17-5").conflicts] == [severity]


def test_a_listed_structure_under_another_name_stands_and_conflicts(resolve: Resolve) -> None:
    found = resolve(name="vanillin", smiles="CC(=O)Cc1ccccc1")
    assert [r.substance for r in found.resolutions] == [None, "p2p"]
    assert [(c.code, c.severity) for c in found.conflicts] == [("name_structure_mismatch", "medium")]


def test_a_conflict_names_both_sides_in_one_sentence(resolve: Resolve) -> None:
    conflict = resolve(cas="103-79-7", name="acetone").conflicts[0]
    assert as_mapping(conflict.as_record()) == {
        "code": "cas_name_mismatch",
        "fields": ["cas", "name"],
        "severity": "medium",
        "detail": "CAS 103-79-7 is 1-Phenyl-2-propanone; the name says Acetone.",
    }


def test_a_chemical_composed_as_nothing_held_is_told_from_its_isomers(resolve: Resolve) -> None:
    conflict = resolve(cas="60-56-0", smiles="Cc1c[nH]c(=S)[nH]1").conflicts[0]
    assert (conflict.code, conflict.severity) == ("cas_structure_mismatch", "medium")


def test_another_stereoisomer_is_a_low_conflict(resolve: Resolve) -> None:
    conflict = resolve(name="L-alanine", smiles="C[C@@H](N)C(O)=O").conflicts[0]
    assert conflict.severity == "low"
    assert conflict.detail.endswith("the stereochemistry differs.")


def test_stereoisomers_that_are_listed_apart_are_a_medium_conflict(resolve: Resolve) -> None:
    conflict = resolve(name="pseudoephedrine", cas="299-42-3").conflicts[0]
    assert conflict.severity == "medium"


def test_a_field_that_names_nothing_conflicts_with_nothing(resolve: Resolve) -> None:
    assert resolve(cas="103-79-7", name="zyxwvutsr").conflicts == ()
