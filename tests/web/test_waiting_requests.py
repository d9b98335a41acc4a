"""The second officer's page: all that waits, each request with what is to be read for it, answered there by itself."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import ACETIC_ANHYDRIDE, ACETONE, PIPERIDONE, line_of, opened
from tests.web.judging import as_person, text
from watchlist.cases.judgement_models import Judgement, Referral
from watchlist.cases.line_judging import judge_line, judge_substance
from watchlist.cases.models import CaseEvent

pytestmark = pytest.mark.usefixtures("law")
WAITING, ANSWER = reverse("cases:waiting"), reverse("cases:answer_many")
NOTE = "The drums hold table salt."


def three_requests(officer: User) -> list[int]:
    """Ask for two dismissals in one case and one in another; return the first referral of each, in order."""
    case, other = opened(ACETIC_ANHYDRIDE, ACETONE, ACETIC_ANHYDRIDE), opened(PIPERIDONE, reference="B")
    wrong = {"word": "dismissed", "note": NOTE, "actor": officer}
    acts = [
        judge_substance(case=case, substance="acetic-anhydride", seen=2, reason="wrong_by_number", **wrong),
        judge_line(case=case, line=line_of(case, 2), seen=0, reason="exempt_product", **wrong),
        judge_line(case=other, line=line_of(other, 1), seen=0, reason="not_in_that_form", **wrong),
    ]
    return [min(row.referral_id for row in act if row.referral_id) for act in acts]


def test_one_page_says_of_each_request_what_is_to_be_read_for_it(
    client: Client, officer: User, second_officer: User
) -> None:
    firsts = three_requests(officer)
    page = text(as_person(client, second_officer), WAITING)
    assert page.count('<article class="request"') == page.count('name="referral"') == len(firsts)
    expected = (
        "Dismiss Acetic anhydride on lines 1, 3",
        "200 kg",
        "Beauval SARL",
        "Wrong identification by number.",
        NOTE,
        *("Category 2 of Regulation", "Open duties", "No document on file", "Agree to all chosen"),
    )
    for words in expected:
        assert words in page, words
    assert "/acetic-anhydride" not in page.split('<article class="request"')[1]
    assert "wrong_by_number" not in page


def test_requests_are_answered_at_once_and_recorded_each_on_its_own(
    client: Client, officer: User, second_officer: User
) -> None:
    first, second, third = three_requests(officer)
    as_person(client, second_officer)
    assert client.post(ANSWER, {"refuse": second}, follow=True).content.decode().count("Say why it is refused.") == 1
    assert (
        "You returned 1 request."
        in client.post(ANSWER, {"refuse": second, "note": "Which one?"}, follow=True).content.decode()
    )
    answered = client.post(
        ANSWER, {"referral": [first, second, third], "answer": "agree"}, follow=True
    ).content.decode()
    assert "You agreed to 2 requests." in answered
    assert "It was answered, or judged otherwise, in the meantime." in answered
    assert not Referral.objects.waiting().exists()
    words = {row.referral.answer for row in Judgement.objects.filter(referral__isnull=False).select_related("referral")}
    assert words == {"agreed", "refused"}
    events = CaseEvent.objects.filter(by="second-officer").values_list("verb", flat=True)
    assert sorted(events) == ["agreed_alike", "agreed_alike", "refused_alike"]


def test_nobody_answers_their_own_and_nobody_without_the_right(client: Client, officer: User, lead: User) -> None:
    firsts = three_requests(officer)
    as_person(client, officer)
    assert client.post(ANSWER, {"referral": firsts, "answer": "agree"}).status_code == 403
    page = text(client, WAITING)
    assert "You asked for these" in page
    assert 'name="referral"' not in page
    as_person(client, lead)
    assert client.post(ANSWER, {"referral": firsts}).status_code == 404
    assert "Choose what you answer." in client.post(ANSWER, {"answer": "agree"}, follow=True).content.decode()
    assert Referral.objects.waiting().exists()
