"""Alive, ready, counted: what those who run the service are told, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from prometheus_client import generate_latest
from pytest_django.fixtures import Settings

from tests.api.conftest import Caller
from tests.faults.making import read_only
from tests.working import free_port
from watchlist.jobs.queue import enqueue
from watchlist.metrics import OWN
from watchlist.middleware.state_metrics import state_registry

READY = "/api/v1/readyz"
CHECKS = ["database", "writes", "migrations", "law", "dictionary", "broker"]


@pytest.fixture
def operator(outsider: User) -> User:
    """Return who watches the service, and has no right to any law."""
    outsider.user_permissions.add(Permission.objects.get(codename="administer_service"))
    return outsider


def _failed(client: Client) -> list[str]:
    answer = client.get(READY)
    body = answer.json()
    assert (answer.status_code, body["status"]) == (503, "failed")
    assert [check["name"] for check in body["checks"]] == CHECKS
    return [check["name"] for check in body["checks"] if check["status"] == "failed"]


@pytest.mark.parametrize("path", ["/api/v1/healthz", "/api/v1/healthz/"])
def test_a_process_that_answers_says_so_without_a_database(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json(), answer["Cache-Control"]) == (200, {"status": "ok"}, "no-store")
    assert client.head(path).status_code == 200


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("path", [READY, f"{READY}/"])
def test_a_process_with_all_that_it_needs_is_ready(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert {check["status"] for check in answer.json()["checks"]} == {"ok"}


@pytest.mark.django_db
def test_without_law_it_is_not_ready(client: Client) -> None:
    assert set(_failed(client)) - {"dictionary"} == {"law"}  # a clone that screened nothing yet has neither


@pytest.mark.usefixtures("law")
def test_without_the_dictionary_it_is_not_ready(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.BUILD_DIR = tmp_path
    assert _failed(client) == ["dictionary"]


@pytest.mark.usefixtures("law")
def test_where_the_database_takes_no_writes_it_is_not_ready(client: Client) -> None:
    with read_only():
        assert _failed(client) == ["writes"]
    assert client.get(READY).status_code == 200


@pytest.mark.usefixtures("law")
def test_where_the_broker_does_not_answer_it_is_not_ready(client: Client, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"
    assert _failed(client) == ["broker"]


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("path", ["/api/v1/metrics", "/api/v1/metrics/"])
def test_who_watches_the_service_reads_its_series(caller: Caller, operator: User, path: str) -> None:
    program = caller(operator)
    program.get(path)
    answer = program.get(path)
    text = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    route = path.removeprefix("/")
    assert f'watchlist_calls_total{{method="GET",route="{route}",status="200"}}' in text
    assert f'watchlist_call_seconds_bucket{{le="0.15",route="{route}"}}' in text
    assert "watchlist_law_tick_age_seconds " in text
    assert "watchlist_lists_stale " in text


@pytest.mark.django_db
def test_jobs_are_counted_by_state_without_any_law() -> None:
    for subject in "ab":
        enqueue(kind="x", subject=subject, owner="officer")
    assert 'watchlist_jobs{state="queued"} 2.0' in generate_latest(state_registry()).decode().splitlines()


@pytest.mark.usefixtures("law")
def test_nobody_else_reads_them(caller: Caller, officer: User, client: Client) -> None:
    assert client.get("/api/v1/metrics").status_code == 401
    assert caller(officer).get("/api/v1/metrics").status_code == 403


@pytest.mark.usefixtures("law")
@pytest.mark.django_db(transaction=False)
def test_lines_are_counted_by_verdict_once_they_are_stored(
    caller: Caller, officer: User, django_capture_on_commit_callbacks: object
) -> None:
    before = OWN.get_sample_value("watchlist_lines_total", {"verdict": "controlled"}) or 0.0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        lines = [{"name": "Acetic anhydride"}, {"name": "Sodium chloride"}]
        caller(officer).post("/api/v1/screenings/", {"lines": lines, "jurisdictions": ["US"]})
    assert OWN.get_sample_value("watchlist_lines_total", {"verdict": "controlled"}) == before + 1
