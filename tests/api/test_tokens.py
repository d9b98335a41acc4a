"""Logging in by name and password for a token."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

URL = "/api/v1/tokens/"


def _log_in(name: str, password: str, **headers: str) -> Any:
    basic = b64encode(f"{name}:{password}".encode()).decode()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Basic {basic}", **headers)
    return client.post(URL)


@pytest.fixture
def known(officer: User) -> User:
    officer.set_password("right")
    officer.save()
    return officer


def test_name_and_password_give_a_token_that_works(known: User) -> None:
    token = _log_in("officer", "right").json()["token"]
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert client.get("/api/v1/schema/").status_code == 200


@pytest.mark.parametrize("name", ["officer", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(known: User, name: str) -> None:
    response = _log_in(name, "wrong")
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Basic")
    assert response["Content-Type"] == "application/problem+json"


def test_attempts_from_one_address_are_limited_the_failed_ones_too(known: User) -> None:
    statuses = [_log_in("officer", "wrong").status_code for _ in range(11)]
    last = _log_in("officer", "right", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert statuses == [401] * 10 + [429]
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert last["Content-Type"] == "application/problem+json"
