"""Screenings and their lines, as they were answered: word for word, in the layout of the report."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.cases import VIEW, decided_sums, decisions_on
from watchlist.engine.answer import Summary
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.reading import folded
from watchlist.engine.reports import (
    ACTIONS,
    DEPTHS,
    SEVERITIES,
    all_visible,
    compared_with,
    engine_parts,
    held_lists,
    known_parties,
    shipment_view,
    shortened,
    warnings,
)
from watchlist.internal_lists import overlay_on
from watchlist.manifests import Item, Manifest, ManifestParty, Party
from watchlist.screenings import ScreenedLine, Screening, named, read_coverage, read_line
from watchlist.web import words
from watchlist.web.cases import decision_view, news_of, route_cards
from watchlist.web.concern_words import LABELS
from watchlist.web.judging import (
    LineOrder,
    bench_of,
    decision_filters,
    line_page,
    lines_by_entry,
    lines_page,
    offered_kinds,
    tabs,
)
from watchlist.web.long_lists import IdsFirstPaginator
from watchlist.web.page_acts import acts_on_screening
from watchlist.web.registers import hold_context
from watchlist.web.screening.line_filters import DecisionOfLine, HoldsVerdict, StructureFilter, VerdictOfLine, by_words
from watchlist.web.screening.screen_form import field_label
from watchlist.web.site import ReadOnlyAdmin, column
from watchlist.web.stored_answers import (
    apply_overlays,
    may_read,
    name_stored_parcels,
    screening_view,
    screenings,
    thumb_view,
)
from watchlist.web.viewpoint import reader_of

MOST_SUMS = 50  # sums and parties of a shipment on its page
PARCELS = 10  # of each sum: one may list a thousand


class ReadersOnly(ReadOnlyAdmin):
    """Pages for those who may read screenings with every reason."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether a row may be read."""
        return may_read(request)


@admin.register(Screening)
class ScreeningAdmin(ReadersOnly):
    """Screenings, the last first."""

    change_form_template = "watchlist/web/screening.html"
    list_before_template = "watchlist/web/screenings_before.html"
    list_display = ("shipment", "verdicts", "route", "law_of", "made", "made_by")
    list_filter = (HoldsVerdict, "made_at", "made_by")
    search_fields = ("manifest__reference", "manifest__source", "manifest__sha256", "made_by")
    search_help_text = gettext_lazy("Reference, file, hash or officer")
    ordering = ("-made_at", "pk")
    paginator = IdsFirstPaginator
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the screenings without the files that they were made from."""
        return screenings()

    shipment = column(gettext_lazy("Shipment"), lambda obj: screening_view(obj).name, "manifest__reference")
    verdicts = column(
        gettext_lazy("Lines"),
        lambda obj: render_to_string("watchlist/web/counts.html", {"counts": screening_view(obj).counts}),
    )

    route = column(gettext_lazy("Route"), lambda obj: words.unbroken(screening_view(obj).route))

    @admin.display(description=gettext_lazy("Law as of"))
    def law_of(self, obj: Screening) -> SafeString:
        """Return the day of the law, and the instant at which it was known."""
        view = screening_view(obj)
        as_known = _("as known %(at)s") % {"at": view.known_label}
        return format_html('<span class="cell nb"><span lang="en">{}</span><small>{}</small></span>', view.on, as_known)

    made = column(
        gettext_lazy("Made"),
        lambda obj: words.unbroken(words.instant(obj.made_at)),
        "made_at",
    )

    def page_for(self, request: HttpRequest, obj: Screening) -> dict[str, Any]:
        """Return the context of a screening's page, through the internal lists that the reader may see."""
        overlay, stored = overlay_on(request.user, obj), read_coverage(obj.coverage)
        coverage = all_visible(overlay.coverage(stored) if overlay else stored)
        view, summary = screening_view(obj, overlay), decode_as(Summary, obj.summary)
        order = LineOrder.from_request(request, obj, overlay)
        found = decided_sums(obj, summary.shipment_findings[:MOST_SUMS])
        sums = name_stored_parcels([shortened(sum_found, PARCELS) for sum_found in found])
        bench = bench_of(obj, reader_of(request))
        return {
            "title": view.name,
            "told": view,
            "acts": acts_on_screening(request, obj),
            "news": news_of(bench.case, reader_of(request)) if bench.case else None,
            "order": order,
            "concern_kinds": LABELS,
            "bench": bench,
            "case_page": reverse("cases:one", args=[bench.case.pk]) if bench.case else "",
            "routes": route_cards(bench.case, reader_of(request)) if bench.case and bench.is_last else [],
            "tabs": tabs(order, view.counts),
            "decision_filters": decision_filters(order),
            "page": lines_page(request, order),
            "formats": offered_kinds(),
            "coverage": coverage,
            "shipment": tuple(map(shipment_view, all_visible(sums))),
            "parties": all_visible(tuple(islice(known_parties(summary), MOST_SUMS))),
            "compared_with": compared_with(coverage),
            "warnings": tuple(warnings(coverage)),
            "mapping": [(column.column, field_label(column.field)) for column in coverage.read.mapping or ()],
            "on": view.on,
            "known": view.known_label,
            "lists": held_lists(coverage),
            "stale": [control_list for control_list in held_lists(coverage) if control_list.stale],
            "engine": engine_parts(coverage),
            **hold_context(request, obj),
        }


