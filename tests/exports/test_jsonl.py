"""JSON Lines are the records themselves."""

from __future__ import annotations

import io
import json

from tests.exports.records import COVERAGE, LINES, NO_MATCH, answer, summary, typed, watched
from watchlist.engine.reports.formats import JsonLines


def test_every_record_is_one_line_in_the_order_it_came() -> None:
    out = io.StringIO()
    JsonLines().write(answer(), out)
    assert [json.loads(each) for each in out.getvalue().splitlines()] == [COVERAGE, *LINES, summary(*LINES)]


def test_keys_keep_their_order_and_text_is_not_escaped() -> None:
    coverage, line = JsonLines().texts(typed(COVERAGE, NO_MATCH))
    assert list(json.loads(coverage)) == list(COVERAGE)
    assert "氯化钠" in line


def test_writing_streams_record_by_record() -> None:
    out = io.StringIO()
    seen: list[int] = []
    JsonLines().write(watched(typed(COVERAGE, NO_MATCH), out, seen), out)
    assert 0 == seen[0] < seen[1]
