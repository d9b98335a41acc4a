"""The house's own lists, their entries and their editions, for those whom they are shown to. Nothing is edited here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from watchlist.engine.reports.text import all_visible, visible
from watchlist.internal_lists.lists import record_read
from watchlist.internal_lists.models import HouseEdition, HouseEntry, HouseList
from watchlist.internal_lists.records import KINDS
from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry in words: what it is, why it stands there, and since when and until when it did so."""

    row: HouseEntry
    said: dict[str, Any]
    since: str
    until: str


@admin.register(HouseList)
class HouseListAdmin(ReadOnlyAdmin):
    """House lists, for members of their groups and for superusers; to everybody else none is there."""

    change_form_template = "watchlist/web/house_list.html"
    list_display = ("title", "key", "sort", "owner", "held", "brought")
    search_fields = ("key", "title")
    ordering = ("key",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the lists that the user is shown."""
        return HouseList.objects.visible_to(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Say whether the pages are offered."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say whether a list, or any list, is shown to the user."""
        shown = HouseList.objects.visible_to(request.user)
        return shown.exists() if obj is None else shown.filter(pk=obj.pk).exists()

    @admin.display(description=_("Kind"))
    def sort(self, obj: HouseList) -> str:
        """Return the kind of list in words."""
        return say(KINDS[obj.kind])

    @admin.display(description=_("Entries"))
    def held(self, obj: HouseList) -> int:
        """Return how many entries it holds."""
        last = obj.last_edition()
        return last.entries if last else 0

    @admin.display(description=_("Brought"))
    def brought(self, obj: HouseList) -> str:
        """Return when its last file was brought."""
        last = obj.last_edition()
        return words.instant(last.recorded_at) if last else say("never")

    def page_for(self, request: HttpRequest, obj: HouseList) -> dict[str, Any]:
        """Return the parts of a list's page; that they were read is kept."""
        shown = self.page(obj)
        entries = len(shown["entries"]) + len(shown["before"])
        record_read(house_list=obj, edition=obj.last_edition(), entries=entries, actor=request.user.get_username())
        return shown

    def page(self, obj: HouseList) -> dict[str, Any]:
        """Return the parts of a list's page."""
        current = HouseEntry.objects.current().filter(house_list=obj)
        before = HouseEntry.objects.filter(house_list=obj, superseded_at__isnull=False).order_by("-superseded_at")
        editions = HouseEdition.objects.filter(house_list=obj).order_by("-recorded_at")
        return {
            "title": visible(obj.title),
            "kind": self.sort(obj),
            "opened": words.instant(obj.opened_at),
            "note": visible(obj.note),
            "readers": [group.name for group in obj.readers.order_by("name")],
            "entries": [_entry(row) for row in current.order_by("key")[:MOST]],
            "more": max(0, current.count() - MOST),
            "before": [_entry(row) for row in before[:MOST]],
            "editions": [(row, words.instant(row.recorded_at)) for row in editions],
        }


def _entry(row: HouseEntry) -> EntryView:
    said = {
        "name": row.name,
        "names": ", ".join(row.other_names.splitlines()),
        "numbers": " · ".join(filter(None, (row.cas, row.inchikey))),
        "reason": row.reason,
        "note": row.note,
    }
    until = words.instant(row.superseded_at) if row.superseded_at else ""
    return EntryView(row, all_visible(said), words.instant(row.recorded_at), until)
