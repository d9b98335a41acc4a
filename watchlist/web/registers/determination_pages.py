"""Product determinations: asked for from a finding with an open test, answered by a second officer, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from watchlist.cases.rights import VIEW, WORK
from watchlist.engine.decision.conditions import MeasuredCondition
from watchlist.engine.errors import WatchlistError
from watchlist.errors import LookAgain
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.suppressions import determining
from watchlist.screenings.suppressions.models import Determination
from watchlist.web import words
from watchlist.web.registers.ruling_acts import (
    allowed_acts,
    form_values,
    note,
    number,
    posted_fields,
    requested_line,
    run_verb,
)
from watchlist.web.registers.ruling_list import SELECT_RELATED, list_context
from watchlist.web.registers.ruling_words import evidence_of, ruling_view
from watchlist.web.viewpoint import law_page, reader_of, render_page


@law_page(VIEW)
def list_page(request: HttpRequest) -> HttpResponseBase:
    """Show the determinations, those of one state where it is asked for."""
    context = list_context(request, Determination)
    return render_page(request, "rulings.html", title=_("Product determinations"), tab="determinations", **context)


@law_page(VIEW)
def determination_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show one determination: what was found before why it was asked for; a second officer answers."""
    row = get_object_or_404(Determination.objects.select_related(*SELECT_RELATED), pk=key)
    view = ruling_view(row, law_known_at(), words.today())
    return render_page(
        request,
        "determination.html",
        title=_("Determination %(number)s") % {"number": view.number},
        ruling=view,
        evidence=evidence_of(row.screened_line, row.position),
        **allowed_acts(request, row, view.state),
    )


@law_page(VIEW)
def request_page(request: HttpRequest) -> HttpResponseBase:
    """Show the open tests of a finding of a stored line, and request that one count as met."""
    if not request.user.has_perm(WORK):
        raise PermissionDenied
    line, position = requested_line(request), number(request.GET.get("finding", ""))
    evidence = evidence_of(line, position)
    if evidence is None:
        raise Http404
    tests, error = _tests(line, position)
    if request.method == "POST":
        try:
            row = determining.request_determination(
                line=line,
                position=position,
                condition=request.POST.get("condition", ""),
                composition=request.POST.get("composition", ""),
                actor=reader_of(request),
                **posted_fields(request),
            )
        except WatchlistError as refused:
            error = refused.message
        else:
            messages.success(request, _("%(number)s waits for a second officer.") % {"number": row})
            return redirect("suppressions:determination", row.pk)
    return render_page(
        request,
        "determination_ask.html",
        title=_("Determine a test of the law"),
        evidence=evidence,
        tests=tests,
        error=error,
        condition=request.POST.get("condition", ""),
        composition=request.POST.get("composition", ""),
        **form_values(request),
    )


@require_POST
@law_page(VIEW)
def answer_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Take the answer of a second officer."""
    row, agreed = get_object_or_404(Determination, pk=key), request.POST.get("answer") == "agree"
    return run_verb(
        request,
        reverse("suppressions:determination", args=[key]),
        lambda: determining.answer(determination=row, agreed=agreed, actor=reader_of(request), note=note(request)),
    )


@require_POST
@law_page(VIEW)
def withdraw_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Withdraw a determination with a reason."""
    row = get_object_or_404(Determination, pk=key)
    return run_verb(
        request,
        reverse("suppressions:determination", args=[key]),
        lambda: determining.withdraw(determination=row, actor=reader_of(request), note=note(request)),
    )


def _tests(line: ScreenedLine, position: int) -> tuple[list[MeasuredCondition], str]:
    """Return the open tests of a finding, or why there are none."""
    try:
        return determining.open_tests(line, position), ""
    except LookAgain as error:
        return [], error.message
