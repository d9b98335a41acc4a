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


class KeyUsedOtherwise(Exception):
    """The key was used for something else."""


class AnswerNotKept(Exception):
    """The call was answered with a secret, which is shown once and not kept."""


class StillUnderWay(Exception):
    """A twin of the call is being answered; worth asking again after so many seconds."""

    retry_after: Final = 2
    """Most calls are answered by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedCall:
    """A call under a key; `attempt` is the sender's own, so that only one of several does the work.

    `former_fingerprint` is that which releases before this one kept of the same call.
    """

    lineage: UUID
    method: str
    path: str
    key: str
    fingerprint: str
    former_fingerprint: str
    attempt: UUID

    def lookup(self) -> dict[str, object]:
        """Return the columns by which the call is found."""
        return {"lineage": self.lineage, "method": self.method, "path": self.path, "key": self.key}


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def begin_call(keyed_call: KeyedCall, now: datetime) -> StoredResponse | None:
    """Return the stored response to a call; None where the caller must do the work, which others then see under way.

    Raises KeyUsedOtherwise, StillUnderWay, and AnswerNotKept.
    """
    IdempotentCall.objects.filter(started_at__lte=now - KEPT).delete()
    try:
        with transaction.atomic():
            IdempotentCall.objects.create(
                **keyed_call.lookup(), fingerprint=keyed_call.fingerprint, attempt=keyed_call.attempt, started_at=now
            )
    except IntegrityError:
        return _response_of_twin(keyed_call, now)
    return None


def keep_response(keyed_call: KeyedCall, answer: StoredResponse, now: datetime, *, with_body: bool = True) -> None:
    """Store the response, inside the transaction of the work. Raises StillUnderWay where another took the work over."""
    kept = IdempotentCall.objects.filter(**keyed_call.lookup(), attempt=keyed_call.attempt, answered_at=None).update(
        answered_at=now,
        status=answer.status,
        headers=json.dumps(dict(answer.headers), sort_keys=True),
        body=zlib.compress(answer.body, 1) if with_body else None,
    )
    if not kept:
        raise StillUnderWay


def abandon(keyed_call: KeyedCall) -> None:
    """Forget a call of which nothing was done, so that it may be sent again."""
    IdempotentCall.objects.filter(**keyed_call.lookup(), attempt=keyed_call.attempt, answered_at=None).delete()


def new_call(
    *, lineage: UUID, method: str, path: str, key: str, fingerprint: str, former_fingerprint: str = ""
) -> KeyedCall:
    """Return a call under a key, with a new attempt id."""
    return KeyedCall(
        lineage=lineage,
        method=method,
        path=path,
        key=key,
        fingerprint=fingerprint,
        former_fingerprint=former_fingerprint,
        attempt=uuid.uuid4(),
    )


def _response_of_twin(keyed_call: KeyedCall, now: datetime) -> StoredResponse | None:
    call = IdempotentCall.objects.filter(**keyed_call.lookup()).first()
    if call is None:  # its sender gave it up meanwhile
        return begin_call(keyed_call, now)
    if call.fingerprint not in (keyed_call.fingerprint, keyed_call.former_fingerprint):
        raise KeyUsedOtherwise
    if call.answered_at is None:
        unanswered = IdempotentCall.objects.filter(pk=call.pk, attempt=call.attempt, answered_at=None)
        # Of several who find the work lost, one takes it over.
        if now < call.started_at + UNDER_WAY or not unanswered.update(attempt=keyed_call.attempt, started_at=now):
            raise StillUnderWay
        return None
    if call.body is None:
        raise AnswerNotKept
    return StoredResponse(call.status or 0, json.loads(call.headers), zlib.decompress(bytes(call.body)))
