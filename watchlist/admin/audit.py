"""The trail of acts."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin

from watchlist.admin import words
from watchlist.admin.site import ReadOnlyAdmin
from watchlist.audit.models import AuditEvent, AuditPayload


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Acts, the last first."""

    change_form_template = "watchlist/admin/event.html"
    list_display = ("sequence", "moment", "actor", "verb", "target_kind", "target_key")
    list_filter = ("verb", "target_kind")
    search_fields = ("actor", "target_key", "digest")
    ordering = ("-sequence",)

    @admin.display(description="When", ordering="sequence")
    def moment(self, obj: AuditEvent) -> str:
        """Return the instant of the act."""
        return words.instant(obj.at)

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
