"""A long manifest outlives whoever screens it: no line is lost or doubled, and the bytes are those of one quiet run."""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connections

from tests.canonical import canonical
from tests.database import ON_A_SERVER
from tests.servers import own_server
from tests.waiting import wait_for
from tests.working import Working, working
from watchlist.jobs.models import DONE, OVER, Job
from watchlist.screenings.models import Consignment, Hit, ScreenedLine, Screening, Upload

pytestmark = pytest.mark.servers
LONG_FILE = os.environ.get("WATCHLIST_LONG_FILE", "")
LINES = int(LONG_FILE or ("18000" if ON_A_SERVER else "6000"))
"""A million by hand, in whole shares. Kills fall in the middle of few lines that are answered in small ones."""
SETTINGS = "config.settings" if LONG_FILE else "tests.acceptance.settings"
LONG = 900.0  # seconds that a machine with other work may take for all of them
HEAD = "Line,Description of goods,CAS No.,Quantity,Unit,Export date,Origin,Destination,Consignee\n"
GOODS = ("Acetone,67-64-1", "Sodium chloride,7647-14-5", "Toluene,108-88-3", "piperonal,", "fittings,", "Citric acid,")
RECEIVE = """
from watchlist.engine.decision.question import Question
from watchlist.screenings.uploads import receive
with open({path!r}, "rb") as file:
    print(receive(original=file, source="long.csv", question=Question(), reference="L-1", actor="officer").pk)
"""
LOOK = "from watchlist.tasks import look_after_jobs; look_after_jobs()"


@pytest.fixture(autouse=True)
def _reads(django_db_blocker: Any) -> Iterator[None]:
    """Let the tests read the database of the processes, which is not that of the other tests."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Return a file of many lines: few goods, many quantities, days and parties."""
    path = tmp_path / "long.csv"
    with path.open("w") as file:
        file.write(HEAD)
        for n in range(LINES):
            day = f"2026-0{n % 6 + 1}-1{n % 10}"
            file.write(f"N{n},{GOODS[n % 6]},{n % 997 + 1},kg,{day},US,MX,Customer {n % 211} SA\n")
    return path


def shell(service: Working, code: str) -> str:
    return service.manage("shell", "--no-imports", "-c", code).strip()


def received(service: Working, path: Path) -> Upload:
    """Have the file accepted."""
    pk = UUID(shell(service, RECEIVE.format(path=str(path))).splitlines()[-1])
    upload: Upload = Upload.objects.using("working").select_related("job", "manifest").get(pk=pk)
    return upload


def row(upload: Upload) -> Job:
    return Job.objects.using("working").get(pk=upload.job_id)


def wait_past(upload: Upload, done: int) -> None:
    wait_for(lambda: row(upload).done > done or row(upload).state in OVER, f"more than {done} lines", LONG)
    assert row(upload).error == ""


def wait_until_done(service: Working, upload: Upload) -> None:
    """Wait for the end; what a loss ended beside it is still started again: nobody sums up without the sweeper."""
    wait_for(partial(is_over, service, upload), "the job is over", LONG)
    assert (row(upload).state, row(upload).done, row(upload).error) == (DONE, LINES, "")


def stored(upload: Upload) -> tuple[str, dict[str, Any]]:
    """Return the hash of the results but for their summary, as JSON Lines; and the summary without its seconds."""
    screening = Screening.objects.using("working").get(pk=upload.pk)
    digest = hashlib.sha256(f"{screening.coverage}\n".encode())
    lines = ScreenedLine.objects.using("working").filter(screening=screening).order_by("pk")
    for text in lines.values_list("record", flat=True).iterator(1_000):
        digest.update(f"{canonical(json.loads(text))}\n".encode())
    return digest.hexdigest(), {**json.loads(screening.summary), "seconds": 0}


def quiet(service: Working, upload: Upload, path: Path, out: Path) -> tuple[str, dict[str, Any]]:
    """Return the same of the command line, which screens the file undisturbed."""
    known_at = json.loads(upload.question)["known_at"]
    options = ("--known-at", known_at, "--reference", "L-1", "--format", "jsonl", "--output", str(out))
    service.manage("screen", str(path), *options, expect=1)
    digest = hashlib.sha256()
    with out.open("rb") as lines:
        last = b""
        for line in lines:
            digest.update(last)
            last = line
    return digest.hexdigest(), {**json.loads(last), "seconds": 0}


