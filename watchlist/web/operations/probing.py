"""Events of probing detection, for the compliance lead, who marks them as seen."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from watchlist.access import BoundaryEvent, OwnToken, record_sight
from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin, column, instant_column


@admin.register(BoundaryEvent)
class BoundaryEventAdmin(ReadOnlyAdmin):
    """Events, the last first; those that nobody has seen are marked."""

    change_form_template = "watchlist/web/boundary.html"
    actions = ["mark_seen"]
    list_display = ("what", "moment", "token", "user", "structures", "lines", "state")
    list_filter = ("kind", ("sight", admin.EmptyFieldListFilter))
    search_fields = ("token", "user", "lineage")
    ordering = ("-at",)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """List the events, under a title that says what they are."""
        title = _("Probing of the screening: who tried many structures near what is listed")
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the events, each with who has seen it."""
        return super().get_queryset(request).select_related("sight")

    what = column(gettext_lazy("What"), str, "kind")
    moment = instant_column("at", gettext_lazy("When"))

    @admin.display(description=gettext_lazy("State"))
    def state(self, obj: BoundaryEvent) -> SafeString:
        if obj.is_open:
            return words.chip("announced", pgettext("state", "open"))
        return words.chip("law", _("seen by %(person)s") % {"person": obj.sight.seen_by})

    @admin.action(description=gettext_lazy("Mark as seen"), permissions=["see"])
    def mark_seen(self, request: HttpRequest, queryset: QuerySet[BoundaryEvent]) -> None:
        """Mark the chosen events as seen, which lets the tokens that they had stopped go on."""
        for event in queryset:
            try:
                record_sight(event=event, actor=request.user.get_username())
            except OwnToken as error:
                self.message_user(request, f"{event}: {error.message}", messages.ERROR)

    def has_see_permission(self, request: HttpRequest) -> bool:
        """Say whether the user may mark an event as seen."""
        return request.user.has_perm("watchlist.change_boundaryevent")

    def page(self, obj: BoundaryEvent) -> dict[str, Any]:
        return {
            "title": str(obj),
            "state": self.state(obj),
            "relatives": json.loads(obj.relatives),
        }
