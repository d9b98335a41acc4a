"""Legal acts, and what each of them lists."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from watchlist.law_store import Instrument, Scheduling
from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin, column


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

    cited = column(_("Citation"), lambda obj: words.doubted(obj.citation, obj.confidence), "citation")
    where = column(_("Jurisdiction"), lambda obj: str(obj.authority.jurisdiction), "authority__jurisdiction__key")
    adopted = column(_("Adopted"), lambda obj: words.day(obj.adopted_on), "adopted_on")
    published = column(_("Published"), lambda obj: words.day(obj.published_on), "published_on")

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
            "earlier": earlier,
            "periods": [words.period(row, on) for row in rows.order_by("entry__control_list", "printed_name")],
        }
