"""The second officer's page: all that waits, answered there; and one request with the evidence of its first line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from chemistry import depict
from watchlist.cases import (
    REVIEW,
    SECOND,
    VIEW,
    Judgement,
    Referral,
    ReleaseOverride,
    answer_alike,
    answer_referral,
    corrections_waiting,
    duties_of,
    waiting_together,
)
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import all_visible, line_view, visible
from watchlist.law_store import law_known_at
from watchlist.screenings.route_checks import RouteCheck
from watchlist.screenings.suppressions import Determination, Suppression
from watchlist.web import words
from watchlist.web.cases import duties_view, line_rows, override_view, papers_named
from watchlist.web.desk.waiting_requests import request_view, requests_of
from watchlist.web.form_fields import optional_text
from watchlist.web.judging import waiting_correction
from watchlist.web.registers import SELECT_RELATED, RouteCheckRow, RulingView, route_check_row, ruling_view
from watchlist.web.stored_answers import apply_overlays
from watchlist.web.viewpoint import law_page, reader_of, render_page

MOST: Final = 50
"""Requests that are shown in full, the oldest first."""
LINES: Final = 100
MOST_ANSWERED: Final = 20
AT_ONCE: Final = 2_000
"""Findings answered in one request: 500 lines with four each, as they are referred."""
MOST_RULINGS: Final = 50
"""Of each kind: the whole list stands on a page of its own."""
RULING_PAGES: Final = {Suppression: "suppressions:one", Determination: "suppressions:determination"}


@law_page(VIEW)
def waiting_page(request: HttpRequest) -> HttpResponseBase:
    """List what waits, the oldest first: what the reader may answer, then what they referred themselves."""
    reader, waiting = reader_of(request), Referral.objects.waiting()
    rulings, checks = waiting_rulings(reader), waiting_route_checks()
    corrections = list(corrections_waiting().order_by("asked_at", "pk")[:MOST])
    return render_page(
        request,
        "waiting.html",
        title=_("For a second officer"),
        seconds=reader.has_perm(SECOND),
        for_me=requests_of(waiting.exclude(asked_by=reader), reader, MOST, in_full=True),
        own=requests_of(waiting.filter(asked_by=reader), reader, MOST),
        rulings_for_me=[ruling for ruling in rulings if not ruling.mine],
        own_rulings=[ruling for ruling in rulings if ruling.mine],
        checks_for_me=[check for check in checks if check.row.asked_by_id != reader.pk],
        own_checks=[check for check in checks if check.row.asked_by_id == reader.pk],
        corrections_for_me=[waiting_correction(row) for row in corrections if row.asked_by_id != reader.pk],
        own_corrections=[waiting_correction(row) for row in corrections if row.asked_by_id == reader.pk],
        answered=requests_of(Referral.objects.exclude(answer=""), reader, MOST_ANSWERED, newest=True),
    )


@law_page(VIEW)
def referral_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one referral to a second officer."""
    if not request.user.has_perm(REVIEW):
        raise PermissionDenied
    reader = reader_of(request)
    found = Referral.objects.select_related(
        "case__assignee", "case__disposition", "case__screening", "asked_by", "answered_by"
    )
    row = get_object_or_404(found, pk=pk)
    together = waiting_together(row).count() if row.kind == Referral.Kind.DISMISSAL else 1
    view = request_view(row, together, reader, in_full=True)
    waits = Referral.objects.waiting().filter(pk=row.pk).exists()
    return render_page(
        request,
        "referral.html",
        title=view.asks,
        asked=view,
        overtaken=row.is_waiting and not waits,
        together=together if waits else 1,
        may_answer=waits and reader.has_perm(SECOND) and not view.mine,
        **(_dismissal(request, row) if row.kind == Referral.Kind.DISMISSAL else _release(request, row)),
    )


class AnswerForm(forms.Form):
    """The answer to a referral, or to all that are answered together."""

    answer = forms.ChoiceField(choices=[("agree", "agree"), ("refuse", "refuse")])
    note = optional_text()
    alike = forms.BooleanField(required=False)
    confirms_override = forms.BooleanField(required=False)


