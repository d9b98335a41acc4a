"""Webhooks of the user who asks: made, listed, tried, taken away, and the log of what was sent to them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Endpoint, Write, query_of, refuse_parameters
from watchlist.api.bodies import fields_of, refuse_fields
from watchlist.api.operations.webhook_records import (
    EXAMPLE_DELIVERY,
    EXAMPLE_WEBHOOK,
    DeliveryRecord,
    WebhookList,
    WebhookRecord,
    WebhookRequest,
    WebhookWithSecret,
    delivery_record,
    webhook_record,
)
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.problem_records import problems
from watchlist.tasks import look_after_jobs, start
from watchlist.webhooks.announcing import ping, resend
from watchlist.webhooks.models import Webhook, WebhookDelivery
from watchlist.webhooks.subscriptions import rotate_secret, subscribe, unsubscribe

SHOWN_ONCE = OpenApiExample("Shown once", {**EXAMPLE_WEBHOOK, "secret": "whsec_…"}, response_only=True)
SENT = OpenApiExample("Sent", EXAMPLE_DELIVERY, response_only=True, status_codes=["202"])


class Webhooks(Write):
    """The webhooks of the user who asks."""

    scope = "screen"
    shows_secret = True

    @extend_schema(
        operation_id="list_webhooks",
        tags=["webhooks"],
        summary="List the webhooks of this user",
        responses={200: WebhookList, **problems(400, 401, 403, 429)},
        examples=[OpenApiExample("One", {"items": [EXAMPLE_WEBHOOK]}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return the webhooks, never their secrets."""
        refuse_parameters(request)
        now, webhooks = datetime.now(UTC), Webhook.objects.kept_by(request.user.get_username())
        return Response({"items": [webhook_record(webhook, now) for webhook in webhooks]})

    @extend_schema(
        operation_id="subscribe",
        tags=["webhooks"],
        summary="Be told of events at a URL; the secret that signs the messages is shown this once",
        request=WebhookRequest,
        responses={201: WebhookWithSecret, **problems(400, 401, 403, 409, 413, 415, 422, 429)},
        examples=[
            OpenApiExample(
                "A shipping system", {key: EXAMPLE_WEBHOOK[key] for key in ("url", "events")}, request_only=True
            ),
            SHOWN_ONCE,
        ],
    )
    def post(self, request: Request) -> Any:
        """Make a webhook."""
        return self.write(request)

    def prepare(self, request: Request, **kwargs: Any) -> dict[str, Any]:
        """Return the validated fields of the body."""
        return fields_of(WebhookRequest, request)

    def commit(self, request: Request, prepared: dict[str, Any], **kwargs: Any) -> Response:
        """Make it."""
        assert isinstance(request.user, User)
        webhook, secret = subscribe(owner=request.user, url=prepared["url"], events=prepared["events"])
        return _shown_once(webhook, secret, {"Location": f"{request.path}{webhook.pk}/"})


class OneWebhook(Endpoint):
    """One webhook of the user who asks."""

    scope = "screen"

    @extend_schema(
        operation_id="read_webhook",
        tags=["webhooks"],
        summary="Read a webhook",
        responses={200: WebhookRecord, **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("One", EXAMPLE_WEBHOOK, response_only=True)],
    )
    def get(self, request: Request, webhook_id: UUID) -> Response:
        """Return the webhook, never its secret."""
        refuse_parameters(request)
        return Response(webhook_record(_own(request, webhook_id), datetime.now(UTC)))

    @extend_schema(
        operation_id="unsubscribe",
        tags=["webhooks"],
        summary="Take a webhook away: nothing more is sent to it",
        responses={204: None, **problems(400, 401, 403, 404, 415, 429)},
    )
    def delete(self, request: Request, webhook_id: UUID) -> Response:
        """Take it away."""
        refuse_fields(request)
        unsubscribe(webhook=_own(request, webhook_id), actor=request.user.get_username())
        return Response(status=204)


