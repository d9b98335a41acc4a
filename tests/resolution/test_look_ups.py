"""What each field stands for, over labelled rows."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from chemistry.names.nomenclature import normalise_name
from watchlist.engine.identification.resolver import ItemResolution
from watchlist.engine.identification.wordings import readings, vague_words

ROOT = Path(__file__).parents[2]
Resolve = Callable[..., ItemResolution]


def rows(path: str) -> list[dict[str, str]]:
    with (ROOT / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows("fixtures/bench/resolution_first.csv"), ids=lambda row: row["rule"])
def test_a_field_resolves_as_labelled(resolve: Resolve, row: dict[str, str]) -> None:
    found = resolve(**{row["field"]: row["value"]})
    first = found.resolutions[0]
    itself = next(match for match in first.matches if match.reference == row["substance"])
    assert (first.substance, first.certainty) == (row["substance"], row["certainty"])
    assert " ".join(itself.forms) == row["forms"]
    assert not found.problems


@pytest.mark.parametrize(
    "row",
    rows("watchlist/engine/identification/data/trade_words.csv"),
    ids=lambda row: f"{row['kind']} {row['example']}",
)
def test_a_word_of_trade_comes_off(row: dict[str, str]) -> None:
    last = readings(row["example"])[-1]
    assert last.text == row["left"]
    assert not row["form"] or last.forms == (row["form"],)


@pytest.mark.parametrize(
    "name",
    [
        "2,5-dimethoxybenzaldehyde",
        "4-anilino-1-benzylpiperidine",
        "natural rubber",
        "methyl ethyl ketone",
        "propan-2-one",
    ],
)
def test_nothing_comes_off_a_plain_name(name: str) -> None:
    assert readings(name) == ()


@pytest.mark.parametrize("name", ["Chemicals", "solvent", "HYDROCHLORIDE", "as per invoice", "laboratory chemicals"])
def test_a_vague_word_names_nothing(resolve: Resolve, name: str) -> None:
    found = resolve(name=name)
    assert normalise_name(name) in vague_words()
    assert (found.resolutions, found.depth) == ((), "none")
    assert [problem.code for problem in found.problems] == ["name_not_found"]


def test_an_element_with_a_counterion_is_another_chemical(resolve: Resolve) -> None:
    assert [r.substance for r in resolve(name="iodine chloride").resolutions] == [None]


@pytest.mark.parametrize("name", ["sodium sulfate", "sulfuric acid disodium salt", "metformin hydrochloride"])
def test_a_counterion_is_no_shipment_of_its_acid(resolve: Resolve, name: str) -> None:
    found = resolve(name=name).resolutions
    assert found
    assert [match for resolution in found for match in resolution.matches] == []


def test_chemicals_named_together_are_components(resolve: Resolve) -> None:
    found = resolve(name="Mixture of acetone and toluene").resolutions
    assert {(r.substance, r.certainty, r.matches[0].forms) for r in found} == {
        ("acetone", "parsed", ("mixture_component",)),
        ("toluene", "parsed", ("mixture_component",)),
    }


def test_a_chemical_beside_an_unknown_one_is_a_guess(resolve: Resolve) -> None:
    found = resolve(name="zyxwv in acetone").resolutions
    assert [(r.substance, r.certainty) for r in found] == [("acetone", "guess")]


def test_a_name_and_a_number_that_disagree_within_one_field_are_both_guesses(resolve: Resolve) -> None:
    found = resolve(name="P2P CAS 67-64-1").resolutions
    assert {(r.substance, r.certainty) for r in found} == {("p2p", "guess"), ("acetone", "guess")}


def test_a_number_of_several_substances_resolves_to_each(resolve: Resolve) -> None:
    found = resolve(cas="7723-14-0").resolutions
    assert [(r.substance, r.certainty) for r in found] == [("red-phosphorus", "guess"), ("white-phosphorus", "guess")]


def test_a_field_of_several_numbers_resolves_to_each(resolve: Resolve) -> None:
    found = resolve(cas="103-79-7; 67-64-1").resolutions
    assert [(r.substance, r.certainty) for r in found] == [("p2p", "parsed"), ("acetone", "parsed")]


def test_the_declared_text_is_kept_as_read(resolve: Resolve) -> None:
    assert resolve(name=" Acetone  99 % ").resolutions[0].value == " Acetone  99 % "


@pytest.mark.parametrize(
    "name",
    [
        "sulphuric acid; sodium chloride",
        "sulphuric acid, sodium chloride",
        "hydrochloric acid and sodium chloride",
    ],
)
def test_a_held_name_beside_another_is_never_lost(resolve: Resolve, name: str) -> None:
    assert {"sulphuric-acid", "hydrochloric-acid"} & {found.substance for found in resolve(name=name).resolutions}


def test_several_names_that_nomenclature_reads_as_one_stay_what_it_reads(resolve: Resolve) -> None:
    found = resolve(name="acetone; sodium chloride").resolutions
    assert ("acetone", "parsed", "nomenclature") in {(one.substance, one.certainty, one.by) for one in found}


@pytest.mark.parametrize("name", ["goods not named in detail", "toys in impact boxes", "coffee and tea"])
def test_a_word_of_a_sentence_is_no_brand_of_a_chemical(resolve: Resolve, name: str) -> None:
    assert {found.smiles for found in resolve(name=name).resolutions} <= {""}
