"""Tokens: by name and password, for some scopes, until they end, are replaced or are revoked."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller, Program
from watchlist.access.contract_versions import VERSIONS
from watchlist.access.models import Token
from watchlist.access.tokens import MOST, issue
from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law.compiled import CompiledLaw

URL = "/api/v1/tokens/"
LINES = {"lines": [{"cas": "67-64-1"}]}


def _log_in(name: str, password: str, wanted: dict[str, Any] | None = None, query: str = "", **headers: str) -> Any:
    basic = b64encode(f"{name}:{password}".encode()).decode()
    client = Program()
    client.credentials(HTTP_AUTHORIZATION=f"Basic {basic}", **headers)
    return client.post(f"{URL}{query}", wanted)


def _client(text: str) -> APIClient:
    client = Program()
    client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    return client


@pytest.fixture
def known(officer: User) -> User:
    officer.set_password("right")
    officer.save()
    return officer


def test_name_and_password_give_a_token_that_works(known: User) -> None:
    issued = _log_in("officer", "right")
    assert issued.status_code == 201
    assert issued.json()["scopes"] == ["screen", "read_lists"]
    assert _client(issued.json()["token"]).get("/api/v1/schema/").status_code == 200


def test_a_token_keeps_the_version_of_the_contract_that_it_was_issued_under(
    known: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _log_in("officer", "right", {"version": VERSIONS[0]}).json()
    monkeypatch.setattr("watchlist.access.tokens.newest_version", lambda: "2199-12-31")
    monkeypatch.setattr("watchlist.access.tokens.VERSIONS", (*VERSIONS, "2199-12-31"))
    new, rotated = _log_in("officer", "right").json(), _client(old["token"]).post(f"{URL}{old['key']}/rotate/").json()
    for issued, version in ((old, VERSIONS[0]), (rotated, VERSIONS[0]), (new, "2199-12-31")):
        answer = _client(issued["token"]).get(f"{URL}mine/")
        assert (issued["version"], answer["Watchlist-Version"]) == (version, version)
        assert not answer.has_header("Watchlist-Test")


def test_an_unknown_version_of_the_contract_is_refused(known: User) -> None:
    refused = _log_in("officer", "right", {"version": "2020-01-01"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "#/version")
    with pytest.raises(CorrectTheQuestion):
        issue(user=known, scopes=[], actor="officer", contract_version="2020-01-01")


def test_what_is_not_understood_beside_a_password_gives_no_token(known: User) -> None:
    body = _log_in("officer", "right", {"scopes": ["read_lists"], "expires": "never"})
    query = _log_in("officer", "right", {"scopes": ["read_lists"]}, query="?days=1")
    assert (body.status_code, body.json()["errors"][0]["pointer"]) == (400, "#/expires")
    assert (query.status_code, query.json()["errors"][0]["parameter"]) == (400, "days")
    assert not Token.objects.exists()


def test_a_token_is_for_the_scopes_asked_and_no_others(known: User, law: CompiledLaw) -> None:
    text = _log_in("officer", "right", {"scopes": ["read_lists"], "name": "mirror", "days": 7}).json()["token"]
    refused = _client(text).post("/api/v1/screenings/", LINES)
    assert refused.status_code == 403
    assert refused.json()["type"] == "/api/v1/problems/scope-missing/"
    assert "“screen”" in refused.json()["detail"]


def test_nobody_is_given_a_scope_that_his_rights_do_not_allow(known: User) -> None:
    refused = _log_in("officer", "right", {"scopes": ["admin"]})
    assert refused.status_code == 422
    assert "screen, read_lists, review_cases" in refused.json()["detail"]


def test_a_scope_is_worth_nothing_once_its_user_has_lost_the_right(caller: Caller, officer: User) -> None:
    client = caller(officer, "screen")
    officer.groups.clear()
    assert client.post("/api/v1/screenings/", LINES).status_code == 403


@pytest.mark.parametrize("name", ["officer", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(known: User, name: str) -> None:
    response = _log_in(name, "wrong")
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Basic")
    assert response["Content-Type"] == "application/problem+json"


def test_attempts_from_one_address_are_limited_the_failed_ones_too(known: User) -> None:
    statuses = [_log_in(f"officer-{guess}", "wrong").status_code for guess in range(11)]
    last = _log_in("officer", "right", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert statuses == [401] * 10 + [429]
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert last["Content-Type"] == "application/problem+json"


def test_a_user_sees_his_own_tokens_and_never_their_texts(caller: Caller, officer: User, second_officer: User) -> None:
    _, text = issue(user=officer, scopes=["screen"], actor="officer", name="warehouse")
    issue(user=second_officer, scopes=["screen"], actor="second-officer")
    answer = _client(text).get(f"{URL}mine/")
    (shown,) = answer.json()["items"]
    assert (shown["name"], shown["scopes"]) == ("warehouse", ["screen"])
    assert text not in answer.content.decode()


def test_its_last_use_is_kept_to_the_minute(officer: User) -> None:
    token, text = issue(user=officer, scopes=["screen"], actor="officer")
    assert token.last_used_at is None
    _client(text).get(f"{URL}mine/")
    first = Token.objects.get(pk=token.pk).last_used_at
    _client(text).get(f"{URL}mine/")
    assert first is not None
    assert Token.objects.get(pk=token.pk).last_used_at == first


def test_a_rotated_token_has_a_successor_and_ends_within_the_hour(officer: User) -> None:
    token, text = issue(user=officer, scopes=["screen"], actor="officer", name="warehouse")
    made = _client(text).post(f"{URL}{token.token_key}/rotate/").json()
    successor = Token.objects.get(token_key=made["key"])
    assert (successor.name, successor.scopes, successor.lineage) == ("warehouse", "screen", token.lineage)
    token.refresh_from_db()
    assert token.expiry is not None
    assert token.expiry <= datetime.now(UTC) + timedelta(hours=1)
    assert _client(made["token"]).get(f"{URL}mine/").status_code == 200


def test_a_token_is_replaced_once_and_then_its_successor(officer: User) -> None:
    token, text = issue(user=officer, scopes=["screen"], actor="officer")
    made = _client(text).post(f"{URL}{token.token_key}/rotate/").json()
    refused = _client(text).post(f"{URL}{token.token_key}/rotate/")
    assert (refused.status_code, refused.json()["detail"]) == (422, "this token has a successor: replace that one.")
    assert _client(text).post(f"{URL}{made['key']}/rotate/").status_code == 201


def test_a_rotation_sent_twice_is_done_once_and_its_secret_shown_once(officer: User) -> None:
    token, text = issue(user=officer, scopes=["screen"], actor="officer")
    twice = [
        _client(text).post(f"{URL}{token.token_key}/rotate/", HTTP_IDEMPOTENCY_KEY="r-1").status_code for _ in range(2)
    ]
    assert twice == [201, 409]
    assert Token.objects.count() == 2


def test_a_revoked_token_and_an_expired_one_are_no_tokens(officer: User) -> None:
    token, text = issue(user=officer, scopes=["screen"], actor="officer")
    _, other = issue(user=officer, scopes=["screen"], actor="officer", lifetime=timedelta(seconds=-1))
    assert _client(text).delete(f"{URL}{token.token_key}/").status_code == 204
    assert [_client(gone).get(f"{URL}mine/").status_code for gone in (text, other)] == [401, 401]
    assert AuditEvent.objects.filter(verb="revoke_token", target_key=token.token_key).exists()


def test_nobody_ends_or_replaces_the_token_of_another(caller: Caller, officer: User, second_officer: User) -> None:
    token, _ = issue(user=officer, scopes=["screen"], actor="officer")
    other = caller(second_officer)
    assert other.delete(f"{URL}{token.token_key}/").status_code == 404
    assert other.post(f"{URL}{token.token_key}/rotate/").status_code == 404


@pytest.mark.parametrize("asked", [("post", "rotate/"), ("delete", "")])
def test_no_token_is_turned_into_one_that_may_do_more(caller: Caller, officer: User, asked: tuple[str, str]) -> None:
    method, action = asked
    token, _ = issue(user=officer, scopes=["screen", "review_cases"], actor="officer")
    refused = getattr(caller(officer, "screen"), method)(f"{URL}{token.token_key}/{action}")
    assert refused.json()["type"] == "/api/v1/problems/scope-missing/"
    assert Token.objects.get(pk=token.pk).expiry == token.expiry
    assert getattr(caller(officer), method)(f"{URL}{token.token_key}/{action}").status_code in (201, 204)


def test_live_tokens_of_a_user_are_bounded(known: User) -> None:
    for _ in range(MOST):
        issue(user=known, scopes=["screen"], actor="officer")
    assert _log_in("officer", "right").status_code == 422
