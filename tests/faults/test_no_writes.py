"""The database takes no writes: callers are told to ask again, jobs wait, and afterwards all is done once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
)
from django.test import Client
from rest_framework.test import APIClient

from tests.faults.making import read_only
from tests.retention.shipments import salt
from tests.screenings.test_uploads import received
from watchlist.access.models import Token
from watchlist.access.scopes import in_order, open_to
from watchlist.audit.models import AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.jobs.models import DONE, QUEUED
from watchlist.middleware.outage import passes
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.tasks import run_job

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def program(officer: User) -> APIClient:
    """Return a client that is told of faults as callers are, and sends one key for one call."""
    _, text = Token.objects.create(user=officer, scopes=in_order(open_to(officer)))
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=f"Token {text}", HTTP_IDEMPOTENCY_KEY=str(uuid4()))
    return client


def sent(program: APIClient) -> Any:
    body = {"lines": [{"name": "sodium chloride"}], "reference": "A-1"}
    return program.post("/api/v1/screenings/", body, format="json")


def test_a_program_is_told_to_ask_again_and_what_it_sends_then_is_stored_once(program: APIClient) -> None:
    with read_only():
        refused = sent(program)
    assert (refused.status_code, refused["Content-Type"]) == (503, "application/problem+json")
    assert (refused.json()["type"], int(refused["Retry-After"]) > 0) == ("/api/v1/problems/database-away/", True)
    assert not Screening.objects.exists()
    assert sent(program).status_code == 201
    assert sent(program).status_code == 201
    assert Screening.objects.count() == 1
    assert not list(broken_links())


def test_a_person_is_told_in_words(lead: User) -> None:
    row, client = salt(), Client(raise_request_exception=False)
    client.force_login(lead)
    with read_only():
        answer = client.post(f"/admin/holds/place/{row.pk}/", {"of": "shipment", "note": "Court order 12"})
    assert (answer.status_code, "Retry-After" in answer) == (503, True)
    assert "takes no writes now" in answer.content.decode()
    assert client.post(f"/admin/holds/place/{row.pk}/", {"of": "shipment", "note": "x"}).status_code == 302


def test_a_job_waits_and_is_then_done_once() -> None:
    upload = received(b"name\nsodium chloride\nacetone\n")
    with read_only(), pytest.raises(DatabaseError):
        run_job(str(upload.job_id))
    upload.job.refresh_from_db()
    assert (upload.job.state, upload.job.attempts) == (QUEUED, 0)
    for _ in range(2):
        run_job(str(upload.job_id))
    upload.job.refresh_from_db()
    assert (upload.job.state, upload.job.done) == (DONE, 2)
    assert ScreenedLine.objects.count() == 2
    assert AuditEvent.objects.filter(verb="screen").count() == 1


def test_a_command_says_why_in_one_sentence(tmp_path: Any) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text("name\nsodium chloride\n")
    with read_only(), pytest.raises(CommandError, match=r"read-?only") as refused:
        call_command("screen", str(path), "--save", "--format", "jsonl", "--output", str(tmp_path / "out"))
    assert refused.value.returncode == 2
    assert not (tmp_path / "out").exists()
    assert not Screening.objects.exists()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("server closed the connection unexpectedly"), True),
        (InterfaceError("connection already closed"), True),
        (InternalError("something else"), False),
        (IntegrityError("a rule is broken"), False),
        (DataError("value too long"), False),
        (ProgrammingError("no such column"), False),
        (ValueError("no fault of the database"), False),
        (None, False),
    ],
)
def test_only_what_may_pass_is_worth_asking_again(error: Exception | None, expected: bool) -> None:
    assert passes(error) is expected


def test_a_server_that_takes_no_writes_may_take_them_later() -> None:
    error = InternalError("cannot execute INSERT in a read-only transaction")
    error.__cause__ = psycopg.errors.ReadOnlySqlTransaction()
    assert passes(error)
