"""Parts of long work: each is done once, by whichever worker is free, under a lease of one worker on one part.

A lease is taken and renewed by one guarded UPDATE each, as that on a job: who was taken for lost, and is not, can
complete nothing, and what it wrote inside rolls back.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Generic, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from watchlist.conf import lease_length

MOST_ATTEMPTS: Final = 6
"""Workers that one part may cost: where each was lost in the middle of it, what it holds is the likely cause."""
LONGEST: Final = 4
"""Lengths of a lease that a part is leased for at once, at the most."""

PART_LEASED: Final = Q(lease__isnull=False, lease_until__isnull=False, held_by__isnull=False)
PART_FREE: Final = Q(lease__isnull=True, lease_until__isnull=True, held_by__isnull=True)
NO_LEASE: Final[dict[str, None]] = {"lease": None, "lease_until": None, "held_by": None}


class PartLost(Exception):
    """Store nothing of this part: another worker has it, or the work that it is of is over."""


class PartQuerySet(models.QuerySet[Any]):
    """Parts by state."""

    def open(self) -> Self:
        """Return the parts that are not done."""
        return self.filter(done_at__isnull=True)

    def free(self, now: datetime) -> Self:
        """Return the parts that a worker may lease: not leased, or by a worker that is lost."""
        return self.open().filter(Q(lease__isnull=True) | Q(lease_until__lt=now))


class WorkPart(models.Model):
    """A part of long work. A row has one of three states:

    - `free`: it waits;
    - `held`: one worker holds its `lease`, until `lease_until` unless it is heard of again;
    - `done` from `done_at` on: what came of it is stored.

    Each has a `number`, in the order of which parts are leased.
    """

    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    held_by = models.UUIDField(null=True, blank=True, help_text="the job of the worker that holds it")
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True


Part = TypeVar("Part", bound=WorkPart)


@dataclass(frozen=True, slots=True)
class LeasedPart(Generic[Part]):
    """A part that one worker has leased."""

    part: Part
    token: UUID

    def renew(self) -> None:
        """Prolong the lease from now. Raises `PartLost` where it is no longer ours."""
        self._update(lease_until=_until(self.part.attempts))

    def complete(self, **columns: object) -> None:
        """Store what came of the part and end the lease, last in the transaction that stores what it made.

        Raises `PartLost` as `renew`.
        """
        self._update(**NO_LEASE, **columns, done_at=datetime.now(UTC))

    def _update(self, **columns: object) -> None:
        parts = type(self.part)._default_manager.filter(pk=self.part.pk, lease=self.token)
        if not parts.update(**columns):
            raise PartLost


def lease_next_part(parts: PartQuerySet, *, job: UUID) -> LeasedPart[Any] | None:
    """Lease the next free one of some parts to the worker of a job, and return it; None where none is free."""
    while True:
        now, token = datetime.now(UTC), uuid.uuid4()
        free = parts.free(now).filter(attempts__lt=MOST_ATTEMPTS)
        part = free.order_by("number").first()
        if part is None:
            return None
        part.attempts += 1
        columns = {"lease": token, "lease_until": _until(part.attempts), "held_by": job, "attempts": F("attempts") + 1}
        if free.filter(pk=part.pk, attempts=part.attempts - 1).update(**columns):
            return LeasedPart(part, token)


def free_earlier_parts(parts: PartQuerySet, *, job: UUID) -> None:
    """Free the parts leased by earlier attempts at a job: only the present one works for it."""
    parts.open().filter(held_by=job).update(**NO_LEASE)


def free_parts(parts: PartQuerySet) -> None:
    """Free all parts that are held: whoever holds one loses it."""
    parts.open().update(**NO_LEASE)


def retry_parts(parts: PartQuerySet) -> None:
    """Let the parts be leased again that were lost too often."""
    parts.free(datetime.now(UTC)).filter(attempts__gte=MOST_ATTEMPTS).update(attempts=0)


def part_given_up(parts: PartQuerySet) -> Any:
    """Return a part that was lost too often for another attempt; None where there is none."""
    return parts.free(datetime.now(UTC)).filter(attempts__gte=MOST_ATTEMPTS).first()


def _until(attempts: int) -> datetime:
    """Return the end of a lease: later with each attempt, so that a slow machine is not taken for lost for ever."""
    length: timedelta = lease_length() * min(attempts, LONGEST)
    return datetime.now(UTC) + length
