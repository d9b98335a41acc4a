"""A job screens a file to the same records, whoever takes it up and however often it was left."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.urls import resolve

from tests.plain_answers import screen
from watchlist.access.uses import TokenUse
from watchlist.audit.models import AuditEvent
from watchlist.engine.decision.question import Question
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading.errors import ManifestError
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.jobs.models import Job
from watchlist.jobs.queue import request_cancel, requeue
from watchlist.manifests.models import Manifest, ManifestLine
from watchlist.screenings import saving, uploads
from watchlist.screenings.chunks import answering, making
from watchlist.screenings.chunks.models import Share
from watchlist.screenings.models import Consignment, Hit, ScreenedLine, Screening, Upload
from watchlist.screenings.saving import text_of
from watchlist.screenings.uploads import Sender, announce_ends
from watchlist.tasks import run_job
from watchlist.webhooks.models import WebhookDelivery
from watchlist.webhooks.subscriptions import subscribe

pytestmark = pytest.mark.usefixtures("law")
HEAD = "name,cas,quantity,unit,origin,destination,consignee,export_date,colour\n"
ROWS = [
    "Acetone,67-64-1,150,kg,US,MX,Beauval SARL,2026-03-05,none",
    "Sodium chloride,7647-14-5,1,t,US,MX,,,white",
    "piperonal,,{n},mg,US,CO,Acme,,",
    "widget {n},,1,kg,,,,,",
    ",103-79-8,,,,,,,",
]
FILE = (HEAD + "".join(ROWS[n % 5].format(n=n) + "\n" for n in range(23))).encode()
Keep = Callable[..., Upload]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SHARE", 4)
    monkeypatch.setattr(uploads, "PART", 100)


def received(content: bytes = FILE, source: str = "a.csv", **said: Any) -> Upload:
    """Return a file that was accepted."""
    told: dict[str, Any] = {"question": Question(), "reference": "A-1", "actor": "officer", **said}
    return uploads.receive(original=BytesIO(content), source=source, **told)


def run(upload: Upload) -> Job:
    """Have a worker take the job up, now, and return it as it left it."""
    Job.objects.filter(pk=upload.job_id).update(not_before=datetime.now(UTC))
    run_job(str(upload.job_id))
    return Job.objects.get(pk=upload.job_id)


def records(upload: Upload) -> list[str]:
    """Return every record that is stored of a file, but for the seconds it took."""
    screening = Screening.objects.get(pk=upload.pk)
    lines = ScreenedLine.objects.filter(screening=screening).order_by("pk").values_list("record", flat=True)
    summary = {**json.loads(screening.summary), "seconds": 0}
    return [screening.coverage, *lines, text_of(summary)]


def asked_at_once(upload: Upload) -> list[str]:
    """Return the records of the same question on the same file, asked without a job."""
    manifest = replace(manifest_from_upload("a.csv", FILE), reference="A-1")
    answer = screen(manifest, Question.from_record(json.loads(upload.question)))
    return [*map(text_of, [answer.coverage, *answer.lines, {**answer.summary, "seconds": 0}])]


@pytest.fixture
def falls(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return who makes the worker fall in the middle of a chunk, the n-th that it stores from then on."""

    def at(number: int) -> None:
        stored = []

        def keep(storing: saving.Storing, chunk: Any, *rest: Any) -> None:
            saving.keep_rows(storing, chunk, *rest)
            stored.append(chunk)
            if len(stored) == number:
                raise ConnectionError

        monkeypatch.setattr(answering, "keep_rows", keep)

    return at


def test_a_job_stores_what_a_call_would_have_answered() -> None:
    upload = received()
    job = run(upload)
    assert (job.state, job.done, job.total, job.error) == ("done", 23, 23, "")
    assert records(upload) == asked_at_once(upload)
    assert [event.verb for event in AuditEvent.objects.filter(target_key=str(upload.pk)).order_by("sequence")] == [
        "receive",
        "screen",
    ]


def test_a_worker_that_falls_loses_and_doubles_no_line(falls: Callable[[int], None]) -> None:
    upload = received()
    for fall, stored in ((2, 4), (1, 4), (4, 16)):
        falls(fall)
        assert run(upload).state == "failed"
        assert ScreenedLine.objects.count() == stored
        assert not Screening.objects.done().exists()
    falls(99)
    assert run(upload).state == "done"
    assert records(upload) == asked_at_once(upload)
    assert ManifestLine.objects.count() == ScreenedLine.objects.count() == 23
    assert [*ManifestLine.objects.order_by("pk").values_list("number", flat=True)] == [*range(1, 24)]
    assert Hit.objects.count() == sum(len(json.loads(text)["findings"]) for text in records(upload)[1:-1])
    assert Consignment.objects.filter(substance_key="acetone").count() == 5
    assert not Share.objects.exists()


def test_shipments_of_meanwhile_add_nothing_to_the_totals_of_a_job(falls: Callable[[int], None]) -> None:
    upload = received()
    falls(2)
    run(upload)
    run(other := received(FILE, reference="A-2"))
    falls(99)
    run(upload)
    [total, *_] = json.loads(Screening.objects.get(pk=upload.pk).summary)["shipment_findings"]
    assert total["total"] == "750"
    assert records(upload) == asked_at_once(upload)
    [total, *_] = json.loads(Screening.objects.get(pk=other.pk).summary)["shipment_findings"]
    assert total["total"] == "750"