def _line_cell(template: str, row: ScreenedLine) -> SafeString:
    values = {"line": thumb_view(row.record), "decision": getattr(row, "decision", None)}
    return render_to_string(f"watchlist/web/{template}.html", values)


@admin.register(ScreenedLine)
class ScreenedLineAdmin(ReadersOnly):
    """Lines of every screening."""

    change_form_template = "watchlist/web/line.html"
    list_display = ("declared", "read_as", "verdict_badge", "why", "shipment")
    list_filter = (
        VerdictOfLine,
        by_words("severity", gettext_lazy("severity"), SEVERITIES),
        by_words("depth", gettext_lazy("depth"), DEPTHS),
        by_words("action", gettext_lazy("action"), ACTIONS),
        DecisionOfLine,
        StructureFilter,
    )
    list_before_template = "watchlist/web/lines_before.html"
    search_fields = ("line__item__identity",)
    search_help_text = gettext_lazy("The goods as declared, the entry, the reference, a party")
    ordering = ("-screening__made_at", "pk")
    paginator = IdsFirstPaginator
    show_full_result_count = False
    list_select_related = ("screening__manifest", "line")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the lines of what is done, without what is kept of the files that they came in."""
        ordering = self.get_ordering(request)
        of_files = ("screening__summary", "screening__coverage", "screening__manifest__original")
        return ScreenedLine.objects.done().order_by(*ordering).defer(*of_files)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the lines with the words in their declared goods, a party, the reference or the entry.

        Distinct goods and shipments are searched, never every line: a name is declared on very many.
        """
        wanted = search_term.strip()
        if not wanted:
            return queryset, False
        goods = Item.objects.filter(identity__icontains=folded(wanted))
        parties = Party.objects.filter(name__icontains=wanted)
        of_parties = ManifestParty.objects.filter(party__in=named(parties)).values("manifest")
        shipments = Manifest.objects.filter(Q(reference__icontains=wanted) | Q(pk__in=of_parties))
        lines = ScreenedLine.objects.order_by().values("pk")
        declared = lines.filter(line__item__in=named(goods)), lines.filter(screening__manifest__in=named(shipments))
        return queryset.filter(pk__in=lines_by_entry(wanted).union(*declared)), False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the page of lines, each as the reader is shown it, with what people made of it."""
        changelist = super().get_changelist_instance(request)
        decisions = decisions_on(changelist.result_list) if request.user.has_perm(VIEW) else {}
        for row in changelist.result_list:
            row.decision = decision_view(decisions.get(row.pk))
        apply_overlays(request, changelist.result_list)
        return changelist

    @admin.display(description=gettext_lazy("Declared"))
    def declared(self, obj: ScreenedLine) -> SafeString:
        view = thumb_view(obj.record)
        under = " · ".join(filter(None, (view.cas if view.cas != view.name else "", view.amount)))
        return format_html(
            '<span class="cell"><bdi>{}</bdi><small translate="no">{}</small></span>', view.name or view.heading, under
        )

    read_as = column(gettext_lazy("Read as"), lambda obj: _line_cell("read_as", obj))
    verdict_badge = column(gettext_lazy("Verdict"), lambda obj: _line_cell("head", obj), "verdict")
    why = column(gettext_lazy("Why"), lambda obj: _line_cell("why", obj))

    @admin.display(description=gettext_lazy("Shipment"), ordering="screening__made_at")
    def shipment(self, obj: ScreenedLine) -> str:
        """Return the shipment, and the number of the line in it."""
        values = {"shipment": all_visible(str(obj.screening.manifest)), "number": obj.line.number}
        return _("%(shipment)s, line %(number)d") % values

    def page_for(self, request: HttpRequest, obj: ScreenedLine) -> dict[str, Any]:
        """Return the parts of a line's page, as the reader is shown it."""
        page = line_page(request, obj, request.GET.get("finding", ""))
        title = _("Line %(number)d: %(name)s") % {"number": obj.line.number, "name": page["name"]}
        sides = tuple(all_visible(read_line(obj.record).fields.get(side, "")) for side in ("consignor", "consignee"))
        return {"title": title, "told": screening_view(obj.screening), "sides": sides, **page}
