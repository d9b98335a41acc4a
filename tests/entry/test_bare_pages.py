"""What is said to a person where no page can be: what happened, whether anything was changed, and where to go on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client

pytestmark = pytest.mark.django_db
ONWARDS = '<a href="/admin/">My desk</a>'
HOLDS = "/admin/holds/place/1/"


def said(answer: Any) -> str:
    """Return the heading of a page in our own dress: no framework's, and nothing of what was asked."""
    text = answer.content.decode()
    assert "bare.css" in text
    assert "Django" not in text
    (heading,) = re.findall(r"<h1>(.*)</h1>", text)
    return str(heading)


@pytest.mark.parametrize("is_known", [True, False])
def test_an_address_of_nothing(client: Client, officer: User, is_known: bool) -> None:
    if is_known:
        client.force_login(officer)
    answer = client.get("/admin/cases/no-such-case/" if is_known else "/<b>nowhere</b>")
    assert (answer.status_code, said(answer)) == (404, "Nothing is held at this address")
    assert ONWARDS in answer.content.decode()
    assert "nowhere" not in answer.content.decode()


@pytest.mark.parametrize(
    "asked", [{"path": "/admin/", "data": {"q": "\0"}}, {"path": "/admin/", "SERVER_NAME": "evil.example"}]
)
def test_what_cannot_be_read(client: Client, officer: User, asked: dict[str, Any]) -> None:
    client.force_login(officer)
    answer = client.get(**asked)
    assert (answer.status_code, said(answer)) == (400, "That cannot be read")
    assert "evil.example" not in answer.content.decode()


def test_a_form_older_than_the_log_in(officer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    answer = client.post(HOLDS, {"of": "shipment", "note": "x"})
    assert (answer.status_code, said(answer)) == (403, "The page is older than your log-in")
    assert ONWARDS in answer.content.decode()


@pytest.mark.parametrize(
    ("fault", "status", "heading"),
    [
        (ValueError("Lackwerk Süd"), 500, "The service failed at this"),
        (OperationalError("server closed the connection unexpectedly"), 503, "Try again in a moment"),
    ],
)
def test_a_fault_of_the_service(
    officer: User, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int, heading: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    client = Client(raise_request_exception=False)
    client.force_login(officer)
    monkeypatch.setattr("watchlist.web.desk.dashboard.dashboard", fail)
    answer = client.get("/admin/", headers={"X-Request-ID": "told-to-the-operator"})
    assert (answer.status_code, said(answer)) == (status, heading)
    assert ("told-to-the-operator" in answer.content.decode()) is (status == 500)
    assert str(fault) not in answer.content.decode()


def test_a_program_is_told_in_its_own_form(client: Client) -> None:
    answer = client.get("/api/v1/nowhere/")
    assert answer["Content-Type"] == "application/problem+json"
