"""Files of results are made when the job of a long manifest ends: those asked for, as their sender sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.api.conftest import Caller, caller
from tests.api.test_manifests import screened
from tests.api.test_results_files import content, long_files, results
from tests.cases.shipments import PIPRONAL, opened
from tests.web.judging import as_person, run_page, text
from watchlist.cases.models import Case
from watchlist.engine.reports import formats
from watchlist.jobs.models import FAILED, Job
from watchlist.results import building
from watchlist.results.models import ResultsFile
from watchlist.tasks import run_job

__all__ = ["caller", "long_files"]

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture(autouse=True)
def _no_process_apart(settings: Settings) -> None:
    settings.START_JOBS = False


def made() -> list[str]:
    """Have the jobs of files of results done, and return the formats of the files."""
    for job in Job.objects.filter(kind=building.BUILD_RESULTS):
        run_job(str(job.pk))
    return sorted(ResultsFile.objects.exclude(built_at=None).values_list("format", flat=True))


@pytest.mark.usefixtures("long_files")
@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ({}, ["csv", "jsonl"]),
        ({"results": ["parquet", "xlsx", "parquet"]}, ["parquet", "xlsx"]),
        ({"results": "jsonl"}, ["jsonl"]),
    ],
)
def test_they_are_there_at_first_asking_and_made_once(
    caller: Caller, officer: User, settings: Settings, asked: dict[str, Any], files: list[str]
) -> None:
    settings.USUAL_RESULTS = ["jsonl", "csv"]
    client = caller(officer)
    place = screened(client, **asked)
    assert Case.objects.exists()
    assert made() == files
    for name in files:
        whole = results(client, place, name)
        assert content(whole)
        assert results(client, place, name, **{"if-none-match": whole["ETag"]}).status_code == 304
    assert made() == files


def test_of_a_short_manifest_none_is_made_before_it_is_asked_for(caller: Caller, officer: User) -> None:
    place = screened(caller(officer), results=["jsonl", "parquet"])
    assert made() == []
    assert content(results(caller(officer), place, "parquet")).startswith(b"PAR1")


@pytest.mark.usefixtures("long_files")
def test_they_are_made_for_who_sent_the_manifest_and_show_no_reasons_to_others(caller: Caller, officer: User) -> None:
    place = screened(caller(officer, "screen"), results=["jsonl"])
    assert made() == ["jsonl"]
    assert not ResultsFile.objects.get().sees_reasons
    assert results(caller(officer, "screen"), place).status_code == 200
    assert results(caller(officer), place).status_code == 202


@pytest.mark.usefixtures("long_files")
def test_a_file_that_broke_off_in_the_middle_is_none(
    caller: Caller, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = caller(officer)
    place = screened(client, results=["csv"])

    def broken_off(name: str, records: Any, out: Any) -> None:
        out.write(b"line,key")
        raise OSError("No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(building, "write_results", broken_off)
        assert made() == []
    assert results(client, place, "csv").json()["state"] == FAILED
    Job.objects.filter(state=FAILED).update(not_before=ResultsFile.objects.get().requested_at)
    assert made() == ["csv"]
    assert content(results(client, place, "csv")).count(b"\n") > 5


def test_what_is_not_installed_is_refused_wherever_it_is_asked_for(
    caller: Caller, client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, case = screened(caller(officer)), opened(PIPRONAL)
    monkeypatch.setattr(formats, "find_spec", {}.get)
    refused = results(caller(officer), place, "parquet")
    assert (refused.status_code, refused.json()["type"]) == (400, "/api/v1/problems/query-not-understood/")
    assert "its extra is not installed" in refused.json()["errors"][0]["detail"]
    lines = {"lines": [{"name": "acetone"}], "results": ["parquet"]}
    body = caller(officer).post("/api/v1/manifests/", lines, format="json", headers={"Idempotency-Key": "1"})
    assert (body.status_code, body.json()["errors"][0]["pointer"]) == (400, "#/results/0")
    as_person(client, officer)
    assert client.get(reverse("judge:export", args=[case.screening_id, "parquet"])).status_code == 404
    assert "PARQUET" not in text(client, run_page(case))
