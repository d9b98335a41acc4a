"""What is done again and again, by the beat or by cron: each looks what there is to do, and leaves jobs that do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Final

from django.db.models import Q

from watchlist.engine.reports.words import counted
from watchlist.integrity.work import VERIFY_RECORDS as VERIFY_JOB
from watchlist.jobs.duties import (
    ANCHOR,
    ANNOUNCE,
    APPLY_DUE,
    COLLECT,
    LET_GO,
    RESCREEN,
    SWEEP,
    TAKE_UP,
    TELL,
    VERIFY_RECORDS,
    carry_out,
    entry_name,
)
from watchlist.jobs.models import APPLY_CHANGES, COLLECT_LIST
from watchlist.jobs.queue import enqueue_alone, resting
from watchlist.law_store.announcing import announce_law
from watchlist.list_updates.change_models import ChangeSet
from watchlist.list_updates.collect import due
from watchlist.list_updates.declaring import declared_sources
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.standing import DECIDED, with_standing
from watchlist.notifications.anchors import anchor_and_mail
from watchlist.notifications.tell import tell
from watchlist.retention.forgetting import forget_log_ins
from watchlist.retention.letting_go import why_nothing
from watchlist.retention.work import ask
from watchlist.screenings.goods.holding import take_up
from watchlist.screenings.rescreen.starting import start_rescreens
from watchlist.structure_index.base import RebuildTheStore
from watchlist.tasks import SCHEDULE, start, sweep_jobs


def collect_due(key: str = "") -> str:
    """Have the sources that are due looked at, or the one named, by a job each; say how many are."""
    now = datetime.now(UTC)
    if key and (why := _left_alone(key, now)):
        return why
    keys = [key] if key else due(now)
    rest = resting(kind=COLLECT_LIST)
    # One attempt: a publisher is not asked again within minutes, whatever fault of ours it was.
    awake = [each for each in keys if each not in rest]
    made = [enqueue_alone(kind=COLLECT_LIST, subject=each, owner=SCHEDULE, most_attempts=1) for each in awake]
    jobs = [job.pk for job in made if job is not None]
    start(jobs)
    return f"{counted(len(keys), 'source')} due, {counted(len(jobs), 'job')} started"


def apply_decided() -> str:
    """Have the change sets that are wholly decided written into the law, by a job each; say how many are."""
    sets = with_standing(ChangeSet.objects.all()).filter(state=DECIDED, accepted__gt=0).order_by("opened_at")
    keys, rest = [str(each.pk) for each in sets], resting(kind=APPLY_CHANGES)
    made = [enqueue_alone(kind=APPLY_CHANGES, subject=key, owner=SCHEDULE) for key in keys if key not in rest]
    jobs = [job.pk for job in made if job is not None]
    start(jobs)
    return f"{counted(len(keys), 'change set')} decided, {counted(len(jobs), 'job')} started"


def look_back() -> str:
    """Start the look-back on each change of the law that has none, and say how many those are."""
    jobs = [job.pk for job in start_rescreens()]
    start(jobs)
    return f"{counted(len(jobs), 'look-back')} started"


def take_up_goods() -> str:
    """Have the structures of goods that were stored since be searched, and say of how many; or why they are not."""
    try:
        return f"{counted(take_up(), 'reading')} taken up"
    except RebuildTheStore as error:
        return str(error)


def tell_people() -> str:
    """Write to those whose turn it is, tell the webhooks that hear of it, and say how many are told."""
    jobs = tell()
    start(jobs)
    return f"{counted(len(jobs), 'person or webhook', 'people and webhooks')} told"


def announce_changes() -> str:
    """Tell the webhooks that hear of it which lists changed, and say how many are told."""
    deliveries = announce_law()
    start(delivery.job_id for delivery in deliveries)
    return f"{counted(len(deliveries), 'webhook')} told"


def let_go_of_old() -> str:
    """Have a job let go of what may go, and say so; or why none does. What is over of log-ins goes whatever is set."""
    forget_log_ins(actor=SCHEDULE, at=datetime.now(UTC))
    if why := why_nothing():
        return why
    job = ask(actor=SCHEDULE)
    start([job.pk] if job else [])
    return f"{counted(1 if job else 0, 'job')} started"


def anchor_trail() -> str:
    """Have the end of the trail signed, and mailed where an address is set for it, once a day; say what was done."""
    anchored = anchor_and_mail(actor=SCHEDULE)
    start(anchored.jobs)
    return f"event {anchored.row.sequence:,} signed" if anchored.is_new else "the anchor of today stands"


def verify_records() -> str:
    """Have a job compare the database with the trail, and say so."""
    job = enqueue_alone(kind=VERIFY_JOB, subject=datetime.now(UTC).date().isoformat(), owner=SCHEDULE)
    start([job.pk] if job else [])
    return f"{counted(1 if job else 0, 'job')} started"


def perform(duty: str, *about: str) -> str:
    """Do what the schedule holds under a name, now, keep when it was done, and return what came of it."""
    return carry_out(entry=entry_name(duty, *about), work=partial(DOES[duty], *about))


def _left_alone(key: str, now: datetime) -> str:
    """Return why a source is not looked at now; "" where nothing stands against it."""
    if key not in declared_sources():
        return f"no source {key} is declared"
    waits = ListSource.objects.filter(Q(enabled=False) | Q(not_before__gt=now), key=key)
    return f"{key} is left alone for now" if waits.exists() else ""


DOES: Final[dict[str, Callable[..., str]]] = {
    COLLECT: collect_due,
    APPLY_DUE: apply_decided,
    RESCREEN: look_back,
    TAKE_UP: take_up_goods,
    TELL: tell_people,
    ANNOUNCE: announce_changes,
    LET_GO: let_go_of_old,
    ANCHOR: anchor_trail,
    VERIFY_RECORDS: verify_records,
    SWEEP: sweep_jobs,
}
"""What is done for each entry of the schedule; it returns a sentence on what came of it."""
