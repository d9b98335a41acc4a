"""Webhooks and what was sent to them. Of a URL only the host is shown."""

from __future__ import annotations

import json
from typing import Any, Final

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin
from watchlist.webhooks.models import DELIVERED, NEVER, PENDING, Webhook, WebhookDelivery

SHOWN: Final = 20
STATES: Final = {NEVER: _("Given up"), PENDING: _("Waiting"), DELIVERED: _("Delivered")}


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    """Webhooks, the last first."""

    change_form_template = "watchlist/web/webhook.html"
    list_display = ("receiver", "owner", "events", "standing", "made")
    list_filter = (("owner", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("owner",)
    search_fields = ("owner__username",)
    ordering = ("-created_at",)

    @admin.display(description=_("Receiver"))
    def receiver(self, obj: Webhook) -> str:
        """Return the host that is told."""
        return obj.host

    @admin.display(description=_("State"))
    def standing(self, obj: Webhook) -> str:
        """Return whether it is told of events."""
        if obj.removed_at is not None:
            return say("Taken away")
        return say("Active") if obj.is_active else say("Gone")

    @admin.display(description=_("Made"), ordering="created_at")
    def made(self, obj: Webhook) -> str:
        """Return when it was made."""
        return words.instant(obj.created_at)

    def page(self, obj: Webhook) -> dict[str, Any]:
        """Return the parts of a webhook's page."""
        log = obj.deliveries.all().dead_first().select_related("job")[:SHOWN]
        return {
            "title": obj.host,
            "standing": self.standing(obj),
            "made": words.instant(obj.created_at),
            "rotated": words.instant(obj.rotated_at),
            "ended": words.instant(obj.removed_at or obj.gone_at),
            "log": [(words.instant(each.created_at), each, STATES[each.state]) for each in log],
        }


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """What was sent: first what nobody will get by itself, then the last."""

    change_form_template = "watchlist/web/delivery.html"
    list_display = ("made", "event", "receiver", "owner", "standing", "attempted", "why")
    list_filter = ("event", ("webhook__owner", admin.RelatedOnlyFieldListFilter))
    search_fields = ("event_id", "webhook__owner__username")
    search_help_text = _("The id of the event, or the owner")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the deliveries with all that a row shows."""
        log = WebhookDelivery.objects.all().dead_first()
        return log.select_related("job", "webhook__owner").prefetch_related("attempts")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the order of the list: the dead first."""
        return ("rank", "-created_at", "pk")

    @admin.display(description=_("Made"), ordering="created_at")
    def made(self, obj: WebhookDelivery) -> str:
        """Return when the event was."""
        return words.instant(obj.created_at)

    @admin.display(description=_("Receiver"))
    def receiver(self, obj: WebhookDelivery) -> str:
        """Return the host that is told."""
        return obj.webhook.host

    @admin.display(description=_("Owner"), ordering="webhook__owner__username")
    def owner(self, obj: WebhookDelivery) -> str:
        """Return whose webhook it is."""
        return obj.webhook.owner.username

    @admin.display(description=_("State"))
    def standing(self, obj: WebhookDelivery) -> str:
        """Return how it stands."""
        return str(STATES[obj.state])

    @admin.display(description=_("Attempts"))
    def attempted(self, obj: WebhookDelivery) -> int:
        """Return how often it was sent."""
        return len(obj.attempts.all())

    @admin.display(description=_("Last error"))
    def why(self, obj: WebhookDelivery) -> str | None:
        """Return how the last attempt failed."""
        return obj.job.error or None

    def page(self, obj: WebhookDelivery) -> dict[str, Any]:
        """Return the parts of a delivery's page."""
        return {
            "title": obj.event,
            "standing": STATES[obj.state],
            "receiver": obj.webhook.host,
            "made": words.instant(obj.created_at),
            "next": words.instant(obj.job.not_before) if obj.state == PENDING else "",
            "attempts": [(words.instant(each.at), each) for each in obj.attempts.all()],
            "said": json.dumps(json.loads(obj.payload), ensure_ascii=False, indent=2),
        }
