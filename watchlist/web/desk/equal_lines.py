"""Equal low lines, looked at before they are judged as one: which they are, in which cases, and how much in all."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from watchlist.cases.equal_lines import judge_equal, row_of
from watchlist.cases.judgement_models import CONFIRMED, DISMISSED
from watchlist.cases.models import Case
from watchlist.cases.rights import WORK
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports.text import visible
from watchlist.screenings.models import ScreenedLine
from watchlist.web import words
from watchlist.web.cases.lines import rows_of
from watchlist.web.cases.words import REASONS, case_views
from watchlist.web.desk.low_lines import equal_lines_view
from watchlist.web.viewpoint import law_page, reader_of, render_page

REVIEW: Final = "watchlist.review_cases"
MOST_ROWS: Final = 50
JUDGEMENT_WORDS: Final = (CONFIRMED, DISMISSED)


@law_page(REVIEW)
def equal_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the row of equal lines that a line is in."""
    line, reader = get_object_or_404(ScreenedLine.objects.select_related("line"), pk=pk), reader_of(request)
    row = row_of(line, reader, words.today())
    if row is None:
        messages.info(request, _("These lines are judged, or are in no row of equal lines any more."))
        return redirect("admin:index")
    lines = ScreenedLine.objects.filter(pk__in=sorted(row.lines)[:MOST_ROWS]).select_related(
        "line", "screening", "standing"
    )
    cases = Case.objects.filter(pk__in=row.cases).select_related("assignee", "disposition")
    of_screening = {case.screening_id: case for case in cases}
    ordered = list(lines.order_by("pk"))
    shown_rows = zip(
        rows_of(request, ordered),
        (of_screening.get(screened_line.screening_id) for screened_line in ordered),
        strict=True,
    )
    return render_page(
        request,
        "equal_lines.html",
        title=_("Equal lines"),
        equal=equal_lines_view(row),
        reasons=[visible(reason) for reason in row.opened],
        lines=list(shown_rows),
        more=max(0, len(row.lines) - MOST_ROWS),
        cases=case_views(sorted(cases, key=lambda case: case.pk)[:MOST_ROWS], reader),
        may_judge=reader.has_perm(WORK) and not row.opened,
        why_not=REASONS,
    )


@require_POST
@law_page(REVIEW)
def judge_equal_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Judge all lines of the row that the reader was shown, or none."""
    reader, word, seen = reader_of(request), request.POST.get("word", ""), request.POST.get("seen", "")
    if not reader.has_perm(WORK):
        raise PermissionDenied
    if word not in JUDGEMENT_WORDS or not seen.isdecimal():
        raise Http404(f"no word {word}")
    row = row_of(get_object_or_404(ScreenedLine, pk=pk), reader, words.today())
    if row is None:
        messages.error(request, _("Somebody was quicker: these lines are judged."))
        return redirect("admin:index")
    reason, note = request.POST.get("reason", ""), request.POST.get("note", "").strip()
    try:
        judged = judge_equal(row=row, seen=int(seen), word=word, actor=reader, reason=reason, note=note)
    except WatchlistError as error:
        messages.error(request, visible(error.message))
        return redirect("cases:equal", pk)
    messages.success(request, ngettext("%d finding is judged.", "%d findings are judged.", len(judged)) % len(judged))
    left = sorted(set(row.lines) - {judgement.screened_line_id for judgement in judged})
    if not left:
        return redirect("admin:index")
    messages.info(
        request, ngettext("%d line of the row is left.", "%d lines of the row are left.", len(left)) % len(left)
    )
    return redirect("cases:equal", left[0])
