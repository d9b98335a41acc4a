"""The terminal table: the answer, the reason and what it rests on, and no command to the terminal."""

from __future__ import annotations

import io

import pytest

from tests.exports.records import CONTROLLED, COVERAGE, HOSTILE, NO_MATCH, REVIEW, answer, line, summary, typed, watched
from watchlist.engine.reports.records import NoCoverageError
from watchlist.engine.reports.table import Table
from watchlist.engine.reports.text import columns


def printed(*lines: dict[str, object], width: int = 100) -> str:
    out = io.StringIO()
    Table(width=width).write(answer(*lines), out)
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [64, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(columns, printed(width=width).splitlines())) <= width


def test_a_line_says_verdict_severity_reading_and_lists() -> None:
    text = printed(CONTROLLED, width=240)
    for said in (
        "Controlled",
        "High",
        "40064-34-4",
        "25 KGS",
        "4-piperidone hydrochloride monohydrate",
        CONTROLLED["explanation"],
    ):
        assert said in flat(text)
    assert "UN Table I; CN Category 2; EU Category 1" in text


def test_counts_coverage_and_warnings_follow_the_lines() -> None:
    text = flat(printed())
    assert "5 lines: Controlled 1, Needs review 2, Not identified 1, No match 1" in text
    assert "Law as of 28 Jul 2025 to 2 Sep 2025, as known 28 Jul 2025 09:14 UTC" in text
    assert "Compared with 3 lists of UN, CN, EU, 127 entries" in text
    assert "WARNING: Law not held whole here: Brazil (BR)." in text
    assert "is stale: last verified 17 Jun 2025" in text
    assert "WARNING: Not evaluated by this engine: resemblance." in text


def test_no_control_or_direction_character_reaches_the_terminal() -> None:
    text = printed(HOSTILE)
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert "[U+001B]" in text


def test_a_finding_set_aside_by_a_person_is_still_shown() -> None:
    assert (
        "Set aside: analogue pethidine (by officer and second-officer until 2026-01-31): Known customer and use."
        in flat(printed(REVIEW, width=240))
    )


def test_lines_are_written_as_they_come() -> None:
    out = io.StringIO()
    seen: list[int] = []
    Table().write(watched(answer(NO_MATCH, CONTROLLED), out, seen), out)
    assert seen[1] < seen[2]


@pytest.mark.parametrize("end", [[], [summary(NO_MATCH, CONTROLLED)]])
def test_an_answer_that_was_cut_short_says_so(end: list[dict[str, object]]) -> None:
    out = io.StringIO()
    Table().write([*answer(NO_MATCH)[:2], *typed(*end)], out)
    assert "INCOMPLETE" in out.getvalue()


def test_without_coverage_there_is_no_answer() -> None:
    with pytest.raises(NoCoverageError, match="missing"):
        Table().write([], io.StringIO())


def test_fields_that_disagree_are_told_and_what_may_be_asked() -> None:
    conflict = {"code": "cas_name_mismatch", "fields": ["cas", "name"], "severity": "medium", "detail": "CAS is X."}
    text = flat(printed(line(conflicts=[conflict], request="Please state the CAS number.")))
    assert "Conflict: CAS is X." in text
    assert "Please state the CAS number." in text


def test_a_party_of_stored_shipments_is_named() -> None:
    known = [{"name": "Acme Ltd", "by": "similar", "score": 0.93, "shipments": 3}]
    parties = [{"name": "Acme Limitd", "roles": ["consignee"], "key": "acme limitd", "known_as": known}]
    out = io.StringIO()
    Table().write(typed(COVERAGE, NO_MATCH, summary(NO_MATCH, parties=parties)), out)
    assert "Acme Limitd (consignee) is similar to Acme Ltd (0.93): 3 stored shipments." in flat(out.getvalue())
