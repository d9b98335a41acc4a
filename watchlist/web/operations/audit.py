"""The trail of acts, and its anchors."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from watchlist.audit import (
    KEEP_RESTRICTED,
    AuditAnchor,
    AuditEvent,
    AuditPayload,
    ErasedPayload,
    as_anchor,
    key_id,
    written,
)
from watchlist.cases import sees_reports
from watchlist.web import words
from watchlist.web.long_lists import IdsFirstPaginator
from watchlist.web.site import ReadOnlyAdmin, column


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Acts, the last first.

    Whoever may not know of reports to authorities reads none of the events that keep what is restricted. They may see
    that a number is missing: that something restricted was done between two instants, which is so of every hold by a
    lead; neither by whom, nor what, nor of which case.
    """

    change_form_template = "watchlist/web/event.html"
    change_list_template = "watchlist/web/events.html"
    list_display = ("sequence", "moment", "actor", "verb", "target_kind", "target_key")
    list_filter = ("verb", "target_kind")
    search_fields = ("actor", "target_key", "digest", "request_id")
    ordering = ("-sequence",)
    paginator = IdsFirstPaginator
    show_full_result_count = False

    moment = column(_("When"), lambda obj: words.instant(obj.at), "sequence")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Return the acts that a person may know of: the filters and the counts of the page are of these."""
        rows = super().get_queryset(request)
        return rows if sees_reports(request.user) else rows.exclude(verb=KEEP_RESTRICTED)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"anchor": AuditAnchor.objects.first()} | (extra_context or {}))

    def page(self, obj: AuditEvent) -> dict[str, Any]:
        payload = AuditPayload.objects.filter(pk=obj.pk).first()
        body = json.dumps(json.loads(payload.body), ensure_ascii=False, indent=2) if payload else ""
        erased = None if payload else ErasedPayload.objects.filter(pk=obj.pk).first()
        return {
            "title": f"{obj.sequence} {obj.verb}",
            "erased_by": erased.by_event_id if erased else None,
            "payload": body,
        }


@admin.register(AuditAnchor)
class AuditAnchorAdmin(ReadOnlyAdmin):
    """The anchors of the trail, the last first, for whoever reads the trail."""

    change_form_template = "watchlist/web/anchor.html"
    list_display = ("day", "sequence", "signed_by")
    ordering = ("-sequence",)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say whether the reader may read the trail."""
        return bool(request.user.has_perm("watchlist.view_auditevent"))

    signed_by = column(_("Key"), lambda obj: key_id(obj.key))

    def page(self, obj: AuditAnchor) -> dict[str, Any]:
        return {"title": str(obj.day), "key_id": key_id(obj.key), "written": written(as_anchor(obj))}
