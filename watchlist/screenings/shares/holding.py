"""The hold of one worker on one share: taken and kept by one guarded UPDATE each, as that on a job."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F

from watchlist.conf import lease_length
from watchlist.screenings.shares.errors import ShareLost
from watchlist.screenings.shares.models import Share, ShareQuerySet

MOST_ATTEMPTS: Final = 6
"""Workers that one share may cost: where each was lost in the middle of it, its lines are the likely cause."""

LONGEST: Final = 4
"""Leases that a share is held for at once, at the most."""


@dataclass(frozen=True, slots=True)
class Held:
    """A share that one worker holds."""

    share: Share
    token: UUID

    def keep(self) -> None:
        """Hold it for the length of a lease from now. Raises `ShareLost` where it is no longer ours."""
        self._become(lease_until=_until(self.share.attempts))

    def answered(self, counts: str, adds: bytes) -> None:
        """Keep what its lines count and add, last in the transaction that stores them. Raises `ShareLost` as `keep`."""
        free = {"lease": None, "lease_until": None, "held_by": None}
        self._become(**free, declared=b"", counts=counts, adds=adds, done_at=datetime.now(UTC))

    def _become(self, **said: object) -> None:
        if not _shares(self.share.screening_id).filter(pk=self.share.pk, lease=self.token).update(**said):
            raise ShareLost


def take(*, screening: UUID, job: UUID) -> Held | None:
    """Take the next share that is free, for the worker of a job; None where none is."""
    while True:
        now, token = datetime.now(UTC), uuid.uuid4()
        free = _shares(screening).free(now).filter(attempts__lt=MOST_ATTEMPTS)
        share = free.order_by("number").first()
        if share is None:
            return None
        share.attempts += 1
        held = {"lease": token, "lease_until": _until(share.attempts), "held_by": job, "attempts": F("attempts") + 1}
        if free.filter(pk=share.pk, attempts=share.attempts - 1).update(**held):
            return Held(share, token)


def take_back(*, screening: UUID, job: UUID) -> None:
    """Free what an attempt before held for a job: who holds the job now is the only one to work for it."""
    _shares(screening).open().filter(held_by=job).update(lease=None, lease_until=None, held_by=None)


def given_up(screening: UUID) -> Share | None:
    """Return a share that cost so many workers that no other takes it; None where there is none."""
    return _shares(screening).free(datetime.now(UTC)).filter(attempts__gte=MOST_ATTEMPTS).first()


def _until(attempts: int) -> datetime:
    """Return until when a share is held: longer each time, so that a slow machine is not taken for lost for ever."""
    length: timedelta = lease_length() * min(attempts, LONGEST)
    return datetime.now(UTC) + length


def _shares(screening: UUID) -> ShareQuerySet:
    return Share.objects.filter(screening=screening)
