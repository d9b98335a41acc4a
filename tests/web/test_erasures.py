"""The pages of erasures: one asks by the name that was posted, another answers, and the page says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.cases.shipments import ACETONE, opened
from tests.retention.shipments import late, salt
from tests.retention.test_erasure import NAME
from tests.web.test_rulings import as_, text_of
from watchlist.audit.chain import append
from watchlist.audit.erasing import erase_payloads
from watchlist.jobs.models import Job
from watchlist.manifests.models import Party
from watchlist.retention.models import Erasure
from watchlist.tasks import run_job

pytestmark = pytest.mark.usefixtures("law")
__all__ = ["late"]


@pytest.mark.usefixtures("late")
def test_one_asks_another_agrees_and_the_page_says_what_went_and_what_stays(
    lead: User, person: Callable[..., User]
) -> None:
    opened({**ACETONE, "consignee": NAME}, reference="A-1")
    salt("A-2", consignee=NAME)
    ask, name = reverse("erasures:ask"), {"name": NAME.upper()}
    assert "Shipments: 2" in text_of(as_(lead).post(ask, name))
    sent = as_(lead).post(ask, {**name, "of": "party", "note": "Request 7"})
    one = reverse("erasures:one", args=[Erasure.objects.get().pk])
    assert sent.url == one
    own = text_of(as_(lead).get(one))
    assert "You asked for this: another person answers it." in own
    assert "Agree" not in own
    other = person("other-lead", "Compliance leads")
    assert "Agree" in text_of(as_(other).get(one))
    as_(other).post(reverse("erasures:answer", args=[Erasure.objects.get().pk]), {"answer": "agreed"})
    run_job(str(Job.objects.get(kind="erase_person").pk))
    told = text_of(as_(lead).get(one))
    for words in ("other-lead answered", "Shipments: 1", "has a case, or one is due of it: 1", "The name stays"):
        assert words in told
    assert NAME not in text_of(as_(lead).get(reverse("erasures:list")))


@pytest.mark.usefixtures("late")
def test_what_is_refused_is_told_and_nothing_is_asked(lead: User) -> None:
    salt("A-1", consignee=NAME)
    ask = reverse("erasures:ask")
    assert "No party and no account" in text_of(as_(lead).post(ask, {"name": "Nobody Ltd"}))
    assert "Say why it is erased" in text_of(as_(lead).post(ask, {"name": NAME, "of": "party", "note": " "}))
    active = text_of(as_(lead).post(ask, {"name": "lead", "of": "user", "note": "x"}))
    assert "lead is active: a superuser deactivates the account first." in active
    assert not Erasure.objects.exists()


@pytest.mark.usefixtures("late")
def test_an_auditor_reads_erasures_and_an_officer_is_told_of_none(lead: User, auditor: User, officer: User) -> None:
    salt("A-1", consignee=NAME)
    as_(lead).post(reverse("erasures:ask"), {"name": NAME, "of": "party", "note": "Request 7"})
    key = Erasure.objects.get().pk
    pages = [reverse("erasures:list"), reverse("erasures:one", args=[key]), reverse("erasures:ask")]
    assert [as_(auditor).get(page).status_code for page in pages] == [200, 200, 403]
    assert [as_(officer).get(page).status_code for page in pages] == [403] * 3
    answer = reverse("erasures:answer", args=[key])
    assert as_(auditor).post(answer, {"answer": "agreed"}).status_code == 403
    assert "another person must answer it" in text_of(as_(lead).post(answer, {"answer": "agreed"}, follow=True))
    assert Party.objects.filter(name=NAME).exists()


def test_the_page_of_an_act_says_which_other_erased_what_it_said(auditor: User) -> None:
    said = {"actor": "officer", "verb": "screen", "target_kind": "screening", "target_key": "1"}
    event = append(payload={"summary": NAME}, at=datetime.now(UTC), **said)
    page = reverse("admin:watchlist_auditevent_change", args=[event.pk])
    assert NAME in text_of(as_(auditor).get(page))
    by = erase_payloads(events=[event.pk], because="E-0001", actor="lead")
    assert by is not None
    told = text_of(as_(auditor).get(page))
    assert f"It was erased: event {by.pk} says so." in told
    assert NAME not in told
