from __future__ import annotations

from decimal import Decimal

import pytest

from watchlist.engine.reading.amounts import read_amount
from watchlist.engine.reading.numbers import NumberConvention, infer_number_convention, read_chinese, read_number


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2.5", ["2.5"]),
        ("2,5", ["2.5"]),
        ("1,000", ["1000", "1"]),
        ("1.000", ["1000", "1"]),
        ("0,500", ["0.5"]),
        ("1 000", ["1000"]),
        ("1\u202f000,5", ["1000.5"]),
        ("1'000", ["1000"]),
        ("1,00,000", ["100000"]),
        ("12.345.678", ["12345678"]),
        ("1.234,5", ["1234.5"]),
        ("1,234.5", ["1234.5"]),
        ("1234,567", ["1234.567"]),
        ("２５", ["25"]),
        (".5", ["0.5"]),
        ("1,5E+3", ["1500"]),
        ("1.2.3", []),
        ("1,234,5", []),
        ("twenty", []),
        ("", []),
        ("1" * 65, []),
    ],
)
def test_a_number_has_the_readings_that_its_marks_allow(text: str, values: list[str]) -> None:
    assert list(read_number(text)) == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [("1,000", ".", "1000"), ("1,000", ",", "1"), ("1.000", ".", "1"), ("1.000", ",", "1000"), ("2,5", ".", "2.5")],
)
def test_the_convention_of_a_file_decides_between_two_readings(text: str, decimal: str, value: str) -> None:
    assert read_number(text, NumberConvention(decimal)) == (Decimal(value),)


@pytest.mark.parametrize(
    ("texts", "decimal"),
    [
        (["25 kg", "1,000", "2.5"], "."),
        (["1.000", "2,5 kg"], ","),
        (["1,234,567"], "."),
        (["1.234,00"], ","),
        (["1,000", "25.000"], None),
        (["2.5", "2,5"], None),
        (["drums", ""], None),
        ([], None),
    ],
)
def test_a_file_shows_its_convention_by_the_numbers_that_have_one_reading(
    texts: list[str], decimal: str | None
) -> None:
    assert infer_number_convention(texts) == NumberConvention(decimal)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五", 5),
        ("十", 10),
        ("十二", 12),
        ("五十", 50),
        ("两千五百", 2500),
        ("一万", 10_000),
        ("三十万", 300_000),
        ("壹佰贰拾", 120),
        ("五〇", 50),
        ("一百零五", 105),
        ("十千", None),
        ("零", None),
    ],
)
def test_chinese_digits_are_numbers(text: str, value: int | None) -> None:
    assert read_chinese(text) == value


@pytest.mark.parametrize("text", ["1e999999999", "2.5e355", "1e-999999999", "1E+100"])
def test_a_power_that_no_quantity_has_is_no_number(text: str) -> None:
    assert read_number(text) == ()
    assert read_amount({"packages": text}).problems
