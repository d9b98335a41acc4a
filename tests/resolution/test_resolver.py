"""Problems, depth, and what no input may do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchlist.engine.answer_codec import as_mapping
from watchlist.engine.identification.resolver import ItemResolution, Resolver

Resolve = Callable[..., ItemResolution]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("cas", "CAS79097", "cas_check_digit"),
        ("cas", "64-17-6", "cas_check_digit"),
        ("cas", "none", "cas_malformed"),
        ("cas", "9999999-99-5", "cas_not_found"),
        ("name", "zyxwvutsr", "name_not_found"),
        ("name", "---", "name_not_found"),
        ("smiles", "no structure", "smiles_unreadable"),
        ("smiles", "C" * 2001, "structure_too_long"),
        ("inchi", "InChI=1S/nothing", "inchi_unreadable"),
        ("inchikey", "CCO", "inchikey_malformed"),
        ("inchikey", "AAAAAAAAAAAAAA-UHFFFAOYSA-N", "inchikey_not_found"),
    ],
)
def test_what_cannot_be_read_or_found_is_said(resolve: Resolve, field: str, value: str, code: str) -> None:
    found = resolve(**{field: value})
    assert [(problem.code, problem.field) for problem in found.problems] == [(code, field)]
    assert (found.resolutions, found.depth) == ((), "none")


@pytest.mark.parametrize("item", [{}, {"name": ""}, {"name": " \t ", "cas": " "}])
def test_nothing_declared_is_nothing_found_and_no_problem(resolve: Resolve, item: dict[str, str]) -> None:
    found = resolve(**item)
    assert (found.resolutions, found.problems, found.depth) == ((), (), "none")


@pytest.mark.parametrize(
    "name",
    [
        "\u202eacetone",
        "ace\u200btone",
        "acetone\x00",
        "\ufeffAcetone",
        "ａｃｅｔｏｎｅ",
        "acetone" + " " * 10_000,
        "a\u0301cetone",
    ],
)
def test_what_cannot_be_seen_does_not_hide_a_name(resolve: Resolve, name: str) -> None:
    assert [r.substance for r in resolve(name=name).resolutions] == ["acetone"]


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "(" * 10_000, "acetone in " * 1_000, "9 kg " * 2_000, "\ud800", "\x00", "🧪"]
)
def test_no_text_breaks_the_resolver(resolve: Resolve, text: str) -> None:
    found = resolve(**dict.fromkeys(("cas", "name", "smiles", "inchi", "inchikey"), text))
    assert {problem.field for problem in found.problems} >= {"cas", "smiles", "inchi", "inchikey"}


@pytest.mark.parametrize(
    ("item", "depth"),
    [
        ({"name": "acetone"}, "structure"),
        ({"cas": "8006-80-2"}, "identifier"),
        ({"name": "sassafras oil"}, "name"),
        ({"name": "sassafras oil", "cas": "8006-80-2"}, "identifier"),
        ({"name": "sassafras oil", "smiles": "CC(C)=O"}, "structure"),
    ],
)
def test_depth_is_that_of_what_was_compared(resolve: Resolve, item: dict[str, str], depth: str) -> None:
    assert resolve(**item).depth == depth


def test_the_name_of_a_held_substance_always_matches_it(resolver: Resolver) -> None:
    law = resolver._law
    for substance, found in zip(
        law.substances.values(), resolver.resolve([{"name": s.name} for s in law.substances.values()]), strict=True
    ):
        matches = found.resolutions[0].matches
        assert (substance.key, ()) in {(match.reference, match.forms) for match in matches}


def test_a_name_of_one_allotrope_does_not_match_the_other(resolve: Resolve) -> None:
    assert [m.reference for m in resolve(name="white phosphorus").resolutions[0].matches] == ["white-phosphorus"]


def test_a_number_unknown_to_the_watchlist_is_found_as_a_form_by_its_structure(resolve: Resolve) -> None:
    found = resolve(cas="345-78-8").resolutions[0]  # pseudoephedrine hydrochloride
    assert (found.by, found.substance) == ("dictionary", "pseudoephedrine")
    assert {match.reference: match.forms for match in found.matches}["pseudoephedrine"] == ("salt",)


def test_a_structure_is_named_by_the_dictionary_where_no_list_holds_it(resolve: Resolve) -> None:
    found = resolve(smiles="OCC").resolutions[0]
    assert (found.substance, found.name, found.by, found.smiles) == (None, "ethanol", "structure", "CCO")


def test_atoms_point_into_the_smiles_of_the_resolution(resolve: Resolve) -> None:
    found = resolve(smiles="OC(=O)CCC(O)=O.CC(C)=O").resolutions[0]
    match = next(match for match in found.matches if match.reference == "acetone")
    assert match.forms == ("mixture_component",)
    assert len(match.atoms) == 4


def test_one_bad_item_leaves_its_neighbours_alone(resolver: Resolver) -> None:
    found = resolver.resolve([{"smiles": "C1CC"}, {"name": "acetone"}, {"cas": "x"}])
    assert [[r.substance for r in one.resolutions] for one in found] == [[], ["acetone"], []]


def test_the_record_is_that_of_the_contract(resolve: Resolve) -> None:
    read = resolve(cas="103-79-7").resolutions[0]
    assert as_mapping(read.as_record(read.inchikey)) == {
        "from": "cas",
        "value": "103-79-7",
        "substance": "p2p",
        "name": "1-Phenyl-2-propanone",
        "inchikey": "QCCDLTOVEPVEJK-UHFFFAOYSA-N",
        "smiles": "CC(=O)Cc1ccccc1",
        "certainty": "exact",
        "by": "watchlist",
    }
