"""Webhooks and what was sent to them. Of a URL only the host is shown."""

from __future__ import annotations

import json
from typing import Any, Final

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin, column, instant_column
from watchlist.webhooks import DELIVERED, NEVER, PENDING, Webhook, WebhookDelivery

MOST_DELIVERIES: Final = 20
STATES: Final = {
    NEVER: gettext_lazy("Given up"),
    PENDING: gettext_lazy("Waiting"),
    DELIVERED: gettext_lazy("Delivered"),
}


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    """Webhooks, the last first."""

    change_form_template = "watchlist/web/webhook.html"
    list_display = ("receiver", "owner", "events", "state_label", "made")
    list_filter = (("owner", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("owner",)
    search_fields = ("owner__username",)
    ordering = ("-created_at",)

    receiver = column(gettext_lazy("Receiver"), lambda obj: obj.host)

    @admin.display(description=gettext_lazy("State"))
    def state_label(self, obj: Webhook) -> str:
        if obj.removed_at is not None:
            return _("Taken away")
        return _("Active") if obj.is_active else _("Gone")

    made = instant_column("created_at", gettext_lazy("Made"))

    def page(self, obj: Webhook) -> dict[str, Any]:
        log = obj.deliveries.all().dead_first().select_related("job")[:MOST_DELIVERIES]
        return {
            "title": obj.host,
            "standing": self.state_label(obj),
            "ended": words.instant(obj.removed_at or obj.gone_at),
            "log": [(delivery, STATES[delivery.state]) for delivery in log],
        }


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """Deliveries: those given up first, then the latest."""

    change_form_template = "watchlist/web/delivery.html"
    list_display = ("made", "event", "receiver", "owner", "state_label", "attempted", "why")
    list_filter = ("event", ("webhook__owner", admin.RelatedOnlyFieldListFilter))
    search_fields = ("event_id", "webhook__owner__username")
    search_help_text = gettext_lazy("The id of the event, or the owner")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the deliveries with all that a row shows."""
        log = WebhookDelivery.objects.all().dead_first()
        return log.select_related("job", "webhook__owner").prefetch_related("attempts")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the order of the list: the dead first."""
        return ("rank", "-created_at", "pk")

    made = instant_column("created_at", gettext_lazy("Made"))
    receiver = column(gettext_lazy("Receiver"), lambda obj: obj.webhook.host)
    owner = column(gettext_lazy("Owner"), lambda obj: obj.webhook.owner.username, "webhook__owner__username")
    state_label = column(gettext_lazy("State"), lambda obj: str(STATES[obj.state]))
    attempted = column(gettext_lazy("Attempts"), lambda obj: len(obj.attempts.all()))
    why = column(gettext_lazy("Last error"), lambda obj: obj.job.error or None)

    def page(self, obj: WebhookDelivery) -> dict[str, Any]:
        return {
            "title": obj.event,
            "standing": STATES[obj.state],
            "next": words.instant(obj.job.not_before) if obj.state == PENDING else "",
            "payload": json.dumps(json.loads(obj.payload), ensure_ascii=False, indent=2),
        }
