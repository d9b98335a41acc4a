from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from pint import UnitRegistry

from watchlist.engine.reading import units
from watchlist.engine.reading.units import PACKAGES, UNITS, WORDS, spelling_key

TABLES = Path(units.__file__).with_name("data")


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("kilogram", "1"),
        ("metric_ton", "1000"),
        ("pound", "0.45359237"),
        ("ounce", "0.028349523125"),
        ("troy_ounce", "0.0311034768"),
        ("short_ton", "907.18474"),
        ("long_ton", "1016.0469088"),
        ("gallon", "3.785411784"),
        ("imperial_gallon", "4.54609"),
        ("fluid_ounce", "0.0295735295625"),
        ("500 * gram", "0.5"),
        ("meter ** 3", "1000"),
    ],
)
def test_a_unit_is_what_the_law_of_measures_makes_it(unit: str, factor: str) -> None:
    assert {held.factor for held in UNITS.values() if held.pint == unit} == {Decimal(factor)}


def test_every_unit_of_measure_is_what_the_registry_of_units_says_digit_for_digit() -> None:
    registry = UnitRegistry(non_int_type=Decimal)
    bases = {"mass": "kilogram", "volume": "liter"}
    measured = {(unit.pint, bases[unit.dimension]) for unit in UNITS.values() if unit.dimension in bases}
    said = {unit: str(Decimal(registry.parse_expression(unit).to(base).magnitude)) for unit, base in measured}
    assert said | {"kilogram": "1", "liter": "1"} == {unit: str(factor) for unit, factor in units.FACTORS.items()}


def test_no_spelling_means_two_things() -> None:
    tables = [("units.csv", "spelling"), ("packages.csv", "word"), ("amount_words.csv", "word")]
    spellings = Counter(
        spelling_key(row[column])
        for name, column in tables
        for row in csv.DictReader((TABLES / name).read_text(encoding="utf-8").splitlines())
    )
    assert [spelling for spelling, count in spellings.items() if count > 1] == []
    assert len(spellings) == len(UNITS) + len(PACKAGES) + len(WORDS)


def test_every_row_names_its_source() -> None:
    for name in ("units.csv", "packages.csv", "package_limits.csv"):
        rows = csv.DictReader((TABLES / name).read_text(encoding="utf-8").splitlines())
        assert all(row["source"] for row in rows)
