"""The second officer's queue, and one referral with its evidence before the first officer's reason."""

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
from django.utils.translation import gettext as _, gettext_lazy, ngettext
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
    finding_at,
    waiting_together,
)
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import TIERS, all_visible, line_view, visible, words_for
from watchlist.law_store import law_known_at
from watchlist.screenings.suppressions import Determination, Suppression
from watchlist.web import words
from watchlist.web.cases import CaseView, case_view, duties_view, line_rows, override_view, papers_named
from watchlist.web.form_fields import optional_text
from watchlist.web.judging import waiting_correction
from watchlist.web.registers import SELECT_RELATED, RulingView, ruling_view
from watchlist.web.stored_answers import apply_overlays
from watchlist.web.viewpoint import law_page, reader_of, render_page

MOST: Final = 200
LINES: Final = 100
MOST_ANSWERED: Final = 20
AT_ONCE: Final = 2_000
"""Findings answered in one request: 500 lines with four each, as they are referred."""
RELEASES: Final = {
    "released": gettext_lazy("Release the shipment"),
    "released_under_authorisation": gettext_lazy("Release the shipment under an authorisation"),
}
ANSWERS: Final = {"": gettext_lazy("Waits"), "agreed": gettext_lazy("Agreed"), "refused": gettext_lazy("Refused")}
MOST_RULINGS: Final = 50
"""Of each kind: the whole list stands on a page of its own."""
RULING_PAGES: Final = {Suppression: "suppressions:one", Determination: "suppressions:determination"}


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral as a page shows it; `mine`: made by the reader, who may not answer it."""

    row: Referral
    case: CaseView
    asks: str
    about: str
    answer: str
    answered_by: str
    mine: bool


@law_page(VIEW)
def waiting_page(request: HttpRequest) -> HttpResponseBase:
    """List what waits, the oldest first: what the reader may answer, then what they referred themselves."""
    reader = reader_of(request)
    rows = Referral.objects.select_related(
        "case__assignee", "case__disposition", "asked_by", "answered_by", "judgement__screened_line__line"
    ).defer("judgement__screened_line__record")
    waiting = [referral_view(row, reader) for row in rows.waiting().order_by("asked_at", "pk")[:MOST]]
    answered = rows.exclude(answer="").order_by("-answered_at", "-pk")[:MOST_ANSWERED]
    rulings = waiting_rulings(reader)
    corrections = list(corrections_waiting().order_by("asked_at", "pk")[:MOST])
    return render_page(
        request,
        "waiting.html",
        title=_("For a second officer"),
        seconds=reader.has_perm(SECOND),
        for_me=[referral for referral in waiting if not referral.mine],
        own=[referral for referral in waiting if referral.mine],
        rulings_for_me=[ruling for ruling in rulings if not ruling.mine],
        own_rulings=[ruling for ruling in rulings if ruling.mine],
        answered=[referral_view(row, reader) for row in answered],
        corrections_for_me=[waiting_correction(row) for row in corrections if row.asked_by_id != reader.pk],
        own_corrections=[waiting_correction(row) for row in corrections if row.asked_by_id == reader.pk],
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
    view = referral_view(row, reader)
    waits = Referral.objects.waiting().filter(pk=row.pk).exists()
    return render_page(
        request,
        "referral.html",
        title=view.asks,
        asked=view,
        overtaken=row.is_waiting and not waits,
        together=waiting_together(row).count() if waits and row.kind == Referral.Kind.DISMISSAL else 1,
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
    messages.success(request, _("You agreed.") if agreed else _("You refused."))
    return _redirect_to_next(request, row, alike=fields["alike"])


def _redirect_to_next(request: HttpRequest, row: Referral, *, alike: bool) -> HttpResponseBase:
    """Redirect to what is left of the findings that were referred and are answered together; else to the queue."""
    left = waiting_together(row) if alike and row.kind == Referral.Kind.DISMISSAL else None
    if left is None or (following := left.first()) is None:
        return redirect("cases:waiting")
    number = left.count()
    template = ngettext("%(n)d finding of these waits still.", "%(n)d findings of these wait still.", number)
    messages.info(request, template % {"n": number})
    return redirect("cases:referral", following.pk)


def referral_view(row: Referral, reader: User) -> ReferralView:
    """Return a referral as a page shows it."""
    judged = _judgement(row)
    if row.kind == Referral.Kind.RELEASE:
        asks = str(RELEASES[row.word])
    else:
        asks = _("Dismiss a finding of law on line %d") % (judged.screened_line.line.number if judged else 0)
    return ReferralView(
        row=row,
        case=case_view(row.case, reader, words.today()),
        asks=asks,
        about=visible(judged.entry_key) if judged else "",
        answer=str(ANSWERS[row.answer]),
        answered_by=f"{row.answered_by.get_username()}, {words.instant(row.answered_at)}" if row.answered_by else "",
        mine=row.asked_by_id == reader.pk,
    )


def _judgement(row: Referral) -> Judgement | None:
    return row.judgement if hasattr(row, "judgement") else None


def _dismissal(request: HttpRequest, row: Referral) -> dict[str, Any]:
    """Return the context of a dismissal: the line, and the finding referred."""
    judged = _judgement(row)
    assert judged is not None  # a dismissal is asked for by a judgement
    line = judged.screened_line
    found = finding_at(line, judged.position)
    apply_overlays(request, [line])
    return {
        "line": line_view(all_visible(decode_as(Line, line.record)), depict),
        "finding": judged.position + 1,
        "tier": words_for(TIERS, found.tier) if found else "",
        "list_title": visible(found.list_title) if found else "",
        "wording": visible(found.wording) if found else "",
    }


def _release(request: HttpRequest, row: Referral) -> dict[str, Any]:
    """Return the context of a release: the lines with their judgements, the duties, the documents it names."""
    papers = papers_named(row.authorisations)
    override = ReleaseOverride.objects.filter(referral=row).select_related("confirmed_by").first()
    return {
        "lines": line_rows(request, row.case, LINES),
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
