"""Entries of the schedule in words: when each is due, its last run, and the result of the work it started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from watchlist.conf import broker_url
from watchlist.engine.reports import visible
from watchlist.engine.texts import grouped
from watchlist.jobs import (
    APPLY_CHANGES,
    APPLY_DUE,
    BY_TASK,
    COLLECT,
    DEAD,
    DONE,
    NOTIFY,
    RESCREEN,
    SWEEP,
    WAITING,
    DutyRun,
    Job,
    JobQuerySet,
    ScheduledTask,
    next_run,
    source_of,
    timing_of,
)
from watchlist.list_updates import Collection
from watchlist.notifications import SEND_MAIL
from watchlist.web import words
from watchlist.web.operations.jobs import STATES

LOOK_BACK: Final = "rescreen"
OWN_TIMES: Final = gettext_lazy("Has this one source read by a job, at times of its own.")
LATE: Final = timedelta(minutes=5)
"""After this an entry that the beat sent and no worker carried out is shown as waiting for a worker."""


@dataclass(frozen=True, slots=True)
class ScheduleEntryView:
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


def schedule_entry_view(entry: Any, run: DutyRun | None, now: datetime) -> ScheduleEntryView:
    """Return an entry as a page shows it, with its last run."""
    duty = BY_TASK.get(entry.task)
    key = source_of(entry)
    beat = bool(broker_url())
    due = next_run(entry, now) if beat else None
    return ScheduleEntryView(
        title=_title(entry, duty, key),
        does=str(OWN_TIMES) if key else _(duty.does) if duty else "",
        timing=str(timing_of(entry).label),
        state=_("On") if entry.enabled else _("Off"),
        began=words.instant(run.started_at) if run else "",
        took=duration(run.ended_at - run.started_at) if run else "",
        result=visible(run.result) if run else "",
        error=visible(run.error) if run else "",
        came_of_it=CAME_OF_IT[duty.name](key) if duty and duty.name in CAME_OF_IT else "",
        next=(_("due now") if due <= now else words.instant(due)) if due else "",
        cron="" if beat or duty is None else _cron(duty, key),
        note=_note(entry, run, now) if beat else "",
    )


def duration(span: timedelta) -> str:
    """Return how long something took: "0.4 s", "3 min 20 s", "2 h 5 min"."""
    seconds = span.total_seconds()
    if seconds < 60:
        return _("%(seconds).1f s") % {"seconds": seconds}
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}
    return _("%(hours)s h %(minutes)d min") % {"hours": grouped(minutes // 60), "minutes": minutes % 60}


def _title(entry: Any, duty: ScheduledTask | None, key: str) -> str:
    if duty is None:
        return visible(entry.name)
    return _("Look at %(source)s") % {"source": key} if key else _(duty.title)


def _cron(duty: ScheduledTask, key: str) -> str:
    return f"{duty.times} python manage.py collect_lists {key}" if key else duty.cron


def _note(entry: Any, run: DutyRun | None, now: datetime) -> str:
    """Return what is wrong between the beat and the workers, in a sentence; "" where nothing is."""
    sent = entry.last_run_at
    if not entry.enabled or sent is None:
        return "" if not entry.enabled or now - entry.date_changed < LATE else _("The beat has not taken it yet.")
    behind = run is None or run.ended_at < sent - LATE
    if not behind or now - sent <= LATE:
        return ""
    return _("Sent at %(at)s, and carried out by no worker yet.") % {"at": words.instant(sent)}


def _looks(key: str) -> str:
    looks = Collection.objects.select_related("source")
    last = (looks.filter(source__key=key) if key else looks).order_by("-ended_at").first()
    if last is None:
        return _("no source was looked at yet")
    what = ", ".join(_(words.phrase(token)) for token in (last.outcome, last.code) if token)
    took = duration(last.ended_at - last.started_at)
    values = {"source": last.source.key, "outcome": what, "at": words.instant(last.ended_at), "took": took}
    return _("last look: %(source)s, %(outcome)s, %(at)s, %(took)s") % values


def _last_job(kind: str) -> Callable[[str], str]:
    def last(key: str) -> str:
        job = Job.objects.filter(kind=kind).order_by("-created_at").first()
        if job is None:
            return _("no job of it yet")
        began, ended = job.started_at, job.ended_at or datetime.now(UTC)
        how = "" if job.state == DONE or not job.error else f": {visible(job.error)}"
        values = {"state": STATES[job.state], "at": words.instant(job.ended_at or job.created_at)}
        if not began:
            return f"{_('last job: %(state)s, %(at)s') % values}{how}"
        return f"{_('last job: %(state)s, %(at)s, %(span)s') % {**values, 'span': duration(ended - began)}}{how}"

    return last


def _mails(key: str) -> str:
    mails: JobQuerySet = Job.objects.filter(kind=SEND_MAIL)
    waiting, dead = mails.filter(state__in=WAITING).count(), mails.filter(state=DEAD).count()
    mails_waiting = ngettext("%(mails)s mail waiting", "%(mails)s mails waiting", waiting) % {"mails": grouped(waiting)}
    return _("%(waiting)s, %(dead)s given up") % {"waiting": mails_waiting, "dead": grouped(dead)}


def _open_jobs(key: str) -> str:
    waiting = Job.objects.filter(state__in=WAITING).count()
    return ngettext("%(jobs)s job waiting", "%(jobs)s jobs waiting", waiting) % {"jobs": grouped(waiting)}


CAME_OF_IT: Final[dict[str, Callable[[str], str]]] = {
    COLLECT: _looks,
    APPLY_DUE: _last_job(APPLY_CHANGES),
    RESCREEN: _last_job(LOOK_BACK),
    NOTIFY: _mails,
    SWEEP: _open_jobs,
}
"""The result of the work that an entry starts, read from the rows that the work leaves."""
