"""Plain words around a name leave it as sure as it is; any other word makes it a guess."""

from __future__ import annotations

import pytest

from tests.resolution.test_look_ups import Resolve
from watchlist.engine.identification.strip_trade_terms import strip_trade_terms, word_meaning
from watchlist.engine.identification.within import words_that
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading import plain_words

DENYING = ("denial before", "denial after", "article", "empty")


@pytest.mark.parametrize(
    "name",
    [
        "UN 1090 ACETONE, 3, PG II, (D/E)",
        "ACETONE CLASS 3 PG II FP -18 DEG C (CC) EMS F-E, S-D",
        "丙酮 食品级 50KG/铁桶",
        "丙酮（acetone）165公斤镀锌桶",
        "Acetone, reinst, Fass 190 kg",
        "acetone - tambor de 215 kg",
        "25KG/DRUM*40 acetone",
        "acetone, 80 drums in 2 x 20' FCL, CIF",
        "acetone lot A123, batch 7",
    ],
)
def test_plain_words_leave_a_held_name_parsed(resolve: Resolve, name: str) -> None:
    assert {(r.substance, r.certainty) for r in resolve(name=name).resolutions} == {("acetone", "parsed")}


@pytest.mark.parametrize(
    "name", ["acetone zyxwv drums", "Brazilian acetone 25 kg", "acetone alloy wheel concentrate 99 %"]
)
def test_a_word_that_is_not_plain_makes_a_guess_of_it(resolve: Resolve, name: str) -> None:
    assert {(r.substance, r.certainty) for r in resolve(name=name).resolutions} == {("acetone", "guess")}


def test_an_ordinary_chemical_in_its_packing_is_identified(resolve: Resolve) -> None:
    (found,) = resolve(name="Caffeine, white powder, 25 kg fibre drum, PG III").resolutions
    assert (found.name, found.certainty, found.by) == ("caffeine", "parsed", "dictionary")


def test_what_comes_off_is_kept_by_what_it_says() -> None:
    bare = strip_trade_terms("20 drums acetone 99,5 % min, PG II, 8 x 160 kg")[-1]
    assert (bare.text, [(word.kind, word.text) for word in bare.words]) == (
        "acetone",
        [
            ("packing", "20 drums"),
            ("concentration", "99,5 %"),
            ("grade", "min"),
            ("hazard", "PG II"),
            ("packing", "8 x 160 kg"),
        ],
    )


@pytest.mark.parametrize("name", ["butanediol 1,4", "4 piperidone", "PX 200", "iron chloride III", "acetone P2P"])
def test_figures_that_may_be_of_the_name_stay_on(name: str) -> None:
    assert strip_trade_terms(name) == ()


def test_a_registry_number_is_no_figure_of_trade() -> None:
    assert [bare.text for bare in strip_trade_terms("sample 67-64-1 drums")] == ["67-64-1"]


@pytest.mark.parametrize("word", ["4-L", "25-kg-Sack", "12X1L", "500ml", "99.5%", "165公斤镀锌桶", "UN1090", "ООН1090"])
def test_a_figure_with_its_unit_is_plain(word: str) -> None:
    assert word_meaning(word) in ("packing", "concentration", "hazard")


def test_no_plain_word_is_a_held_name_a_denial_or_an_article(law: CompiledLaw) -> None:
    denying = {word for what in DENYING for word in words_that(what)}
    assert not plain_words().keys() & law.names.keys()
    assert plain_words().keys() & denying == set()
