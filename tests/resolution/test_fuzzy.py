"""Misspelt, scanned and garbled names, over labelled rows, under the real law."""

from __future__ import annotations

import csv
import sqlite3
from functools import cache
from pathlib import Path

import pytest

from chemistry.names.nomenclature import LONGEST_NAME, normalise_name
from watchlist.engine.identification.confusions import MOST_READINGS, repaired
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.fuzzy import MOST_CANDIDATES, Counterions, FuzzyNames, nearness_of, neighbours
from watchlist.engine.identification.records import Candidate
from watchlist.engine.identification.wordings import Wording, readings
from watchlist.engine.law.compiled import CompiledLaw

BENCH = Path(__file__).parents[2] / "fixtures" / "bench"


def rows(name: str) -> list[dict[str, str]]:
    with (BENCH / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def built(law: CompiledLaw) -> FuzzyNames:
    return FuzzyNames(law, nearness_of(law), Counterions())


@pytest.fixture
def fuzzy(law: CompiledLaw) -> FuzzyNames:
    return built(law)


def share(part: list[str], whole: list[str]) -> float:
    assert whole
    return len(part) / len(whole)


@pytest.mark.parametrize("row", rows("misspellings.csv"), ids=lambda row: f"{row['kind']}: {row['written']}")
def test_a_misspelling_is_found_and_another_chemical_is_not(fuzzy: FuzzyNames, row: dict[str, str]) -> None:
    found = fuzzy.find(row["written"])
    assert [candidate.substance for candidate in found][:1] == [row["substance"]] * bool(row["substance"])


def test_what_is_found_is_always_a_guess(fuzzy: FuzzyNames) -> None:
    found = [candidate for row in rows("misspellings.csv") for candidate in fuzzy.find(row["written"])]
    assert {(candidate.certainty, candidate.by) for candidate in found} == {("guess", "watchlist")}


def test_a_candidate_is_the_substance_by_its_name(fuzzy: FuzzyNames) -> None:
    assert fuzzy.find("acetc anhydride") == (
        Candidate(
            "Acetic anhydride",
            "CC(=O)OC(C)=O",
            "WFDIJRYMOXRFFG-UHFFFAOYSA-N",
            "guess",
            "watchlist",
            substance="acetic-anhydride",
        ),
    )


def test_the_words_around_a_misspelling_say_its_form(fuzzy: FuzzyNames) -> None:
    assert [c.peeled for c in fuzzy.find("ephedrne hydrocloride")][:1] == [("salt",)]
    assert [c.peeled for c in fuzzy.find("glass, piperidne")] == [("mixture_component",)]


def test_names_that_are_equally_near_are_all_given_and_few(fuzzy: FuzzyNames) -> None:
    assert [c.substance for c in fuzzy.find("ephedrne")] == ["ephedrine", "methcathinone"]
    assert max(len(fuzzy.find(row["written"])) for row in rows("misspellings.csv")) <= MOST_CANDIDATES


def test_no_ordinary_goods_are_guessed(fuzzy: FuzzyNames) -> None:
    goods = [row["written"] for row in rows("ordinary_goods.csv")]
    assert len(goods) >= 400
    assert [name for name in goods if fuzzy.find(name)] == []


def test_names_of_other_chemicals_are_hardly_ever_guessed(
    fuzzy: FuzzyNames, law: CompiledLaw, dictionary: Dictionary
) -> None:
    assert dictionary.by_cas("67-64-1")
    everything = sqlite3.connect(dictionary.path).execute("SELECT name FROM numbers WHERE id % 20 = 0 ORDER BY id")
    others = [
        name
        for (name,) in everything
        if not any(normalise_name(wording.text) in law.names for wording in (Wording(name), *readings(name)))
    ]
    assert share([name for name in others if fuzzy.find(name)], others) < 0.001


@pytest.mark.parametrize("name", neighbours())
def test_a_neighbour_is_no_misspelling_of_what_it_lies_near(fuzzy: FuzzyNames, name: str) -> None:
    assert fuzzy.find(name) == ()


def test_a_letter_left_out_of_a_held_name_is_seldom_missed(fuzzy: FuzzyNames, law: CompiledLaw) -> None:
    held = {
        target.text: target.substance
        for targets in law.names.values()
        for target in targets[:1]
        if target.kind != "abbreviation" and target.text.isascii() and target.text.isalpha() and len(target.text) > 7
        if not target.is_unverified
    }
    found = [
        text
        for text, substance in held.items()
        if substance in {c.substance for c in fuzzy.find(text[: len(text) // 2] + text[len(text) // 2 + 1 :])}
    ]
    assert share(found, list(held)) > 0.93


@pytest.mark.parametrize("name", ["", "-", "MDNA", "PMX", "KMnO5", "0" * 900, "(" * 900, "a,b;" * 300, "rn" * 400])
def test_what_is_too_short_or_no_name_is_not_guessed(fuzzy: FuzzyNames, name: str) -> None:
    assert fuzzy.find(name) == ()


def test_a_salt_of_an_inorganic_acid_is_no_shipment_of_the_acid(fuzzy: FuzzyNames) -> None:
    assert fuzzy.find("potassium sulphatte") == ()
    assert [candidate.substance for candidate in fuzzy.find("sodium sulphatte")] == ["sodium-sulphate"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("асetone", "acetone"),
        ("P2Р", "P2P"),
        ("эфeдpин", "эфедрин"),
        ("rnethylarnine", "methylamine"),
        ("l-phenyl-2-propanone", "1-phenyl-2-propanone"),
        ("p1peridine", "piperidine"),
    ],
)
def test_letters_that_look_alike_are_put_right(written: str, meant: str) -> None:
    assert meant in repaired(written)


@pytest.mark.parametrize("name", ["α-methylfentanyl", "ацетон", "丙酮", "1,4-butanediol", "acetone", "P2P", "4-ANPP"])
def test_a_name_in_one_script_is_left_alone(name: str) -> None:
    assert repaired(name) == ()


def test_readings_are_few_and_short() -> None:
    hostile = repaired("c1rnvv0l1 " * 200)
    assert 0 < len(hostile) <= MOST_READINGS
    assert max(map(len, hostile)) <= LONGEST_NAME
