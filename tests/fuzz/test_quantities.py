"""Numbers, amounts, shares and days: one reading or a named refusal, and what was read is read again the same."""

from __future__ import annotations

import csv
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from chemistry.names.cas import normalise_cas
from tests.fuzz.drawn import FIXTURES, damaged_text
from tests.fuzz.searching import fuzzed
from watchlist.engine.reading.amounts import read_amount
from watchlist.engine.reading.dates import cas_of_date, infer_date_convention, read_date
from watchlist.engine.reading.errors import DateUnreadable, PercentUnreadable
from watchlist.engine.reading.numbers import read_number, read_percent
from watchlist.engine.reading.statements import LONGEST, read_statement

pytestmark = pytest.mark.long

with (FIXTURES / "bench" / "quantities.csv").open(encoding="utf-8", newline="") as _rows:
    ROWS = list(csv.DictReader(_rows))
WRITTEN = [row["text"] for row in ROWS]
UNITS = sorted({row["unit"] for row in ROWS})
NUMBERS = ["25", "1,000", "1.000,5", "1 000 000", "1'000.25", "12,34,567.8", "2.5e3", "٣٤", "1/2", "½", "١٢"]
SHARES = ["98 %", "≥99.5%", "35 % w/w", "2,5 %", "30-40 %", "98 Prozent", "min. 98 pct", "0.98"]
DAYS = ["2024-03-01", "1.3.2024", "03/04/2024", "2024年3月1日", "1er mars 2024", "1 de marzo de 2024", "March 1, 2024",
        "20240301", "2024-03-01T08:30:00+02:00", "75-09-2", "Sep-75", "2/9/1975"]  # fmt: skip


@fuzzed(damaged_text(NUMBERS))
def test_numbers(text: str) -> None:
    for value in read_number(text):
        assert value.is_finite()
        assert abs(value) < Decimal(10) ** 200
        assert value in read_number(format(value, "f")) or len(format(value, "f")) > 64


@fuzzed(damaged_text(WRITTEN), st.one_of(st.sampled_from(UNITS), damaged_text(UNITS)), damaged_text(WRITTEN))
def test_amounts(quantity: str, unit: str, beside: str) -> None:
    fields = {"quantity": quantity, "unit": unit, "packages": beside[:20], "concentration": beside, "name": beside}
    amount = read_amount(fields, packing=beside)
    figures = (amount.kilograms, amount.litres, amount.pieces)
    assert all(0 <= figure <= Decimal(10) ** 12 for figure in figures if figure is not None)
    record = amount.as_record()
    if record.kg and not amount.problems and Decimal(record.kg) > 0:
        again = read_amount({"quantity": record.kg, "unit": "kg"})
        assert again.as_record().kg == record.kg or again.problems


@fuzzed(damaged_text([text for text in WRITTEN if text]))
def test_statements(text: str) -> None:
    said = read_statement(text)
    assert said.code or said.is_measured or said.packages is not None or said.pieces is not None
    assert said.code or len(text) <= LONGEST


@fuzzed(damaged_text(SHARES))
def test_shares(text: str) -> None:
    with suppress(PercentUnreadable):
        share = read_percent(text)
        assert 0 <= share.low <= share.high <= 100
        if share.low == share.high:
            assert read_percent(f"{share.low} %") == share


@fuzzed(damaged_text(DAYS), damaged_text(DAYS))
def test_days(text: str, other: str) -> None:
    with suppress(DateUnreadable):
        day = read_date(text, infer_date_convention([other, text], [other]))
        assert 1900 <= day.year < 2200
        assert read_date(day.isoformat()) == day


@fuzzed(damaged_text(DAYS))
def test_numbers_that_became_days(text: str) -> None:
    number = cas_of_date(text)
    assert number is None or normalise_cas(number) == number
