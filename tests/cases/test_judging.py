"""Judgements: one a hit, by the first who saw it so, and no dismissal of sure law by one person."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User

from tests.cases.releases import OVERRIDE
from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, PIPRONAL, SALT, line_of, opened
from watchlist.access.roles import grant
from watchlist.cases.errors import GiveAReasonThatFits, JudgeFirst, JudgeWhatIsThere
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import Referral
from watchlist.cases.judging import judge, judge_alike
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.errors import AskAnotherPerson, LookAgain

pytestmark = pytest.mark.usefixtures("law")
ONLY_ONE = {"reason": "wrong_identification", "note": "The analysis shows another substance."}


def judge_all(case: Case, actor: User, word: str = "confirmed") -> None:
    """Judge every hit of every line."""
    for number in range(1, case.screening.lines.count() + 1):
        line = line_of(case, number)
        for position in positions_to_judge(line):
            judge(case=case, line=line, position=position, word=word, actor=actor, seen=0)


def test_a_shipment_with_hits_has_one_case() -> None:
    case = opened(*MIXED)
    assert (case.verdict, case.lines_for_people, case.to_judge) == ("controlled", 5, 5)
    assert (case.state, case.route, case.parties) == ("pending", "US → DE", "Northgate Reagents Inc\nBeauval SARL")
    apart = {"origin": "", "destination": ""}
    assert opened(PIPERIDONE, SALT, reference="by its lines", **apart).route == "US → DE"
    assert opened(PIPERIDONE, {**ACETONE, "destination": "FR"}, reference="two routes", **apart).route == ""
    again = opened(*MIXED)
    assert (again.pk, again.screenings.count()) == (case.pk, 2)


def test_judging_counts_lines_and_takes_the_case(officer: User) -> None:
    case = opened(*MIXED)
    judge_all(case, officer)
    case.refresh_from_db()
    assert (case.state, case.assignee, case.lines_judged, case.to_judge) == ("investigating", officer, 5, 0)


def test_whoever_judges_second_is_told_of_the_first(officer: User, second_officer: User) -> None:
    case = opened(PIPRONAL)
    line = line_of(case, 1)
    at = positions_to_judge(line)[0]
    judge(case=case, line=line, position=at, word="confirmed", actor=officer, seen=0)
    with pytest.raises(LookAgain, match="officer judged it meanwhile: confirmed"):
        judge(case=case, line=line, position=at, word="dismissed", reason="data_error", actor=second_officer, seen=0)


def test_sure_law_is_dismissed_by_two(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    line = line_of(case, 1)
    at = positions_to_judge(line)[0]
    with pytest.raises(GiveAReasonThatFits):
        judge(case=case, line=line, position=at, word="dismissed", reason="lawful_use_known", actor=officer, seen=0)
    row = judge(case=case, line=line, position=at, word="dismissed", actor=officer, seen=0, **ONLY_ONE)
    assert row.referral is not None
    assert row.holds == "waiting"
    with pytest.raises(AskAnotherPerson):
        answer_referral(referral=row.referral, agreed=True, actor=_with_second(officer))
    answer_referral(referral=row.referral, agreed=True, actor=second_officer)
    row.refresh_from_db()
    assert row.holds == "dismissed"


def test_equal_lines_are_judged_alike_with_a_row_each(officer: User) -> None:
    case = opened(ACETONE, {**ACETONE, "quantity": "90"}, {**ACETONE, "consignee": "Another GmbH"})
    rows = judge_alike(case=case, line=line_of(case, 1), word="confirmed", actor=officer)
    assert {row.screened_line.line.number for row in rows} == {1, 2}
    case.refresh_from_db()
    assert (case.lines_judged, case.to_judge) == (2, 1)


def test_the_trail_names_the_lines_that_were_judged_and_no_others(officer: User, second_officer: User) -> None:
    case = opened(PIPRONAL, PIPRONAL, PIPRONAL)
    for position in positions_to_judge(line_of(case, 2)):
        line = line_of(case, 2)
        judge(case=case, line=line, position=position, word="confirmed", actor=second_officer, seen=0)
    judge_alike(case=case, line=line_of(case, 1), word="dismissed", reason="data_error", actor=officer)
    event = case.events.latest("pk")
    assert (event.verb, json.loads(event.facts)["lines"]) == ("judge_alike", [1, 3])
    with pytest.raises(LookAgain, match="somebody judged them meanwhile"):
        judge_alike(case=case, line=line_of(case, 1), word="confirmed", actor=second_officer)
    assert case.events.latest("pk") == event


def test_lines_of_an_earlier_screening_judge_none_of_the_last(officer: User) -> None:
    case = opened(PIPERIDONE)
    before = line_of(case, 1)
    again = opened(PIPERIDONE)
    assert line_of(again, 1).likeness == before.likeness
    with pytest.raises(JudgeWhatIsThere):
        judge_alike(case=case, line=before, word="confirmed", actor=officer)


def test_what_is_controlled_is_released_by_two(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    with pytest.raises(JudgeFirst):
        dispose(case=case, word="released", note="Permit 12 seen.", actor=officer, override=OVERRIDE)
    judge_all(case, officer)
    referral = dispose(case=case, word="released", note="Permit 12 seen.", actor=officer, override=OVERRIDE)
    assert isinstance(referral, Referral)
    case.refresh_from_db()
    assert case.state == "investigating"
    answer_referral(referral=referral, agreed=True, actor=second_officer, confirms_override=True)
    case.refresh_from_db()
    assert case.disposition is not None
    assert (case.state, case.disposition.word, case.disposition.by) == ("closed", referral.word, officer)


def _with_second(user: User) -> User:
    grant(user, "Second officers")
    return User.objects.get(pk=user.pk)
