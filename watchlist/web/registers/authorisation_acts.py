"""The pages that write to the register: a document is put on file, corrected, revoked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from watchlist.authorisations.facts import facts_of
from watchlist.authorisations.models import Authorisation
from watchlist.authorisations.registering import MANAGE, correct, register, revoke
from watchlist.engine.decision.documents import ITSELF
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.reports.text import visible
from watchlist.errors import LookAgain, SayWhy
from watchlist.web import words
from watchlist.web.registers.authorisation_form import PREFILLED, AuthorisationForm, initial_of
from watchlist.web.viewpoint import law_page, reader_of, render_page

UNREADABLE = 422
SEVERAL = ("forms", "operations")


@law_page(MANAGE)
def new_page(request: HttpRequest) -> HttpResponseBase:
    """Show an empty form, or one filled in with what a link says; put the document on file."""
    if request.method != "POST":
        return _form(request, AuthorisationForm(initial=_prefilled(request)))
    form = AuthorisationForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            row = register(facts=form.facts, actor=reader_of(request), scan=form.scan)
        except CorrectTheData as error:
            form.add_error(None, visible(error.message))
        else:
            messages.success(request, _("It is on file: screenings from now on know it."))
            return redirect("authorisations:one", row.pk)
    return _form(request, form, status=UNREADABLE)


@law_page(MANAGE)
def correct_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a document on file as a form; save its correction, with the reason."""
    row = get_object_or_404(Authorisation, pk=pk)
    if request.method != "POST":
        return _form(request, AuthorisationForm(initial=initial_of(facts_of(row)), is_correction=True), row)
    form = AuthorisationForm(request.POST, request.FILES, is_correction=True)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            arguments = {"facts": form.facts, "reason": reason, "actor": reader_of(request), "scan": form.scan}
            later = correct(authorisation=row, **arguments)
        except (CorrectTheData, LookAgain, SayWhy) as error:
            form.add_error(None, visible(error.message))
        else:
            messages.success(request, _("It is corrected: what was written before stays in its history."))
            return redirect("authorisations:one", later.pk)
    return _form(request, form, row, status=UNREADABLE)


@require_POST
@law_page(MANAGE)
def revoke_act(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Revoke a document from a day on."""
    row = get_object_or_404(Authorisation, pk=pk)
    try:
        on = date.fromisoformat(request.POST.get("on", ""))
        row = revoke(authorisation=row, on=on, reason=request.POST.get("reason", "")[:1_000], actor=reader_of(request))
    except ValueError:
        messages.error(request, _("Say from which day it is revoked."))
    except (LookAgain, SayWhy) as error:
        messages.error(request, visible(error.message))
    else:
        messages.success(request, _("It is revoked: what moved before that day is covered still."))
    return redirect("authorisations:one", row.pk)


def _form(
    request: HttpRequest, form: AuthorisationForm, row: Authorisation | None = None, status: int = 200
) -> HttpResponseBase:
    errors = [str(error) for error in form.non_field_errors()] if form.is_bound else []
    errors += [f"{field.label}: {error}" for field in form for error in field.errors] if form.is_bound else []
    title = _("Correct %(number)s") % {"number": visible(row.number)} if row else _("Put a document on file")
    action = request.path
    return render_page(
        request,
        "authorisation_form.html",
        status=status,
        title=title,
        form=form,
        row=row,
        errors=errors,
        action=action,
        latest=words.today().isoformat(),
    )


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    """Return the initial values of the form that an address gives."""
    fields: dict[str, Any] = {name: text for name in PREFILLED if (text := request.GET.get(name, "")[:2_000])}
    several = {name: request.GET.getlist(name) for name in SEVERAL if name in request.GET}
    return {"forms": [ITSELF], **fields, **several}