@require_POST
@law_page(VIEW)
def answer_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Agree to a referral, or refuse it."""
    reader, form = reader_of(request), AnswerForm(request.POST)
    if not reader.has_perm(SECOND):
        raise PermissionDenied
    if not form.is_valid():
        raise Http404("no such answer")
    row = get_object_or_404(Referral.objects.select_related("asked_by"), pk=pk)
    fields = form.cleaned_data
    agreed, note = fields["answer"] == "agree", fields["note"]
    try:
        if fields["alike"]:
            answer_alike(referral=row, agreed=agreed, note=note, actor=reader, most=AT_ONCE)
        else:
            confirms = fields["confirms_override"]
            answer_referral(referral=row, agreed=agreed, note=note, actor=reader, confirms_override=confirms)
    except WatchlistError as error:
        messages.error(request, visible(error.message))
        return redirect("cases:referral", pk)
    messages.success(request, _("You agreed.") if agreed else _("You returned it."))
    return _redirect_to_next(request, row, alike=fields["alike"])


class AnswersForm(forms.Form):
    """One answer to some requests, each named by its first referral; a button of one request names that alone."""

    referral = forms.TypedMultipleChoiceField(coerce=int, required=False)
    agree = forms.IntegerField(required=False)
    refuse = forms.IntegerField(required=False)
    answer = forms.ChoiceField(choices=[("agree", "agree"), ("refuse", "refuse")], required=False)
    note = optional_text()

    def __init__(self, *args: Any, chosen: list[str], **kwargs: Any) -> None:
        """Take the requests that were sent: which of them wait, the verb says."""
        super().__init__(*args, **kwargs)
        field = self.fields["referral"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(key, key) for key in chosen if key.isdecimal() and len(key) < 19]

    def clean(self) -> dict[str, Any]:
        """Return the fields, with the requests that are answered. Raises `ValidationError` where none is."""
        fields: dict[str, Any] = super().clean() or self.cleaned_data
        single = fields.get("agree") or fields.get("refuse")
        fields["agreed"] = bool(fields.get("agree")) or (not single and fields.get("answer") == "agree")
        fields["chosen"] = [single] if single else fields.get("referral", [])
        if not single and not fields.get("answer"):
            raise forms.ValidationError("no answer")
        return fields


@require_POST
@law_page(VIEW)
def answer_many_page(request: HttpRequest) -> HttpResponseBase:
    """Answer the chosen requests, each by itself: what is refused of one is told, and keeps back no other."""
    reader, form = reader_of(request), AnswersForm(request.POST, chosen=request.POST.getlist("referral"))
    if not reader.has_perm(SECOND):
        raise PermissionDenied
    if not form.is_valid():
        raise Http404("no such answer")
    fields = form.cleaned_data
    rows = (
        Referral.objects.select_related("asked_by", "case").filter(pk__in=fields["chosen"]).order_by("asked_at", "pk")
    )
    done = 0
    for row in rows:
        try:
            answer_alike(referral=row, agreed=fields["agreed"], note=fields["note"], actor=reader, most=AT_ONCE)
        except WatchlistError as error:
            messages.error(request, f"{row.case.number}: {visible(error.message)}")
        else:
            done += 1
    if not fields["chosen"]:
        messages.warning(request, _("Choose what you answer."))
    if done:
        agreed = ngettext("You agreed to %(n)d request.", "You agreed to %(n)d requests.", done)
        returned = ngettext("You returned %(n)d request.", "You returned %(n)d requests.", done)
        messages.success(request, (agreed if fields["agreed"] else returned) % {"n": done})
    return redirect("cases:waiting")


def _redirect_to_next(request: HttpRequest, row: Referral, *, alike: bool) -> HttpResponseBase:
    """Redirect to what is left of the findings that were referred and are answered together; else to the queue."""
    left = waiting_together(row) if alike and row.kind == Referral.Kind.DISMISSAL else None
    if left is None or (following := left.first()) is None:
        return redirect("cases:waiting")
    number = left.count()
    template = ngettext("%(n)d finding of these waits still.", "%(n)d findings of these wait still.", number)
    messages.info(request, template % {"n": number})
    return redirect("cases:referral", following.pk)


def _dismissal(request: HttpRequest, row: Referral) -> dict[str, Any]:
    """Return the context of a dismissal: the line that the referral is about."""
    line = Judgement.objects.select_related("screened_line__line").get(referral=row).screened_line
    apply_overlays(request, [line])
    return {"line": line_view(all_visible(decode_as(Line, line.record)), depict)}


def _release(request: HttpRequest, row: Referral) -> dict[str, Any]:
    """Return the context of a release: the lines with their judgements, the duties, the documents it names."""
    papers = papers_named(row.authorisations)
    override = ReleaseOverride.objects.filter(referral=row).select_related("confirmed_by").first()
    return {
        "lines": line_rows(request, row.case, LINES, row.line_numbers),
        "duties": duties_view(duties_of(row.case)),
        "papers": papers,
        "parties": [visible(name) for name in row.case.parties.splitlines()],
        "override": override_view(override, law_known_at().lists) if override else None,
    }


@dataclass(frozen=True, slots=True)
class WaitingRuling:
    """A ruling that waits, and its page; `mine`: requested by the reader, who may not answer it."""

    ruling: RulingView
    page: str
    is_suppression: bool
    mine: bool


def waiting_route_checks() -> list[RouteCheckRow]:
    """Return the route checks for any shipment that wait, from the oldest."""
    rows = RouteCheck.objects.waiting().select_related("asked_by", "answered_by", "withdrawn_by")
    today = words.today()
    return [route_check_row(row, today) for row in rows.order_by("asked_at", "pk")[:MOST_RULINGS]]


def waiting_rulings(reader: User) -> list[WaitingRuling]:
    """Return the waiting rulings, suppressions first, each kind from the oldest."""
    law, today = law_known_at(), words.today()
    return [
        WaitingRuling(
            ruling=ruling_view(row, law, today),
            page=reverse(page, args=[row.pk]),
            is_suppression=model is Suppression,
            mine=row.asked_by_id == reader.pk,
        )
        for model, page in RULING_PAGES.items()
        for row in model.objects.waiting().select_related(*SELECT_RELATED).order_by("asked_at", "pk")[:MOST_RULINGS]
    ]
