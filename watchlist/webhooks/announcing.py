"""Announce an event: one delivery for each webhook that subscribes to it, and a job for each delivery."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access import permitted
from watchlist.audit import canonical
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.jobs import Job, enqueue
from watchlist.webhooks.events import BY_KEY, PING, Event, Value, checked
from watchlist.webhooks.models import PENDING, Webhook, WebhookDelivery

DELIVER_WEBHOOK: Final = "deliver_webhook"
MOST_ATTEMPTS: Final = 15
"""With the back-off of the jobs, the last is made between six and nine hours after the first."""


@transaction.atomic
def announce(*, event: str, subject: str, payload: Mapping[str, Value], audience: str | None) -> list[WebhookDelivery]:
    """Create the deliveries of an event, in the transaction of what happened, and return them.

    `audience` is the user whose webhooks hear it; None means everybody's. Nobody hears what they may not read.
    Its jobs are started by the caller, or by the next sweep. Raises `ValueError` where `payload` holds more than ids,
    counts and a link.
    """
    event_type = BY_KEY[event]
    data = checked(event_type, payload)
    hooks = Webhook.objects.listening().select_related("owner")
    if audience is not None:
        hooks = hooks.filter(owner__username=audience)
    heard = [hook for hook in hooks if hook.hears(event) and permitted(hook.owner, event_type.permission)]
    event_id, now = uuid.uuid4(), datetime.now(UTC)
    body = _body(event_type, event_id, subject, data, now)
    return [_deliver(hook, event_type, event_id, body, now) for hook in heard]


@transaction.atomic
def ping(*, webhook: Webhook) -> WebhookDelivery:
    """Create a test delivery for one webhook, and return it. Raises `CorrectTheQuestion` where it takes nothing."""
    _refuse_silent(webhook)
    event_id, now = uuid.uuid4(), datetime.now(UTC)
    return _deliver(webhook, PING, event_id, _body(PING, event_id, str(webhook.pk), {}, now), now)


@transaction.atomic
def resend(*, delivery: WebhookDelivery) -> WebhookDelivery:
    """Queue a delivery once more, under the same event id, and return it.

    Raises `CorrectTheQuestion` while it is under way, or where its webhook takes nothing.
    """
    deliveries = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("job", "webhook__owner")
    locked = deliveries.get(pk=delivery.pk)
    _refuse_silent(locked.webhook)
    if locked.state == PENDING:
        raise CorrectTheQuestion(_("this delivery is under way: it is tried again by itself."))
    locked.job, locked.delivered_at = _job(locked), None
    locked.save(update_fields=["job", "delivered_at"])
    return locked


def _body(event: Event, event_id: UUID, subject: str, data: Mapping[str, Value], at: datetime) -> str:
    message = {"id": str(event_id), "event": event.key, "subject": subject, "at": at.isoformat(), "data": data}
    return canonical(message)


def _deliver(webhook: Webhook, event: Event, event_id: UUID, body: str, at: datetime) -> WebhookDelivery:
    delivery = WebhookDelivery(
        id=uuid.uuid4(), webhook=webhook, event_id=event_id, event=event.key, payload=body, created_at=at
    )
    delivery.job = _job(delivery)
    delivery.save(force_insert=True)
    return delivery


def _job(delivery: WebhookDelivery) -> Job:
    owner = delivery.webhook.owner.username
    return enqueue(kind=DELIVER_WEBHOOK, subject=str(delivery.pk), owner=owner, most_attempts=MOST_ATTEMPTS)


def _refuse_silent(webhook: Webhook) -> None:
    if not webhook.is_active:
        raise CorrectTheQuestion(_("nothing is sent to this webhook any more: its receiver said that it is gone."))
