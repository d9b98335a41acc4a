"""Groups that are too large for one request: some at once, the rest told of and judged or answered next."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import ACETONE, PIPERIDONE, line_of, opened
from tests.cases.test_worklist import drums, known_customer, the_row
from tests.markup import compact
from watchlist.cases import line_groups as equal_lines
from watchlist.cases.judgement_models import Judgement, Referral
from watchlist.cases.judging import alike, judge_alike, left_open
from watchlist.cases.line_groups import judge_equal
from watchlist.cases.models import Case, CaseEvent
from watchlist.cases.referrals import answer_alike, waiting_together
from watchlist.errors import LookAgain
from watchlist.web.desk import second_officer as second_pages
from watchlist.web.judging import alike_pages as judge_alike_pages

pytestmark = pytest.mark.usefixtures("law")
WRONG = {"word": "dismissed", "reason": "wrong_identification", "note": "The analysis shows water."}


def _three_dismissed(officer: User) -> tuple[Case, list[Referral]]:
    case = opened(PIPERIDONE, PIPERIDONE, PIPERIDONE)
    rows = judge_alike(case=case, line=line_of(case, 1), actor=officer, **WRONG)
    return case, [row.referral for row in rows if row.referral]


def test_so_many_equal_lines_are_judged_and_the_rest_is_left(officer: User) -> None:
    case = opened(ACETONE, ACETONE, ACETONE)
    line = line_of(case, 1)
    judge_alike(case=case, line=line, word="confirmed", actor=officer, most=2)
    assert [one.line.number for one in left_open(alike(case, line))] == [3]
    judge_alike(case=case, line=line, word="confirmed", actor=officer, most=2)
    assert not left_open(alike(case, line))
    told = CaseEvent.objects.filter(verb="judge_alike").order_by("pk").values_list("facts", flat=True)
    assert ['"lines":[1,2]' in told[0], '"lines":[3]' in told[1]] == [True, True]


def test_no_line_is_judged_twice_by_a_group_in_parts(officer: User) -> None:
    case = opened(ACETONE, ACETONE, ACETONE)
    for _ in range(2):
        judge_alike(case=case, line=line_of(case, 1), word="confirmed", actor=officer, most=2)
    with pytest.raises(LookAgain):
        judge_alike(case=case, line=line_of(case, 1), word="confirmed", actor=officer, most=2)
    assert set(Judgement.objects.values_list("number", flat=True)) == {1}


def test_the_finding_that_was_looked_at_is_among_those_answered(officer: User, second_officer: User) -> None:
    _, asked = _three_dismissed(officer)
    (done,) = answer_alike(referral=asked[-1], agreed=True, actor=second_officer, most=1)
    assert done.pk == asked[-1].pk
    assert {one.pk for one in waiting_together(asked[-1])} == {one.pk for one in asked[:-1]}


def test_a_row_in_many_cases_is_judged_some_cases_at_once(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    known_customer(officer)
    first, second = drums("A", "20", "25"), drums("B", "22")
    monkeypatch.setattr(equal_lines, "CASES_AT_ONCE", 1)
    judge_equal(row=the_row(officer), seen=3, word="confirmed", actor=officer)
    assert the_row(officer).cases == {second.pk}
    first.refresh_from_db()
    assert first.to_judge == 0


def test_a_row_of_many_lines_is_judged_some_lines_at_once(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    known_customer(officer)
    drums("A", "20", "25")
    monkeypatch.setattr(equal_lines, "LINES_AT_ONCE", 1)
    judge_equal(row=the_row(officer), seen=2, word="confirmed", actor=officer)
    assert len(the_row(officer).lines) == 1


def test_the_page_leads_back_to_what_is_left(client: Client, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(ACETONE, ACETONE, ACETONE)
    client.force_login(officer)
    monkeypatch.setattr(judge_alike_pages, "MOST", 2)
    address = reverse("judge:alike", args=[line_of(case, 1).pk])
    assert "2 lines are judged at once" in client.get(address).content.decode()
    page = client.post(address, {"word": "confirmed"}, follow=True).content.decode()
    assert "1 line is left." in page
    assert "Confirm 1 line<" in compact(page)
    done = client.post(address, {"word": "confirmed"})
    assert done["Location"] == reverse("admin:watchlist_screening_change", args=[case.screening_id])


def test_a_second_officer_is_led_to_what_waits_still(
    client: Client, officer: User, second_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, asked = _three_dismissed(officer)
    client.force_login(second_officer)
    monkeypatch.setattr(second_pages, "AT_ONCE", 1)
    said = {"answer": "agree", "alike": "yes"}
    answered = client.post(reverse("cases:answer", args=[asked[0].pk]), said, follow=True)
    assert f"{len(asked) - 1} findings of these wait still." in answered.content.decode()
    assert answered.redirect_chain[-1][0] in {reverse("cases:referral", args=[one.pk]) for one in asked[1:]}
