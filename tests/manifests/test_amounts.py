from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from msgspec import UNSET

from watchlist.engine import answer
from watchlist.engine.reading.amounts import DeclaredAmount, read_amount
from watchlist.engine.reading.numbers import UNDECIDED, NumberConvention
from watchlist.engine.reading.statements import read_statement

BENCH = Path(__file__).parents[2] / "fixtures" / "bench" / "quantities.csv"
PIECES = [
    "25",
    "1,000",
    "0",
    "-3",
    " ",
    "x",
    "*",
    "/",
    "kg",
    "KGS",
    "L",
    "mg",
    "tablets",
    "drums",
    "桶",
    "五十",
    "公斤",
    "net",
]
PIECES += [
    "gross",
    "%",
    "(",
    ")",
    "+",
    "=",
    ",",
    "each",
    "of",
    "ca",
    "½",
    "e9",
    "1e99",
    "20'",
    "¼",
    "٣",
    "\u2044",
    "10³",
]


def rows() -> list[dict[str, str]]:
    with BENCH.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def labelled(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize(
    "row", rows(), ids=lambda row: f"{row['text']} {row['unit']} {row['convention']}: {row['why']}"
)
def test_a_quantity_is_read_as_labelled(row: dict[str, str]) -> None:
    fields = {"quantity": row["text"], "unit": row["unit"]}
    amount = read_amount(fields, NumberConvention(row["convention"] or None))
    read = (amount.kilograms, amount.litres, amount.pieces, amount.strength)
    assert read == tuple(labelled(row[name]) for name in ("kg", "litres", "pieces", "strength"))
    assert [problem.code for problem in amount.problems] == ([row["problem"]] if row["problem"] else [])


@pytest.mark.parametrize(
    ("fields", "beside", "expected"),
    [
        ({"quantity": "25 kg/drum", "packages": "40 drums"}, "", Decimal(1000)),
        ({"quantity": "25", "unit": "kg/drum", "packages": "40"}, "", Decimal(1000)),
        ({"packages": "40 x 25 kg"}, "", Decimal(1000)),
        ({"quantity": "1000", "unit": "KGS", "packages": "40 x 25 kg drums"}, "", Decimal(1000)),
        ({"quantity": "1000", "unit": "KGS", "packages": "40 x 20 kg drums"}, "", None),
        ({"quantity": "1000", "unit": "KGS", "packages": "1 PALLET"}, "", Decimal(1000)),
        ({"quantity": "40", "unit": "DRUMS"}, "25 kg drum", Decimal(1000)),
        ({"quantity": "40", "unit": "PCS"}, "25 kg/bag", Decimal(1000)),
        ({"quantity": "40", "unit": "DRUMS"}, "40 x 25 kg", Decimal(1000)),
        ({"quantity": "40", "unit": "DRUMS"}, "25 kg", None),
        ({"quantity": "40", "unit": "DRUMS", "packages": "25 kg"}, "", None),
        ({"quantity": "1", "unit": "DRUM", "packages": "25 kg"}, "", Decimal(25)),
        ({"quantity": "1", "unit": "DRUM"}, "25 kg", Decimal(25)),
        ({}, "60 mg", None),
        ({}, "25 kg", Decimal(25)),
        ({}, "40 x 25 kg", Decimal(1000)),
        ({}, "25 kg drum", None),
        ({"quantity": "5", "unit": "KGS"}, "40 x 25 kg", None),
        ({"quantity": "5000", "unit": "KGS"}, "40 x 25 kg", Decimal(5000)),
        ({}, "10 drums of 165 kg", Decimal(1650)),
        ({"quantity": "1,000", "unit": "KGS"}, "40 x 25 kg", None),
    ],
)
def test_fields_say_together_what_none_says_alone(
    fields: dict[str, str], beside: str, expected: Decimal | None
) -> None:
    assert read_amount(fields, packing=beside).kilograms == expected


@pytest.mark.parametrize(
    ("text", "beside", "most"),
    [
        ("8 drums 180 kg", "", 1440),
        ("8 drums, 180 kg", "", 1440),
        ("8 x 180 kg gross", "", 1440),
        ("1,000 kg", "", 1000),
        ("1-2 kg", "", 2),
        ("8 to 10 drums of 180 kg", "", 1800),
        ("40 x 25 kg (1200 kg)", "", 1200),
        ("500 kg", "10 drums of 165 kg", 1650),
        ("", "8 drums 180 kg", 1440),
        ("about 500 kg", "", None),
        ("over 500 kg", "", None),
        ("8 drums", "", None),
        ("8 x 180", "", None),
        ("1 lot", "", None),
    ],
)
def test_what_is_not_measured_says_what_it_may_be_at_most(text: str, beside: str, most: int | None) -> None:
    amount = read_amount({"quantity": text}, packing=beside)
    assert amount.problems
    assert not amount.is_measured
    assert amount.most.kilograms == most
    assert amount.as_record().may_be_kg == (UNSET if most is None else str(most))


@pytest.mark.parametrize(
    ("quantity", "name", "differs"),
    [
        ("1650 kg", "10 drums of 165 kg", False),
        ("3300 kg", "10 drums of 165 kg", False),
        ("40 L", "4 x 2.5 L", False),
        ("500 kg", "10 drums of 165 kg", True),
        ("2000 kg", "10 drums of 165 kg", True),
        ("500 kg", "165 kg drums", False),
        ("500 kg", "4 x 2.5 L", False),
    ],
)
def test_a_quantity_that_is_not_what_the_name_says_is_a_problem_and_the_greater_is_never_dropped(
    quantity: str, name: str, differs: bool
) -> None:
    amount, stated = read_amount({"quantity": quantity}, packing=name), read_amount({"quantity": quantity})
    assert [problem.code for problem in amount.problems] == ["quantity_name_differs"] * differs
    sure = (amount.kilograms, amount.litres)
    assert sure in {(stated.kilograms, stated.litres), (None, None)}
    assert amount.is_measured or (amount.most.kilograms or 0) > (stated.kilograms or 0)


@pytest.mark.parametrize(
    ("unit", "concentration", "name", "strength"),
    [
        ("tablets", "60 mg", "", "0.00006"),
        ("tablets", "", "Pseudoephedrine HCl 60 mg tablets", "0.00006"),
        ("tablets", "98 %", "Pseudoephedrine HCl 60 mg tablets", "0.00006"),
        ("tablets", "2.5 mg/60 mg", "", None),
        ("ampoules", "50 mg/ml", "", None),
        ("PCS", "60 mg", "", None),
        ("kg", "60 mg", "", None),
    ],
)
def test_a_strength_is_that_of_a_dosage_unit(unit: str, concentration: str, name: str, strength: str | None) -> None:
    fields = {"quantity": "100", "unit": unit, "concentration": concentration, "name": name}
    assert read_amount(fields).strength == (strength and Decimal(strength))


def test_nothing_said_is_no_problem() -> None:
    assert not read_amount({"name": "acetone 99 %", "unit": ""}).is_declared


def test_an_amount_is_recorded_in_plain_figures() -> None:
    record = read_amount({"quantity": "1e3", "unit": "US gal"}).as_record()
    assert record == answer.Amount(written="1e3 US gal", kg=None, litres="3785.411784", pieces=None, how="1000 gal")
    assert DeclaredAmount(kilograms=Decimal(1) / 3).as_record().kg == "0.333333333333333"


@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=300),
    st.sampled_from(["", "kg", "25 kg drum"]),
)
def test_no_text_breaks_the_reading_or_makes_less_than_nothing(text: str, unit: str) -> None:
    for fields in (
        {"quantity": text, "unit": unit},
        {"quantity": unit, "unit": text},
        {"packages": text, "name": text},
    ):
        amount = read_amount(fields, UNDECIDED, text)
        figures = (amount.kilograms, amount.litres, amount.pieces, amount.strength)
        assert all(figure is None or 0 < figure <= 10**12 for figure in figures)
        assert all(figure is None for figure in figures) or {p.code for p in amount.problems} <= {"strength_ambiguous"}


@pytest.mark.parametrize(
    "text", ["1 " * 50_000, "1," * 50_000, "kg" * 50_000, "1x" * 50_000, "(" * 50_000, "桶" * 50_000]
)
def test_a_text_that_is_too_long_is_no_quantity(text: str) -> None:
    assert read_statement(text).code == "quantity_unreadable"
