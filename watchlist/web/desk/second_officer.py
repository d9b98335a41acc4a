"""What waits for a second officer: the queue, and one question with its evidence before the first officer's reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from chemistry.depict import depict
from watchlist.cases.duties import duties_of
from watchlist.cases.hits import finding_at
from watchlist.cases.judgement_models import Judgement, Referral
from watchlist.cases.referrals import answer, answer_alike, waiting_together
from watchlist.cases.rights import SECOND, VIEW
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports.lines import line_view
from watchlist.engine.reports.text import all_visible, visible
from watchlist.engine.reports.words import TIERS, words_for
from watchlist.web import words
from watchlist.web.cases.authorisations import papers_named
from watchlist.web.cases.duties import duties_view
from watchlist.web.cases.lines import line_rows
from watchlist.web.cases.words import CaseView, case_view, written
from watchlist.web.desk.waiting_rulings import waiting_rulings
from watchlist.web.screening.internal_view import show
from watchlist.web.viewpoint import law_page, reader_of, shown

REVIEW: Final = "watchlist.review_cases"
MOST: Final = 200
LINES: Final = 100
ANSWERED: Final = 20
AT_ONCE: Final = 2_000
"""Findings that are answered in one request: of 500 lines with four each, as they are asked about."""
RELEASES: Final = {
    "released": gettext_lazy("Release the shipment"),
    "released_under_authorisation": gettext_lazy("Release the shipment under an authorisation"),
}
ANSWERS: Final = {"": gettext_lazy("Waits"), "agreed": gettext_lazy("Agreed"), "refused": gettext_lazy("Refused")}


@dataclass(frozen=True, slots=True)
class AskedView:
    """What was asked, in words; `mine`: by the reader, who may not answer it."""

    row: Referral
    case: CaseView
    asks: str
    about: str
    by: str
    at: str
    answer: str
    answered: str
    mine: bool


@law_page(VIEW)
def waiting_page(request: HttpRequest) -> HttpResponseBase:
    """Show what waits, the oldest first: what the reader may answer, then what he asked for himself."""
    reader = reader_of(request)
    rows = Referral.objects.select_related(
        "case__assignee", "case__disposition", "asked_by", "answered_by", "judgement__screened_line__line"
    ).defer("judgement__screened_line__record")
    waiting = asked_views(rows.waiting().order_by("asked_at", "pk")[:MOST], reader)
    answered = asked_views(rows.exclude(answer="").order_by("-answered_at", "-pk")[:ANSWERED], reader)
    rulings = waiting_rulings(reader)
    return shown(
        request,
        "waiting.html",
        title=_("For a second officer"),
        seconds=reader.has_perm(SECOND),
        for_me=[one for one in waiting if not one.mine],
        own=[one for one in waiting if one.mine],
        rulings_for_me=[one for one in rulings if not one.mine],
        own_rulings=[one for one in rulings if one.mine],
        answered=answered,
    )


@law_page(VIEW)
def referral_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one question to a second officer."""
    if not request.user.has_perm(REVIEW):
        raise PermissionDenied
    reader = reader_of(request)
    found = Referral.objects.select_related(
        "case__assignee", "case__disposition", "case__screening", "asked_by", "answered_by"
    )
    row = get_object_or_404(found, pk=pk)
    asked = asked_views([row], reader)[0]
    waits = Referral.objects.waiting().filter(pk=row.pk).exists()
    return shown(
        request,
        "referral.html",
        title=asked.asks,
        asked=asked,
        note=written(row.note),
        answer_note=written(row.answer_note),
        overtaken=row.is_waiting and not waits,
        together=waiting_together(row).count() if waits and row.kind == Referral.Kind.DISMISSAL else 1,
        may_answer=waits and reader.has_perm(SECOND) and not asked.mine,
        **(_dismissal(request, row) if row.kind == Referral.Kind.DISMISSAL else _release(request, row)),
    )


@require_POST
@law_page(VIEW)
def answer_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Agree to what was asked, or refuse it."""
    reader, said = reader_of(request), request.POST.get("answer", "")
    if not reader.has_perm(SECOND):
        raise PermissionDenied
    if said not in ("agree", "refuse"):
        raise Http404(f"no answer {said}")
    row = get_object_or_404(Referral.objects.select_related("asked_by"), pk=pk)
    try:
        agreed, note = said == "agree", request.POST.get("note", "").strip()
        if request.POST.get("alike") == "yes":
            answer_alike(referral=row, agreed=agreed, note=note, actor=reader, most=AT_ONCE)
        else:
            answer(referral=row, agreed=agreed, note=note, actor=reader)
    except WatchlistError as error:
        messages.error(request, visible(error.message))
        return redirect("cases:referral", pk)
    messages.success(request, _("You agreed.") if said == "agree" else _("You refused."))
    return _next_of(request, row)


def _next_of(request: HttpRequest, row: Referral) -> HttpResponseBase:
    """Lead to what is left of the findings that were asked about together and are answered so; else to the queue."""
    left = waiting_together(row) if request.POST.get("alike") == "yes" and row.kind == Referral.Kind.DISMISSAL else None
    if left is None or (following := left.first()) is None:
        return redirect("cases:waiting")
    number = left.count()
    told = ngettext("%(n)d finding of these waits still.", "%(n)d findings of these wait still.", number)
    messages.info(request, told % {"n": number})
    return redirect("cases:referral", following.pk)


def asked_views(rows: Iterable[Referral], reader: User) -> list[AskedView]:
    """Return what was asked, in words."""
    return [_asked(row, reader) for row in rows]


def _asked(row: Referral, reader: User) -> AskedView:
    judged = _judgement(row)
    if row.kind == Referral.Kind.RELEASE:
        asks = str(RELEASES[row.word])
    else:
        asks = _("Dismiss a finding of law on line %d") % (judged.screened_line.line.number if judged else 0)
    return AskedView(
        row=row,
        case=case_view(row.case, reader, words.today()),
        asks=asks,
        about=visible(judged.entry_key) if judged else "",
        by=row.asked_by.get_username(),
        at=words.instant(row.asked_at),
        answer=str(ANSWERS[row.answer]),
        answered=f"{row.answered_by.get_username()}, {words.instant(row.answered_at)}" if row.answered_by else "",
        mine=row.asked_by_id == reader.pk,
    )


def _judgement(row: Referral) -> Judgement | None:
    return row.judgement if hasattr(row, "judgement") else None


def _dismissal(request: HttpRequest, row: Referral) -> dict[str, Any]:
    """Return the line explained, and which of its findings is asked about."""
    judged = _judgement(row)
    assert judged is not None  # a dismissal is asked for by a judgement
    line = judged.screened_line
    found = finding_at(line, judged.position)
    show(request, [line])
    return {
        "line": line_view(all_visible(decode_as(Line, line.record)), depict),
        "line_pk": line.pk,
        "finding": judged.position + 1,
        "tier": words_for(TIERS, found.tier) if found else "",
        "list_title": visible(found.list_title) if found else "",
        "wording": visible(found.wording) if found else "",
    }


def _release(request: HttpRequest, row: Referral) -> dict[str, Any]:
    """Return what a release rests on: the lines with what was said of them, the duties, the documents it names."""
    papers = papers_named(row.authorisations)
    return {"lines": line_rows(request, row.case, LINES), "duties": duties_view(duties_of(row.case)), "papers": papers}
