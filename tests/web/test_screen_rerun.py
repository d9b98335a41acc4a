"""A shipment is screened again from its page: asked before it is done, by officers alone, into the same case."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import MIXED, PIPERIDONE, SALT, opened
from tests.web.judging import as_person, line_of, line_page, run_page, say, text
from watchlist.audit.models import AuditEvent
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case
from watchlist.screenings.models import Screening, Upload
from watchlist.web.screening import rerun as screen_again

pytestmark = pytest.mark.usefixtures("law")


def again_page(case: Case) -> str:
    return reverse("screen:again", args=[case.screening_id])


def case_page(case: Case) -> str:
    return reverse("cases:one", args=[case.pk])


def test_it_is_asked_before_it_is_done(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE, SALT)
    as_person(client, officer)
    for page in (run_page(case), case_page(case)):
        assert again_page(case) in text(client, page)
    assert "Nothing is carried over" in text(client, again_page(case))
    assert Screening.objects.count() == 1


def test_it_comes_to_the_case_and_nothing_is_carried_over(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE, SALT)
    say(as_person(client, officer), line_of(case, 1))
    answer = client.post(again_page(case), {"as_of": ""})
    first, case = case, Case.objects.get()
    assert answer.url == run_page(case)
    assert case.screening_id != first.screening_id
    assert case.lines_judged == 0
    assert "The shipment was screened again" in text(client, case_page(case))
    earlier = text(client, line_page(line_of(case, 1)))
    assert "Nobody has decided" not in earlier
    assert AuditEvent.objects.filter(verb="screen_again", actor=officer.username).count() == 1


def test_a_closed_case_is_opened_again_and_the_page_says_so_before(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE)
    dispose(case=case, word="refused", note="No licence.", actor=officer)
    assert "is closed: it is opened again" in text(as_person(client, officer), again_page(case))
    client.post(again_page(case), {"as_of": "2026-01-01"})
    assert Case.objects.get().state == "investigating"


def test_whoever_asks_second_is_led_to_the_last(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE)
    as_person(client, officer).post(again_page(case), {"as_of": ""})
    answer = client.post(again_page(case), {"as_of": ""})
    assert answer.status_code == 409
    assert run_page(Case.objects.get()) in answer.content.decode()
    assert again_page(case) not in text(client, run_page(case))
    assert Screening.objects.count() == 2


@pytest.mark.parametrize("said", ["tomorrow", "1492-01-01"])
def test_a_day_that_is_none_is_refused(client: Client, officer: User, said: str) -> None:
    case = opened(PIPERIDONE)
    assert as_person(client, officer).post(again_page(case), {"as_of": said}).status_code == 400
    assert Screening.objects.count() == 1


@pytest.mark.parametrize("name", ["auditor", "curator"])
def test_officers_screen_again_and_nobody_else(client: Client, name: str, request: pytest.FixtureRequest) -> None:
    case = opened(PIPERIDONE)
    as_person(client, request.getfixturevalue(name))
    assert client.get(again_page(case)).status_code == 403
    assert client.post(again_page(case), {"as_of": ""}).status_code == 403
    assert again_page(case) not in client.get(run_page(case)).content.decode()
    assert again_page(case) not in client.get(case_page(case)).content.decode()
    assert Screening.objects.count() == 1


def test_an_outsider_is_shown_the_log_in(client: Client) -> None:
    case = opened(PIPERIDONE)
    assert client.post(again_page(case), {"as_of": ""}).url.startswith("/admin/login/")


def test_a_form_of_another_site_is_refused(officer: User) -> None:
    case, strict = opened(PIPERIDONE), Client(enforce_csrf_checks=True)
    assert as_person(strict, officer).post(again_page(case), {"as_of": ""}).status_code == 403


def test_a_long_shipment_goes_to_a_job(client: Client, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_again, "MOST_LINES", 3)
    case = opened(*MIXED)
    assert "A job screens so many lines" in text(as_person(client, officer), again_page(case))
    answer: Any = client.post(again_page(case), {"as_of": ""})
    assert answer.url == reverse("screen:progress", args=[Upload.objects.get().pk])
