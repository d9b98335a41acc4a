"""Ask for a replay, and let go of old ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.conf import most_uploads
from watchlist.jobs import OVER, RUNNING, WAITING, Job, enqueue
from watchlist.replays.models import ReplayDifference, ReplayRun
from watchlist.replays.running import REPLAY_SCREENING
from watchlist.screenings import Screening, TooManyWait

KEPT: Final = timedelta(days=7)


@transaction.atomic
def request_replay(*, screening: Screening, actor: str) -> ReplayRun:
    """Queue the job that asks a screening again, and return its run: the one that is under way, where there is one.

    Raises `TooManyWait` where as many of this person wait or run as files of theirs may.
    """
    runs = ReplayRun.objects.select_related("job").filter(screening=screening)
    if under_way := runs.exclude(job__state__in=OVER).first():
        return under_way
    most, _all = most_uploads()
    if Job.objects.filter(kind=REPLAY_SCREENING, owner=actor, state__in=(*WAITING, RUNNING)).count() >= most:
        raise TooManyWait(_("%(replays)s replays of yours wait: ask for this one when some are done."), replays=most)
    run = ReplayRun(screening=screening, requested_by=actor, requested_at=datetime.now(UTC))
    run.job = enqueue(kind=REPLAY_SCREENING, subject=str(run.pk), owner=actor)
    run.save(force_insert=True)
    return run


@transaction.atomic
def drop_old_replays(*, at: datetime) -> None:
    """Delete the replays that were asked for a week before an instant, or earlier, and are over."""
    old = ReplayRun.objects.filter(requested_at__lt=at - KEPT, job__state__in=OVER)
    ids = list(old.values_list("pk", flat=True))
    ReplayDifference.objects.filter(run__in=ids).delete()
    ReplayRun.objects.filter(pk__in=ids).delete()
