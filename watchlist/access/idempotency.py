"""One answer to one call, however often it is sent under one key (the draft "Idempotency-Key" of the IETF)."""

from __future__ import annotations

import json
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from watchlist.access.models import IdempotentCall

KEPT: Final = timedelta(hours=24)
UNDER_WAY: Final = timedelta(minutes=2)
"""After so long without an answer, the process that did the work is taken for lost, and its work for undone."""


ASK_AGAIN: Final = 2
"""Seconds after which a twin may ask again: most calls are answered by then."""


class SentWithAnotherBody(Exception):
    """The key was used for something else."""


class AnswerNotKept(Exception):
    """The call was answered, with a secret that was shown once."""


class StillUnderWay(Exception):
    """A twin of the call is being answered; worth asking again after so many seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A call under a key; `attempt` is the sender's own, so that only one of several does the work."""

    lineage: UUID
    method: str
    path: str
    key: str
    fingerprint: str
    attempt: UUID

    def address(self) -> dict[str, object]:
        """Return what the call is known by."""
        return {"lineage": self.lineage, "method": self.method, "path": self.path, "key": self.key}


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered, as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def begin(sent: Sent, now: datetime) -> Answered | None:
    """Return what was answered before; None where the work is now this caller's to do, which is then known to others.

    Raises SentWithAnotherBody, StillUnderWay, and AnswerNotKept.
    """
    IdempotentCall.objects.filter(started_at__lte=now - KEPT).delete()
    try:
        with transaction.atomic():
            IdempotentCall.objects.create(
                **sent.address(), fingerprint=sent.fingerprint, attempt=sent.attempt, started_at=now
            )
    except IntegrityError:
        return _known(sent, now)
    return None


def keep(sent: Sent, answer: Answered, now: datetime, *, with_body: bool = True) -> None:
    """Keep the answer, inside the transaction of the work. Raises StillUnderWay where another took the work over."""
    kept = IdempotentCall.objects.filter(**sent.address(), attempt=sent.attempt, answered_at=None).update(
        answered_at=now,
        status=answer.status,
        headers=json.dumps(dict(answer.headers), sort_keys=True),
        body=zlib.compress(answer.body, 1) if with_body else None,
    )
    if not kept:
        raise StillUnderWay(ASK_AGAIN)


def abandon(sent: Sent) -> None:
    """Forget a call of which nothing was done, so that it may be sent again."""
    IdempotentCall.objects.filter(**sent.address(), attempt=sent.attempt, answered_at=None).delete()


def sender(*, lineage: UUID, method: str, path: str, key: str, fingerprint: str) -> Sent:
    """Return a call with an attempt of its own."""
    return Sent(lineage=lineage, method=method, path=path, key=key, fingerprint=fingerprint, attempt=uuid.uuid4())


def _known(sent: Sent, now: datetime) -> Answered | None:
    call = IdempotentCall.objects.filter(**sent.address()).first()
    if call is None:  # its sender gave it up meanwhile
        return begin(sent, now)
    if call.fingerprint != sent.fingerprint:
        raise SentWithAnotherBody
    if call.answered_at is None:
        _take_over(sent, call, now)
        return None
    if call.body is None:
        raise AnswerNotKept
    return Answered(call.status or 0, json.loads(call.headers), zlib.decompress(bytes(call.body)))


def _take_over(sent: Sent, call: IdempotentCall, now: datetime) -> None:
    lost = call.started_at + UNDER_WAY
    taken = now >= lost and IdempotentCall.objects.filter(pk=call.pk, attempt=call.attempt, answered_at=None).update(
        attempt=sent.attempt, started_at=now
    )
    if not taken:
        raise StillUnderWay(ASK_AGAIN)
