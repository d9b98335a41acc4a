"""The periodic tasks, run by the beat or by cron: each finds what is due, and leaves jobs that do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Final

from django.db.models import Q

from watchlist.access import drop_expired_tokens
from watchlist.engine.reports import counted
from watchlist.integrity import VERIFY_RECORDS as VERIFY_JOB
from watchlist.jobs import (
    ANCHOR,
    ANNOUNCE,
    APPLY_CHANGES,
    APPLY_DUE,
    COLLECT,
    COLLECT_LIST,
    INDEX_STRUCTURES,
    NOTIFY,
    PURGE,
    RESCREEN,
    SWEEP,
    VERIFY_RECORDS,
    Job,
    carry_out,
    enqueue_alone,
    entry_name,
    given_up_subjects,
)
from watchlist.law_store import announce_law
from watchlist.list_updates import DECIDED, ChangeSet, ListSource, declared_sources, due_sources, with_state
from watchlist.manifests import drop_old_drafts
from watchlist.notifications import anchor_and_mail, notify
from watchlist.replays import drop_old_replays
from watchlist.results import drop_old_results
from watchlist.retention import enqueue_purge, forget_log_ins, purge_blocker
from watchlist.screenings import drop_old_trials
from watchlist.screenings.daily import count_due_days
from watchlist.screenings.goods import index_structures
from watchlist.screenings.rescreen import start_rescreens
from watchlist.screenings.totals import catch_up_due
from watchlist.structure_index import RebuildTheStore
from watchlist.tasks import SCHEDULE, start, sweep_jobs


def collect_due(key: str = "") -> str:
    """Have the sources that are due looked at, or the one named, by a job each; say how many are."""
    now = datetime.now(UTC)
    if key and key not in declared_sources():
        return f"no source {key} is declared"
    if key and ListSource.objects.filter(Q(enabled=False) | Q(not_before__gt=now), key=key).exists():
        return f"{key} is left alone for now"
    keys = [key] if key else due_sources(now)
    rest = given_up_subjects(kind=COLLECT_LIST)
    # One attempt: a publisher is not asked again within minutes, whatever fault of ours it was.
    awake = [source_key for source_key in keys if source_key not in rest]
    made = [enqueue_alone(kind=COLLECT_LIST, subject=awoken, owner=SCHEDULE, most_attempts=1) for awoken in awake]
    return f"{counted(len(keys), 'source')} due, {_start(made)}"


def apply_decided() -> str:
    """Have the change sets that are wholly decided written into the law, by a job each; say how many are."""
    sets = with_state(ChangeSet.objects.all()).filter(state=DECIDED, accepted__gt=0).order_by("opened_at")
    keys, rest = [str(change_set.pk) for change_set in sets], given_up_subjects(kind=APPLY_CHANGES)
    made = [enqueue_alone(kind=APPLY_CHANGES, subject=key, owner=SCHEDULE) for key in keys if key not in rest]
    return f"{counted(len(keys), 'change set')} decided, {_start(made)}"


def look_back() -> str:
    """Start the look-back on each change of the law that has none, and say how many those are."""
    return _start(start_rescreens(), "look-back")


def index_goods() -> str:
    """Index the structures of goods that were stored since, and say of how many; or why they are not."""
    try:
        return f"{counted(index_structures(), 'reading')} taken up"
    except RebuildTheStore as error:
        return str(error)


def notify_people() -> str:
    """Notify people and webhooks of all news, and say how many are notified."""
    jobs = notify()
    start(jobs)
    return f"{counted(len(jobs), 'person or webhook', 'people and webhooks')} told"


def announce_changes() -> str:
    """Send the lists that changed to the webhooks that hear of it, and say to how many."""
    deliveries = announce_law()
    start(delivery.job_id for delivery in deliveries)
    return f"{counted(len(deliveries), 'webhook')} told"


def purge_old() -> str:
    """Start the purge job, and say so, or why not. Expired log-ins, tokens, results, replays and trials go anyway."""
    forget_log_ins(actor=SCHEDULE, at=datetime.now(UTC))
    drop_expired_tokens(actor=SCHEDULE, at=datetime.now(UTC))
    drop_old_results(actor=SCHEDULE, at=datetime.now(UTC))
    drop_old_replays(at=datetime.now(UTC))
    drop_old_trials(at=datetime.now(UTC))
    if why := purge_blocker():
        return why
    return _start([enqueue_purge(actor=SCHEDULE)])


def anchor_trail() -> str:
    """Have the end of the trail signed, and mailed where an address is set for it, once a day; say what was done."""
    anchored = anchor_and_mail(actor=SCHEDULE)
    start(anchored.jobs)
    return f"event {anchored.row.sequence:,} signed" if anchored.is_new else "the anchor of today stands"


def verify_records() -> str:
    """Have a job compare the database with the trail, and say so."""
    return _start([enqueue_alone(kind=VERIFY_JOB, subject=datetime.now(UTC).date().isoformat(), owner=SCHEDULE)])


def sweep() -> str:
    """Sweep the jobs, and say what was done; files that wait for nobody any more are dropped beside it."""
    drop_old_drafts(datetime.now(UTC))
    catch_up_due()
    count_due_days(datetime.now(UTC).date())
    return sweep_jobs()


def perform(task: str, *about: str) -> str:
    """Run a task of the schedule now, by its name, record the run, and return its result, a sentence."""
    return carry_out(entry=entry_name(task, *about), work=partial(WORK_OF_TASK[task], *about))


def _start(made: Iterable[Job | None], word: str = "job") -> str:
    """Have the jobs that were made run, and return how many those are, in words."""
    jobs = [job.pk for job in made if job is not None]
    start(jobs)
    return f"{counted(len(jobs), word)} started"


WORK_OF_TASK: Final[dict[str, Callable[..., str]]] = {
    COLLECT: collect_due,
    APPLY_DUE: apply_decided,
    RESCREEN: look_back,
    INDEX_STRUCTURES: index_goods,
    NOTIFY: notify_people,
    ANNOUNCE: announce_changes,
    PURGE: purge_old,
    ANCHOR: anchor_trail,
    VERIFY_RECORDS: verify_records,
    SWEEP: sweep,
}
"""The function of each entry of the schedule; it returns its result as a sentence."""
