"""Results are files: made once for all who see the same, whole or in parts, and made anew when people say more."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.test_manifests import screened
from tests.audit.told import told_last
from tests.cases.judged import judge_line
from tests.cases.shipments import line_of
from tests.internal_lists.conftest import FILE as PLANTS, Opened, opened, reader_of
from watchlist.api.manifests.results_files import ResultsJobRecord
from watchlist.audit.models import AuditEvent
from watchlist.cases.opening import open_case
from watchlist.jobs.models import CANCELLED, DEAD, Job
from watchlist.jobs.queue import request_cancel
from watchlist.results import requesting
from watchlist.results.models import ResultsFile
from watchlist.screenings.models import Screening
from watchlist.tasks import run_job

__all__ = ["opened", "reader_of"]

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture(autouse=True)
def _no_process_apart(settings: Settings) -> None:
    settings.START_JOBS = False


@pytest.fixture
def long_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file of five lines be too long to be made within a call."""
    monkeypatch.setattr(requesting, "AT_ONCE", 4)


def results(client: APIClient, place: str, name: str = "jsonl", **headers: str) -> Any:
    """Ask for results."""
    return client.get(f"{place}results/", {"format": name}, headers=headers)


def content(answer: Any) -> bytes:
    """Return the bytes of an answer that is a file."""
    assert answer.status_code in (200, 206), answer.content
    sent = b"".join(answer.streaming_content)
    assert answer["Content-Length"] == str(len(sent))
    return sent


@pytest.mark.usefixtures("long_files")
@pytest.mark.parametrize("name", ["jsonl", "csv", "xlsx", "parquet"])
def test_a_long_file_is_made_by_a_job_once_for_all_who_are_shown_the_same(
    caller: Caller, officer: User, second_officer: User, name: str
) -> None:
    client = caller(officer)
    place = screened(client)
    first, again = results(client, place, name), results(client, place, name)
    assert (first.status_code, first["Location"]) == (202, f"{place}results/?format={name}")
    assert int(first["Retry-After"]) > 0
    assert_described(ResultsJobRecord(), first.json(), "results")
    assert again.json()["job"] == first.json()["job"]
    run_job(first.json()["job"])
    assert told_last()[1:3] == ("build_results", "screening")
    whole = client.get(first["Location"])
    sent = content(whole)
    assert whole["Content-Disposition"].endswith(f'.{name}"')
    assert content(results(caller(second_officer), place, name)) == sent
    assert results(caller(second_officer, "screen"), place, name).status_code == 202
    assert ResultsFile.objects.exclude(built_at=None).count() == 1


RANGES = [
    ("bytes=0-9", slice(0, 10)),
    ("bytes=10-", slice(10, None)),
    ("bytes=-7", slice(-7, None)),
    ("bytes = 5 - 5", slice(5, 6)),
    ("bytes=5-999999999", slice(5, None)),
    ("bytes=-999999999", slice(0, None)),
]


@pytest.mark.parametrize(("asked", "part"), RANGES)
def test_a_part_is_sent_of_the_same_file(caller: Caller, officer: User, asked: str, part: slice) -> None:
    client = caller(officer)
    place = screened(client)
    whole = results(client, place)
    sent = content(whole)
    got = results(client, place, range=asked)
    start, stop, _ = part.indices(len(sent))
    assert (got.status_code, content(got)) == (206, sent[part])
    assert got["Content-Range"] == f"bytes {start}-{stop - 1}/{len(sent)}"
    assert got["ETag"] == whole["ETag"]
    unchanged = results(client, place, **{"range": asked, "if-range": whole["ETag"]})
    other = results(client, place, **{"range": asked, "if-range": '"of-another"'})
    assert (unchanged.status_code, content(other)) == (206, sent)


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=0-1", "bytes=9-3", "bytes=-", "nonsense"])
def test_a_range_that_is_none_is_answered_with_the_whole(caller: Caller, officer: User, asked: str) -> None:
    client = caller(officer)
    place = screened(client)
    assert content(results(client, place, range=asked)) == content(results(client, place))


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_a_range_behind_the_end_is_refused_with_the_length(caller: Caller, officer: User, asked: str) -> None:
    client = caller(officer)
    place = screened(client)
    refused = results(client, place, range=asked)
    assert (refused.status_code, refused.json()["type"]) == (416, "/api/v1/problems/range-not-satisfiable/")
    assert refused["Content-Range"] == f"bytes */{ResultsFile.objects.get().size}"


