"""News of cases: to whom a question to a second officer goes, and that a deadline falls tomorrow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import PIPERIDONE, VAGUE, line_of, opened
from tests.web.test_case_pages import asked
from watchlist.cases.judging import judge_alike
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.notifications.casework import deadline_news, referral_news
from watchlist.notifications.dispatch import notify
from watchlist.notifications.models import Told

pytestmark = pytest.mark.usefixtures("law")


def test_a_question_to_a_second_officer_is_told_once_and_not_to_who_asked(officer: User) -> None:
    referral = asked(opened(PIPERIDONE), officer)
    (news,) = referral_news()
    assert (news.excluded_user, news.page) == (officer.pk, f"/admin/cases/waiting/{referral.pk}/")
    assert "iperidone" not in news.title + news.mail
    notify()
    assert Told.objects.filter(event=news.event).count() == 1
    assert not list(referral_news())


def test_what_one_word_asks_of_equal_lines_is_one_piece_of_news(officer: User) -> None:
    case = opened(PIPERIDONE, {**PIPERIDONE, "quantity": "3"})
    said = {"word": "dismissed", "reason": "wrong_identification", "note": "The analysis shows another substance."}
    rows = judge_alike(case=case, line=line_of(case, 1), actor=officer, **said)
    assert sum(row.referral is not None for row in rows) > 1
    assert len(list(referral_news())) == 1
    notify()
    assert not list(referral_news())


def test_what_was_answered_is_not_told(officer: User, second_officer: User) -> None:
    referral = asked(opened(PIPERIDONE), officer)
    answer_referral(referral=referral, agreed=False, note="The spectrum fits.", actor=second_officer)
    assert not list(referral_news())


def test_a_day_with_deadlines_is_told_by_their_number_alone(today: date) -> None:
    tomorrow = today + timedelta(days=1)
    assert not list(deadline_news(tomorrow))
    case = opened(VAGUE, reference="SECRET-REF")
    Case.objects.filter(pk=case.pk).update(due_on=tomorrow)
    (news,) = deadline_news(tomorrow)
    assert news.title.startswith("1 case with a deadline on ")
    assert "SECRET-REF" not in news.title + news.mail
    assert news.page == "/admin/cases/?sort=due"
