"""Earlier decisions on a substance and on the parties of a line: those that hold, and nothing of what was reported."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import ACETONE, PIPERIDONE, PIPRONAL, VAGUE, line_of, opened
from watchlist.cases.hits import EarlierDecision, earlier_decisions, positions_to_judge
from watchlist.cases.judging import judge, judge_alike
from watchlist.cases.lifecycle import dispose
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import AuthorityReport, Case
from watchlist.cases.referrals import answer_referral

pytestmark = pytest.mark.usefixtures("law")
WRONG = {"word": "dismissed", "reason": "wrong_identification", "note": "The analysis shows water."}
OTHERS = {"consignor": "Another GmbH", "consignee": "A third SA"}


def _earlier(case: Case, number: int = 1, limit: int = 5) -> list[EarlierDecision]:
    line = line_of(case, number)
    return earlier_decisions(line, positions_to_judge(line)[0], limit)


def _decide(actor: User, *lines: dict[str, str], reference: str, **said: str) -> Case:
    case = opened(*lines, reference=reference)
    line = line_of(case, 1)
    judge(
        case=case, line=line, position=positions_to_judge(line)[0], actor=actor, seen=0, **{"word": "confirmed", **said}
    )
    return case


def test_decisions_on_this_substance_and_this_party_come_first(officer: User) -> None:
    _decide(officer, {**PIPERIDONE, **OTHERS}, reference="A")
    _decide(officer, PIPERIDONE, reference="B")
    _decide(officer, PIPRONAL, reference="C")
    found = _earlier(opened(PIPERIDONE, reference="now"))
    assert [(one.judgement.case.title, one.on_substance, one.on_party) for one in found] == [
        ("B", True, True),
        ("A", True, False),
        ("C", False, True),
    ]
    assert found[0].declared["name"] == PIPERIDONE["name"]


def test_the_decision_on_the_line_itself_is_no_earlier_one(officer: User) -> None:
    assert _earlier(_decide(officer, PIPERIDONE, reference="now")) == []


def test_what_was_taken_back_is_no_decision(officer: User) -> None:
    case = _decide(officer, PIPRONAL, reference="A")
    line = line_of(case, 1)
    judge(case=case, line=line, position=positions_to_judge(line)[0], word="undecided", actor=officer, seen=1)
    assert _earlier(opened(PIPRONAL, reference="now")) == []


def test_a_dismissal_of_sure_law_holds_once_a_second_agreed(officer: User, second_officer: User) -> None:
    case = _decide(officer, PIPERIDONE, reference="A", **WRONG)
    now = opened(PIPERIDONE, reference="now")
    assert _earlier(now) == []
    answer_referral(referral=case.referrals.get(), agreed=True, actor=second_officer)
    assert [one.judgement.word for one in _earlier(now)] == ["dismissed"]


def test_equal_lines_of_a_case_are_told_once(officer: User) -> None:
    case = opened(*({**ACETONE, "quantity": str(n)} for n in range(1, 9)), reference="A")
    judge_alike(case=case, line=line_of(case, 1), word="confirmed", actor=officer)
    assert len(_earlier(opened(ACETONE, reference="now"))) == 1


def test_no_more_are_told_than_asked_for(officer: User) -> None:
    for number in range(3):
        _decide(officer, PIPRONAL, reference=f"R{number}")
    assert [one.judgement.case.title for one in _earlier(opened(PIPRONAL, reference="now"), limit=2)] == ["R2", "R1"]


def test_a_line_that_nobody_identified_has_the_decisions_on_its_parties(officer: User) -> None:
    _decide(officer, PIPRONAL, reference="A")
    line = line_of(opened(VAGUE, reference="now"), 1)
    assert [one.on_party for one in earlier_decisions(line)] == [True]


def test_a_report_to_an_authority_changes_nothing_of_what_is_told(officer: User, lead: User) -> None:
    case = _decide(officer, VAGUE, reference="A")
    now = opened(VAGUE, reference="now")
    before = _told(now)
    AuthorityReport.objects.create(
        case=case,
        jurisdiction="DE",
        authority="BKA",
        text="Reported.",
        sent_on=date(2026, 1, 2),
        by=lead,
        at=case.opened_at,
    )
    Case.objects.filter(pk=case.pk).update(state="awaiting_authority")
    assert _told(now) == before


def test_what_became_of_the_shipment_is_told(officer: User) -> None:
    case = _decide(officer, VAGUE, reference="A")
    dispose(case=case, word="refused", note="Nobody knows what it is.", actor=officer)
    assert [one.disposition for one in earlier_decisions(line_of(opened(VAGUE, reference="now"), 1))] == ["refused"]


def test_what_became_of_the_line_itself_is_told_before_what_became_of_the_shipment(officer: User) -> None:
    case = opened(VAGUE, {**VAGUE, "quantity": "15"}, reference="A")
    for number in (1, 2):
        judge(case=case, line=line_of(case, number), position=-1, word="confirmed", actor=officer, seen=0)
    for number, word in ((1, "refused"), (2, "released")):
        dispose_lines(case=case, lines=[number], word=word, note="As seen.", actor=officer)
    (found,) = earlier_decisions(line_of(opened(VAGUE, reference="now"), 1))
    assert found.disposition == {1: "refused", 2: "released"}[found.judgement.screened_line.line.number]


def test_earlier_decisions_are_a_few_queries(officer: User, django_assert_max_num_queries: object) -> None:
    for number in range(4):
        _decide(officer, PIPERIDONE, reference=f"R{number}")
    line = line_of(opened(PIPERIDONE, reference="now"), 1)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(earlier_decisions(line, 0)) == 4


def _told(case: Case) -> list[tuple[object, ...]]:
    found = earlier_decisions(line_of(case, 1))
    return [(one.judgement.pk, one.declared, one.on_party, one.disposition) for one in found]
