"""Mails go to a real server: one that is down, or in a bad mood, delays them and loses none."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User

from tests.notifications.conftest import propose
from tests.notifications.mail_server import MailServer, mail_server
from tests.serving import free_port
from watchlist.jobs.models import DEAD, DONE, FAILED, Job
from watchlist.jobs.running import run_work
from watchlist.list_updates.models import ListSource
from watchlist.notifications.dispatch import notify
from watchlist.notifications.sending import SEND_MAIL, send_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: LazySettings) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = None
        yield running


@pytest.fixture
def job(source: ListSource, curator: User) -> UUID:
    """Return the one job that is left by one proposal."""
    propose(source, "Acetone")
    (left,) = notify()
    return left


def attempt(job: UUID) -> Job:
    """Have the job run now, whenever it was to be tried again."""
    Job.objects.filter(pk=job).update(not_before="2026-01-01T00:00:00Z")
    run_work(job_id=job, work={SEND_MAIL: send_mail})
    return Job.objects.get(pk=job)


def test_a_mail_is_plain_text_from_the_house_to_one_person(server: MailServer, job: UUID) -> None:
    assert attempt(job).state == DONE
    ((receiver, mail),) = server.received
    assert (receiver, mail["To"], mail["From"]) == (
        "curator@house.example",
        "curator@house.example",
        "Watchlist <watchlist@house.example>",
    )
    assert (mail.get_content_type(), mail["Auto-Submitted"]) == ("text/plain", "auto-generated")
    assert mail["Subject"] == "Proposed: 1 change, xx-acts"


@pytest.mark.parametrize("mood", ["asks to wait", "hangs up"])
def test_a_server_in_a_bad_mood_delays_a_mail_and_loses_none(server: MailServer, job: UUID, mood: str) -> None:
    server.mood = mood
    failed = attempt(job)
    assert failed.state == FAILED
    assert failed.error.startswith("The mail server")
    server.mood = "takes"
    assert attempt(job).state == DONE
    assert len(server.received) == 1


def test_a_server_that_is_down_delays_a_mail_and_loses_none(
    server: MailServer, job: UUID, settings: LazySettings
) -> None:
    settings.EMAIL_PORT = free_port()
    assert attempt(job).state == FAILED
    settings.EMAIL_PORT = server.port
    assert attempt(job).state == DONE
    assert len(server.received) == 1


def test_an_address_that_the_server_refuses_is_given_up_and_says_so(server: MailServer, job: UUID) -> None:
    server.mood = "refuses"
    given_up = attempt(job)
    assert (given_up.state, given_up.error) == (DEAD, "The mail server refuses the address, with 550.")
