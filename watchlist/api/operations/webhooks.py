"""Webhooks of the user who asks: made, listed, changed, tried, taken away, and the log of what was sent to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Delete, Get, answer_example, page_example, sent
from watchlist.api.operations.webhook_records import (
    EXAMPLE_DELIVERY,
    EXAMPLE_WEBHOOK,
    DeliveryRecord,
    WebhookChange,
    WebhookRecord,
    WebhookRequest,
    WebhookWithSecret,
    delivery_record,
    webhook_record,
)
from watchlist.api.paging import PageQuery, list_of, newest_first, page_of
from watchlist.api.problems import ApiProblem
from watchlist.api.writing import Write
from watchlist.tasks import look_after_jobs, start
from watchlist.webhooks import (
    TargetRefused,
    Webhook,
    WebhookDelivery,
    change_subscription,
    ping,
    resend,
    rotate_secret,
    subscribe,
    unsubscribe,
)

SHOWN_ONCE: Final = answer_example("Shown once", {**EXAMPLE_WEBHOOK, "secret": "whsec_…"})
SENT: Final = answer_example("Sent", EXAMPLE_DELIVERY, 202)


_reads = partial(Get, tag="webhooks", scope="screen")
_writes = partial(Write, tag="webhooks", scope="screen")
_deletes = partial(Delete, tag="webhooks", scope="screen")


@_reads(
    summary="List the webhooks of this user",
    returns=list_of(WebhookRecord, "WebhookList", "The webhooks of a user, the newest first."),
    examples=[answer_example("One", {"items": [EXAMPLE_WEBHOOK]})],
)
def list_webhooks(request: Request) -> Response:
    """Return the webhooks, never their secrets."""
    now, webhooks = datetime.now(UTC), Webhook.objects.kept_by(request.user.get_username())
    return Response({"items": [webhook_record(webhook, now) for webhook in webhooks]})


@_writes(
    id="subscribe",
    summary="Be told of events at a URL; the secret that signs the messages is shown this once",
    shows_secret=True,
    body=WebhookRequest,
    returns={201: WebhookWithSecret},
    examples=[sent("A shipping system", {key: EXAMPLE_WEBHOOK[key] for key in ("url", "events")}), SHOWN_ONCE],
)
def subscribe_webhook(request: Request, fields: dict[str, Any]) -> Response:
    """Make a webhook."""
    assert isinstance(request.user, User)
    with _pointing_at_url():
        webhook, secret = subscribe(owner=request.user, **fields)
    return _shown_once(webhook, secret, {"Location": f"{request.path}{webhook.pk}/"})


@_reads(
    summary="Read a webhook",
    returns=WebhookRecord,
    examples=[answer_example("One", EXAMPLE_WEBHOOK)],
)
def read_webhook(request: Request, webhook_id: UUID) -> Response:
    """Return the webhook, never its secret."""
    return Response(webhook_record(_own(request, webhook_id), datetime.now(UTC)))


@_writes(
    summary="Change where a webhook is sent, or what it is told of; its secret stays",
    description="What waits to be sent goes to the new URL. A webhook that a receiver ended by 410 is active again at "
    "another URL. Rotate the secret too, where the former receiver is no longer to know it.",
    body=WebhookChange,
    returns=WebhookRecord,
    examples=[sent("Other events", {"events": ["screening.decided"]}), answer_example("As it is now", EXAMPLE_WEBHOOK)],
)
def change_webhook(request: Request, fields: dict[str, Any], webhook_id: UUID) -> Response:
    webhook = _own(request, webhook_id)
    with _pointing_at_url():
        changed = change_subscription(webhook=webhook, actor=request.user.get_username(), **fields)
    return Response(webhook_record(changed, datetime.now(UTC)))


@_deletes(
    id="unsubscribe",
    summary="Take a webhook away: nothing more is sent to it",
)
def unsubscribe_webhook(request: Request, webhook_id: UUID) -> None:
    """Take it away."""
    unsubscribe(webhook=_own(request, webhook_id), actor=request.user.get_username())


@_writes(
    summary="Change the secret of a webhook; for 24 hours messages are signed with both",
    description="To rotate twice ends a secret that leaked at once.",
    shows_secret=True,
    returns={201: WebhookWithSecret},
    examples=[SHOWN_ONCE],
)
def rotate_webhook_secret(request: Request, prepared: None, webhook_id: UUID) -> Response:
    webhook = _own(request, webhook_id)
    return _shown_once(*rotate_secret(webhook=webhook, actor=request.user.get_username()))


@_writes(
    summary="Send the event “ping” to a webhook; its log says what came of it",
    returns={202: DeliveryRecord},
    examples=[SENT],
)
def test_webhook(request: Request, prepared: None, webhook_id: UUID) -> Response:
    """Have it sent."""
    return _started(ping(webhook=_own(request, webhook_id)))


@_reads(
    summary="Read what was sent to a webhook, the newest first, with every attempt",
    query=PageQuery,
    returns=page_of(DeliveryRecord, "DeliveryPage"),
    examples=[page_example(EXAMPLE_DELIVERY)],
)
def list_deliveries(request: Request, query: dict[str, Any], webhook_id: UUID) -> Response:
    """Return a page of the log."""
    log = _own(request, webhook_id).deliveries.select_related("job").prefetch_related("attempts")
    look_after_jobs()
    return newest_first(request, log, by="created_at", limit=query["limit"], record=delivery_record)


@_writes(
    summary="Send an event again under the same id, whether it was taken before or not",
    returns={202: DeliveryRecord},
    examples=[SENT],
)
def send_delivery_again(request: Request, prepared: None, webhook_id: UUID, delivery_id: UUID) -> Response:
    """Have it sent."""
    delivery: WebhookDelivery = get_object_or_404(_own(request, webhook_id).deliveries, pk=delivery_id)
    return _started(resend(delivery=delivery))


@contextmanager
def _pointing_at_url() -> Iterator[None]:
    """Raise the refusal of a target as a problem of the field that names it."""
    try:
        yield
    except TargetRefused as error:
        wrong = [{"pointer": "#/url", "detail": str(error)}]
        raise ApiProblem("url-refused", "Nothing is sent to this URL.", errors=wrong) from error


def _own(request: Request, webhook_id: UUID) -> Webhook:
    return get_object_or_404(Webhook.objects.kept_by(request.user.get_username()), pk=webhook_id)


def _shown_once(webhook: Webhook, secret: str, headers: dict[str, str] | None = None) -> Response:
    return Response({**webhook_record(webhook, datetime.now(UTC)), "secret": secret}, status=201, headers=headers)


def _started(delivery: WebhookDelivery) -> Response:
    start([delivery.job_id])
    return Response(delivery_record(delivery), status=202)
