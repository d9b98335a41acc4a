"""Put a job into the queue, begin one, take back those of lost workers, cancel one, queue one again.

Each is one guarded UPDATE, so that of any number who try, one succeeds, on SQLite and on PostgreSQL alike.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from watchlist.audit import append
from watchlist.conf import lease_length
from watchlist.jobs.leases import JobDidNotFail, JobIsOver, Lease
from watchlist.jobs.models import ALONE, CANCELLED, DEAD, FAILED, QUEUED, RUNNING, WAITING, Job, JobQuerySet
from watchlist.metrics import LOST as LEASES_LOST

MOST_ATTEMPTS: Final = 5
MOST_AT_ONCE: Final = 200
REST: Final = timedelta(hours=6)
"""After which a schedule tries anew what was given up; a person need not wait for it."""
LOST: Final = "The worker was lost in the middle of it, time and again."


def enqueue(
    *, kind: str, subject: str, owner: str, most_attempts: int = MOST_ATTEMPTS, queue: str | None = None
) -> Job:
    """Create a job, which may begin at once, and return its row; `queue`: in place of that of its kind."""
    now = datetime.now(UTC)
    fields = {"queue": queue, "most_attempts": most_attempts, "not_before": now, "created_at": now}
    return Job.objects.create(kind=kind, subject=subject, owner=owner, **fields)


def enqueue_alone(*, kind: str, subject: str, owner: str, most_attempts: int = MOST_ATTEMPTS) -> Job | None:
    """Create a job of one of the kinds in `ALONE`; None where one for the subject waits or runs."""
    try:
        with transaction.atomic():
            return enqueue(kind=kind, subject=subject, owner=owner, most_attempts=most_attempts)
    except IntegrityError:
        if not _has_another(kind, subject):
            raise
        return None


def given_up_subjects(*, kind: str) -> frozenset[str]:
    """Return the subjects of which a job of a kind was given up, hours ago at the most.

    A schedule that comes by every few minutes leaves them alone: it would only fail as often.
    """
    given_up = Job.objects.filter(kind=kind, state=DEAD, ended_at__gt=datetime.now(UTC) - REST)
    return frozenset(given_up.values_list("subject", flat=True))


def claim(*, job_id: UUID) -> Lease | None:
    """Begin a job and return the lease on it; None where it is not due, or another worker was first."""
    now, token = datetime.now(UTC), uuid.uuid4()
    begun = (
        Job.objects.due(now)
        .filter(pk=job_id)
        .update(
            state=RUNNING,
            lease=token,
            lease_until=now + lease_length(),
            attempts=F("attempts") + 1,
            started_at=Coalesce(F("started_at"), Value(now)),
        )
    )
    job = Job.objects.filter(pk=job_id, lease=token).first() if begun else None
    if job is None:
        return None
    return Lease(job.pk, token, job.kind, job.subject, job.attempts, job.done, job.stage)


def sweep(*, now: datetime) -> list[Job]:
    """Take back the jobs of lost workers, and return what is due now, the oldest first."""
    for job in Job.objects.stale(now):
        lost = Job.objects.stale(now).filter(pk=job.pk, lease=job.lease)
        taken = lost.update(lease=None, lease_until=None, sent_at=None, **_after_loss(job, now))
        LEASES_LOST.labels(job.kind).inc(taken)
    return list(due(now=now).order_by("not_before", "pk")[:MOST_AT_ONCE])


def due(*, now: datetime) -> JobQuerySet:
    """Return the jobs that a worker may begin, and of which no message was sent for as long as a lease holds.

    A broker may lose messages; one that is busy is not told of everything again at each look.
    """
    return Job.objects.due(now).unsent(now - lease_length())


def _after_loss(job: Job, now: datetime) -> dict[str, Any]:
    if job.cancel_asked_at is not None:
        return {"state": CANCELLED, "ended_at": now}
    if job.attempts >= job.most_attempts:
        return {"state": DEAD, "ended_at": now, "error": LOST}
    return {"state": QUEUED, "not_before": now}


@transaction.atomic
def request_cancel(*, job: Job, actor: str) -> Job:
    """Cancel a job that waits, or ask the worker of one that runs to stop at its next step; return the row.

    To ask again changes nothing. Raises `JobIsOver` where there is nothing left to cancel.
    """
    current, now = Job.objects.get(pk=job.pk), datetime.now(UTC)
    if current.cancel_asked_at is not None and current.state in (RUNNING, CANCELLED):
        return current
    # The trail's lock comes before the job's, in which order the work inside a step takes them too.
    _audit(current, "cancel", actor, now)
    waits = {"state__in": WAITING}
    updated = Job.objects.filter(pk=current.pk, state__in=(*WAITING, RUNNING)).update(
        state=Case(When(**waits, then=Value(CANCELLED)), default=F("state")),
        ended_at=Case(When(**waits, then=Value(now)), default=None),
        cancel_asked_at=now,
        cancel_asked_by=actor,
    )
    if not updated:
        raise JobIsOver(_("The job is over: there is nothing left to cancel."))
    current.refresh_from_db()
    return current


@transaction.atomic
def requeue(*, job: Job, actor: str) -> Job:
    """Queue a job that failed again, at once and with all its attempts; return the row.

    Raises `JobDidNotFail` for a job in any other state, and where another one does the same meanwhile.
    """
    current, now = Job.objects.get(pk=job.pk), datetime.now(UTC)
    if current.state == DEAD and _has_another(current.kind, current.subject):
        raise JobDidNotFail(_("Another job does the same now."))
    _audit(current, "requeue", actor, now)
    updated = Job.objects.filter(pk=current.pk, state__in=(FAILED, DEAD)).update(
        state=QUEUED, attempts=0, not_before=now, ended_at=None, sent_at=None, cancel_asked_at=None, cancel_asked_by=""
    )
    if not updated:
        raise JobDidNotFail(_("Only a job that failed is queued again."))
    current.refresh_from_db()
    return current


def _has_another(kind: str, subject: str) -> bool:
    """Say whether a job that must be alone waits or runs."""
    return kind in ALONE and Job.objects.filter(kind=kind, subject=subject, state__in=(*WAITING, RUNNING)).exists()


def _audit(job: Job, verb: str, actor: str, at: datetime) -> None:
    payload = {"kind": job.kind, "subject": job.subject, "state": job.state, "done": job.done, "error": job.error}
    append(actor=actor, verb=verb, target_kind="job", target_key=str(job.pk), payload=payload, at=at)
