"""Which lines of a stored screening an overlay touches."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Q

from tests.internal_lists.conftest import FILE, Opened
from watchlist.engine.answer import Line
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.internal_lists import visibility as asked
from watchlist.internal_lists.overlay import HouseListOverlay
from watchlist.internal_lists.visibility import visible_editions
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save_answer
from watchlist.screenings.stored_answers import read_line, read_summary

LINES = [
    {"name": "Quuxolan 7", "date": "2020-01-01"},
    {"cas": "67-64-1"},
    {"name": "QUUXOLAN  7", "date": "2021-01-01"},
    {"cas": "58-08-2"},
    {"cas": "7647-14-5"},
    {"name": "Quuxolan 7", "date": "no day"},
]

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def stored() -> Screening:
    """Return a stored screening of lines that share items."""
    manifest, question = manifest_from_payload({"lines": LINES}), Question(jurisdictions=("UN",))
    answer = screen(manifest, question)
    return save_answer(manifest=manifest, original=b"[]", question=question, answer=answer, actor="officer")


@pytest.fixture
def overlay(opened: Opened, reader_of: Any) -> HouseListOverlay:
    """Return the overlay of a reader."""
    opened("house-plants", FILE, "Plant")
    found = visible_editions(reader_of("Plant")).overlay(datetime.now(UTC))
    assert found
    return found


def _all(overlay: HouseListOverlay, stored: Screening) -> dict[int, tuple[Line, Line]]:
    """Return every line as stored and as shown, looked at one by one."""
    texts = ScreenedLine.objects.filter(screening=stored).values_list("line__number", "record")
    lines = {number: read_line(text) for number, text in texts}
    return {number: (line, overlay.line(line)) for number, line in lines.items()}


@pytest.mark.parametrize("most", [500, 1])
def test_the_lines_touched_are_those_that_a_look_at_each_line_finds(
    overlay: HouseListOverlay, stored: Screening, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(asked, "MOST_NAMED", most)
    each = _all(overlay, stored)
    expected = {number: shown for number, (record, shown) in each.items() if shown is not record}
    assert asked.affected_lines(overlay, stored.pk) == expected
    assert sorted(expected) == [1, 3, 4, 6]


@pytest.mark.parametrize("verdict", ["review", "no_match", "unresolved", "controlled"])
@pytest.mark.parametrize("most", [500, 1])
def test_a_filter_on_stored_lines_loses_none_that_is_wanted_as_shown(
    overlay: HouseListOverlay, stored: Screening, monkeypatch: pytest.MonkeyPatch, verdict: str, most: int
) -> None:
    monkeypatch.setattr(asked, "MOST_NAMED", most)
    wanted = asked.candidates(overlay, stored.pk, Q(verdict=verdict))
    selected = ScreenedLine.objects.filter(wanted, screening=stored).values_list("line__number", flat=True)
    shown = {number for number, (_, line) in _all(overlay, stored).items() if line.verdict == verdict}
    assert shown <= set(selected)


def test_a_filter_stays_as_it_is_where_nothing_is_touched(opened: Opened, reader_of: Any, stored: Screening) -> None:
    opened("house-plants", b"key,name\na,Nothing of the kind\n", "Plant")
    overlay = visible_editions(reader_of("Plant")).overlay(datetime.now(UTC))
    assert overlay
    assert asked.candidates(overlay, stored.pk, Q(verdict="review")) == Q(verdict="review")


def test_the_summary_of_a_stored_screening_counts_lines_as_shown(overlay: HouseListOverlay, stored: Screening) -> None:
    lines = [shown for _, shown in _all(overlay, stored).values()]
    summary = asked.affected_summary(overlay, stored.pk, read_summary(stored.summary))
    for verdict in ("controlled", "review", "no_match", "unresolved"):
        assert getattr(summary, verdict) == sum(line.verdict == verdict for line in lines)
    assert sum(summary.by_depth.values()) == sum(summary.by_action.values()) == len(lines)


def test_what_was_worked_out_is_kept_for_every_reader_of_the_same_lists(
    overlay: HouseListOverlay, stored: Screening, second_officer: User, django_assert_num_queries: Any
) -> None:
    asked.affected_items(overlay, stored.pk)
    other = visible_editions(second_officer).overlay(datetime.now(UTC))
    assert other
    with django_assert_num_queries(0):
        asked.affected_items(other, stored.pk)
