"""Months and days in short, in each language of the pages: none is cut out of a whole day."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from watchlist.web import words

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("language", "month", "day"),
    [
        ("en", "Nov 2026", "3 Nov"),
        ("de", "Nov 2026", "3 Nov"),
        ("es", "nov 2026", "3 nov"),
        ("fr", "nov 2026", "3 nov"),
        ("pt", "nov 2026", "3 nov"),
        ("zh-hans", "2026年11月", "11月3日"),
    ],
)
def test_a_month_and_a_day_in_short(language: str, month: str, day: str) -> None:
    with override(language):
        assert (words.month(DAY), words.day_and_month(DAY)) == (month, day)
