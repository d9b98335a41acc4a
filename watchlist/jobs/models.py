"""One piece of work, as a row: the row is the truth, and a message of a broker only says that there is one."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

QUEUED: Final = "queued"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"
DEAD: Final = "dead"

COLLECT_LIST: Final = "collect_list"
APPLY_CHANGES: Final = "apply_changes"
ALONE: Final = (COLLECT_LIST, APPLY_CHANGES)
"""Kinds of which a subject has one job at a time, and never a second one that waits for the first."""

WAITING: Final = (QUEUED, FAILED)
OVER: Final = (DONE, CANCELLED, DEAD)
STATES: Final = (*WAITING, RUNNING, *OVER)

_LEASED = Q(lease__isnull=False, lease_until__isnull=False)
_FREE = Q(lease__isnull=True, lease_until__isnull=True)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by what can be done with them at an instant."""

    def due(self, now: datetime) -> Self:
        """Return the jobs that a worker may begin."""
        return self.filter(state__in=WAITING, not_before__lte=now)

    def unsent(self, since: datetime) -> Self:
        """Return the jobs of which no message was sent since an instant: a message may be lost, a row is not."""
        return self.filter(Q(sent_at__isnull=True) | Q(sent_at__lt=since))

    def stale(self, now: datetime) -> Self:
        """Return the jobs whose worker has not been heard of for the length of its lease."""
        return self.filter(state=RUNNING, lease_until__lt=now)


class Job(models.Model):
    """One piece of work for one subject. A row has one of six states:

    - `queued`: waits for a worker, from `not_before` on;
    - `running`: one worker holds its `lease`, until `lease_until` unless it is heard of again;
    - `failed`: an attempt failed, and `error` says how; it is tried again at `not_before`;
    - `done`: its work is finished;
    - `cancelled`: a person asked for its end, and it ended;
    - `dead`: a dead letter: it failed too often, or in a way that no attempt mends; a person may queue it again.

    Of the kinds in `ALONE` a subject has one job that is not over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.CharField(max_length=200, help_text="the key of what it is about")
    owner = models.CharField(_("owner"), max_length=150)
    state = models.CharField(max_length=10, default=QUEUED)
    attempts = models.PositiveIntegerField(default=0, help_text="begun since it last got further, this one included")
    most_attempts = models.PositiveSmallIntegerField(help_text="after which it is dead")
    queue = models.CharField(max_length=20, null=True, blank=True, help_text="where it waits; null: with its kind")
    done = models.PositiveBigIntegerField(default=0, help_text="the furthest it ever got")
    total = models.PositiveBigIntegerField(null=True, blank=True)
    stage = models.CharField(max_length=60, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="when a message of it was last given to the broker")
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_by = models.CharField(max_length=150, blank=True)
    error = models.TextField(blank=True, help_text="how the last attempt failed, in one sentence")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at", "pk"]
        default_permissions = ("view",)
        permissions = [("manage_jobs", "Cancels jobs of others, and queues failed ones again")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="job_state_is_known"),
            models.CheckConstraint(
                condition=(Q(state=RUNNING) & _LEASED) | (~Q(state=RUNNING) & _FREE), name="job_is_held_while_it_runs"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False) | (~Q(state__in=OVER) & Q(ended_at__isnull=True)),
                name="job_has_an_end_once_over",
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(done__lte=models.F("total")), name="job_done_within_total"
            ),
            models.CheckConstraint(
                condition=Q(cancel_asked_at__isnull=True, cancel_asked_by="")
                | (Q(cancel_asked_at__isnull=False) & ~Q(cancel_asked_by="")),
                name="job_cancel_has_who_asked",
            ),
            models.CheckConstraint(condition=~Q(state__in=(FAILED, DEAD)) | ~Q(error=""), name="job_failure_says_how"),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(kind__in=ALONE) & Q(state__in=(*WAITING, RUNNING)),
                name="job_is_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="job_by_state"),
            models.Index(fields=["kind", "subject"], name="job_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
