"""What the tests of judging ask of pages: lines by number, a word posted as the script does, and without it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import line_of
from tests.markup import compact
from watchlist.cases.judging import latest_of
from watchlist.cases.models import Case
from watchlist.screenings.models import ScreenedLine

ONLY_ONE = {"word": "dismissed", "reason": "wrong_identification", "note": "The analysis shows water."}


def line_page(line: ScreenedLine, **query: str) -> str:
    """Return the address of a line's page."""
    return reverse("admin:watchlist_screenedline_change", args=[line.pk], query=query or None)


def run_page(case: Case, **query: str) -> str:
    """Return the address of the page of a case's last screening."""
    return reverse("admin:watchlist_screening_change", args=[case.screening_id], query=query or None)


def text(client: Client, place: str) -> str:
    """Return what a page says."""
    answer = client.get(place)
    assert answer.status_code == 200
    return compact(answer.content.decode())


def say(client: Client, line: ScreenedLine, position: int = 0, *, swap: bool = True, **posted: Any) -> Any:
    """Say a word on a finding, on what stands there now unless `seen` is given."""
    last = latest_of(line).get(position)
    sent = {"position": position, "seen": last.number if last else 0, "word": "confirmed", **posted}
    headers = {"HX-Request": "true"} if swap else {}
    return client.post(reverse("judge:judge", args=[line.pk]), sent, headers=headers)


def as_person(client: Client, person: User) -> Client:
    """Return the browser of a person."""
    client.force_login(person)
    return client


__all__ = ["ONLY_ONE", "as_person", "line_of", "line_page", "run_page", "say", "text"]
