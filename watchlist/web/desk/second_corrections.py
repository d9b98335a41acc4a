"""A correction for a second officer: the line as it is and as it would be, the reason below, and the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chemistry import depict
from watchlist.cases import (
    FIELD_LABELS,
    REVIEW,
    SECOND,
    VIEW,
    answer_correction,
    case_of_correction,
    corrections_waiting,
    run_of_correction,
)
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import all_visible, line_view, visible
from watchlist.screenings import LineCorrection
from watchlist.tasks import start
from watchlist.web import words
from watchlist.web.cases import case_view
from watchlist.web.desk.second_officer import AnswerForm
from watchlist.web.stored_answers import apply_overlays
from watchlist.web.viewpoint import law_page, reader_of, render_page


@law_page(VIEW)
def correction_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one correction to a second officer."""
    if not request.user.has_perm(REVIEW):
        raise PermissionDenied
    row, reader = _correction(pk), reader_of(request)
    case, line = case_of_correction(row), row.screened_line
    apply_overlays(request, [line])
    waits = corrections_waiting().filter(pk=row.pk).exists()
    return render_page(
        request,
        "correction.html",
        title=_("Correct the %(field)s of line %(line)d")
        % {"field": _(FIELD_LABELS[row.field]), "line": line.line.number},
        case=case_view(case, reader, words.today()),
        correction=row,
        declared=visible(row.declared),
        before=visible(row.before),
        corrected=visible(row.corrected),
        line=line_view(all_visible(decode_as(Line, line.record)), depict),
        line_row=line,
        mine=row.asked_by_id == reader.pk,
        waits=waits,
        may_answer=waits and reader.has_perm(SECOND) and row.asked_by_id != reader.pk,
        action=reverse("cases:answer_correction", args=[row.pk]),
    )


@require_POST
@law_page(VIEW)
def answer_correction_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Agree to a correction, or refuse it."""
    reader, form = reader_of(request), AnswerForm(request.POST)
    if not reader.has_perm(SECOND):
        raise PermissionDenied
    if not form.is_valid():
        raise Http404("no such answer")
    agreed = form.cleaned_data["answer"] == "agree"
    correction = _correction(pk)
    try:
        answer_correction(correction=correction, agreed=agreed, note=form.cleaned_data["note"], actor=reader)
    except WatchlistError as error:
        messages.error(request, visible(error.message))
        return redirect("cases:correction", pk)
    if agreed and (run := run_of_correction(correction)):
        start([run.upload.job_id])
        messages.info(request, _("Agreed. It takes effect when all lines of the shipment have been answered anew."))
        return redirect("screen:progress", run.upload_id)
    messages.success(request, _("You agreed.") if agreed else _("You refused."))
    return redirect("cases:waiting")


def _correction(pk: int) -> LineCorrection:
    people: Any = ("asked_by", "answered_by", "screened_line__line", "screened_line__screening")
    row: LineCorrection = get_object_or_404(LineCorrection.objects.select_related(*people), pk=pk)
    return row
