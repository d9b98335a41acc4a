"""A worker runs out of memory: its job is tried again and given up in words, and no line passes unexamined."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cases.shipments import ROUTE, screened
from tests.faults import hungry
from tests.faults.making import little_memory
from watchlist.cases.opening import open_case
from watchlist.engine.identification import structures
from watchlist.jobs.leases import Lease
from watchlist.jobs.models import DEAD, FAILED, Job
from watchlist.jobs.queue import enqueue
from watchlist.jobs.running import run_work
from watchlist.screenings.models import ScreenedLine, Screening

MEBIBYTE = 1 << 20


def _eat(lease: Lease) -> None:
    """Do some of the work, and ask for more memory than there is."""
    if lease.done == 0:
        lease.heartbeat(1, 10, "eating")
    bytearray(4096 * MEBIBYTE)


@pytest.mark.django_db
def test_a_job_that_runs_out_of_memory_is_tried_again_and_given_up_in_words() -> None:
    job = enqueue(kind="eat", subject="all of it", owner="officer", most_attempts=2)
    states = []
    for _ in range(3):
        Job.objects.filter(pk=job.pk).update(not_before=job.created_at)
        with little_memory(256 * MEBIBYTE):
            run_work(job_id=job.pk, work={"eat": _eat})
        job.refresh_from_db()
        states.append((job.state, job.attempts))
    assert states[0][0] == FAILED
    assert states[-1] == (DEAD, 2)
    assert (job.done, job.lease, job.error) == (1, None, "Unforeseen: MemoryError; the log has the rest.")


def line(row: Screening) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ScreenedLine.objects.get(screening=row).record)
    return found


@pytest.mark.usefixtures("law")
def test_a_structure_that_no_memory_is_left_for_goes_to_a_person_and_is_examined_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    goods = {"smiles": "CCCCCCCCCCCCCCCCCSCCCCCC", "quantity": "1", "unit": "kg", **ROUTE}
    with monkeypatch.context() as patched:
        patched.setattr(structures, "examine", hungry.examine)
        row = screened(goods, reference="A-1")
    told = line(row)
    assert "structure_exhausted_memory" in {problem["code"] for problem in told["problems"]}
    assert told["verdict"] == "unresolved"
    assert open_case(row) is not None
    assert line(screened(goods, reference="A-2"))["verdict"] == "no_match"
