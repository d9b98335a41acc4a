"""What an open page asks of its session: its end, which asking does not put off, and a log-in where the page stands."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from tests.entry.conftest import CODE, PASSWORD, LogsIn, code_of
from watchlist.access.devices import Authenticator
from watchlist.access.sessions import BEGAN, SEEN

STATE, STAY, AGAIN, CODE_AGAIN = (f"/admin/session/{part}" for part in ("", "stay/", "log-in/", "code/"))
NAMED = {"username": "officer", "password": PASSWORD}
HOUR = 3600


def earlier(client: Client, **seconds: int) -> None:
    """Have a session be seen, or begun, so many seconds earlier; the stored one ends as much earlier."""
    session = client.session
    for name, by in seconds.items():
        session[name] -= by
    session.save()
    row = Session.objects.get(pk=session.session_key)
    Session.objects.filter(pk=row.pk).update(expire_date=row.expire_date - timedelta(seconds=seconds.get(SEEN, 0)))


def state(client: Client) -> dict[str, Any]:
    return dict(client.get(STATE).json())


@pytest.mark.usefixtures("anna")
def test_asking_does_not_put_the_end_off_and_reading_and_staying_do(
    client: Client, log_in: LogsIn, settings: Settings
) -> None:
    settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST = HOUR, 8 * HOUR
    log_in()
    earlier(client, seen=HOUR - 100)
    for _ in range(3):
        told = state(client)
        assert (told["user"], told["due"], told["final"]) == ("officer", "", False)
        assert 80 <= told["seconds"] <= 100
    assert client.post(STAY).json()["seconds"] > HOUR - 60
    earlier(client, seen=HOUR - 100)
    client.get("/admin/sessions/")
    assert state(client)["seconds"] > HOUR - 60


@pytest.mark.usefixtures("anna")
def test_the_limit_since_the_log_in_is_final(client: Client, log_in: LogsIn, settings: Settings) -> None:
    settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST = HOUR, 8 * HOUR
    log_in()
    earlier(client, since=8 * HOUR - 90)
    assert client.post(STAY).json()["final"] is True
    assert 60 <= state(client)["seconds"] <= 90
    earlier(client, since=100)
    assert state(client)["user"] == client.post(STAY).json()["user"] == ""


def test_a_person_logs_in_where_the_page_stands_and_owes_what_the_log_in_asks(
    client: Client, authenticator: Authenticator
) -> None:
    refused = client.post(AGAIN, {**NAMED, "password": "another"})
    assert refused.status_code == 400
    assert refused.json()["errors"]
    told = client.post(AGAIN, NAMED).json()
    assert (told["user"], told["due"]) == ("officer", "code")
    assert client.get("/admin/")["Location"].startswith(CODE)
    assert client.post(CODE_AGAIN, {"code": code_of(authenticator)}).json()["due"] == ""
    assert client.get("/admin/").status_code == 200
    assert client.session[BEGAN] <= time.time()


def test_the_token_of_the_answer_is_that_which_the_forms_need(anna: User) -> None:
    client = Client(enforce_csrf_checks=True)
    told = client.post(AGAIN, {**NAMED, "csrfmiddlewaretoken": state(client)["token"]}).json()
    assert told["user"] == anna.get_username()
    assert client.post("/admin/sessions/end-others/", {"csrfmiddlewaretoken": told["token"]}).status_code == 302


def test_a_right_code_after_a_wrong_one_is_told_to_wait(client: Client, authenticator: Authenticator) -> None:
    client.post(AGAIN, NAMED)
    assert "not right" in client.post(CODE, {"code": "000000"}).content.decode()
    early = client.post(CODE, {"code": code_of(authenticator)}).content.decode()
    assert "was not looked at" in early
    assert "not right" not in early


def test_too_many_tries_are_refused_in_an_open_page_as_on_the_log_in_page(client: Client, anna: User) -> None:
    answers = [client.post(AGAIN, {**NAMED, "password": "another"}).status_code for _ in range(12)]
    assert set(answers) == {400, 429}
    assert answers == sorted(answers)
