"""Suppressions: requested from a finding, answered by a second officer, listed by state, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from watchlist.cases.rights import VIEW, WORK
from watchlist.engine.errors import WatchlistError
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.suppressions import suppressing
from watchlist.screenings.suppressions.models import CONFLICT, Suppression
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
    """List the suppressions, of one state if the address names it."""
    context = list_context(request, Suppression)
    return render_page(request, "rulings.html", title=_("Suppressions"), tab="suppressions", **context)


@law_page(VIEW)
def one_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show one suppression: the finding first, then the reason of the request; a second officer answers."""
    row = get_object_or_404(Suppression.objects.select_related(*SELECT_RELATED), pk=key)
    view = ruling_view(row, law_known_at(), words.today())
    return render_page(
        request,
        "suppression.html",
        title=_("Suppression %(number)s") % {"number": view.number},
        ruling=view,
        evidence=evidence_of(row.screened_line, row.position, is_conflict=row.kind == CONFLICT),
        **allowed_acts(request, row, view.state),
    )


@law_page(VIEW)
def ask_page(request: HttpRequest) -> HttpResponseBase:
    """Show the finding or conflict of a stored line that a suppression would set aside, and request it."""
    if not request.user.has_perm(WORK):
        raise PermissionDenied
    line = requested_line(request)
    is_conflict = "conflict" in request.GET
    position = number(request.GET.get(CONFLICT if is_conflict else "finding", ""))
    evidence = evidence_of(line, position, is_conflict=is_conflict)
    if evidence is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            ask = suppressing.request_conflict_suppression if is_conflict else suppressing.request_suppression
            row = ask(line=line, position=position, actor=reader_of(request), **posted_fields(request))
        except WatchlistError as refused:
            error = refused.message
        else:
            messages.success(request, _("%(number)s waits for a second officer.") % {"number": row})
            return redirect("suppressions:one", row.pk)
    return render_page(
        request,
        "suppression_ask.html",
        title=_("Set a finding aside"),
        evidence=evidence,
        error=error,
        **form_values(request),
    )


@require_POST
@law_page(VIEW)
def answer_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Record the answer of a second officer."""
    row = get_object_or_404(Suppression, pk=key)
    agreed = request.POST.get("answer") == "agree"
    return run_verb(
        request,
        reverse("suppressions:one", args=[key]),
        lambda: suppressing.answer(suppression=row, agreed=agreed, actor=reader_of(request), note=note(request)),
    )


@require_POST
@law_page(VIEW)
def withdraw_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Withdraw a suppression with a reason."""
    row = get_object_or_404(Suppression, pk=key)
    return run_verb(
        request,
        reverse("suppressions:one", args=[key]),
        lambda: suppressing.withdraw(suppression=row, actor=reader_of(request), note=note(request)),
    )
