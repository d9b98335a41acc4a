"""A gap in the law held for a route never speaks of goods: it makes nothing graver, and hides nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, strategies as st
from msgspec import UNSET, structs

from watchlist.engine import Engine, Question
from watchlist.engine.answer import Line
from watchlist.engine.decision.context import Context
from watchlist.engine.decision.route_checks import RecordedCheck
from watchlist.engine.vocabulary import RouteResult, Severity, Verdict
from watchlist.law_store import law_known_at

pytestmark = pytest.mark.usefixtures("law")
GOODS = (
    {"name": "Sodium chloride", "cas": "7647-14-5"},
    {"name": "Acetone", "cas": "67-64-1", "quantity": "160", "unit": "kg"},
    {"name": "Acetic anhydride", "cas": "108-24-7", "quantity": "1", "unit": "kg"},
    {"name": "Water", "cas": "7732-18-5"},
    {"name": "Pipronal"},
    {"name": "Laboratory reagents, assorted"},
    {"name": "Sodium chloride", "cas": "7647-14-0"},
    {"name": "Acetone", "cas": "7647-14-5"},
)
DAY = date(2026, 11, 28)
CHECK = RecordedCheck(
    1, "RC-0001", "CO", RouteResult.ALLOWED, "A decree", "", "anna", "", DAY, date(2027, 2, 26), frozenset()
)


def lines_to(destination: str, goods: list[dict[str, str]], context: Context | None = None) -> list[Line]:
    """Return the answers on goods from Germany."""
    question = Question(origin="DE", destination=destination, operation="export", as_of=DAY)
    return list(Engine(law_known_at(), context or Context()).screen(goods, question).lines)


@given(st.lists(st.sampled_from(GOODS), min_size=1, max_size=6))
def test_a_gap_changes_no_severity_and_hides_no_finding(goods: list[dict[str, str]]) -> None:
    """Colombia and Brazil are not held; neither is of any list: but for the route both are answered alike."""
    open_gap = lines_to("CO", goods)
    covered = lines_to("CO", goods, Context(route_checks={"CO": (CHECK,)}))
    refused = lines_to("CO", goods, Context(route_checks={"CO": (replace(CHECK, result=RouteResult.REFUSED), CHECK)}))
    for gap, held, no in zip(open_gap, covered, refused, strict=True):
        assert (gap.severity, gap.findings, gap.conflicts) == (held.severity, held.findings, held.conflicts)
        assert held.ground is UNSET
        is_for_route = held.verdict == Verdict.NO_MATCH
        assert (gap.ground is not UNSET) == is_for_route
        assert gap.verdict == (Verdict.REVIEW if is_for_route else held.verdict)
        assert structs.replace(no, explanation="", sentence_parts=UNSET) == structs.replace(
            gap, explanation="", sentence_parts=UNSET
        )
        if is_for_route and not gap.findings and not gap.conflicts:
            assert gap.severity == Severity.NONE
        assert "one task for the shipment" in gap.explanation
        assert "one task for the shipment" not in held.explanation


@given(st.sampled_from(["CO", "BR", "KE", "SG"]), st.lists(st.sampled_from(GOODS), min_size=1, max_size=4))
def test_the_summary_names_each_gap_once(destination: str, goods: list[dict[str, str]]) -> None:
    question = Question(origin="DE", destination=destination, operation="export", as_of=DAY)
    answer = Engine(law_known_at()).screen(goods, question)
    tasks = answer.summary.route_tasks or ()
    assert tuple(task.country for task in tasks) == answer.coverage.not_held
    assert all(task.lines == sum(line.ground is not UNSET for line in answer.lines) for task in tasks)


@given(st.dates(date(2026, 11, 1), date(2027, 6, 1)))
def test_a_check_holds_until_its_last_day(day: date) -> None:
    question = Question(origin="DE", destination="CO", operation="export", as_of=day)
    engine = Engine(law_known_at(), Context(route_checks={"CO": (CHECK,)}))
    (line,) = engine.screen([GOODS[0]], question, today=DAY).lines
    assert (line.verdict == Verdict.NO_MATCH) == (day < CHECK.until)