class SecretRotation(Write):
    """A new secret of a webhook."""

    scope = "screen"
    shows_secret = True

    @extend_schema(
        operation_id="rotate_webhook_secret",
        tags=["webhooks"],
        summary="Change the secret of a webhook; for 24 hours messages are signed with both",
        description="To rotate twice ends a secret that leaked at once.",
        request=None,
        responses={201: WebhookWithSecret, **problems(400, 401, 403, 404, 409, 415, 422, 429)},
        examples=[SHOWN_ONCE],
    )
    def post(self, request: Request, webhook_id: UUID) -> Any:
        """Return the webhook with its new secret, shown this once."""
        return self.write(request, webhook_id=webhook_id)

    def commit(self, request: Request, prepared: Any, **kwargs: Any) -> Response:
        """Change the secret."""
        webhook = _own(request, kwargs["webhook_id"])
        return _shown_once(*rotate_secret(webhook=webhook, actor=request.user.get_username()))


class WebhookTest(Write):
    """A message to try a webhook with."""

    scope = "screen"

    @extend_schema(
        operation_id="test_webhook",
        tags=["webhooks"],
        summary="Send the event “ping” to a webhook; its log says what came of it",
        request=None,
        responses={202: DeliveryRecord, **problems(400, 401, 403, 404, 409, 415, 422, 429)},
        examples=[SENT],
    )
    def post(self, request: Request, webhook_id: UUID) -> Any:
        """Have it sent."""
        return self.write(request, webhook_id=webhook_id)

    def commit(self, request: Request, prepared: Any, **kwargs: Any) -> Response:
        """Write down what is to be sent."""
        return _started(ping(webhook=_own(request, kwargs["webhook_id"])))


class Deliveries(Endpoint):
    """The log of a webhook."""

    scope = "screen"

    @extend_schema(
        operation_id="list_deliveries",
        tags=["webhooks"],
        summary="Read what was sent to a webhook, the newest first, with every attempt",
        parameters=[PageQuery],
        responses={200: page_of(DeliveryRecord, "DeliveryPage"), **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("One", {"items": [EXAMPLE_DELIVERY], "next": None}, response_only=True)],
    )
    def get(self, request: Request, webhook_id: UUID) -> Response:
        """Return a page of the log."""
        limit = query_of(PageQuery, request)["limit"]
        log = _own(request, webhook_id).deliveries.select_related("job").prefetch_related("attempts")
        look_after_jobs()
        return newest_first(request, log, by="created_at", limit=limit, record=delivery_record)


class SendAgain(Write):
    """One more sending of an event."""

    scope = "screen"

    @extend_schema(
        operation_id="send_delivery_again",
        tags=["webhooks"],
        summary="Send an event again under the same id, whether it was taken before or not",
        request=None,
        responses={202: DeliveryRecord, **problems(400, 401, 403, 404, 409, 415, 422, 429)},
        examples=[SENT],
    )
    def post(self, request: Request, webhook_id: UUID, delivery_id: UUID) -> Any:
        """Have it sent."""
        return self.write(request, webhook_id=webhook_id, delivery_id=delivery_id)

    def commit(self, request: Request, prepared: Any, **kwargs: Any) -> Response:
        """Write down that it is to be sent."""
        delivery = _own(request, kwargs["webhook_id"]).deliveries.filter(pk=kwargs["delivery_id"]).first()
        if delivery is None:
            raise NotFound
        return _started(resend(delivery=delivery))


def _own(request: Request, webhook_id: UUID) -> Webhook:
    webhook = Webhook.objects.kept_by(request.user.get_username()).filter(pk=webhook_id).first()
    if webhook is None:
        raise NotFound
    return webhook


def _shown_once(webhook: Webhook, secret: str, headers: dict[str, str] | None = None) -> Response:
    return Response({**webhook_record(webhook, datetime.now(UTC)), "secret": secret}, status=201, headers=headers)


def _started(delivery: WebhookDelivery) -> Response:
    start([delivery.job_id])
    return Response(delivery_record(delivery), status=202)
