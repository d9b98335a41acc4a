"""The lease of one worker on one chunk: taken and renewed by one guarded UPDATE each, as that on a job."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F

from watchlist.conf import lease_length
from watchlist.engine.errors import WatchlistError
from watchlist.screenings.chunks.models import Share, ShareQuerySet


class FileNotScreened(WatchlistError):
    """The file cannot be read, or not be screened to its end: another must be sent."""


class ShareLost(Exception):
    """Store nothing of this share: another worker has it, or its screening is over."""


MOST_ATTEMPTS: Final = 6
"""Workers that one share may cost: where each was lost in the middle of it, its lines are the likely cause."""

LONGEST: Final = 4
"""Lengths of a lease that a chunk is leased for at once, at the most."""


@dataclass(frozen=True, slots=True)
class LeasedChunk:
    """A chunk that one worker has leased."""

    share: Share
    token: UUID

    def renew(self) -> None:
        """Prolong the lease from now. Raises `ShareLost` where it is no longer ours."""
        self._update(lease_until=_until(self.share.attempts))

    def complete(self, counts: str, adds: bytes) -> None:
        """Store counts and totals of its lines and end the lease, last in the transaction that stores the lines.

        Raises `ShareLost` as `renew`.
        """
        free = {"lease": None, "lease_until": None, "held_by": None}
        self._update(**free, declared=b"", counts=counts, adds=adds, done_at=datetime.now(UTC))

    def _update(self, **columns: object) -> None:
        if not _shares(self.share.screening_id).filter(pk=self.share.pk, lease=self.token).update(**columns):
            raise ShareLost


def lease_next(*, screening: UUID, job: UUID) -> LeasedChunk | None:
    """Lease the next free chunk to the worker of a job, and return it; None where none is free."""
    while True:
        now, token = datetime.now(UTC), uuid.uuid4()
        free = _shares(screening).free(now).filter(attempts__lt=MOST_ATTEMPTS)
        share = free.order_by("number").first()
        if share is None:
            return None
        share.attempts += 1
        columns = {"lease": token, "lease_until": _until(share.attempts), "held_by": job, "attempts": F("attempts") + 1}
        if free.filter(pk=share.pk, attempts=share.attempts - 1).update(**columns):
            return LeasedChunk(share, token)


def free_earlier_leases(*, screening: UUID, job: UUID) -> None:
    """Free the chunks leased by earlier attempts at a job: only the present one works for it."""
    _shares(screening).open().filter(held_by=job).update(lease=None, lease_until=None, held_by=None)


def given_up(screening: UUID) -> Share | None:
    """Return a chunk that was lost too often for another attempt; None where there is none."""
    return _shares(screening).free(datetime.now(UTC)).filter(attempts__gte=MOST_ATTEMPTS).first()


def _until(attempts: int) -> datetime:
    """Return the end of a lease: later with each attempt, so that a slow machine is not taken for lost for ever."""
    length: timedelta = lease_length() * min(attempts, LONGEST)
    return datetime.now(UTC) + length


def _shares(screening: UUID) -> ShareQuerySet:
    return Share.objects.filter(screening=screening)
