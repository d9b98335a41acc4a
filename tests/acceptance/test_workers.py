"""Workers of a broker: warm and never of an old law, none kept from short files by a long one, gone when told to go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.waiting import wait_for
from tests.working import Working, working
from watchlist.jobs.models import Job
from watchlist.screenings.models import ScreenedLine

pytestmark = pytest.mark.servers
LONG = 900.0  # seconds that a machine with other work may take
SETTINGS = "tests.acceptance.settings"
LINES = 12_000
HEAD = "name,cas,quantity,unit,origin,destination,export_date,consignee\n"
SEND = """
from watchlist.engine.decision.question import Question
from watchlist.screenings.uploads import receive
from watchlist.tasks import start
with open({path!r}, "rb") as file:
    upload = receive(original=file, source="a.csv", question=Question(), reference="", actor="officer")
start([upload.job_id])
print(upload.pk)
"""
LIST = "from tests.screenings.looking_back import list_citric_acid; list_citric_acid()"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Working]:
    """Return a service with the law and one worker; nothing is missed by the end of a lease, which no test outlives.

    Tests read its database, which is not that of the other tests.
    """
    build = tmp_path_factory.mktemp("service")
    with django_db_blocker.unblock(), working(build, broker=True, contents="law", settings=SETTINGS) as service:
        service.lease_seconds = 3_600
        service.start("worker 1")
        yield service


def sent(service: Working, lines: int) -> str:
    """Send a file of so many lines, and return its key."""
    path = service.build / f"{lines}.csv"
    rows = (
        f"Citric acid,77-92-9,{n % 997 + 1},kg,US,MX,2026-03-0{n % 9 + 1},Customer {n % 97}\n" for n in range(lines)
    )
    path.write_text(HEAD + "".join(rows))
    told = service.manage("shell", "--no-imports", "-c", SEND.format(path=str(path)))
    return told.split()[-1]


def job_of(key: str) -> Job:
    return Job.objects.using("working").get(kind="screen_manifest", subject=key)


def wait_until_done(key: str) -> None:
    wait_for(lambda: job_of(key).state in ("done", "dead"), "the file is screened", LONG)
    assert (job_of(key).state, job_of(key).error) == ("done", "")


def found(key: str) -> list[str]:
    """Return the lists on which the last line of a file is found."""
    last = ScreenedLine.objects.using("working").filter(screening_id=key).order_by("-pk")[0]
    return [finding["list"] for finding in json.loads(last.record)["findings"]]


def test_the_job_after_a_change_is_answered_by_the_changed_law(service: Working) -> None:
    wait_until_done(before := sent(service, 1))
    service.manage("shell", "--no-imports", "-c", LIST)
    wait_until_done(after := sent(service, 2))
    assert found(before) == []
    assert len(found(after)) == 1


def test_a_long_file_keeps_no_short_one_waiting_and_goes_on_where_its_worker_ends(service: Working) -> None:
    long = sent(service, LINES)
    wait_for(lambda: job_of(long).done > 0, "the long file is under way", LONG)
    wait_until_done(sent(service, 3))
    assert job_of(long).state != "done"
    service.start("worker 2")
    service.end("worker 1")
    assert job_of(long).state in ("queued", "running")
    wait_until_done(long)
    numbers = ScreenedLine.objects.using("working").filter(screening_id=long).order_by("pk")
    assert list(numbers.values_list("line__number", flat=True)) == list(range(1, LINES + 1))
