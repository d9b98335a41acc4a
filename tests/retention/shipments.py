"""Stored shipments for the tests of retention, and a day on which every period of law is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from django.apps import apps
from django.conf import LazySettings
from msgspec import structs

from tests.cases.shipments import ACETONE, SALT, screened
from watchlist.engine.answer import Summary
from watchlist.engine.answer_codec import encode_text
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.jobs.models import Job
from watchlist.retention import purge as letting_go
from watchlist.retention.purge import MOST_AT_ONCE, enqueue_purge
from watchlist.screenings import saving
from watchlist.screenings.daily import count_screening_day
from watchlist.screenings.models import Screening
from watchlist.screenings.party_totals import Parties
from watchlist.screenings.pipeline import screen
from watchlist.screenings.totals.closing import count_screening
from watchlist.tasks import run_job

LATER: Final = date(2040, 1, 20)
DECLARED: Final = ("manifest", "manifestline", "manifestpart", "manifestparty", "screening", "screenedline", "hit")
GOES: Final = (*DECLARED, "consignment", "upload", "uploadend", "item", "itemreading")


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    """Have the house keep a year, and periods be looked at when all of them are over."""
    settings.RETENTION_YEARS = 1
    monkeypatch.setattr(letting_go, "today", lambda: LATER)


def held() -> dict[str, int]:
    """Return how many rows of each kind that may go are stored."""
    return {name: apps.get_model("watchlist", name)._default_manager.count() for name in GOES}


def salt(reference: str = "A-1", lines: int = 1, **said: str) -> Screening:
    """Return a stored shipment in which nothing is found."""
    goods = [{**SALT, "name": f"Sodium chloride {number}", **said} for number in range(lines)]
    return screened(*goods, reference=reference)


def acetone(monkeypatch: pytest.MonkeyPatch, reference: str = "A-1", **said: str) -> Screening:
    """Return a stored shipment of what is listed, as it was stored before there were cases: none is due of it."""
    with monkeypatch.context() as patched:
        patched.setattr(saving, "close_screening", _close_without_case)
        return screened({**ACETONE, **said}, reference=reference)


def _close_without_case(screening: Screening, parties: Parties, summary: Summary) -> None:
    at = datetime.now(UTC)
    new = parties.keep(screening.manifest, at)
    Screening.objects.filter(pk=screening.pk).update(summary=encode_text(summary), made_at=at)
    count_screening(screening, set(parties.rows.values()), new)
    count_screening_day(screening, at)


def run(most: int = MOST_AT_ONCE) -> Job:
    """Let go of what may go, and return the job as it ended."""
    job = enqueue_purge(actor="officer", most=most)
    assert job is not None
    run_job(str(job.pk))
    job.refresh_from_db()
    return job


def answer_on(day: date) -> list[Any]:
    """Return what is answered of a shipment of that day: its records and its summary, but for the seconds."""
    line = {**ACETONE, "quantity": "30", "date": day.isoformat()}
    manifest = replace(manifest_from_payload({"lines": [line]}), reference="asked", source="a.json")
    answer = screen(manifest, Question(), day)
    return [answer.coverage, *answer.lines, structs.replace(answer.summary, seconds=0.0)]
