"""Webhooks, their deliveries, and each attempt at one."""

from __future__ import annotations

import uuid
from typing import Final, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from watchlist.jobs import CANCELLED, DEAD, DONE, Job

DELIVERED: Final = "delivered"
PENDING: Final = "pending"
NEVER: Final = "dead"
GIVEN_UP: Final = (DEAD, CANCELLED, DONE)
"""States of a job that ends: where it ended without a delivery, none will come by itself."""


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Webhooks by owner, and by whether anything is sent to them."""

    def kept_by(self, username: str) -> Self:
        """Return the webhooks of a person that they have not removed."""
        return self.filter(owner__username=username, removed_at__isnull=True)

    def listening(self) -> Self:
        """Return the webhooks to which something may be sent."""
        return self.filter(gone_at__isnull=True, removed_at__isnull=True, owner__is_active=True)


class Webhook(models.Model):
    """A URL that is told of events. A row has one of three states:

    - `active`: it is told, while its owner's account is active;
    - `gone` since `gone_at`: the receiver answered 410, and nothing more is sent;
    - `removed` since `removed_at`: its owner took it away; its log is kept.

    Its secret is not here: it is worked out from the id and the `generation`, which a rotation raises.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks", verbose_name=_("owner")
    )
    url = models.CharField(max_length=500)
    events = models.CharField(_("events"), max_length=200, help_text="with spaces between")
    generation = models.PositiveIntegerField(default=1)
    rotated_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["-created_at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(generation=1, rotated_at__isnull=True) | Q(generation__gt=1, rotated_at__isnull=False),
                name="webhook_rotated_as_often_as_it_says",
            )
        ]

    def __str__(self) -> str:
        return self.host

    @property
    def host(self) -> str:
        """Return the host of the URL, the part that is no secret: a path is often the receiver's key."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_active(self) -> bool:
        """Say whether events are sent to it."""
        return self.gone_at is None and self.removed_at is None

    def hears(self, event: str) -> bool:
        """Say whether it subscribes to an event."""
        return event in self.events.split()


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Deliveries, in an order by their state."""

    def dead_first(self) -> Self:
        """Return the deliveries that nobody will get by itself, then the rest, the last first."""
        undelivered = When(delivered_at__isnull=True, job__state__in=GIVEN_UP, then=Value(0))
        return self.alias(rank=Case(undelivered, default=Value(1))).order_by("rank", "-created_at", "pk")


class WebhookDelivery(models.Model):
    """One event for one webhook, word for word as it is sent. Its job makes the attempts, so it is

    - `delivered` since `delivered_at`: the receiver answered 2xx;
    - `dead`: its job ended otherwise; a person may send it again;
    - `pending`: its job is yet to end.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField(help_text="the same however often it is sent")
    event = models.CharField(_("event"), max_length=40)
    payload = models.TextField(help_text="the body, as canonical JSON")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+", help_text="the last that was to send it")
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery to a webhook")
        verbose_name_plural = _("deliveries to webhooks")
        ordering = ["-created_at", "pk"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["webhook", "event_id"], name="webhookdelivery_is_unique")]
        indexes = [models.Index(fields=["webhook", "-created_at"], name="webhookdelivery_by_age")]

    def __str__(self) -> str:
        return f"{self.event} {self.event_id}"

    @property
    def state(self) -> str:
        """Return `delivered`, `dead` or `pending`."""
        if self.delivered_at is not None:
            return DELIVERED
        return NEVER if self.job.state in GIVEN_UP else PENDING


class DeliveryAttempt(models.Model):
    """One POST. A row has one state: written. Of the answer only the status is kept: its text is the receiver's own."""

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("attempt at a delivery")
        verbose_name_plural = _("attempts at deliveries")
        ordering = ["at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(status__isnull=False, error="") | (Q(status__isnull=True) & ~Q(error="")),
                name="deliveryattempt_has_a_status_or_an_error",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.status or self.error}"
