"""Legal acts, and what each of them lists."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from watchlist.law_store import Instrument, Scheduling
from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin


@admin.register(Instrument)
class InstrumentAdmin(ReadOnlyAdmin):
    """Legal acts as we now hold them."""

    change_form_template = "watchlist/web/instrument.html"
    list_display = ("cited", "title", "where", "kind", "adopted", "published")
    list_filter = (("authority__jurisdiction", admin.RelatedOnlyFieldListFilter), "kind", "confidence")
    search_fields = ("key", "citation", "title", "authority__name")
    ordering = ("authority__jurisdiction__key", "-published_on", "key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the current versions of the acts; earlier versions are on each page."""
        return super().get_queryset(request).select_related("authority__jurisdiction")

    @admin.display(description=_("Citation"), ordering="citation")
    def cited(self, obj: Instrument) -> SafeString:
        """Return the citation, and how well it is founded."""
        return words.doubted(obj.citation, obj.confidence)

    @admin.display(description=_("Jurisdiction"), ordering="authority__jurisdiction__key")
    def where(self, obj: Instrument) -> str:
        """Return where it holds."""
        return str(obj.authority.jurisdiction)

    @admin.display(description=_("Adopted"), ordering="adopted_on")
    def adopted(self, obj: Instrument) -> str:
        """Return the day of its adoption."""
        return words.day(obj.adopted_on)

    @admin.display(description=_("Published"), ordering="published_on")
    def published(self, obj: Instrument) -> str:
        """Return the day of its publication."""
        return words.day(obj.published_on)

    def page(self, obj: Instrument) -> dict[str, Any]:
        """Return the parts of an act's page."""
        on = words.today()
        rows = Scheduling.objects.current().filter(instrument__key=obj.key)
        rows = rows.select_related("entry__control_list", "instrument").prefetch_related("conditions")
        earlier = Instrument.objects.filter(key=obj.key).exclude(pk=obj.pk).order_by("-recorded_at")
        return {
            "title": obj.citation,
            "on": words.day(on),
            "doubt": words.doubt(obj.confidence),
            "adopted": self.adopted(obj),
            "published": self.published(obj),
            "known": words.instant(obj.recorded_at),
            "superseded": words.instant(obj.superseded_at),
            "earlier": [(words.instant(row.recorded_at), row) for row in earlier],
            "periods": [words.period(row, on) for row in rows.order_by("entry__control_list", "printed_name")],
        }
