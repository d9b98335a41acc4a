"""Look-backs: what each change of the law means for what is stored, what was looked at, and what was not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import admin
from django.db.models import Model
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from watchlist.audit.exporting import record_export
from watchlist.engine.reports.text import all_visible, visible
from watchlist.exports.look_back import csv_texts, json_texts
from watchlist.screenings.rescreen.models import CaseDue, Rescreen
from watchlist.screenings.rescreen.report import report, row_of, shipment_name
from watchlist.screenings.rescreen.summaries import summary
from watchlist.web import words
from watchlist.web.operations.jobs import standing
from watchlist.web.site import ReadOnlyAdmin

SHOWN: Final = 200
PEOPLE: Final = 50
FILES: Final[dict[str, tuple[str, Callable[[Rescreen], Iterator[str]]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_texts),
    "jsonl": ("application/x-ndjson", json_texts),
}
HOW: Final = {"came": "comes", "went": "goes", "differs": "differs"}


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a list that changed, in words."""

    entry: str
    how: str
    fields: str
    days: str


@admin.register(Rescreen)
class RescreenAdmin(ReadOnlyAdmin):
    """Look-backs, the last first, for those who read the reasons of screenings."""

    change_form_template = "watchlist/web/look_back.html"
    list_display = ("because", "state", "items_looked_at", "outcome", "moment")
    list_select_related = ("due", "job")
    search_fields = ("due__because", "due__change_set__title")
    ordering = ("-started_at",)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say whether the user may read them: they give every reason."""
        return super().has_view_permission(request, obj) and request.user.has_perm("watchlist.review_cases")

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, and the files of a report."""
        own = path("<int:pk>/report.<str:kind>", self.admin_site.admin_view(self.file), name="watchlist_rescreen_file")
        return [own, *super().get_urls()]

    def file(self, request: HttpRequest, pk: int, kind: str) -> StreamingHttpResponse:
        """Return the report on one look-back as a file."""
        row = Rescreen.objects.select_related("due").filter(pk=pk).first()
        if row is None or kind not in FILES or not self.has_view_permission(request, row):
            raise Http404
        content_type, texts = FILES[kind]
        record_export(actor=request.user.get_username(), what="look_back", key=str(pk), parameters={"form": kind})
        headers = {"Content-Disposition": f'attachment; filename="look-back-{pk}.{kind}"'}
        return StreamingHttpResponse(texts(row), content_type=content_type, headers=headers)

    @admin.display(description=_("Change of the law"))
    def because(self, obj: Rescreen) -> str:
        """Return what the law was changed by."""
        return visible(obj.due.because)

    @admin.display(description=_("State"))
    def state(self, obj: Rescreen) -> SafeString:
        """Return how far its job is."""
        return standing(obj.job)

    @admin.display(description=_("Items"), ordering="items")
    def items_looked_at(self, obj: Rescreen) -> str:
        """Return how many distinct items it looks at."""
        return f"{obj.items:,}"

    @admin.display(description=_("Would now be"))
    def outcome(self, obj: Rescreen) -> SafeString | None:
        """Return what came of it; a dash until it is done."""
        counts = summary(obj).get("counts")
        if counts is None:
            return None
        controlled, differ = counts["lines_now_controlled"], counts["lines_that_differ"]
        mark = words.chip("law", say("%(n)s controlled") % {"n": f"{controlled:,}"}) if controlled else ""
        said = ngettext("%(lines)s line otherwise", "%(lines)s lines otherwise", differ) % {"lines": f"{differ:,}"}
        return format_html('<span class="cell">{}<small>{}</small></span>', mark, said)

    @admin.display(description=_("Looked"), ordering="started_at")
    def moment(self, obj: Rescreen) -> str:
        """Return when it was begun."""
        return words.instant(obj.started_at)

    def page(self, obj: Rescreen) -> dict[str, Any]:
        """Return the parts of a look-back's page."""
        told = report(obj)
        cases = CaseDue.objects.filter(rescreen=obj).select_related("screened_line__line").order_by("pk")
        changed = told["changed"]
        return {
            "title": visible(obj.due.because),
            "state": standing(obj.job),
            "sentence": told.get("sentence", ""),
            "counts": told.get("counts", {}),
            "coverage": told["coverage"],
            "entries": [_entry(one) for one in changed.get("entries", ())[:SHOWN]],
            "rules": changed.get("rules", ()),
            "words": ", ".join(map(visible, changed.get("words", ())[:SHOWN])),
            "shipments": told["shipments"][:PEOPLE],
            "parties": told["parties"][:PEOPLE],
            "lines": [_line(case) for case in cases[:SHOWN]],
            "more": max(0, cases.count() - SHOWN),
            "law": (words.instant(obj.due.before), words.instant(obj.due.after)),
            "looked": (words.instant(obj.started_at), words.instant(obj.done_at)),
        }


def _entry(one: dict[str, Any]) -> EntryView:
    days = ", ".join(words.day(date.fromisoformat(day)) for day in one["days"])
    return EntryView(one["entry"], HOW[one["how"]], words.phrase(", ".join(one["fields"])), days)


def _line(case: CaseDue) -> dict[str, Any]:
    row = row_of(case)
    shown: dict[str, Any] = all_visible({**row, "shipment": shipment_name(row["shipment"])})
    return shown
