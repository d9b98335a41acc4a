"""What a second officer is asked: answered once, by another, and not at all once it was overtaken."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.cases.releases import OVERRIDE
from tests.cases.shipments import PIPERIDONE, line_of, opened
from tests.cases.test_judging import ONLY_ONE, judge_all
from watchlist.access.roles import grant
from watchlist.audit.models import AuditEvent
from watchlist.cases.judgement_models import Referral
from watchlist.cases.judging import judge, judge_alike
from watchlist.cases.lifecycle import dispose, reopen
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_alike, answer_referral, waiting_together
from watchlist.errors import AskAnotherPerson, AskForTheRight, LookAgain, SayWhy

pytestmark = pytest.mark.usefixtures("law")


def dismissal(case: Case, actor: User, number: int = 1, seen: int = 0) -> Referral:
    """Ask for the dismissal of the first finding of a line."""
    line = line_of(case, number)
    asked = judge(case=case, line=line, position=0, word="dismissed", actor=actor, seen=seen, **ONLY_ONE)
    assert asked.referral is not None
    return asked.referral


def test_what_was_asked_together_is_answered_at_once(officer: User, second_officer: User) -> None:
    other = {**PIPERIDONE, "consignee": "Another GmbH"}
    case = opened(PIPERIDONE, {**PIPERIDONE, "quantity": "3"}, other)
    judged = judge_alike(case=case, line=line_of(case, 1), word="dismissed", actor=officer, **ONLY_ONE)
    apart = dismissal(case, officer, number=3)
    assert judged[0].referral is not None
    assert apart not in waiting_together(judged[0].referral)
    before = AuditEvent.objects.count()
    answered = answer_alike(referral=judged[0].referral, agreed=True, actor=second_officer)
    assert len(answered) == sum(one.referral is not None for one in judged) > 2
    assert {one.answer for one in answered} == {"agreed"}
    assert list(Referral.objects.waiting()) == [apart]
    assert AuditEvent.objects.count() == before + 1
    case.refresh_from_db()
    assert (case.lines_judged, case.lines_waiting) == (2, 0)


def test_what_was_asked_for_later_is_not_agreed_to_with_what_was_shown(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, PIPERIDONE)
    shown, later = dismissal(case, officer, number=1), dismissal(case, officer, number=2)
    assert shown.note == later.note
    assert answer_alike(referral=shown, agreed=True, actor=second_officer) == [shown]
    later.refresh_from_db()
    assert later.is_waiting


def test_what_a_person_asked_who_was_deactivated_is_not_agreed_to(officer: User, second_officer: User) -> None:
    referral = dismissal(opened(PIPERIDONE), officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    with pytest.raises(LookAgain, match="officer asked for it, and was deactivated since"):
        answer_referral(referral=referral, agreed=True, actor=second_officer)
    answer_referral(referral=referral, agreed=False, note="Ask anew.", actor=second_officer)


def test_dismissals_are_refused_together_with_a_reason(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, PIPERIDONE)
    judged = judge_alike(case=case, line=line_of(case, 1), word="dismissed", actor=officer, **ONLY_ONE)
    referral = judged[0].referral
    assert referral is not None
    with pytest.raises(SayWhy):
        answer_alike(referral=referral, agreed=False, actor=second_officer)
    with pytest.raises(AskAnotherPerson):
        answer_alike(referral=referral, agreed=True, actor=_with_second(officer))
    answer_alike(referral=referral, agreed=False, note="It is that substance.", actor=second_officer)
    case.refresh_from_db()
    assert (case.lines_judged, case.lines_waiting, case.to_judge) == (0, 0, 2)


def test_a_release_is_answered_alone_by_the_same_verb(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    judge_all(case, officer)
    referral = dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    assert isinstance(referral, Referral)
    assert answer_alike(referral=referral, agreed=True, actor=second_officer, confirms_override=True) == [referral]
    case.refresh_from_db()
    assert case.state == "closed"


def test_who_has_not_the_right_answers_nothing(officer: User, auditor: User, outsider: User) -> None:
    referral = dismissal(opened(PIPERIDONE), officer)
    for nobody in (officer, auditor, outsider):
        with pytest.raises(AskForTheRight):
            answer_referral(referral=referral, agreed=True, actor=nobody)
        with pytest.raises(AskForTheRight):
            answer_alike(referral=referral, agreed=True, actor=nobody)


def test_an_answer_is_given_once(officer: User, second_officer: User, lead: User) -> None:
    referral = dismissal(opened(PIPERIDONE), officer)
    answer_referral(referral=referral, agreed=True, actor=second_officer)
    for verb in (answer_referral, answer_alike):
        with pytest.raises(LookAgain):
            verb(referral=referral, agreed=False, note="Late.", actor=lead)


def test_a_finding_judged_otherwise_leaves_nothing_to_answer(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    referral = dismissal(case, officer)
    judge(case=case, line=line_of(case, 1), position=0, word="confirmed", actor=officer, seen=1)
    assert not Referral.objects.for_second(second_officer).exists()
    with pytest.raises(LookAgain, match="judged otherwise"):
        answer_referral(referral=referral, agreed=True, actor=second_officer)
    again = dismissal(case, officer, seen=2)
    assert list(Referral.objects.for_second(second_officer)) == [again]


def test_a_shipment_screened_again_leaves_nothing_to_answer_of_the_last_time(
    officer: User, second_officer: User
) -> None:
    referral = dismissal(opened(PIPERIDONE), officer)
    opened(PIPERIDONE)
    assert not Referral.objects.waiting().exists()
    with pytest.raises(LookAgain):
        answer_referral(referral=referral, agreed=True, actor=second_officer)


def test_a_closed_case_leaves_nothing_to_answer_until_it_is_reopened(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    referral = dismissal(case, officer)
    dispose(case=case, word="withdrawn", note="The buyer gave up.", actor=officer)
    assert not Referral.objects.waiting().exists()
    reopen(case=case, note="The buyer came back.", actor=officer)
    assert list(Referral.objects.for_second(second_officer)) == [referral]
    answer_referral(referral=referral, agreed=True, actor=second_officer)


def test_a_release_asked_for_before_new_hits_is_refused_and_asked_for_again(
    officer: User, second_officer: User
) -> None:
    case = opened(PIPERIDONE)
    judge_all(case, officer)
    referral = dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    assert isinstance(referral, Referral)
    case = opened(PIPERIDONE)
    judge_all(case, officer)
    with pytest.raises(LookAgain, match="asked for again"):
        answer_referral(referral=referral, agreed=True, actor=second_officer, confirms_override=True)
    answer_referral(referral=referral, agreed=False, note="Screened again.", actor=second_officer)
    again = dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    assert isinstance(again, Referral)
    answer_referral(referral=again, agreed=True, actor=second_officer, confirms_override=True)
    case.refresh_from_db()
    assert case.state == "closed"


def _with_second(user: User) -> User:
    grant(user, "Second officers")
    return User.objects.get(pk=user.pk)
