"""Webhooks and their log, as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from rest_framework import serializers

from watchlist.api.base import example_bodies
from watchlist.api.bodies import Body
from watchlist.api.record_base import Record
from watchlist.webhooks import DELIVERED, EVENTS, LONGEST_URL, NEVER, OVERLAP, PENDING, PING, Webhook, WebhookDelivery

EVENT_KEYS: Final = tuple(event.key for event in EVENTS)
DELIVERY_EVENTS: Final = (*EVENT_KEYS, PING.key)
DELIVERY_STATES: Final = (PENDING, DELIVERED, NEVER)
MEANINGS: Final = " ".join(f"`{event.key}`: {event.meaning}" for event in EVENTS)

EXAMPLES: Final = example_bodies(__file__)
EXAMPLE_WEBHOOK: Final = EXAMPLES.webhook
EXAMPLE_DELIVERY: Final = EXAMPLES.delivery


def _url(**options: Any) -> serializers.CharField:
    words = "https, to a public host, on a port that is allowed here"
    return serializers.CharField(max_length=LONGEST_URL, help_text=words, **options)


def _events(**options: Any) -> serializers.ListField:
    child = serializers.ChoiceField(EVENT_KEYS)
    return serializers.ListField(child=child, min_length=1, help_text=MEANINGS, **options)


class WebhookRequest(Body):
    """Where to send, and what to tell of."""

    url = _url()
    events = _events()


class WebhookChange(Body):
    """Where to send from now on, what to tell of from now on, or both; what is left out stays."""

    url = _url(required=False)
    events = _events(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the fields. Raises `ValidationError` where none is given."""
        if not attrs:
            raise serializers.ValidationError("Give a url, events or both.")
        return attrs


class WebhookRecord(Record):
    """A webhook; its secret is shown once, when it is made or rotated."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.ChoiceField(EVENT_KEYS), source="events.split")
    active = serializers.BooleanField(
        source="is_active", help_text="false: the receiver answered 410, and nothing more is sent"
    )
    made_at = serializers.DateTimeField(source="created_at")
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
    error = serializers.CharField(allow_null=True, help_text="why there was no answer; null: there was one")
    milliseconds = serializers.IntegerField()


class DeliveryRecord(Record):
    """One event for one webhook."""

    id = serializers.UUIDField()
    event_id = serializers.UUIDField(help_text="the header Watchlist-Delivery: the same however often it is sent")
    event = serializers.ChoiceField(DELIVERY_EVENTS)
    state = serializers.ChoiceField(DELIVERY_STATES)
    made_at = serializers.DateTimeField(source="created_at")
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
