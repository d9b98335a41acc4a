"""A look-back that workers share: parts taken in any order, lost and taken again, leave what one worker leaves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.screenings import looking_back as back
from watchlist import tasks
from watchlist.audit.models import AuditEvent
from watchlist.jobs.models import CANCELLED, Job
from watchlist.jobs.parts import LeasedPart, PartLost, PartQuerySet, lease_next_part
from watchlist.jobs.queue import enqueue, request_cancel
from watchlist.list_updates.change_models import RescreenDue
from watchlist.screenings.rescreen import work
from watchlist.screenings.rescreen.models import CaseDue, Rescreen, RescreenPart, RescreenStep, TouchedItem
from watchlist.screenings.rescreen.starting import start_rescreens
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
STEP = ("number", "stage", "first", "last", "last_line", "looked_at", "passed_over", "unexamined", "found", "digest")
AGO = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "ITEMS", 3)
    monkeypatch.setattr(work, "LINES", 2)
    monkeypatch.setattr(work, "PAUSE", 0)


@pytest.fixture
def alone() -> Rescreen:
    """Return a look-back that one worker made, of two shipments of like goods."""
    for reference in ("A-1", "A-2"):
        back.stored(reference=reference)
    before = last_tick()
    back.list_citric_acid()
    return back.looked_back(before)


def the_same_begun(alone: Rescreen, monkeypatch: pytest.MonkeyPatch) -> Rescreen:
    """Return a look-back on the same change, whose worker fell once it had made the parts."""
    due = alone.due
    RescreenDue.objects.create(
        before=due.before + timedelta(microseconds=1), after=due.after, because=due.because, asked_at=due.asked_at
    )
    (job,) = start_rescreens()
    fallen(job, monkeypatch)
    return Rescreen.objects.select_related("job").get(job=job)


def fallen(job: Job, monkeypatch: pytest.MonkeyPatch, at_step: int = 1) -> None:
    """Have the worker of a job fall in the middle of a part; its leases run out at once."""
    with monkeypatch.context() as falling:
        back.fall_at_step(falling, at_step)
        run(job)
    RescreenPart.objects.filter(lease__isnull=False).update(lease_until=datetime.now(UTC) - AGO)


def run(job: Job) -> Job:
    Job.objects.filter(pk=job.pk).update(not_before=datetime.now(UTC))
    tasks.run_job(str(job.pk))
    return Job.objects.get(pk=job.pk)


def helper(rescreen: Rescreen) -> Job:
    return enqueue(kind=work.HELP_RESCREEN, subject=str(rescreen.pk), owner="officer")


def left_by(rescreen: Rescreen) -> dict[str, Any]:
    """Return all that a look-back left, in its order, without what names it."""
    columns = [field.attname for field in CaseDue._meta.concrete_fields if field.attname not in {"id", "rescreen_id"}]
    row = Rescreen.objects.get(pk=rescreen.pk)
    return {
        "cases": list(CaseDue.objects.filter(rescreen=row).order_by("pk").values_list(*columns)),
        "steps": list(RescreenStep.objects.filter(rescreen=row).order_by("number").values_list(*STEP)),
        "touched": list(TouchedItem.objects.filter(rescreen=row).order_by("item").values_list("item", "by")),
        "summary": json.loads(row.summary),
        "changed": row.changed,
        "events": AuditEvent.objects.filter(target_kind="rescreen", target_key=str(row.pk)).count(),
    }


def in_order(numbers: Sequence[int]) -> Any:
    """Return what leases parts in an order of numbers, and the others as they come."""

    def lease(parts: PartQuerySet, *, job: UUID) -> LeasedPart[Any] | None:
        for number in numbers:
            if leased := lease_next_part(parts.filter(number=number), job=job):
                return leased
        return lease_next_part(parts, job=job)

    return lease


@pytest.mark.parametrize("order", [(), range(20, -1, -1), (3, 0, 6, 1, 8, 5, 10, 4, 2)], ids=["up", "down", "mixed"])
@pytest.mark.parametrize("fall", [0, 1, 2])
def test_parts_taken_in_any_order_by_whoever_is_there_leave_what_one_worker_leaves(
    alone: Rescreen, order: Sequence[int], fall: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescreen = the_same_begun(alone, monkeypatch)
    monkeypatch.setattr(work, "lease_next_part", in_order(order))
    for _ in ("items", "lines"):
        if fall:
            fallen(helper(rescreen), monkeypatch, fall)
        assert run(helper(rescreen)).state == "done"
        assert not RescreenPart.objects.open().exists()
        assert Rescreen.objects.get(pk=rescreen.pk).done_at is None
        fallen(rescreen.job, monkeypatch)
    assert run(rescreen.job).error == ""
    assert left_by(rescreen) == left_by(alone)
    assert left_by(alone)["cases"]
    assert not RescreenPart.objects.exists()


def test_a_part_that_two_have_taken_is_stored_by_the_one_whose_lease_is_the_last(
    alone: Rescreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescreen, lease, late = the_same_begun(alone, monkeypatch), lease_next_part, list[LeasedPart[Any]]()

    def twice(parts: PartQuerySet, *, job: UUID) -> LeasedPart[Any] | None:
        first = lease(parts, job=job)
        if first is None or late:
            return first
        RescreenPart.objects.filter(pk=first.part.pk).update(lease_until=datetime.now(UTC) - AGO)
        late.append(first)
        return lease(parts, job=rescreen.job_id)

    monkeypatch.setattr(work, "lease_next_part", twice)
    assert run(helper(rescreen)).state == "done"
    with pytest.raises(PartLost):
        late[0].complete()
    assert run(rescreen.job).error == ""
    assert left_by(rescreen) == left_by(alone)


def test_who_helps_with_what_was_cancelled_stores_nothing(alone: Rescreen, monkeypatch: pytest.MonkeyPatch) -> None:
    rescreen = the_same_begun(alone, monkeypatch)
    take_step = work.take_step

    def cancelled_meanwhile(*args: Any, **options: Any) -> None:
        take_step(*args, **options)
        request_cancel(job=rescreen.job, actor="officer")

    monkeypatch.setattr(work, "take_step", cancelled_meanwhile)
    assert run(helper(rescreen)).state == "done"
    assert not RescreenStep.objects.filter(rescreen=rescreen).exists()
    monkeypatch.setattr(work, "take_step", take_step)
    request_cancel(job=Job.objects.get(pk=rescreen.job_id), actor="officer")
    assert run(helper(rescreen)).state == "done"
    assert Job.objects.get(pk=rescreen.job_id).state == CANCELLED
    assert not RescreenStep.objects.filter(rescreen=rescreen).exists()


def test_a_part_that_workers_fall_in_again_and_again_is_tried_anew_by_the_next_attempt(
    alone: Rescreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescreen = the_same_begun(alone, monkeypatch)
    RescreenPart.objects.filter(number=1).update(attempts=99)
    assert run(helper(rescreen)).state == "done"
    assert [part.number for part in RescreenPart.objects.open()] == [1]
    assert run(rescreen.job).error == ""
    assert left_by(rescreen) == left_by(alone)


def test_what_the_version_before_took_a_step_of_is_not_taken_again(
    alone: Rescreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescreen = the_same_begun(alone, monkeypatch)
    assert run(helper(rescreen)).state == "done"
    RescreenPart.objects.filter(number=1).update(done_at=None)
    assert run(rescreen.job).error == ""
    assert left_by(rescreen) == left_by(alone)


def test_as_many_are_asked_to_help_as_there_are_workers_and_parts(
    alone: Rescreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "share_workers", lambda: 3)
    monkeypatch.setattr(tasks, "start", lambda ids, **_: list(ids))
    rescreen = the_same_begun(alone, monkeypatch)
    assert Job.objects.filter(kind=work.HELP_RESCREEN, subject=str(rescreen.pk)).count() == 2
    run(rescreen.job)
    assert Job.objects.filter(kind=work.HELP_RESCREEN).count() == 2  # those that wait help with the lines as well