def assert_each_line_once(upload: Upload) -> None:
    """Hold that what is stored beside the records is there once for each line, finding and substance."""
    lines = ScreenedLine.objects.using("working").filter(screening_id=upload.pk)
    assert list(lines.order_by("pk").values_list("line__number", flat=True)) == list(range(1, LINES + 1))
    hits = Hit.objects.using("working").filter(screened_line__screening_id=upload.pk)
    keys = list(hits.values_list("screened_line_id", "position"))
    assert len(keys) == len(set(keys))
    goods = lines.filter(pk__in=lines.order_by("pk")[:6].values("pk")).values_list("record", flat=True)
    found = [json.loads(text)["findings"] for text in goods]
    assert len(keys) / LINES == pytest.approx(sum(map(len, found)) / 6, rel=0.001)
    assert Consignment.objects.using("working").filter(screening_id=upload.pk, substance_key="acetone").count() == (
        len(range(0, LINES, 6))
    )


@pytest.mark.skipif(ON_A_SERVER, reason="the mode of one machine is that of SQLite")
def test_the_process_of_this_machine_is_killed_twice_in_the_middle(tmp_path: Path, long: Path) -> None:
    with working(tmp_path, broker=False, contents="law", settings=SETTINGS) as service:
        upload = received(service, long)
        shell(service, LOOK)
        for _ in range(2):
            wait_past(upload, row(upload).done)
            service.kill9_local()
            assert 0 < row(upload).done < LINES
            assert not Screening.objects.using("working").done().exists()
            Job.objects.using("working").exclude(lease=None).update(lease_until=datetime.now(UTC))  # it goes by at once
            shell(service, LOOK)
        wait_until_done(service, upload)
        assert_each_line_once(upload)
        assert stored(upload) == quiet(service, upload, long, tmp_path / "quiet.jsonl")


@pytest.mark.skipif(not ON_A_SERVER, reason="many machines share a database server: make test-postgres")
def test_whatever_is_killed_at_ten_moments_of_two_workers(tmp_path: Path, long: Path) -> None:
    chance = random.Random(int.from_bytes(os.urandom(4), "big"))
    with (
        own_server() as server,
        working(
            tmp_path, broker=True, contents="law", is_durable=True, server=server.url, settings=SETTINGS
        ) as service,
    ):
        service.lease_seconds = max(3, LINES // 25_000)  # a million are summed up for longer than a beat may be late
        upload = received(service, long)
        service.start("worker 1", "worker 2", "beat", "web")
        kills = [*("worker 1", "worker 2", "broker", "database") * 2, "beat", "web"]
        chance.shuffle(kills)
        moments = sorted(chance.sample(range(1, LINES * 9 // 10), len(kills)))
        for moment, killed in zip(moments, kills, strict=True):
            wait_for(partial(has_done, service, upload, moment), f"{moment} lines, then to kill {killed}", LONG)
            if killed == "database":
                server.kill9()
                server.start()
            else:
                service.kill9(killed)
                service.start(killed)
        wait_for(lambda: has_done(service, upload, LINES), f"after {kills}, all", LONG)
        wait_until_done(service, upload)
        assert_each_line_once(upload)
        assert stored(upload) == quiet(service, upload, long, tmp_path / "quiet.jsonl")


def has_done(service: Working, upload: Upload, lines: int) -> bool:
    """Say whether so many lines are answered, or the job is over."""
    job = seen(service, upload)
    return job is not None and (job.done >= lines or job.state in OVER)


def is_over(service: Working, upload: Upload) -> bool:
    job = seen(service, upload)
    return job is not None and job.state in OVER


def seen(service: Working, upload: Upload) -> Job | None:
    """Return the job, None while the database is away; start again what a loss beside it ended."""
    service.revive()
    try:
        return row(upload)
    except DatabaseError:
        connections["working"].close()
        return None
