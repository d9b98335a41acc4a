from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

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
        ({"quantity": "5", "unit": "KGS"}, "40 x 25 kg", Decimal(5)),
        ({"quantity": "1,000", "unit": "KGS"}, "40 x 25 kg", None),
    ],
)
def test_fields_say_together_what_none_says_alone(
    fields: dict[str, str], beside: str, expected: Decimal | None
) -> None:
    assert read_amount(fields, packing=beside).kilograms == expected


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
