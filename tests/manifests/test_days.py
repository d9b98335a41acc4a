from __future__ import annotations

from datetime import date

import pytest

from watchlist.engine.reading.dates import MONTHS, DateConvention, DateOrder, infer_date_convention, read_date
from watchlist.engine.reading.errors import DateUnreadable

DAY = date(2025, 7, 28)
FIFTH = date(2026, 5, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2025-07-28",
        " 2025-07-28 ",
        "2025/07/28",
        "2025.7.28",
        "20250728",
        "2025-07-28T08:30:00Z",
        "2025-07-28 08:30",
        "2025-07-28T08:30:00.000+02:00",
        "28 Jul 2025",
        "28-Jul-25",
        "28JUL2025",
        "July 28, 2025",
        "Jul 28 2025",
        "28th July 2025",
        "28.07.2025",
        "28. 7. 2025",
        "28.07.25",
        "28/07/2025",
        "07/28/2025",
        "28-07-2025",
        "2025年7月28日",
        "２０２５－０７－２８",
        "28 de julio de 2025",
        "28 juillet 2025",
        "28. Juli 2025",
        "28 de julho de 2025",
        "28 июля 2025 г.",
    ],
)
def test_a_date_with_one_reading_is_read(text: str) -> None:
    assert read_date(text) == DAY


def test_dots_are_day_first() -> None:
    assert read_date("04.05.2026") == FIFTH


def test_equal_day_and_month_are_no_ambiguity() -> None:
    assert read_date("03/03/2026") == date(2026, 3, 3)


def test_a_date_with_two_readings_names_both() -> None:
    with pytest.raises(DateUnreadable) as refused:
        read_date("04/05/2026")
    assert refused.value.readings == (date(2026, 4, 5), FIFTH)
    assert refused.value.code == "date_unreadable"


@pytest.mark.parametrize(
    "text", ["", "soon", "31/31/2026", "2026-02-30", "0026-01-01", "46095", "28/07/25", "3 oct", "2026-13-01", "٢٠٢٦"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DateUnreadable):
        read_date(text)


@pytest.mark.parametrize(
    ("others", "headers", "expected"),
    [
        (["13/05/2026"], [], FIFTH),
        (["05/13/2026"], [], date(2026, 4, 5)),
        ([], ["Export date (DD/MM/YYYY)"], FIFTH),
        ([], ["Export date (MM/DD/YYYY)"], date(2026, 4, 5)),
        ([], ["Ausfuhrdatum (TT/MM/JJJJ)"], FIFTH),
        ([], ["дата (дд/мм/гггг)"], FIFTH),
        (["13/05/2026", "05/13/2026"], [], None),
        (["13/05/2026"], ["Date (MM/DD/YYYY)"], None),
        (["03/03/2026", "2026-05-13", "99/99/2026"], [], None),
        (["13.05.2026"], [], None),
    ],
)
def test_the_files_own_dates_decide(others: list[str], headers: list[str], expected: date | None) -> None:
    convention = infer_date_convention([*others, "04/05/2026"], headers)
    if expected is None:
        with pytest.raises(DateUnreadable):
            read_date("04/05/2026", convention)
    else:
        assert read_date("04/05/2026", convention) == expected


def test_a_file_that_puts_the_month_before_dots_is_believed() -> None:
    convention = infer_date_convention(["04.28.2026"])
    assert convention == DateConvention(slashed=None, dotted=DateOrder.MONTH_FIRST)
    assert read_date("04.05.2026", convention) == date(2026, 4, 5)


def test_three_letters_suffice_for_no_two_months() -> None:
    assert set(MONTHS.values()) == {str(month) for month in range(1, 13)}
    assert read_date("3oct2026") == date(2026, 10, 3)
