"""The schedule in words: when an entry is due, when it was carried out last, and what came of the work it started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from watchlist.admin import words
from watchlist.conf import broker_url
from watchlist.exports.text import visible
from watchlist.exports.words import counted
from watchlist.jobs.duties import APPLY_DUE, BY_TASK, COLLECT, RESCREEN, SWEEP, TELL, Duty, DutyRun
from watchlist.jobs.models import APPLY_CHANGES, DEAD, DONE, WAITING, Job, JobQuerySet
from watchlist.jobs.timetable import next_run, source_of, timing_of
from watchlist.sources.models import Collection
from watchlist.telling.sending import SEND_MAIL

LOOK_BACK: Final = "rescreen"
OF_ONE: Final = _("Has this one source read by a job, at times of its own.")
LATE: Final = timedelta(minutes=5)
"""After which an entry that the beat sent and nobody carried out is said to wait for a worker."""


@dataclass(frozen=True, slots=True)
class Said:
    """One entry as a page shows it: instants and durations in words, "" where there is none."""

    title: str
    does: str
    timing: str
    state: str
    began: str
    took: str
    result: str
    error: str
    came_of_it: str
    next: str
    cron: str
    note: str


def said(entry: Any, run: DutyRun | None, now: datetime) -> Said:
    """Return what a page says of an entry, with its last run."""
    duty = BY_TASK.get(entry.task)
    key = source_of(entry)
    beat = bool(broker_url())
    due = next_run(entry, now) if beat else None
    return Said(
        title=_title(entry, duty, key),
        does=str(OF_ONE) if key else duty.does if duty else "",
        timing=timing_of(entry).words,
        state=say("On") if entry.enabled else say("Off"),
        began=words.instant(run.started_at) if run else "",
        took=lasted(run.ended_at - run.started_at) if run else "",
        result=visible(run.result) if run else "",
        error=visible(run.error) if run else "",
        came_of_it=CAME_OF_IT[duty.name](key) if duty and duty.name in CAME_OF_IT else "",
        next=(say("due now") if due <= now else words.instant(due)) if due else "",
        cron="" if beat or duty is None else _cron(duty, key),
        note=_note(entry, run, now) if beat else "",
    )


def lasted(span: timedelta) -> str:
    """Return how long something took: "0.4 s", "3 min 20 s", "2 h 5 min"."""
    seconds = span.total_seconds()
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60:,} h {minutes % 60} min"


def _title(entry: Any, duty: Duty | None, key: str) -> str:
    if duty is None:
        return visible(entry.name)
    return f"Look at {key}" if key else duty.title


def _cron(duty: Duty, key: str) -> str:
    return f"{duty.times} python manage.py collect_lists {key}" if key else duty.cron


def _note(entry: Any, run: DutyRun | None, now: datetime) -> str:
    """Return what is wrong between the beat and the workers, in a sentence; "" where nothing is."""
    sent = entry.last_run_at
    if not entry.enabled or sent is None:
        return "" if not entry.enabled or now - entry.date_changed < LATE else say("The beat has not taken it yet.")
    behind = run is None or run.ended_at < sent - LATE
    return f"Sent at {words.instant(sent)}, and carried out by no worker yet." if behind and now - sent > LATE else ""


def _looks(key: str) -> str:
    looks = Collection.objects.select_related("source")
    last = (looks.filter(source__key=key) if key else looks).order_by("-ended_at").first()
    if last is None:
        return say("no source was looked at yet")
    what = ", ".join(map(words.phrase, filter(None, (last.outcome, last.code))))
    took = lasted(last.ended_at - last.started_at)
    return f"last look: {last.source.key}, {what}, {words.instant(last.ended_at)}, {took}"


def _last_job(kind: str) -> Callable[[str], str]:
    def last(key: str) -> str:
        job = Job.objects.filter(kind=kind).order_by("-created_at").first()
        if job is None:
            return say("no job of it yet")
        began, ended = job.started_at, job.ended_at or datetime.now(UTC)
        span = f", {lasted(ended - began)}" if began else ""
        how = "" if job.state == DONE or not job.error else f": {visible(job.error)}"
        return f"last job: {job.state}, {words.instant(job.ended_at or job.created_at)}{span}{how}"

    return last


def _mails(key: str) -> str:
    mails: JobQuerySet = Job.objects.filter(kind=SEND_MAIL)
    waiting, dead = mails.filter(state__in=WAITING).count(), mails.filter(state=DEAD).count()
    return f"{counted(waiting, 'mail')} waiting, {dead:,} given up"


def _open_jobs(key: str) -> str:
    return f"{counted(Job.objects.filter(state__in=WAITING).count(), 'job')} waiting"


CAME_OF_IT: Final[dict[str, Callable[[str], str]]] = {
    COLLECT: _looks,
    APPLY_DUE: _last_job(APPLY_CHANGES),
    RESCREEN: _last_job(LOOK_BACK),
    TELL: _mails,
    SWEEP: _open_jobs,
}
"""What came of the work that an entry starts, by the rows that the work leaves."""
