"""Stored answers are read as what they are, and what they are not is refused."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cases.answers import CONTROLLED, FINDING, SUMMARY
from watchlist.engine.answer_codec import RecordUnreadable, encode
from watchlist.engine.decision.movement import DeclaredMovement
from watchlist.engine.decision.policy import VERDICTS
from watchlist.screenings.party_totals import movement_text
from watchlist.screenings.stored_answers import (
    counts_by_verdict,
    read_coverage,
    read_destination,
    read_findings,
    read_line,
    read_quantity,
    read_summary,
    substance_key,
)


def test_a_stored_record_is_read_as_it_was_written() -> None:
    assert read_line(encode(CONTROLLED).decode()) == CONTROLLED
    assert read_summary(encode(SUMMARY)) == SUMMARY


def test_a_record_of_another_kind_is_refused() -> None:
    for read in (read_summary, read_coverage):
        with pytest.raises(RecordUnreadable):
            read(encode(CONTROLLED))


@pytest.mark.parametrize("text", ["", "{}", "[{}]", '{"base_kg":["2","2"]}'])
def test_what_is_no_part_of_an_answer_is_refused(text: str) -> None:
    for read in (read_line, read_findings, read_quantity):
        with pytest.raises(RecordUnreadable):
            read(text)


def test_the_counts_of_a_summary_come_in_the_order_of_the_policy() -> None:
    assert list(counts_by_verdict(SUMMARY)) == list(VERDICTS)
    assert [number for number in counts_by_verdict(SUMMARY).values() if number] == [SUMMARY.controlled]


def test_a_finding_names_the_substance_of_its_entry() -> None:
    assert substance_key(FINDING) == "p2p"


@pytest.mark.parametrize(("declared", "read"), [("US", "US"), (None, "")])
def test_the_destination_of_a_stored_movement_is_read_alone(declared: str | None, read: str) -> None:
    movement = DeclaredMovement(
        origin="DE",
        destination=declared,
        transit=(),
        operator_country=None,
        operation=None,
        supplied_on=None,
        exported_on=None,
        arrives_on=None,
        as_of=None,
    )
    assert read_destination(movement_text(movement, date(2026, 1, 2))) == read
