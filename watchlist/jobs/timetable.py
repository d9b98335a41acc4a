"""The entries of the schedule, and the verbs that change them: rows of the beat, which reads them again by itself.

An interval or a line of cron is never changed, since entries may share it: an entry gets another one. Times are UTC.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _, ngettext_lazy, override
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from watchlist.audit import append
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.texts import Sentence, filled
from watchlist.jobs.scheduled_tasks import BY_TASK, COLLECT, entry_name

EVERY: Final = {
    "seconds": ngettext_lazy("every second", "every %(every)d seconds", "every"),
    "minutes": ngettext_lazy("every minute", "every %(every)d minutes", "every"),
    "hours": ngettext_lazy("every hour", "every %(every)d hours", "every"),
    "days": ngettext_lazy("every day", "every %(every)d days", "every"),
}
PERIODS: Final = tuple(EVERY)
FIELDS: Final = ("minute", "hour", "day_of_month", "month_of_year", "day_of_week")
LEAST_OF_A_SOURCE: Final = timedelta(minutes=15)
LONGEST_WAIT: Final = timedelta(hours=1)
"""After which a look that no worker took is dropped: the next one finds all that it would have found."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When something is done: every so many seconds, minutes, hours or days; or by a line of cron, which goes first."""

    every: int = 0
    period: str = "minutes"
    cron: str = ""

    @property
    def label(self) -> Sentence:
        """The timing as a sentence, in the language of the page."""
        if self.cron:
            return filled(_("at %(cron)s (minute, hour, day, month, weekday; UTC)"), {"cron": self.cron})
        return filled(EVERY[self.period], {"every": self.every})

    @property
    def words(self) -> str:
        """The timing as a sentence in English, as records have it."""
        with override(None):
            return str(self.label)


def timing_of(entry: PeriodicTask) -> Timing:
    """Return when an entry is due."""
    if entry.crontab is not None:
        return Timing(cron=" ".join(str(getattr(entry.crontab, field)) for field in FIELDS))
    if entry.interval is not None:
        return Timing(every=entry.interval.every, period=entry.interval.period)
    return Timing()


def next_run(entry: PeriodicTask, now: datetime) -> datetime | None:
    """Return when the beat takes an entry next, `now` where it is due; None where it is switched off."""
    if not entry.enabled or (entry.interval is None and entry.crontab is None):
        return None
    wait: timedelta = entry.schedule.remaining_estimate(entry.last_run_at or entry.date_changed)
    return now + max(wait, timedelta(0))


def source_of(entry: PeriodicTask) -> str:
    """Return the key of the source that an entry is about; "" where it is about all of them, or none."""
    arguments = json.loads(entry.args or "[]")
    return str(arguments[0]) if arguments else ""


@transaction.atomic
def reschedule(*, entry: PeriodicTask, timing: Timing, enabled: bool, actor: str) -> PeriodicTask:
    """Set when an entry is due, and whether it is at all; return it.

    Raises `CorrectTheQuestion` where that is no time, or more often than a publisher is to be asked.
    """
    locked = PeriodicTask.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    previous = {"timing": timing_of(locked).words, "enabled": locked.enabled}
    _set(locked, timing, enabled)
    _audit(locked, "reschedule", actor, previous)
    return locked


@transaction.atomic
def schedule_source(*, key: str, timing: Timing, actor: str) -> PeriodicTask:
    """Return a new entry by which one source is looked at at times of its own, beside the look at what is due.

    Raises `CorrectTheQuestion` where there is one, and as `reschedule` does.
    """
    name = entry_name(COLLECT, key)
    if PeriodicTask.objects.filter(name=name).exists():
        raise CorrectTheQuestion(_("%(key)s has an entry of its own: change that one."), key=key)
    entry = PeriodicTask(name=name, task="watchlist.collect", args=json.dumps([key]))
    _set(entry, timing, enabled=True)
    _audit(entry, "schedule_source", actor, {})
    return entry


@transaction.atomic
def drop_entry(*, entry: PeriodicTask, actor: str) -> None:
    """Take away the entry of one source. Raises `CorrectTheQuestion` for any other: that is switched off instead."""
    if entry.task in BY_TASK and not source_of(entry):
        raise CorrectTheQuestion(_("this entry comes with the service: switch it off instead."))
    _audit(entry, "drop_entry", actor, {})
    entry.delete()


def _set(entry: PeriodicTask, timing: Timing, enabled: bool) -> None:
    often = bool(source_of(entry))
    entry.crontab = _crontab(timing.cron, often) if timing.cron else None
    entry.interval = None if timing.cron else _interval(timing, often)
    wait = LONGEST_WAIT if timing.cron else min(timedelta(**{timing.period: timing.every}), LONGEST_WAIT)
    entry.expire_seconds = max(1, int(wait.total_seconds()))
    entry.enabled = enabled
    entry.save()


def _interval(timing: Timing, of_a_source: bool) -> IntervalSchedule:
    if timing.period not in PERIODS or timing.every < 1:
        raise CorrectTheQuestion(_("say every how many %(periods)s: one at least."), periods=", ".join(PERIODS))
    if of_a_source and timedelta(**{timing.period: timing.every}) < LEAST_OF_A_SOURCE:
        raise CorrectTheQuestion(_("a publisher is not asked more often than every quarter of an hour."))
    existing = IntervalSchedule.objects.filter(every=timing.every, period=timing.period).first()
    return existing or IntervalSchedule.objects.create(every=timing.every, period=timing.period)


def _crontab(line: str, of_a_source: bool) -> CrontabSchedule:
    values = line.split()
    if len(values) != len(FIELDS):
        raise CorrectTheQuestion(_("a line of cron has five fields: minute, hour, day, month, weekday."))
    crontab = CrontabSchedule(**dict(zip(FIELDS, values, strict=True)), timezone="UTC")
    try:
        crontab.full_clean()
        minutes = crontab.schedule.minute
    except (ValidationError, ValueError) as error:
        raise CorrectTheQuestion(_("%(line)r is no line of cron."), line=line) from error
    if of_a_source and len(minutes) > 4:
        raise CorrectTheQuestion(_("a publisher is not asked more often than every quarter of an hour."))
    crontab.save()
    return crontab


def _audit(entry: PeriodicTask, verb: str, actor: str, previous: dict[str, object]) -> None:
    current = {"task": entry.task, "args": entry.args, "timing": timing_of(entry).words, "enabled": entry.enabled}
    payload = {**current, "before": previous}
    append(actor=actor, verb=verb, target_kind="schedule", target_key=entry.name, payload=payload)
