"""Every fact that was read in a text of the law is held, or is a gap that is told."""

from __future__ import annotations

from tests.facts_read import held_nowhere, registered


def test_every_fact_that_was_read_is_held_or_is_a_gap_that_is_told() -> None:
    rows = registered()
    assert len(rows) > 800
    assert list(held_nowhere(rows)) == []


def test_a_place_that_is_not_held_is_seen() -> None:
    (row, *_) = registered()
    lost = [{**row, "where": "us-list-1/nothing/2001-01-01/added"}, {**row, "where": "", "gap": ""}]
    assert [missing.rsplit(": ", 1)[1] for missing in held_nowhere(lost)] == [
        "us-list-1/nothing/2001-01-01/added is not held",
        "nowhere",
    ]