def test_pieces_join_at_their_borders(caller: Caller, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchlist.results.pieces.PIECE", 100)
    client = caller(officer)
    place = screened(client)
    sent = content(results(client, place))
    for start, stop in ((0, 99), (99, 100), (100, 199), (50, 350), (len(sent) - 1, len(sent) - 1)):
        assert content(results(client, place, range=f"bytes={start}-{stop}")) == sent[start : stop + 1]


def test_who_has_the_file_is_sent_nothing_and_nothing_is_compressed(caller: Caller, officer: User) -> None:
    client = caller(officer)
    place = screened(client)
    whole = results(client, place, **{"accept-encoding": "gzip"})
    assert len(content(whole)) > 1000
    assert (whole.get("Content-Encoding"), whole["ETag"][0]) == (None, '"')
    exports = AuditEvent.objects.filter(verb="export").count()
    unchanged = results(client, place, **{"if-none-match": whole["ETag"], "range": "bytes=0-1"})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", whole["ETag"])
    assert results(client, place, **{"if-match": '"another"'}).status_code == 412
    head = client.head(f"{place}results/")
    assert (head.status_code, head["Content-Length"], head["ETag"]) == (200, whole["Content-Length"], whole["ETag"])
    assert AuditEvent.objects.filter(verb="export").count() == exports


def test_what_people_say_of_a_line_makes_another_file_for_those_who_may_read_it(
    caller: Caller, officer: User, second_officer: User
) -> None:
    client, narrow = caller(officer), caller(officer, "screen")
    place = screened(client)
    before, withheld = results(client, place), results(narrow, place)
    assert b'"decision"' not in content(before)
    case = open_case(Screening.objects.get())
    assert case is not None
    judge_line(case, line_of(case, 1), officer, second_officer)
    after = results(client, place)
    assert b'"decision":{"word":"confirmed"' in content(after)
    assert after["ETag"] != before["ETag"]
    assert results(narrow, place)["ETag"] == withheld["ETag"]
    assert b'"decision"' not in content(results(narrow, place))
    assert results(client, place)["ETag"] == after["ETag"]
    assert ResultsFile.objects.count() == 3


@pytest.mark.usefixtures("long_files")
def test_a_file_with_a_house_list_is_never_sent_to_who_may_not_see_it(
    caller: Caller, officer: User, opened: Opened, reader_of: Any
) -> None:
    opened("house-plants", PLANTS, "Plant")
    reader = reader_of("Plant")
    client, plain = caller(reader), caller(officer)
    place = screened(plain, b"name,cas\nCaffeine,58-08-2\n" + b"salt,7647-14-5\n" * 4)
    job = results(client, place).json()["job"]
    reader.groups.remove(Group.objects.get(name="Plant"))
    run_job(job)
    of_others = results(client, place)
    assert (of_others.status_code, of_others.json().keys()) == (202, {"format", "job", "state", "error"})
    run_job(of_others.json()["job"])
    sent = results(client, place)
    assert b"house-plants" not in content(sent)
    assert results(plain, place)["ETag"] == sent["ETag"]
    reader.groups.add(Group.objects.get(name="Plant"))
    assert b"house-plants" in content(results(client, place))


@pytest.mark.usefixtures("long_files")
def test_a_job_that_was_given_up_says_so_and_one_that_was_cancelled_is_queued_anew(
    caller: Caller, officer: User
) -> None:
    client = caller(officer)
    place = screened(client)
    job = Job.objects.get(pk=results(client, place).json()["job"])
    request_cancel(job=job, actor="officer")
    assert Job.objects.get(pk=job.pk).state == CANCELLED
    other = results(client, place).json()["job"]
    assert other != str(job.pk)
    Job.objects.filter(pk=other).update(state=DEAD, error="The disk is full.", ended_at=job.created_at)
    refused = results(client, place)
    assert (refused.status_code, refused.json()["type"]) == (409, "/api/v1/problems/results-not-made/")
    assert refused.json()["detail"] == "The disk is full."
