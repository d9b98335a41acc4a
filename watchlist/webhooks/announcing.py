"""Tell of an event: one delivery for each webhook that hears it, and a job for each delivery."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access.scopes import permitted
from watchlist.audit.links import canonical
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.jobs.models import Job
from watchlist.jobs.queue import enqueue
from watchlist.webhooks.events import BY_KEY, PING, Event, Value, checked
from watchlist.webhooks.models import PENDING, Webhook, WebhookDelivery

DELIVER_WEBHOOK: Final = "deliver_webhook"
MOST_ATTEMPTS: Final = 15
"""With the back-off of the jobs, the last is made between six and nine hours after the first."""


@transaction.atomic
def announce(*, event: str, subject: str, payload: Mapping[str, Value], audience: str | None) -> list[WebhookDelivery]:
    """Write down, in the transaction of what happened, what is to be sent, and return it.

    `audience` is the user whose webhooks hear it; None means everybody's. Nobody hears what he has no right to read.
    Its jobs are started by the caller, or by the next sweep. Raises `ValueError` where `payload` holds more than ids,
    counts and a link.
    """
    of = BY_KEY[event]
    data = checked(of, payload)
    hooks = Webhook.objects.listening().select_related("owner")
    if audience is not None:
        hooks = hooks.filter(owner__username=audience)
    heard = [hook for hook in hooks if hook.hears(event) and permitted(hook.owner, of.permission)]
    event_id, now = uuid.uuid4(), datetime.now(UTC)
    body = _body(of, event_id, subject, data, now)
    return [_deliver(hook, of, event_id, body, now) for hook in heard]


@transaction.atomic
def ping(*, webhook: Webhook) -> WebhookDelivery:
    """Write down a test of one webhook, and return it. Raises `CorrectTheQuestion` where it takes nothing."""
    _refuse_silent(webhook)
    event_id, now = uuid.uuid4(), datetime.now(UTC)
    return _deliver(webhook, PING, event_id, _body(PING, event_id, str(webhook.pk), {}, now), now)


@transaction.atomic
def send_again(*, delivery: WebhookDelivery) -> WebhookDelivery:
    """Have a delivery made once more, under the same event id, and return it.

    Raises `CorrectTheQuestion` while it is under way, or where its webhook takes nothing.
    """
    held = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("job", "webhook__owner")
    again = held.get(pk=delivery.pk)
    _refuse_silent(again.webhook)
    if again.state == PENDING:
        raise CorrectTheQuestion(_("this delivery is under way: it is tried again by itself."))
    again.job, again.delivered_at = _job(again), None
    again.save(update_fields=["job", "delivered_at"])
    return again


def _body(event: Event, event_id: UUID, subject: str, data: Mapping[str, Value], at: datetime) -> str:
    told = {"id": str(event_id), "event": event.key, "subject": subject, "at": at.isoformat(), "data": data}
    return canonical(told)


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
