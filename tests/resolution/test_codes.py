"""Codes: read however they are written, and never more than a guess."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from watchlist.engine.identification.codes import codes_in, generic_codes, specific_codes, un_numbers
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.resolver import ItemResolution

ROOT = Path(__file__).parents[2]
Resolve = Callable[..., ItemResolution]


@pytest.mark.parametrize(
    ("field", "text", "codes"),
    [
        ("hs_code", "2914.31.00", ("29143100",)),
        ("hs_code", "29143100", ("29143100",)),
        ("hs_code", "HS 2914 31", ("291431",)),
        ("hs_code", "HS2914.31", ("291431",)),
        ("hs_code", "HTS: 2914.31.0000", ("2914310000",)),
        ("hs_code", "２９１４．３１", ("291431",)),
        ("hs_code", "2914.11.00 / 2914.12.00", ("29141100", "29141200")),
        ("hs_code", "29141100 29141200", ("29141100", "29141200")),
        ("hs_code", "2914", ("2914",)),
        ("cn_code", "ex 2914 31 00", ("29143100",)),
        ("un_number", "UN1090", ("1090",)),
        ("un_number", "UN 1090 II", ("1090",)),
        ("un_number", "1090/3/II", ("1090",)),
        ("un_number", "UN No. 1090, ACETONE, 3, PG II, EmS 1234", ("1090",)),
        ("un_number", "1090.0", ("1090",)),
        ("un_number", "NA1993", ("1993",)),
        ("hs_code", "not known", ()),
        ("hs_code", "2914.3X", ()),
        ("hs_code", "0" * 10, ()),
        ("hs_code", "9" * 400, ()),
        ("un_number", "10900", ()),
    ],
)
def test_a_code_is_read_however_it_is_written(field: str, text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(field, text) == codes


@pytest.mark.parametrize(
    ("item", "substances"),
    [
        ({"hs_code": "2914.31"}, ["p2p"]),
        ({"cn_code": "2914 31 00"}, ["p2p"]),
        ({"cn_code": "2804 70 10"}, ["red-phosphorus"]),
        ({"un_number": "UN 1090"}, ["acetone"]),
        ({"hs_code": "2933399073"}, ["p2p", "gbl"]),
    ],
)
def test_a_code_of_a_held_substance_alone_is_a_guess(
    resolve: Resolve, item: dict[str, str], substances: list[str]
) -> None:
    found = resolve(**item)
    assert [(r.substance, r.certainty) for r in found.resolutions] == [(key, "guess") for key in substances]
    assert (found.depth, found.problems) == ("identifier", ())


@pytest.mark.parametrize(
    "item",
    [
        {"hs_code": "2933.39"},  # residual
        {"hs_code": "2932.20"},  # a group, though one substance held is in it
        {"hs_code": "2804.70.10"},  # under HS, phosphorus of any allotrope
        {"hs_code": "2914"},
        {"hs_code": "29"},
        {"un_number": "UN 1993"},
        {"un_number": "not regulated"},
        {"hs_code": "2905.11"},  # methanol, which is not held
        {"un_number": "1170"},
    ],
)
def test_any_other_code_identifies_nothing_and_is_no_problem(resolve: Resolve, item: dict[str, str]) -> None:
    found = resolve(**item)
    assert (found.resolutions, found.problems, found.depth) == ((), (), "none")


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("hs_code", "2914.3X", "hs_code_malformed"),
        ("hs_code", "291", "hs_code_malformed"),
        ("cn_code", "00000000", "cn_code_malformed"),
        ("un_number", "UN 109", "un_number_malformed"),
        ("un_number", "10900", "un_number_malformed"),
    ],
)
def test_a_malformed_code_is_a_problem(resolve: Resolve, field: str, text: str, code: str) -> None:
    assert [(problem.code, problem.field) for problem in resolve(**{field: text}).problems] == [(code, field)]


def test_beside_a_sure_name_a_code_meets_no_law_by_itself(resolve: Resolve) -> None:
    name, code = resolve(name="water", hs_code="2914.31").resolutions
    assert (name.certainty, code.substance) == ("exact", "p2p")
    assert (code.matches, code.classes, code.relatives) == ((), (), ())


def test_beside_a_guess_a_code_identifies(resolve: Resolve) -> None:
    found = resolve(name="zyxwv in acetone", hs_code="2902.30").resolutions
    assert [(r.field, r.substance) for r in found if r.matches] == [("name", "acetone"), ("hs_code", "toluene")]


def test_a_collective_entry_is_no_single_substance() -> None:
    with (ROOT / "seeds/substances/codes.csv").open(encoding="utf-8", newline="") as lines:
        held = {row["value"] for row in csv.DictReader(lines) if row["scheme"] == "un"}
    assert not generic_codes().keys() & (un_numbers().keys() | held)
    assert not un_numbers().keys() & held


def test_every_chemical_that_a_code_names_is_in_the_dictionary(dictionary: Dictionary) -> None:
    named = {**un_numbers(), **specific_codes()}
    assert [cas for of in named.values() for cas in of.cas if dictionary.by_cas(cas) is None] == []


def test_a_customs_code_without_a_number_is_one_that_the_watchlist_holds() -> None:
    with (ROOT / "seeds/substances/codes.csv").open(encoding="utf-8", newline="") as lines:
        held = {row["value"].replace(".", "").replace(" ", "") for row in csv.DictReader(lines)}
    assert {code for code, named in specific_codes().items() if not named.cas} <= held


@pytest.mark.parametrize("text", ["١٠٩٠", "UN १०९०", "ＵＮ１０９０"])
def test_digits_of_any_script_are_digits(text: str) -> None:
    assert codes_in("un_number", text) == ("1090",)