def test_a_job_that_is_cancelled_stops_at_a_chunk_and_counts_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = received()

    def keep(storing: saving.Storing, *rest: Any) -> None:
        saving.keep_rows(storing, *rest)
        if ScreenedLine.objects.count() == 8:
            request_cancel(job=upload.job, actor="officer")

    monkeypatch.setattr(answering, "keep_rows", keep)
    job = run(upload)
    assert (job.state, job.done) == ("cancelled", 4)
    assert ScreenedLine.objects.count() == 4
    assert not Screening.objects.done().exists()


def test_a_file_that_cannot_be_read_is_not_tried_again() -> None:
    job = run(received(b"alpha,beta\n1,2\n"))
    assert job.state == "dead"
    assert job.error.startswith("a.csv: ")
    assert job.attempts == 1
    assert not Screening.objects.exists()


@pytest.mark.parametrize(
    ("content", "source"), [(b"name\nacetone\n", "a.doc"), (b"%PDF-1.7", "a.csv"), (b"\x89PNG....", "request")]
)
def test_a_kind_of_file_that_is_not_read_is_not_accepted(content: bytes, source: str) -> None:
    with pytest.raises(ManifestError, match="send one of"):
        received(content, source)
    assert not Manifest.objects.exists()


def test_an_instant_of_which_nothing_is_known_is_not_accepted() -> None:
    with pytest.raises(CorrectTheQuestion):
        received(question=Question(known_at=datetime.now(UTC) + timedelta(1)))
    assert not Job.objects.exists()


def test_a_file_is_kept_in_parts_and_found_whole() -> None:
    upload = received()
    assert upload.manifest.parts.count() == len(FILE) // 100 + 1
    assert Manifest.objects.get(pk=upload.manifest_id).received() == FILE


def test_the_day_given_is_that_of_lines_which_state_none_and_of_no_other() -> None:
    upload = received(day=date(2020, 1, 2))
    run(upload)
    days = {f["as_of"] for text in records(upload)[1:-1] for f in json.loads(text)["findings"]}
    assert {"2020-01-02", "2026-03-05"} <= days


def test_a_job_of_an_engine_that_was_changed_ends(
    falls: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = received()
    falls(2)
    run(upload)
    monkeypatch.setattr("watchlist.engine.versions.rules_sha256", lambda: "0" * 64)
    job = run(upload)
    assert (job.state, job.error) == (
        "dead",
        "The engine was changed while the file was being screened: send it again.",
    )


def test_a_job_whose_worker_was_lost_after_its_last_chunk_is_not_done_twice() -> None:
    upload = received()
    run(upload)
    before = records(upload)
    Job.objects.filter(pk=upload.job_id).update(state="queued", ended_at=None)
    assert run(upload).state == "done"
    assert records(upload) == before
    assert AuditEvent.objects.filter(verb="screen").count() == 1


def test_whoever_sent_a_file_is_told_of_its_end_and_of_counts_alone(officer: User) -> None:
    subscribe(owner=officer, url="https://example.com/hook", events=["manifest.done", "manifest.failed"])
    subscribe(owner=officer, url="https://example.com/other", events=["manifest.cancelled"])
    done, failed, cancelled = received(), received(b"alpha,beta\n1,2\n"), received()
    run(done)
    run(failed)
    request_cancel(job=cancelled.job, actor="officer")
    assert [len(announce_ends()) for _ in range(2)] == [1, 0]
    told = {row.event: json.loads(row.payload)["data"] for row in WebhookDelivery.objects.all()}
    assert WebhookDelivery.objects.count() == 3
    assert told["manifest.done"]["verdicts"] == {"controlled": 10, "no_match": 5, "review": 4, "unresolved": 4}
    assert resolve(told["manifest.done"]["link"]).captured_kwargs == {"manifest_id": done.pk}
    assert told["manifest.failed"].keys() == told["manifest.cancelled"].keys() == {"manifest", "job", "link"}


def test_a_manifest_that_was_given_up_and_queued_again_is_told_of_twice(officer: User) -> None:
    subscribe(owner=officer, url="https://example.com/hook", events=["manifest.done", "manifest.failed"])
    upload = received()
    Job.objects.filter(pk=upload.job_id).update(
        state="dead", ended_at=datetime.now(UTC), error="it could not be screened"
    )
    announce_ends()
    requeue(job=Job.objects.get(pk=upload.job_id), actor="officer")
    run(upload)
    assert [row.event for row in WebhookDelivery.objects.order_by("created_at")] == ["manifest.failed", "manifest.done"]


def test_the_lines_of_a_file_count_for_the_token_that_it_came_with() -> None:
    sender = Sender(lineage=uuid4(), token="mirror", lines_per_day=1_000)
    upload = received(sender=sender)
    run(upload)
    use = TokenUse.objects.get(lineage=sender.lineage, span="day")
    assert use.lines == Screening.objects.get(pk=upload.pk).lines.count()
    run_again = received(sender=sender)
    run(run_again)
    use.refresh_from_db()
    assert use.lines == 2 * Screening.objects.get(pk=upload.pk).lines.count()


def test_a_file_with_more_lines_than_are_left_of_the_day_is_not_screened() -> None:
    sender = Sender(lineage=uuid4(), token="mirror", lines_per_day=3)
    upload = received(sender=sender)
    job = run(upload)
    assert job.state == "dead"
    assert "more than are left of this token's day" in job.error
    assert not Screening.objects.filter(pk=upload.pk).exists()
    assert not TokenUse.objects.filter(lineage=sender.lineage, lines__gt=0).exists()
