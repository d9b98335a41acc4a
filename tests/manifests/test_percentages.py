from __future__ import annotations

from decimal import Decimal

import pytest

from watchlist.engine.reading.errors import PercentUnreadable
from watchlist.engine.reading.numbers import Percent, plain_number, read_percent


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("98 %", "98", "98"),
        ("98%", "98", "98"),
        ("98％", "98", "98"),
        ("2,5 %", "2.5", "2.5"),
        ("35 % w/w", "35", "35"),
        ("35 % (w/w)", "35", "35"),
        ("98 wt%", "98", "98"),
        ("98 percent", "98", "98"),
        ("98 por ciento", "98", "98"),
        ("≥99.5%", "99.5", "100"),
        (">= 99.5 %", "99.5", "100"),
        ("min. 98 %", "98", "100"),
        ("98 % min", "98", "100"),
        ("99+ %", "99", "100"),
        ("<5 %", "0", "5"),
        ("max 5%", "0", "5"),
        ("30-40 %", "30", "40"),
        ("30 % – 40 %", "30", "40"),
    ],
)
def test_a_declared_share_is_kept_with_its_bounds(text: str, low: str, high: str) -> None:
    assert read_percent(text) == Percent(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0.98", "percent_unreadable"),
        ("98", "percent_unreadable"),
        ("pure", "percent_unreadable"),
        ("", "percent_unreadable"),
        ("~98 %", "percent_unreadable"),
        ("-5 %", "percent_unreadable"),
        (">5 % max", "percent_unreadable"),
        ("198 %", "percent_out_of_range"),
        ("40-30 %", "percent_out_of_range"),
    ],
)
def test_what_is_no_share_is_refused_by_a_code(text: str, code: str) -> None:
    with pytest.raises(PercentUnreadable) as refused:
        read_percent(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (160.0, "160"),
        (1e5, "100000"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (123456789012345678.0, "123456789012346000"),
        (-0.5, "-0.5"),
        (0.0, "0"),
        (float("nan"), "nan"),
    ],
)
def test_a_number_is_written_plainly(value: float, text: str) -> None:
    assert plain_number(value) == text
