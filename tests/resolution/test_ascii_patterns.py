"""Patterns that no ASCII text can match are left out for one: never one that can."""

from __future__ import annotations

import re

import pytest

from watchlist.engine.host import table
from watchlist.engine.identification.ascii_patterns import may_match_ascii
from watchlist.engine.identification.wordings import PLACES


@pytest.mark.parametrize(
    ("pattern", "may"),
    [
        ("lösung", False),
        ("(?:wässrige )?lösung", False),
        ("roztw(?:ór|or)", True),
        ("wodn[yý]", True),
        ("[ýáé]", False),
        ("[à-ý]", False),
        ("ş?urub", True),
        ("(?<=säure)lo", False),
        ("(?<!säure)lo", True),
        ("\\w+", True),
        ("[^ä]", True),
        ("ısı", True),  # without regard to case, a dotless i is an i
        ("grad|级", True),
    ],
)
def test_it_is_told_by_what_each_match_must_hold(pattern: str, may: bool) -> None:
    assert may_match_ascii(pattern) is may


def test_no_row_is_left_out_that_matches_its_own_example_in_ascii() -> None:
    rows = table("identification", "trade_words.csv")
    examples = [row["example"] for row in rows if row["example"].isascii()]
    left_out = [row for row in rows if not may_match_ascii(row["pattern"])]
    assert len(left_out) > 100
    for row in left_out:
        for place in row["place"].split():
            pattern = re.compile(PLACES[place].replace("{pattern}", row["pattern"]), re.IGNORECASE | re.DOTALL)
            assert not any(map(pattern.fullmatch, examples)), row["pattern"]
