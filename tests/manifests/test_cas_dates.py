from __future__ import annotations

import pytest

from watchlist.engine.reading.dates import cas_of_date, is_date
from watchlist.engine.reading.readers import manifest_from_payload


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1975-09-02", "75-09-2"),
        ("1975-09-02T00:00:00", "75-09-2"),
        ("02/09/1975", "75-09-2"),
        ("9/2/1975", "75-09-2"),
        ("1975/9/2", "75-09-2"),
        ("2-Sep-75", "75-09-2"),
        ("1964-05-17", "64-17-5"),
        ("17-May-64", "64-17-5"),
        ("7446-09-05", "7446-09-5"),
        ("1955-01-06", None),
        ("2026-03-14", None),
        ("not a date", None),
    ],
)
def test_a_date_is_the_number_that_it_was_made_of_where_one_alone_has_its_check_digit(
    written: str, number: str | None
) -> None:
    assert cas_of_date(written) == number


@pytest.mark.parametrize("text", ["67-64-1", "7446-09-5", "1310-73-2", "1310.73.2", "67641", "CAS 67-64-1", "", "n/a"])
def test_a_registry_number_is_no_date(text: str) -> None:
    assert not is_date(text)


def test_the_date_stays_as_declared_and_what_cannot_be_undone_is_a_problem() -> None:
    lines = manifest_from_payload([{"name": "a", "cas": "1975-09-02"}, {"name": "b", "cas": "2026-03-14"}]).lines
    assert [line.declared["cas"] for line in lines] == ["1975-09-02", "2026-03-14"]
    assert [line.fields.get("cas") for line in lines] == ["75-09-2", None]
    assert [[problem.code for problem in line.problems] for line in lines] == [[], ["cas_as_date"]]
