"""Announce an event: one delivery for each webhook that subscribes to it, and a job for each delivery.

What each event may hold is listed: ids, counts, and where to read the rest with a token.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access import permitted
from watchlist.audit import canonical
from watchlist.engine.asof import instant
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.jobs import Job, enqueue
from watchlist.webhooks.models import PENDING, Webhook, WebhookDelivery

DELIVER_WEBHOOK: Final = "deliver_webhook"
MOST_ATTEMPTS: Final = 15
"""With the back-off of the jobs, the last is made between six and nine hours after the first."""


Value = str | int | Sequence[str] | Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event, the right that its hearer needs, the fields of its data, and what it means."""

    key: str
    permission: str
    fields: frozenset[str]
    meaning: str


MANIFEST: Final = frozenset({"manifest", "job", "screening", "lines", "verdicts", "link"})
CASE: Final = frozenset({"case", "link"})
EVENTS: Final = (
    Event("manifest.done", "watchlist.add_screening", MANIFEST, "Every line of an uploaded manifest was screened."),
    Event("manifest.failed", "watchlist.add_screening", MANIFEST, "An uploaded manifest could not be screened."),
    Event("manifest.cancelled", "watchlist.add_screening", MANIFEST, "The screening of a manifest was stopped."),
    Event(
        "screening.done",
        "watchlist.add_screening",
        frozenset({"screening", "lines", "verdicts", "link"}),
        "A shipment was screened and the answer kept.",
    ),
    Event(
        "screening.decided",
        "watchlist.add_screening",
        frozenset({"screening", "case", "disposition", "ground", "decision", "link"}),
        "People decided on a shipment, or took their decision back, so that it may go on where it might not, or not.",
    ),
    Event(
        "law.changed",
        "watchlist.view_controllist",
        frozenset({"known_at", "lists", "link"}),
        "The text of one or more lists, as held here, changed: the keys of these lists.",
    ),
    Event(
        "changes.proposed",
        "watchlist.view_changeset",
        frozenset({"change_set", "source", "changes", "needs_attention", "link"}),
        "A publication differs from the list as held: needs_attention is 1 where a gate spoke.",
    ),
    Event(
        "changes.decided",
        "watchlist.view_changeset",
        frozenset({"change_set", "source", "accepted", "rejected", "link"}),
        "Every change of a change set was decided on by a second person.",
    ),
    Event(
        "rescreen.done",
        "watchlist.view_screening",
        frozenset({"rescreen", "change_set", "lines", "differ"}),
        "Stored lines were looked at again after the law changed: how many, and of how many the answer differs.",
    ),
    Event("case.opened", "watchlist.view_case", CASE, "A case was opened, or opened again: a shipment needs a person."),
    Event("case.closed", "watchlist.view_case", CASE, "It was decided what became of the shipment of a case."),
    Event(
        "source.failed",
        "watchlist.view_listsource",
        frozenset({"source", "failures"}),
        "A publication could not be read several times in a row; the last edition stays in force.",
    ),
)
PING: Final = Event("ping", "watchlist.add_screening", frozenset(), "A test that the owner of the webhook asked for.")
BY_KEY: Final = {event.key: event for event in EVENTS}
VERDICTS: Final = frozenset({"controlled", "review", "no_match", "unresolved"})


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


def is_heard(event: str) -> bool:
    """Say whether any webhook listens to an event: what is costly to find out need not be, where none does."""
    hooks = Webhook.objects.listening().filter(events__contains=event)
    return any(hook.hears(event) for hook in hooks)


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
    message = {"id": str(event_id), "event": event.key, "subject": subject, "at": instant(at), "data": data}
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


def checked(event: Event, data: Mapping[str, Value]) -> dict[str, Value]:
    """Return the data of an event. Raises `ValueError` for a field that is not of the event: nothing else leaves."""
    verdicts = data.get("verdicts")
    others = set(data) - event.fields
    others |= set(verdicts) - VERDICTS if isinstance(verdicts, Mapping) else set()
    if others:
        raise ValueError(f"{event.key} tells nothing of {', '.join(sorted(others))}")
    return dict(data)
