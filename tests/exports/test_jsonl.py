"""JSON Lines are the records themselves."""

from __future__ import annotations

import io
import json

import pytest

from tests.exports.records import COVERAGE, NO_MATCH, answer, line, watched
from watchlist.engine.reports.jsonl import JsonLines, canonical


def test_every_record_is_one_line_in_the_order_it_came() -> None:
    out = io.StringIO()
    JsonLines().write(answer(), out)
    assert [json.loads(each) for each in out.getvalue().splitlines()] == answer()


def test_keys_keep_their_order_and_text_is_not_escaped() -> None:
    assert canonical({"b": "氯", "a": 1}) == '{"b":"氯","a":1}'
    assert list(json.loads(canonical(COVERAGE))) == list(COVERAGE)


def test_writing_streams_record_by_record() -> None:
    out = io.StringIO()
    seen: list[int] = []
    JsonLines().write(watched((COVERAGE, NO_MATCH), out, seen), out)
    assert 0 == seen[0] < seen[1]


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical(line(amount={1, 2}))
