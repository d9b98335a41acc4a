"""Equal low lines: one row for all on the desk, and a page on which they are looked at before they are judged as one.

Where something opens a row, it names the cases that its lines are in instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, gettext as _, ngettext
from django.views.decorators.http import require_POST

from watchlist.cases import CONFIRMED, DISMISSED, REVIEW, WORK, Case, EqualLineRows, EqualLines, judge_equal, row_of
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import ACTIONS, visible
from watchlist.screenings import ScreenedLine
from watchlist.web import words
from watchlist.web.cases import OFFERED, case_views, rows_of
from watchlist.web.form_fields import optional_text
from watchlist.web.viewpoint import law_page, reader_of, render_page

DESK_ROWS: Final = 10
NAMED_CASES: Final = 5
"""Cases of an opened row that are named one by one."""
FIRST_REASONS: Final = 3
MOST_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class EqualLinesView:
    """A row of equal lines in words; `opened` says why they are looked at one by one, empty where they are not."""

    pk: int
    names: str
    consignee: str
    route: str
    action: str
    lines: int
    case_count: int
    total: str
    opened: tuple[str, ...]
    cases: tuple[Case, ...]
    more: int


def equal_line_rows(equal: EqualLineRows) -> dict[str, Any]:
    """Return the rows that the desk shows, and the number of those that it does not."""
    rows = equal.rows[:DESK_ROWS]
    named = {pk for row in rows if row.opened for pk in sorted(row.cases)[:NAMED_CASES]}
    cases = Case.objects.in_bulk(named) if named else {}
    return {
        "rows": [equal_lines_view(row, [cases[pk] for pk in sorted(row.cases) if pk in cases]) for row in rows],
        "left": equal.left + len(equal.rows) - len(rows),
    }


def equal_lines_view(row: EqualLines, cases: Sequence[Case] = ()) -> EqualLinesView:
    """Return one row in words; of an opened one the first of its cases."""
    named = tuple(cases[:NAMED_CASES]) if row.opened else ()
    return EqualLinesView(
        pk=row.last.pk,
        names=visible(", ".join(filter(None, row.names))) or gettext("What was not identified"),
        consignee=visible(row.parties.get("consignee", "")),
        route=visible(row.route),
        action=words.of_record(ACTIONS, row.last.action),
        lines=len(row.lines),
        case_count=len(row.cases),
        total=str(row.total),
        opened=tuple(map(visible, row.opened[:FIRST_REASONS])),
        cases=named,
        more=len(row.cases) - len(named) if named else 0,
    )


class EqualLinesForm(forms.Form):
    """A word on all lines of a row, of which the page showed `seen`."""

    word = forms.ChoiceField(choices=[(word, word) for word in (CONFIRMED, DISMISSED)])
    seen = forms.IntegerField(min_value=0)
    reason = forms.CharField(required=False, strip=False)
    note = optional_text()


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
        why_not=OFFERED,
    )


@require_POST
@law_page(REVIEW)
def judge_equal_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Judge all lines of the row that the reader was shown, or none."""
    reader, form = reader_of(request), EqualLinesForm(request.POST)
    if not reader.has_perm(WORK):
        raise PermissionDenied
    if not form.is_valid():
        raise Http404("no such word")
    row = row_of(get_object_or_404(ScreenedLine, pk=pk), reader, words.today())
    if row is None:
        messages.error(request, _("Somebody was quicker: these lines are judged."))
        return redirect("admin:index")
    try:
        judged = judge_equal(row=row, actor=reader, **form.cleaned_data)
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
