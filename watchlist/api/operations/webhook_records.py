"""Webhooks and their log, as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from rest_framework import serializers

from watchlist.api.bodies import Body
from watchlist.api.record_base import Record
from watchlist.webhooks import DELIVERED, EVENTS, LONGEST_URL, NEVER, OVERLAP, PENDING, PING, Webhook, WebhookDelivery

EVENT_KEYS: Final = tuple(event.key for event in EVENTS)
DELIVERY_EVENTS: Final = (*EVENT_KEYS, PING.key)
DELIVERY_STATES: Final = (PENDING, DELIVERED, NEVER)
MEANINGS: Final = " ".join(f"`{event.key}`: {event.meaning}" for event in EVENTS)

EXAMPLE_WEBHOOK: Final = {
    "id": "5f0c1f6e-3f0b-4d0b-9d55-2d1f6f0f5a11",
    "url": "https://shipping.example.com/watchlist",
    "events": ["manifest.done", "manifest.failed"],
    "active": True,
    "created_at": "2026-03-02T09:00:00Z",
    "rotated_at": None,
    "old_secret_until": None,
}
EXAMPLE_DELIVERY: Final = {
    "id": "0d3d0c52-31c4-4f0a-8a53-6b6c9f1f4b02",
    "event_id": "b2b7f3a4-8f35-4a52-9a0a-54f3a0c54f19",
    "event": "ping",
    "state": "delivered",
    "created_at": "2026-03-02T09:01:00Z",
    "delivered_at": "2026-03-02T09:01:01Z",
    "next_attempt_at": None,
    "payload": '{"at":"…","data":{},"event":"ping","id":"…","subject":"…"}',
    "attempts": [{"at": "2026-03-02T09:01:00Z", "status": 204, "error": "", "milliseconds": 84}],
}


class WebhookRequest(Body):
    """Where to send, and what to tell of."""

    url = serializers.CharField(
        max_length=LONGEST_URL, help_text="https, to a public host, on a port that is allowed here"
    )
    events = serializers.ListField(child=serializers.ChoiceField(EVENT_KEYS), min_length=1, help_text=MEANINGS)


class WebhookRecord(Record):
    """A webhook; its secret is shown once, when it is made or rotated."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.ChoiceField(EVENT_KEYS), source="events.split")
    active = serializers.BooleanField(
        source="is_active", help_text="false: the receiver answered 410, and nothing more is sent"
    )
    created_at = serializers.DateTimeField()
    rotated_at = serializers.DateTimeField(allow_null=True, help_text="when its secret last changed; null: never")
    old_secret_until = serializers.DateTimeField(
        allow_null=True,
        help_text="until when messages are signed with the secret before, too; null: they are not",
    )


class WebhookWithSecret(WebhookRecord):
    """A webhook with its secret, shown this once."""

    secret = serializers.CharField(help_text="the key of the HMAC: the whole text, as ASCII")


class AttemptRecord(Record):
    """One POST, and what came of it."""

    at = serializers.DateTimeField()
    status = serializers.IntegerField(allow_null=True, help_text="as answered; null: there was no answer")
    error = serializers.CharField(allow_blank=True, help_text="why there was no answer; empty: there was one")
    milliseconds = serializers.IntegerField()


class DeliveryRecord(Record):
    """One event for one webhook."""

    id = serializers.UUIDField()
    event_id = serializers.UUIDField(help_text="the header Watchlist-Delivery: the same however often it is sent")
    event = serializers.ChoiceField(DELIVERY_EVENTS)
    state = serializers.ChoiceField(DELIVERY_STATES)
    created_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    next_attempt_at = serializers.DateTimeField(allow_null=True, help_text="null: none is to come")
    payload = serializers.CharField(help_text="the body, word for word")
    attempts = AttemptRecord(many=True, source="attempts.all")


def webhook_record(webhook: Webhook, now: datetime) -> dict[str, Any]:
    """Return a webhook as it is shown."""
    until = webhook.rotated_at + OVERLAP if webhook.rotated_at else None
    return WebhookRecord.from_row(webhook, old_secret_until=until if until and until > now else None)


def delivery_record(delivery: WebhookDelivery) -> dict[str, Any]:
    """Return a delivery as it is shown, with every attempt."""
    next_attempt_at = delivery.job.not_before if delivery.state == PENDING else None
    return DeliveryRecord.from_row(delivery, next_attempt_at=next_attempt_at)
