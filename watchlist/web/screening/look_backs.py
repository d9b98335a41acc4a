"""Look-backs: what each change of the law means for the stored lines, and how much of them was examined."""

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
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from watchlist.audit import record_export
from watchlist.engine.reports import all_visible, visible
from watchlist.engine.texts import grouped
from watchlist.exports import csv_texts, json_texts
from watchlist.screenings.rescreen import CaseDue, Rescreen, found_sentence, report, row_of, shipment_name, summary
from watchlist.web import words
from watchlist.web.operations import state_chip
from watchlist.web.site import ReadOnlyAdmin, column, instant_column

MOST_ROWS: Final = 200
MOST_PARTIES: Final = 50
FILES: Final[dict[str, tuple[str, Callable[[Rescreen], Iterator[str]]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_texts),
    "jsonl": ("application/x-ndjson", json_texts),
}
CHANGE_VERBS: Final = {"came": "comes", "went": "goes", "differs": "differs"}


@dataclass(frozen=True, slots=True)
class ChangedEntryView:
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
        """Return whether the user may read them: they give every reason."""
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

    because = column(gettext_lazy("Change of the law"), lambda obj: visible(obj.due.because))
    state = column(gettext_lazy("State"), lambda obj: state_chip(obj.job))
    items_looked_at = column(gettext_lazy("Items"), lambda obj: grouped(obj.items), "items")

    @admin.display(description=gettext_lazy("Would now be"))
    def outcome(self, obj: Rescreen) -> SafeString | None:
        """Return the result in numbers; None, shown as a dash, until it is done."""
        counts = summary(obj).get("counts")
        if counts is None:
            return None
        controlled, differ = counts["lines_now_controlled"], counts["lines_that_differ"]
        mark = words.chip("law", _("%(n)s controlled") % {"n": grouped(controlled)}) if controlled else ""
        otherwise = ngettext("%(lines)s line otherwise", "%(lines)s lines otherwise", differ) % {
            "lines": grouped(differ)
        }
        return format_html('<span class="cell">{}<small>{}</small></span>', mark, otherwise)

    moment = instant_column("started_at", gettext_lazy("Looked"))

    def page(self, obj: Rescreen) -> dict[str, Any]:
        stored_report = report(obj)
        cases = CaseDue.objects.filter(rescreen=obj).select_related("screened_line__line").order_by("pk")
        changed = stored_report["changed"]
        return {
            "title": visible(obj.due.because),
            "state": state_chip(obj.job),
            "sentence": found_sentence(stored_report["counts"]) if "counts" in stored_report else "",
            "counts": stored_report.get("counts", {}),
            "coverage": stored_report["coverage"],
            "entries": [_entry(entry) for entry in changed.get("entries", ())[:MOST_ROWS]],
            "rules": changed.get("rules", ()),
            "words": ", ".join(map(visible, changed.get("words", ())[:MOST_ROWS])),
            "shipments": stored_report["shipments"][:MOST_PARTIES],
            "parties": stored_report["parties"][:MOST_PARTIES],
            "lines": [_line(case) for case in cases[:MOST_ROWS]],
            "more": max(0, cases.count() - MOST_ROWS),
        }


def _entry(entry: dict[str, Any]) -> ChangedEntryView:
    days = ", ".join(words.day(date.fromisoformat(day)) for day in entry["days"])
    return ChangedEntryView(entry["entry"], CHANGE_VERBS[entry["how"]], words.phrase(", ".join(entry["fields"])), days)


def _line(case: CaseDue) -> dict[str, Any]:
    row = row_of(case)
    line: dict[str, Any] = all_visible({**row, "shipment": shipment_name(row["shipment"])})
    return line
