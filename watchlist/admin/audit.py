"""The trail of acts."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from watchlist.admin import words
from watchlist.admin.site import ReadOnlyAdmin
from watchlist.audit.models import AuditEvent, AuditPayload
from watchlist.audit.restricted import KEEP_RESTRICTED
from watchlist.cases.rights import sees_reports


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Acts, the last first.

    Whoever may not know of reports to authorities reads none of the events that keep what is restricted. He may notice
    that a number is missing: that something restricted was done between two instants, which is so of every hold by a
    lead; neither by whom, nor what, nor of which case.
    """

    change_form_template = "watchlist/admin/event.html"
    list_display = ("sequence", "moment", "actor", "verb", "target_kind", "target_key")
    list_filter = ("verb", "target_kind")
    search_fields = ("actor", "target_key", "digest")
    ordering = ("-sequence",)

    @admin.display(description=_("When"), ordering="sequence")
    def moment(self, obj: AuditEvent) -> str:
        """Return the instant of the act."""
        return words.instant(obj.at)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """Return the acts that a person may know of: the filters and the counts of the page are of these."""
        rows = super().get_queryset(request)
        return rows if sees_reports(request.user) else rows.exclude(verb=KEEP_RESTRICTED)

    def page(self, obj: AuditEvent) -> dict[str, Any]:
        """Return the parts of an act's page."""
        payload = AuditPayload.objects.filter(pk=obj.pk).first()
        said = json.dumps(json.loads(payload.body), ensure_ascii=False, indent=2) if payload else ""
        return {
            "title": f"{obj.sequence} {obj.verb}",
            "moment": words.instant(obj.at),
            "payload": payload,
            "said": said,
        }
