"""The schedule: each task of the beat, and its line of cron where there is no beat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, gettext_noop as _


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """A periodic task: the name of its entry, what it does, and its line of cron.

    `title` and `does` are English: pages translate them.
    """

    name: str
    title: str
    does: str
    times: str
    command: str

    @property
    def task(self) -> str:
        """Return the name that the task of the beat bears."""
        return f"watchlist.{self.name}"

    @property
    def cron(self) -> str:
        """Return the line that does it by cron, from the folder of the service."""
        return f"{self.times} python manage.py {self.command}"


SWEEP: Final = "sweep_jobs"
ANNOUNCE: Final = "announce_changes"
COLLECT: Final = "collect"
APPLY_DUE: Final = "apply_due"
RESCREEN: Final = "rescreen"
NOTIFY: Final = "tell"
INDEX_STRUCTURES: Final = "take_up_goods"
PURGE: Final = "let_go"
ANCHOR: Final = "anchor_trail"
VERIFY_RECORDS: Final = "verify_records"

SCHEDULED_TASKS: Final = (
    ScheduledTask(
        COLLECT,
        _("Look at the sources"),
        _("Looks which sources are due by their own hours, and has each of them read by a job."),
        "*/15 * * * *",
        "collect_lists --due",
    ),
    ScheduledTask(
        APPLY_DUE,
        _("Apply what was approved"),
        _("Writes accepted changes into the law; one with a later day stands announced until it comes."),
        "*/5 * * * *",
        "apply_due",
    ),
    ScheduledTask(
        RESCREEN,
        _("Look back"),
        _("Starts the re-screening of stored lines for every change of the law that was not looked back on."),
        "*/5 * * * *",
        "rescreen",
    ),
    ScheduledTask(
        INDEX_STRUCTURES,
        _("Take up goods"),
        _("Has the structures of goods that were stored since be searched, with those of all others."),
        "*/5 * * * *",
        "structure_index build",
    ),
    ScheduledTask(
        NOTIFY,
        _("Tell people"),
        _("Writes to those whose turn it is, and tells webhooks: of proposals, decisions, failing sources, findings."),
        "* * * * *",
        "tell",
    ),
    ScheduledTask(
        ANNOUNCE,
        _("Tell of changed law"),
        _("Tells the webhooks that hear of it which lists changed."),
        "* * * * *",
        "tell",
    ),
    ScheduledTask(
        PURGE,
        _("Let go"),
        _("Lets go of what is stored and kept by nothing any more; nothing, unless the house set its years."),
        "30 2 * * *",
        "let_go",
    ),
    ScheduledTask(
        ANCHOR,
        _("Anchor the trail"),
        _("Signs the end of the audit trail, once a day, and mails that where an address is set for it."),
        "10 0 * * *",
        "audit_anchor",
    ),
    ScheduledTask(
        VERIFY_RECORDS,
        _("Verify the records"),
        _("Compares the database with the trail: guards, rows, rights, stored lines and files; names what differs."),
        "20 1 * * *",
        "verify_records --of-tonight",
    ),
    ScheduledTask(
        SWEEP,
        _("Look after the jobs"),
        _("Takes back the jobs of lost workers, and starts what is due."),
        "* * * * *",
        "run_jobs",
    ),
)
BY_TASK: Final = {scheduled_task.task: scheduled_task for scheduled_task in SCHEDULED_TASKS}
STOPPED: Final = "It stopped in the middle; the log says why."


class DutyRun(models.Model):
    """The last run of an entry of the schedule, by the beat or by cron: one row an entry.

    `done`, with a `result`; or `stopped`, with an `error`. Long work is done by jobs, which keep their own times; a run
    only looks what there is to do.
    """

    entry = models.CharField(primary_key=True, max_length=200, help_text="the name of the entry")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    result = models.TextField(blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = gettext_lazy("run of a duty of the schedule")
        verbose_name_plural = gettext_lazy("runs of duties of the schedule")
        ordering = ["entry"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gte=F("started_at")), name="dutyrun_ends_after_it_starts"),
            models.CheckConstraint(
                condition=(Q(result="") & ~Q(error="")) | (~Q(result="") & Q(error="")),
                name="dutyrun_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.result or self.error}"


def entry_name(task: str, key: str = "") -> str:
    """Return the name of an entry: that of the task, with the source that it is about."""
    return f"{task} {key}" if key else task


def carry_out(*, entry: str, work: Callable[[], str]) -> str:
    """Do the work of an entry, record the run and its result, and return the result, a sentence."""
    started, result = datetime.now(UTC), ""
    try:
        result = work()
    finally:
        error = "" if result else STOPPED
        # One statement: two who do the same at once keep the later word, and neither waits.
        DutyRun.objects.bulk_create(
            [DutyRun(entry=entry, started_at=started, ended_at=datetime.now(UTC), result=result, error=error)],
            update_conflicts=True,
            unique_fields=["entry"],
            update_fields=["started_at", "ended_at", "result", "error"],
        )
    return result
