"""A stored screening that is asked again by a job, and the lines that were answered differently."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.jobs import Job
from watchlist.screenings import Screening


class ReplayRun(models.Model):
    """One replay of a screening. Its states are those of its job; `done` from `done_at` on, when `outcome` is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="replay_runs")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="replay_run")
    requested_by = models.CharField(max_length=150)
    requested_at = models.DateTimeField()
    outcome = models.TextField(blank=True, help_text="all of it but the lines, as JSON; empty: not done yet")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("replay of a screening")
        verbose_name_plural = _("replays of screenings")
        ordering = ["-requested_at", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", done_at__isnull=True) | (~Q(outcome="") & Q(done_at__isnull=False)),
                name="replayrun_has_an_outcome_when_done",
            )
        ]

    def __str__(self) -> str:
        return f"{self.screening_id}, {self.requested_at:%Y-%m-%d %H:%M} UTC"


class ReplayDifference(models.Model):
    """A line that a replay answered differently: its record then and now, word for word; empty: there was none."""

    run = models.ForeignKey(ReplayRun, on_delete=models.PROTECT, related_name="differences")
    number = models.PositiveIntegerField(help_text="in the order of the file, from 0")
    then = models.TextField(blank=True)
    now = models.TextField(blank=True)

    class Meta:
        verbose_name = _("line that a replay answered differently")
        verbose_name_plural = _("lines that a replay answered differently")
        ordering = ["run", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="replaydifference_number_is_unique")]

    def __str__(self) -> str:
        return f"difference {self.number}"
