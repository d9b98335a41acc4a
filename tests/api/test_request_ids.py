"""Every answer bears a request id, and the log says under it what was asked: never what was declared."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from rest_framework.test import APIClient

from tests.api.conftest import Caller

MADE = re.compile(r"[0-9a-f]{32}")
SECRET = "Name-of-the-goods"


def _lines(logged: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in logged.getvalue().splitlines()]


@pytest.mark.parametrize("path", ["/api/v1/healthz", "/api/v1/nowhere/", "/admin/login/", "/nowhere"])
@pytest.mark.django_db
def test_every_answer_bears_the_id_that_was_sent(client: Client, path: str) -> None:
    assert client.get(path, headers={"X-Request-ID": "of.ours-1_A"})["X-Request-ID"] == "of.ours-1_A"


@pytest.mark.parametrize("sent", ["", "a b", "x" * 65, "é", "a\nb", '{"a":1}'])
def test_an_id_in_another_writing_is_replaced(client: Client, sent: str) -> None:
    assert MADE.fullmatch(client.get("/api/v1/healthz", headers={"X-Request-ID": sent})["X-Request-ID"])


@pytest.mark.usefixtures("law")
def test_what_is_declared_is_not_logged(caller: Caller, officer: User, logged: io.StringIO) -> None:
    line = {"name": SECRET, "remarks": SECRET}
    answer = caller(officer).post("/api/v1/screenings/", {"reference": SECRET, "lines": [line]})
    caller(officer).get("/api/v1/screenings/", {"reference": SECRET})
    first, _ = said = _lines(logged)
    assert answer.status_code == 201
    assert SECRET not in logged.getvalue()
    assert "Token" not in logged.getvalue()
    assert [line["event"] for line in said] == ["request_finished"] * 2
    assert (first["request"], first["code"], first["request_id"], first["user_id"]) == (
        "POST /api/v1/screenings/",
        201,
        answer["X-Request-ID"],
        officer.pk,
    )


def test_a_fault_is_logged_by_its_kind_and_places_without_its_words(
    caller: Caller, officer: User, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("watchlist.api.screenings.screenings.ScreeningRequest", fail)
    program: APIClient = caller(officer)
    program.raise_request_exception = False
    answer = program.post("/api/v1/screenings/", {"lines": [{"name": SECRET}]}, headers={"X-Request-ID": "failing"})
    (told,) = [line for line in _lines(logged) if line["event"] == "request_failed"]
    assert (answer.status_code, answer["X-Request-ID"]) == (500, "failing")
    assert told["request_id"] == "failing"
    assert told["fault"] == "builtins.ValueError"
    assert any("screenings.py" in place for place in told["places"])
    assert SECRET not in logged.getvalue()
