"""A look-back answers what a full screening would, leaves a row for each line that differs, and says what it saw."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screening import looking_back as back
from watchlist.scheduling.compile import law_known_at
from watchlist.screening.rescreen import work
from watchlist.screening.rescreen.difference import difference
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
CHANGES = (
    back.change_a_class,
    back.list_citric_acid,
    back.end_acetone,
    back.correct_acetone,
    back.call_acetone_blue_powder,
    back.list_an_aniline_of_a_family,
)
FILES = Path("fixtures/manifests")


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_left_is_what_full_screenings_say_otherwise(
    change: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "ITEMS", 3)
    monkeypatch.setattr(work, "LINES", 2)
    screening, before = back.stored(), last_tick()
    change()
    rescreen = back.looked_back(before)
    days = difference(law_known_at(before), law_known_at()).days_of("*")
    expected, found = back.otherwise(screening, before, days), back.left(rescreen)
    assert found.keys() == expected.keys() != set()
    for key, row in found.items():
        assert (row.verdict, row.action, row.severity) == tuple(expected[key][name] for name in back.WORD)
        assert [one for one in expected[key]["findings"] if one["entry"] in row.entries.split()] == json.loads(
            row.findings
        )
