"""The log-in: who guesses waits, whatever the name; a session has its bounds; both are in the audit."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as service
from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.entry.conftest import PASSWORD, LogsIn
from watchlist.access.models import Token
from watchlist.access.sessions import live_sessions
from watchlist.access.tokens import issue
from watchlist.audit.models import AuditEvent

TOKENS = "/api/v1/tokens/"
OTHER = "six-lanterns-on-a-wet-pier"


def basic(name: str, password: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def told(verb: str) -> list[tuple[str, str]]:
    return list(AuditEvent.objects.filter(verb=verb).order_by("sequence").values_list("actor", "target_key"))


def test_a_log_in_leads_to_where_one_was_going_and_is_in_the_audit(client: Client, anna: User, log_in: LogsIn) -> None:
    assert client.get("/admin/screen/").headers["Location"] == "/admin/login/?next=/admin/screen/"
    page = client.get("/admin/login/?next=/admin/screen/")
    assert page.status_code == 200
    sent = {"username": "officer", "password": PASSWORD, "next": "/admin/screen/"}
    assert client.post("/admin/login/", sent).headers["Location"] == "/admin/screen/"
    assert client.get("/admin/login/").headers["Location"] == "/admin/"
    assert told("log_in") == [("officer", "officer")]


def test_the_fifth_wrong_password_locks_out_and_the_right_one_too(anna: User, log_in: LogsIn) -> None:
    assert [log_in(password="wrong").status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    refused = log_in()
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert "Try again in 15\xa0minutes" in refused.content.decode()
    assert told("lock_out") == [("officer", "officer")]


def test_a_name_that_nobody_has_is_locked_out_alike_and_not_kept(anna: User, log_in: LogsIn) -> None:
    theirs = [log_in("officer", "wrong") for _ in range(6)]
    nobodys = [log_in("nobody-at-all", "wrong") for _ in range(6)]
    assert [answer.status_code for answer in theirs] == [answer.status_code for answer in nobodys]
    assert theirs[-1].content == nobodys[-1].content
    assert told("lock_out") == [("officer", "officer"), ("", "")]


def test_one_address_locks_out_nobody_at_another_and_a_header_is_no_address(anna: User, log_in: LogsIn) -> None:
    for last in range(5):
        log_in(password="wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{last}")
    assert log_in(HTTP_X_FORWARDED_FOR="192.0.2.9").status_code == 429
    assert log_in(REMOTE_ADDR="198.51.100.7").status_code == 302


def test_behind_a_proxy_the_address_is_the_one_that_it_names(anna: User, log_in: LogsIn, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    for last in range(5):
        log_in(password="wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{last}, 203.0.113.5")
    assert log_in(HTTP_X_FORWARDED_FOR="203.0.113.5").status_code == 429
    assert log_in(HTTP_X_FORWARDED_FOR="203.0.113.6").status_code == 302
    assert log_in(HTTP_X_FORWARDED_FOR="of-no-address").status_code == 302


def test_after_a_while_one_may_try_again(anna: User, log_in: LogsIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        log_in(password="wrong")
    for minutes, status in ((14, 429), (16, 302)):
        later = datetime.now(UTC) + timedelta(minutes=minutes)
        monkeypatch.setattr("axes.handlers.proxy.now", lambda later=later: later)
        assert log_in().status_code == status


def test_a_right_password_ends_the_count(anna: User, log_in: LogsIn) -> None:
    for _ in range(2):
        assert [log_in(password="wrong").status_code for _ in range(4)] == [200] * 4
        assert log_in().status_code == 302


def test_the_log_in_of_the_api_is_locked_out_too(anna: User, log_in: LogsIn) -> None:
    client = APIClient()
    statuses = [client.post(TOKENS, {}, format="json", **basic("officer", "wrong")).status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 401, 429]
    refused = client.post(TOKENS, {}, format="json", **basic("officer", PASSWORD))
    assert (refused.status_code, refused["Retry-After"]) == (429, "900")
    assert refused.json()["type"] == "/api/v1/problems/locked-out/"
    assert log_in().status_code == 429


def test_the_cookie_of_a_session_is_for_this_site_alone(client: Client, anna: User, log_in: LogsIn) -> None:
    cookie = log_in().cookies[service.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
    assert cookie.key.startswith("__Secure-")
    assert cookie["max-age"] == 30 * 60


def _at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let so many seconds go by for the bounds of sessions."""
    then = time.time() + seconds

    class Later:
        time = staticmethod(lambda: then)

    monkeypatch.setattr("watchlist.middleware.sessions.time", Later)


def test_a_session_that_nobody_uses_ends(client: Client, anna: User, log_in: LogsIn) -> None:
    log_in()
    ends = Session.objects.get().expire_date - datetime.now(UTC)
    assert timedelta(minutes=29) < ends <= timedelta(minutes=30)
    Session.objects.update(expire_date=datetime.now(UTC) - timedelta(seconds=1))
    assert client.get("/admin/").status_code == 302


def test_use_puts_the_end_off_once_a_minute(
    client: Client, anna: User, log_in: LogsIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in()
    for seconds, is_put_off in ((30, False), (90, True)):
        Session.objects.update(expire_date=datetime.now(UTC) + timedelta(minutes=5))
        _at(monkeypatch, seconds)
        client.get("/admin/")
        ends = Session.objects.get().expire_date - datetime.now(UTC)
        assert (ends > timedelta(minutes=20)) is is_put_off


def test_no_use_puts_off_the_end_of_the_day(
    client: Client, anna: User, log_in: LogsIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in()
    _at(monkeypatch, 12 * 3600 - 60)
    assert client.get("/admin/").status_code == 200
    _at(monkeypatch, 12 * 3600 + 60)
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert not Session.objects.exists()


def _from_own_page(client: Client, anna: User) -> None:
    changed = {"old_password": PASSWORD, "new_password1": OTHER, "new_password2": OTHER}
    assert client.post("/admin/password_change/", changed).status_code == 302


def _by_a_superuser(client: Client, anna: User) -> None:
    desk = Client()
    desk.force_login(User.objects.create_superuser("root"))
    changed = {"password1": OTHER, "password2": OTHER, "usable_password": "true"}
    assert desk.post(f"/admin/auth/user/{anna.pk}/password/", changed).status_code == 302


def _at_the_console(client: Client, anna: User) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(changepassword.Command, "_get_pass", lambda *_: OTHER)
        call_command("changepassword", "officer")


@pytest.mark.parametrize(
    ("change", "actor", "kept"),
    [(_from_own_page, "officer", True), (_by_a_superuser, "root", False), (_at_the_console, "changepassword", False)],
)
def test_a_new_password_ends_every_other_session_and_every_token(
    client: Client, anna: User, second_officer: User, change: Callable[[Client, User], None], actor: str, kept: bool
) -> None:
    elsewhere, other = Client(), Client()
    for place in (client, elsewhere):
        place.post("/admin/login/", {"username": "officer", "password": PASSWORD})
    other.force_login(second_officer)
    tokens = [issue(user=user, scopes=["screen"], actor="root")[0] for user in (anna, anna, second_officer)]
    change(client, anna)
    answers = [place.get("/admin/").status_code for place in (client, elsewhere, other)]
    assert answers == [200 if kept else 302, 302, 200]
    assert [session.get_decoded()["_auth_user_id"] for session in live_sessions(anna)] == [str(anna.pk)] * kept
    assert list(Token.objects.all()) == tokens[2:]
    assert (told("set_password"), told("end_sessions")) == ([(actor, "officer")], [(actor, "officer")])
    assert sorted(told("revoke_token")) == sorted((actor, token.token_key) for token in tokens[:2])
