"""The page of one line, and the parts of it that change when it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from msgspec import structs

from chemistry import depict
from watchlist.cases import decided_sums, decisions_on
from watchlist.engine.answer import Coverage, Line, Summary
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.reports import (
    DecisionView,
    FindingView,
    HeldListView,
    LineView,
    Spoken,
    all_visible,
    engine_parts,
    held_lists,
    line_view,
    spoken_goods,
    spoken_lead,
)
from watchlist.engine.texts import lowered
from watchlist.internal_lists import HouseListOverlay, overlay_on
from watchlist.screenings import ScreenedLine
from watchlist.web.cases import OFFERED, OFFERED_OF_LAW, decision_view, news_of
from watchlist.web.judging.corrections import correcting
from watchlist.web.judging.findings import Bench, Findings, bench_of, conflict_links, findings_of
from watchlist.web.judging.law import LawRequirements, law_requirements, law_structure
from watchlist.web.judging.line_bar import line_bar
from watchlist.web.judging.order import LineOrder
from watchlist.web.judging.words import earlier_views
from watchlist.web.page_acts import acts_on_line
from watchlist.web.stored_answers import shown_line
from watchlist.web.viewpoint import reader_of


def line_page(request: HttpRequest, row: ScreenedLine, wanted_position: str = "") -> dict[str, Any]:
    """Return the context of a stored line's page, with the finding at `wanted_position` selected."""
    reader, screening = reader_of(request), row.screening
    overlay = overlay_on(reader, screening)
    displayed, summary = shown_line(overlay, row.record), decode_as(Summary, screening.summary)
    summary = structs.replace(summary, shipment_findings=decided_sums(screening, summary.shipment_findings))
    line, coverage = all_visible(displayed), all_visible(decode_as(Coverage, screening.coverage))
    structure = law_structure(line, row)
    view = line_view(line, structure.draw if structure else depict, summary.shipment_findings)
    bench = bench_of(screening, reader)
    findings = findings_of(row, view, displayed, reader, wanted_position)
    name, lead = name_and_lead(line, view)
    decision = decision_view(decisions_on([row]).get(row.pk))
    return {
        "line": view,
        "decision": decision,
        "name": name,
        "lead": lead,
        "places": places_of(view),
        "number": row.line.number,
        "law": structure,
        "asked": (requirements := law_requirements(row.line.number, line, summary, bench.case)),
        "doubts": _doubts(view, requirements),
        "earlier": earlier_views(row),
        "lists": _lists_used(held_lists(coverage), view),
        "compared": len(coverage.lists),
        "engine": engine_parts(coverage),
        "announced": _announcement(row, view, decision),
        "equal": _equal_count(row),
        "news": news_of(bench.case, reader) if bench.case else None,
        "acts": acts_on_line(request, row, findings.current.position if findings.current else None),
        "conflicts": conflict_links(row) if bench.may_judge else [],
        **correcting(row, bench),
        **(neighbours := _neighbours(request, row, overlay)),
        **_judging(row, bench, findings, neighbours["order"], reader),
    }


def judged_parts(
    request: HttpRequest, row: ScreenedLine, wanted_position: str = "", refused: str = ""
) -> dict[str, Any]:
    """Return the parts of a line's page that change when it is judged: its findings, the bar and the count."""
    reader = reader_of(request)
    overlay = overlay_on(reader, row.screening)
    displayed = shown_line(overlay, row.record)
    sums = decided_sums(row.screening, decode_as(Summary, row.screening.summary).shipment_findings)
    view, bench = line_view(all_visible(displayed), undrawn, sums), bench_of(row.screening, reader)
    findings = findings_of(row, view, displayed, reader, wanted_position)
    return {
        "line": view,
        "decision": decision_view(decisions_on([row]).get(row.pk)),
        **(neighbours := _neighbours(request, row, overlay)),
        **_judging(row, bench, findings, neighbours["order"], reader),
        "refused": refused,
        "announced": refused or _left_sentence(findings),
    }


def name_and_lead(line: Line, view: LineView) -> tuple[str, Spoken]:
    """Return what a line as shown is, and the sentence on it: of what a list names, its name there and its form."""
    parts = line.sentence_parts
    if not parts or any(finding.rule for finding in line.findings[:1]):
        return view.heading, view.spoken
    return str(spoken_goods(line)), spoken_lead(line)


def places_of(view: LineView) -> tuple[tuple[str, ...], ...]:
    """Return where the findings of a line stand, each place once."""
    return tuple(dict.fromkeys(map(_place, view.findings)))


def _doubts(view: LineView, requirements: LawRequirements) -> list[str]:
    """Return how far what the head of a line rests on is not confirmed, each word once."""
    of_findings = [doubt for finding in view.findings for doubt in (finding.doubt, finding.day_doubt)]
    return list(dict.fromkeys(filter(None, (*of_findings, *(duty.doubt for duty in requirements.duties)))))


def _place(finding: FindingView) -> tuple[str, ...]:
    """Return where a finding stands and since when, as a chip says it; equal for two regulations of one category."""
    soon = "" if finding.style == "law" else "soon"
    return (
        soon,
        finding.jurisdiction,
        finding.category,
        finding.note,
        finding.since,
        finding.day_doubt,
        finding.doubt,
    )


def _judging(row: ScreenedLine, bench: Bench, findings: Findings, order: LineOrder, reader: User) -> dict[str, Any]:
    return {
        "row": row,
        "bench": bench,
        "case_page": reverse("cases:one", args=[bench.case.pk]) if bench.case else "",
        "findings": findings,
        "current": findings.current,
        "word": line_bar(row, bench, findings, order, reader),
        "reasons": OFFERED,
        "reasons_of_law": OFFERED_OF_LAW,
    }


def _neighbours(request: HttpRequest, row: ScreenedLine, overlay: HouseListOverlay | None) -> dict[str, Any]:
    """Return the order of the lines, and the previous and next line in it."""
    order = LineOrder.from_request(request, row.screening, overlay)
    earlier_lines, later_lines = order.lines_before(row, 1), order.lines_after(row, 1)
    return {
        "order": order,
        "before": earlier_lines[-1] if earlier_lines else None,
        "after": later_lines[0] if later_lines else None,
    }


def _announcement(row: ScreenedLine, view: LineView, decision: DecisionView | None) -> str:
    """Return what a screen reader is told of a line first: what people made of it, then the verdict."""
    facts = {"number": row.line.number, "verdict": lowered(view.verdict)}
    if decision is None:
        return _("Line %(number)d, %(verdict)s") % facts
    facts |= {"word": lowered(decision.word), "about": decision.about}
    return _("Line %(number)d, %(word)s: %(about)s. By machine: %(verdict)s") % facts


def _left_sentence(findings: Findings) -> str:
    if findings.left:
        return ngettext("%(left)d finding left to judge", "%(left)d findings left to judge", findings.left) % {
            "left": findings.left
        }
    return _("This line is judged")


def _lists_used(lists: Sequence[HeldListView], view: LineView) -> list[HeldListView]:
    """Return the lists that the findings of a line are on; all lists, where it has no finding."""
    titles = {finding.title for finding in view.findings}
    return [held_list for held_list in lists if held_list.title in titles] or list(lists)


def _equal_count(row: ScreenedLine) -> int:
    """Return how many other lines of the screening are equal to this one."""
    if not row.likeness:
        return 0
    return ScreenedLine.objects.filter(screening=row.screening, likeness=row.likeness).count() - 1


def undrawn(smiles: str, **options: Any) -> str:
    """Draw nothing: for parts of a page that show no structure."""
    return ""
