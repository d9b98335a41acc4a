"""Events beside boundaries are read, and seen, by compliance leads alone."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client

from watchlist.access.events import BoundaryEvent, EventFigures, Requester, record_event
from watchlist.access.probing_statistics import Walk

pytestmark = pytest.mark.django_db
LIST = "/admin/watchlist/boundaryevent/"


@pytest.fixture
def event() -> BoundaryEvent:
    return record_event(
        requester=Requester(uuid4(), "shipping", "program"),
        at=datetime(2026, 3, 4, 12, tzinfo=UTC),
        kind="walk",
        figures=EventFigures(lines=14, structures=14, past_lines=9_000, past_structures=2),
        relatives=[Walk("Phenylacetic acid", 14)],
    )


@pytest.fixture
def lead(person: object) -> User:
    return person("lead", "Compliance leads")  # type: ignore[operator,no-any-return]


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def mark_seen(client: Client, event: BoundaryEvent) -> str:
    """Mark the event as seen, and return what the page then says."""
    sent = {"action": "mark_seen", "_selected_action": str(event.pk)}
    return client.post(LIST, sent, follow=True, secure=True).content.decode()


def test_a_lead_reads_what_was_noticed(lead: User, event: BoundaryEvent) -> None:
    client = logged_in(lead)
    listed, shown = client.get(LIST), client.get(f"{LIST}{event.pk}/change/")
    assert "shipping" in listed.content.decode()
    for text in ("Phenylacetic acid", "14 structures of 14 lines", "2 structures of 9000 lines", "program"):
        assert text in shown.content.decode()


def test_nobody_else_does(officer: User, curator: User, event: BoundaryEvent) -> None:
    for user in (officer, curator):
        client = logged_in(user)
        assert client.get(LIST).status_code == 403
        assert client.get(f"{LIST}{event.pk}/change/").status_code == 403
        assert "Probing of the screening" not in client.get("/admin/").content.decode()


def test_a_lead_says_that_it_was_seen(lead: User, event: BoundaryEvent) -> None:
    assert "seen by lead" in mark_seen(logged_in(lead), event)
    assert event.sight.seen_by == "lead"


def test_nobody_releases_his_own_token(person: object, event: BoundaryEvent) -> None:
    own = person("program", "Compliance leads")  # type: ignore[operator]
    assert "another person must look at it" in mark_seen(logged_in(own), event)
    assert event.is_open
