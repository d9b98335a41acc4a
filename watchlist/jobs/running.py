"""One attempt at a job, and its outcome."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from uuid import UUID

from watchlist.engine.errors import WatchlistError
from watchlist.jobs.leases import CancelAsked, Lease, LeaseLost, StepBack, TryAgain
from watchlist.jobs.queue import claim

Work = Callable[[Lease], None]
"""Does the whole of a job in steps; called again, it takes up where the attempt before stopped."""

log = logging.getLogger(__name__)


def run_work(*, job_id: UUID, work: Mapping[str, Work]) -> bool:
    """Begin a job, do the work of its kind and record the outcome; nothing, where it cannot be begun.

    Return whether it stepped back, and is to be sent out again.

    A refusal of the domain (`WatchlistError`) is final, since it would be made again; `TryAgain`, and whatever was not
    foreseen, is tried again. Work may also end its lease itself.
    """
    if lease := claim(job_id=job_id):
        with suppress(LeaseLost):
            return _attempt(lease, work)
    return False


def _attempt(lease: Lease, work: Mapping[str, Work]) -> bool:
    if lease.kind not in work:
        # In the middle of an update, a worker of the version before meets jobs of the next.
        lease.fail(f"This worker knows no work of the kind {lease.kind}.", retry=True)
        return False
    try:
        work[lease.kind](lease)
    except LeaseLost:
        log.warning("job %s (%s): the lease was lost, and with it this attempt", lease.job_id, lease.kind)
        raise
    except StepBack:
        lease.step_back()
        return True
    except CancelAsked:
        lease.cancel()
    except TryAgain as error:
        lease.fail(str(error), retry=True, wait=error.wait)
    except WatchlistError as error:
        lease.fail(str(error), retry=False)
    # The outermost edge of a worker: what nobody foresaw goes whole into the log, is tried again, and ends as a dead
    # letter. To let it pass would end the process, and with it the jobs that wait behind.
    except Exception as error:
        log.exception("job %s (%s): attempt %d failed", lease.job_id, lease.kind, lease.attempt)
        lease.fail(f"Unforeseen: {type(error).__name__}; the log has the rest.", retry=True)
    else:
        lease.finish()
    return False
