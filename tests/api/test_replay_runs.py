"""A screening of any length is asked again by a job, and what differs is shown as its reader may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.test_manifests import screened
from tests.retention.shipments import late, run as let_go, salt
from watchlist.api.screenings.replay_runs import ReplayRunRecord
from watchlist.engine import versions as engine
from watchlist.jobs.models import DONE, Job
from watchlist.replays import running
from watchlist.replays.models import ReplayDifference, ReplayRun
from watchlist.replays.requesting import KEPT, drop_old_replays, request_replay
from watchlist.screenings.replaying import LineDifference, replay
from watchlist.screenings.stored_answers import read_line
from watchlist.tasks import run_job

__all__ = ["late"]

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture(autouse=True)
def _no_process_apart(settings: Settings) -> None:
    settings.START_JOBS = False
    settings.MAX_LINES_PER_REQUEST = 4


def replayed(client: APIClient, place: str) -> dict[str, Any]:
    """Have a screening asked again, and return what came of it."""
    accepted = client.post(f"{place}replays/")
    assert (accepted.status_code, accepted.json()["state"]) == (202, "queued")
    waiting = client.get(accepted["Location"])
    assert (waiting.json()["outcome"], int(waiting["Retry-After"]) > 0) == (None, True)
    run_job(str(ReplayRun.objects.get(pk=accepted.json()["id"]).job_id))
    done = client.get(accepted["Location"])
    assert (done.json()["state"], "Retry-After" in done) == ("done", False)
    assert_described(ReplayRunRecord(), done.json(), "replay")
    outcome: dict[str, Any] = done.json()["outcome"]
    return outcome


@pytest.fixture
def place(caller: Caller, officer: User) -> str:
    """Return where the screening of a file is found that is longer than one answer."""
    return screened(caller(officer), jurisdictions=["UN"]).replace("manifests", "screenings")


def test_a_long_one_is_refused_at_once_and_asked_again_by_a_job(caller: Caller, officer: User, place: str) -> None:
    client = caller(officer)
    assert client.get(f"{place}replay/").status_code == 422
    outcome = replayed(client, place)
    assert (outcome["same"], outcome["lines"], outcome["differing"], outcome["differences"]) == (True, 5, 0, [])


def test_one_that_is_under_way_is_the_one_that_is_asked_for_again(caller: Caller, officer: User, place: str) -> None:
    client = caller(officer)
    first, second = client.post(f"{place}replays/").json(), client.post(f"{place}replays/").json()
    assert first == second
    run_job(str(ReplayRun.objects.get().job_id))
    assert client.post(f"{place}replays/").json()["id"] != first["id"]


def test_every_difference_is_counted_and_the_first_are_shown(
    caller: Caller, officer: User, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MOST_KEPT", 2)
    monkeypatch.setattr("watchlist.api.screenings.replay_runs.MOST_KEPT", 2)
    monkeypatch.setattr(engine, "rules_sha256", lambda: "0" * 64)
    monkeypatch.setattr("watchlist.engine.decision.run.request_for", lambda fields, item: "Another text.")
    outcome = replayed(caller(officer), place)
    assert (outcome["same"], outcome["engine_differs"], outcome["differing"]) == (False, ["rules_sha256"], 5)
    assert [found["key"] for found in outcome["differences"]] == ["A-1", "B-2"]
    assert {cause["code"] for cause in outcome["causes"]} == {"engine"}


def test_what_is_withheld_from_a_token_is_no_difference_to_it(
    caller: Caller, officer: User, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def altered(screening: Any, manifest: Any, on_difference: Any) -> Any:
        """Have the reasons of signals alone be others now."""
        row = screening.lines.get(line__key="C-3")
        text = row.record.replace("un-table-1/phenylacetic", "un-table-1/another")
        assert text != row.record
        on_difference(LineDifference(*map(read_line, (row.record, text))))
        return replay(screening, manifest, on_difference)

    monkeypatch.setattr(running, "replay", altered)
    outcome = replayed(caller(officer), place)
    assert [found["key"] for found in outcome["differences"]] == ["C-3"]
    narrow = caller(officer, "screen").get(f"{place}replays/{ReplayRun.objects.get().pk}/").json()["outcome"]
    assert (narrow["same"], narrow["differing"], narrow["differences"]) == (True, 0, [])


def test_a_replay_is_for_those_who_may_read_the_screening(
    caller: Caller, officer: User, program: User, place: str
) -> None:
    found = f"{place}replays/{caller(officer).post(f'{place}replays/').json()['id']}/"
    other = caller(program)
    assert (other.get(found).status_code, other.post(f"{place}replays/").status_code) == (404, 404)
    assert caller(officer).get(f"{place}replays/{uuid4()}/").status_code == 404


def test_a_person_has_so_many_under_way(caller: Caller, officer: User, settings: Settings) -> None:
    settings.MANIFESTS_PER_SENDER = 1
    first, second = salt("A-1", 2), salt("A-2", 3)
    request_replay(screening=first, actor="officer")
    refused = caller(officer).post(f"/api/v1/screenings/{second.pk}/replays/")
    assert (refused.status_code, refused.json()["type"]) == (429, "/api/v1/problems/too-many-manifests/")


@pytest.mark.usefixtures("late")
def test_it_goes_with_its_screening_or_after_a_week() -> None:
    screening = salt("A-1", 3)
    done, waiting = request_replay(screening=screening, actor="officer"), None
    run_job(str(done.job_id))
    waiting = request_replay(screening=screening, actor="officer")
    ReplayDifference.objects.create(run=done, number=0, then="{}", now="")
    drop_old_replays(at=done.requested_at + KEPT)
    assert ReplayRun.objects.count() == 2
    drop_old_replays(at=waiting.requested_at + KEPT + timedelta(seconds=1))
    assert list(ReplayRun.objects.all()) == [waiting]
    assert let_go().state == DONE
    assert not ReplayRun.objects.exists()
    run_job(str(waiting.job_id))
    assert Job.objects.get(pk=waiting.job_id).state == DONE
