"""Internal lists with their entries and editions, for their readers. Nothing is edited here."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.reports import visible
from watchlist.internal_lists import KINDS, HouseEdition, HouseEntry, HouseList, record_read
from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin, column

MOST: Final = 500


@admin.register(HouseList)
class InternalListAdmin(ReadOnlyAdmin):
    """Internal lists, for members of their groups and for superusers; nobody else sees that there are any."""

    change_form_template = "watchlist/web/house_list.html"
    list_display = ("title", "key", "sort", "owner", "entry_count", "brought")
    search_fields = ("key", "title")
    ordering = ("key",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the lists that the user may read."""
        return HouseList.objects.readable_by(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may read a list, or any list."""
        readable = HouseList.objects.readable_by(request.user)
        return readable.exists() if obj is None else readable.filter(pk=obj.pk).exists()

    sort = column(gettext_lazy("Kind"), lambda obj: _(KINDS[obj.kind]))

    @admin.display(description=gettext_lazy("Entries"))
    def entry_count(self, obj: HouseList) -> int:
        last = obj.last_edition()
        return last.entries if last else 0

    @admin.display(description=gettext_lazy("Brought"))
    def brought(self, obj: HouseList) -> str:
        last = obj.last_edition()
        return words.instant(last.recorded_at) if last else _("never")

    def page_for(self, request: HttpRequest, obj: HouseList) -> dict[str, Any]:
        """Return the context of a list's page; the reading is recorded in the audit trail."""
        context = self.page(obj)
        entries = len(context["entries"]) + len(context["before"])
        record_read(house_list=obj, edition=obj.last_edition(), entries=entries, actor=request.user.get_username())
        return context

    def page(self, obj: HouseList) -> dict[str, Any]:
        current = HouseEntry.objects.current().filter(house_list=obj)
        superseded = HouseEntry.objects.filter(house_list=obj, superseded_at__isnull=False).order_by("-superseded_at")
        editions = HouseEdition.objects.filter(house_list=obj).order_by("-recorded_at")
        return {
            "title": visible(obj.title),
            "kind": self.sort(obj),
            "readers": [group.name for group in obj.readers.order_by("name")],
            "entries": [_entry(row) for row in current.order_by("key")[:MOST]],
            "more": max(0, current.count() - MOST),
            "before": [_entry(row) for row in superseded[:MOST]],
            "editions": editions,
        }


def _entry(row: HouseEntry) -> tuple[HouseEntry, str, str]:
    """Return an entry with its other names and with its numbers."""
    numbers = " · ".join(filter(None, (row.cas, row.inchikey)))
    return row, visible(", ".join(row.other_names.splitlines())), visible(numbers)
