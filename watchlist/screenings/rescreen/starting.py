"""Start look-backs: one for each change of the law, whoever asks for it and however often."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max

from watchlist.jobs import DEAD, REST, RUNNING, WAITING, Job, JobDidNotFail, enqueue, requeue
from watchlist.list_updates import RescreenDue
from watchlist.manifests import Item
from watchlist.screenings.models import Upload
from watchlist.screenings.rescreen.models import Rescreen
from watchlist.temporal import last_tick

RESCREEN: Final = "rescreen"
PATIENCE: Final = timedelta(hours=1)
"""A file that is not screened by then is not looked at, and the look-back says so."""


def start_rescreens() -> list[Job]:
    """Queue a look-back for each change of the law that has none yet, and return their jobs.

    One waits for the files that were accepted before the law changed and are being screened, for `PATIENCE` at most.
    One whose job was given up is queued again after its rest: no change of the law is left without a look-back.
    """
    due = RescreenDue.objects.filter(rescreen__isnull=True).order_by("asked_at", "pk")
    started = [_start(change) for change in due if not _must_wait(change)]
    jobs = [job for job in started if job is not None]
    given_up = Rescreen.objects.filter(done_at=None, job__state=DEAD, job__ended_at__lte=datetime.now(UTC) - REST)
    for row in given_up.select_related("job").order_by("pk"):
        with suppress(JobDidNotFail):  # somebody else queued it again
            jobs.append(requeue(job=row.job, actor=row.started_by))
    return jobs


def look_back_since(*, since: datetime, actor: str, because: str = "") -> RescreenDue:
    """Request a look-back at everything stored for what changed since an instant, and return its row.

    Raises `CorrectTheQuestion` for an instant in the future, or before the first record of any law.
    """
    earlier, later = last_tick(since), last_tick()
    columns = {"because": because or f"asked by hand, since {earlier:%Y-%m-%d %H:%M} UTC", "asked_by": actor}
    due, _ = RescreenDue.objects.get_or_create(
        before=earlier, after=later, defaults={**columns, "asked_at": datetime.now(UTC)}
    )
    return due


def _must_wait(due: RescreenDue) -> bool:
    if due.asked_at < datetime.now(UTC) - PATIENCE:
        return False
    under_way = Upload.objects.filter(job__state__in=(*WAITING, RUNNING), manifest__received_at__lt=due.after)
    return under_way.exists()


def _start(due: RescreenDue) -> Job | None:
    """Queue a look-back, and return its job; None where somebody else was first."""
    with suppress(IntegrityError), transaction.atomic():
        row = Rescreen(due=due, started_at=datetime.now(UTC), started_by=due.asked_by)
        row.last_item = Item.objects.aggregate(last=Max("pk"))["last"] or 0
        row.items = Item.objects.filter(pk__lte=row.last_item).count()
        row.job = enqueue(kind=RESCREEN, subject=f"due {due.pk}", owner=due.asked_by)
        row.save(force_insert=True)
        return row.job
    return None
