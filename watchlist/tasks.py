"""What the workers run: load ids, call one function, nothing else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction

from watchlist.cases import close_with_correction, drop_contingent_deadlines, drop_lost_runs, open_due
from watchlist.conf import broker_url, starts_jobs
from watchlist.engine.answer import Summary
from watchlist.engine.reports import counted
from watchlist.integrity import VERIFY_RECORDS, verify_tonight
from watchlist.internal_lists import feed
from watchlist.jobs import (
    APPLY_CHANGES,
    COLLECT_LIST,
    BrokerAway,
    Job,
    Lease,
    Work,
    detach,
    is_ending,
    route_of,
    run_work,
    sender,
    sweep,
)
from watchlist.list_updates import ChangeSet, NotNow, apply, collect
from watchlist.notifications import MAIL_ANCHOR, SEND_DAILY_MAIL, SEND_MAIL, mail_anchor, send_daily_mail, send_mail
from watchlist.replays import REPLAY_SCREENING, run_replay
from watchlist.results import BUILD_RESULTS, build_results, prepare_results
from watchlist.retention import ERASE_PERSON, LET_GO, erase, run_purge
from watchlist.screenings import SCREEN_MANIFEST, Upload, announce_ends
from watchlist.screenings.chunks import ANSWER_SHARES, answer_shares, screen_upload
from watchlist.screenings.rescreen import HELP_RESCREEN, RESCREEN, help_rescreen, rescreen
from watchlist.webhooks import DELIVER_WEBHOOK, deliver_webhook

SCHEDULE: Final = "schedule"
"""The actor of what no person asked for: no account."""
LONGEST_LOOK: Final = timedelta(minutes=15)
"""In which a publication of many pages is fetched and read, without a word in between."""

log = logging.getLogger(__name__)


def run_job(job_id: str) -> None:
    """Run one job, if it is still due, and announce ended uploads."""
    if run_work(job_id=UUID(job_id), work=WORK):
        start([UUID(job_id)])
    open_due()
    drop_lost_runs()
    drop_contingent_deadlines()
    announce_upload_ends()


def sweep_jobs() -> str:
    """Take back the jobs of lost workers, start what is due, and say how many jobs that are."""
    due = sweep(now=datetime.now(UTC))
    start(job.pk for job in due)
    open_due()
    drop_lost_runs()
    announce_upload_ends()
    return f"{counted(len(due), 'job')} started"


def announce_upload_ends() -> None:
    """Send the manifests that came to an end to the webhooks that hear of it."""
    start(delivery.job_id for delivery in announce_ends())


def _collect(lease: Lease) -> None:
    lease.heartbeat(0, length=LONGEST_LOOK)
    with suppress(NotNow):  # somebody else looks, or the publisher asked us to wait: a later look finds the same
        collect(key=lease.subject)
        feed(source_key=lease.subject)


def _apply(lease: Lease) -> None:
    apply(change_set=ChangeSet.objects.get(pk=lease.subject), actor=SCHEDULE)


def _screen(lease: Lease) -> None:
    screen_upload(lease, call=start, close=_close)


def _look_back(lease: Lease) -> None:
    rescreen(lease, call=start)


def _close(upload: Upload, summary: Summary, store: Callable[[], None]) -> None:
    if again := close_with_correction(upload, summary, store):
        start([again.job_id])
    else:
        start(prepare_results(upload))


WORK: Final[dict[str, Work]] = {
    SCREEN_MANIFEST: _screen,
    ANSWER_SHARES: answer_shares,
    BUILD_RESULTS: build_results,
    REPLAY_SCREENING: run_replay,
    DELIVER_WEBHOOK: deliver_webhook,
    SEND_MAIL: send_mail,
    SEND_DAILY_MAIL: send_daily_mail,
    MAIL_ANCHOR: mail_anchor,
    COLLECT_LIST: _collect,
    APPLY_CHANGES: _apply,
    RESCREEN: _look_back,
    HELP_RESCREEN: help_rescreen,
    LET_GO: run_purge,
    VERIFY_RECORDS: verify_tonight,
    ERASE_PERSON: erase,
}
"""What is done for each kind of job."""


def start(job_ids: Iterable[UUID], *, here: bool = False) -> None:
    """Have jobs run as soon as the transaction around is committed; whatever goes wrong, their rows are there.

    With a broker, a message each. Without: in this process (`here`, for what is small), or in one that is apart.
    """
    if ids := tuple(map(str, job_ids)):
        transaction.on_commit(partial(_start, ids, here), robust=True)


def run_due() -> int:
    """Run what is due, in this process, one after the other, and return how many jobs that were."""
    due = [] if is_ending() else sweep(now=datetime.now(UTC))
    for job in due:
        run_job(str(job.pk))
    return len(due)


def look_after_jobs() -> None:
    """Without a broker, sweep as the beat would: whoever polls a job keeps it going."""
    if not broker_url():
        sweep_jobs()


def _start(ids: tuple[str, ...], here: bool) -> None:
    if broker_url():
        send = sender()
        try:
            for key, kind, queue in Job.objects.filter(pk__in=ids).values_list("pk", "kind", "queue"):
                send(str(key), route_of(kind, queue))
        except BrokerAway as error:
            log.warning("the broker does not answer (%s): the jobs wait for the next sweep", error)
        else:
            Job.objects.filter(pk__in=ids).update(sent_at=datetime.now(UTC))
    elif here:
        for job_id in ids:
            run_job(job_id)
    elif starts_jobs():
        detach()
