"""One attempt at a delivery, and what its outcome means: delivered, to be tried again, or given up."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction

from watchlist.conf import webhook_policy
from watchlist.engine.errors import WatchlistError
from watchlist.engine.host import version
from watchlist.jobs import Lease, TryAgain
from watchlist.webhooks.models import DeliveryAttempt, Webhook, WebhookDelivery
from watchlist.webhooks.posting import DeliveryOutcome, post
from watchlist.webhooks.signing import secrets_at, signature
from watchlist.webhooks.targets import Resolve, TargetRefused, addresses_of, look_up, target_of

GONE: Final = 410
TRIED_AGAIN: Final = frozenset({408, 409, 425, 429})
"""Of the answers 4xx, those that say nothing against a later attempt."""
WAITS: Final = frozenset({429, 503})
NOT_ALLOWED: Final = "the address is not public, or was not found"


class GivenUp(WatchlistError):
    """No later attempt would be taken."""


def deliver_webhook(lease: Lease, resolve: Resolve = look_up) -> None:
    """Make one attempt at the delivery that the job is for, and record its outcome.

    A worker lost between the answer and its record sends the event again, under the same id: receivers drop what they
    have. Raises `TryAgain` where a later attempt may be taken, `GivenUp` where none would.
    """
    listening = WebhookDelivery.objects.filter(webhook__in=Webhook.objects.listening())
    delivery = listening.select_related("webhook").filter(pk=lease.subject).first()
    if delivery is None:
        raise GivenUp("Nothing is sent to this webhook any more.")
    if delivery.delivered_at is not None:
        return
    at, started = datetime.now(UTC), time.monotonic()
    outcome = _send(delivery, at, resolve)
    took = round((time.monotonic() - started) * 1000)
    _record_attempt(delivery, DeliveryAttempt(at=at, status=outcome.status, error=outcome.error, milliseconds=took))
    _raise_unless_delivered(outcome)


def _send(delivery: WebhookDelivery, at: datetime, resolve: Resolve) -> DeliveryOutcome:
    policy, seconds = webhook_policy(), int(at.timestamp())
    try:
        target = target_of(delivery.webhook.url, policy)
        addresses = addresses_of(target, policy, resolve)
    except TargetRefused:
        return DeliveryOutcome(error=NOT_ALLOWED)
    signed = signature(
        secrets=secrets_at(delivery.webhook, at), event_id=delivery.event_id, body=delivery.payload, at=seconds
    )
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"Precursor-Watchlist/{version()}",
        "Watchlist-Event": delivery.event,
        "Watchlist-Delivery": str(delivery.event_id),
        "Watchlist-Signature": signed,
    }
    return post(target, addresses, body=delivery.payload.encode(), headers=headers, policy=policy)


@transaction.atomic
def _record_attempt(delivery: WebhookDelivery, attempt: DeliveryAttempt) -> None:
    attempt.delivery = delivery
    attempt.save(force_insert=True)
    if attempt.status is not None and 200 <= attempt.status < 300:
        WebhookDelivery.objects.filter(pk=delivery.pk).update(delivered_at=datetime.now(UTC))
    if attempt.status == GONE:
        # Its owner may have named another URL meanwhile, of which this answer says nothing.
        at_this_url = Webhook.objects.filter(pk=delivery.webhook_id, url=delivery.webhook.url)
        at_this_url.filter(gone_at__isnull=True).update(gone_at=attempt.at)


def _raise_unless_delivered(outcome: DeliveryOutcome) -> None:
    status = outcome.status
    if status is None:
        raise TryAgain(f"There was no answer: {outcome.error}.")
    if status == GONE:
        raise GivenUp("The receiver answered 410: the webhook is gone.")
    if 400 <= status < 500 and status not in TRIED_AGAIN:
        raise GivenUp(f"The receiver refused it with {status}.")
    if not 200 <= status < 300:
        wait = outcome.retry_after if status in WAITS else None
        raise TryAgain(f"The receiver answered {status}.", timedelta(seconds=wait or 0))
