"""Judging a line, or a substance on all lines of a shipment, by one key each; and taking back what was just said.

The response is what changes of the page, with the address of the next open line; after the last, the case.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from watchlist.cases import (
    UNDECIDED,
    WORK,
    Case,
    Judgement,
    JudgeWhatIsThere,
    case_of,
    judge_line,
    judge_substance,
    take_back,
)
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import visible
from watchlist.errors import LookAgain
from watchlist.internal_lists import overlay_on
from watchlist.screenings import ScreenedLine
from watchlist.web.judging.acts import NOTHING_DUE, JudgementForm, is_swap, line_of, page_of, parts_response
from watchlist.web.judging.line import judged_parts
from watchlist.web.judging.line_bar import next_open_page
from watchlist.web.judging.order import LineOrder
from watchlist.web.viewpoint import law_page, reader_of

MOST: Final = 500
"""Equal lines judged in one request: each gets its own record, written before the response."""


class LineWordForm(JudgementForm):
    """A word on a line, and on the equal ones that the page showed as one; `seen`: how many words stood on it."""

    seen = forms.IntegerField(min_value=0)
    equal = forms.IntegerField(min_value=0, max_value=MOST, required=False)


class SubstanceWordForm(JudgementForm):
    """A word on a substance on all its open lines, of which the page showed `seen`."""

    substance = forms.CharField(max_length=80)
    seen = forms.IntegerField(min_value=1)


class TakeBackForm(forms.Form):
    """A judgement of the reader's own act that is taken back."""

    judgement = forms.IntegerField(min_value=1)


@require_POST
@law_page(WORK)
def judge_line_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Judge a line, and those equal to it: 409 where somebody judged first, 422 where it is refused."""

    def act(case: Case, row: ScreenedLine, fields: dict[str, Any]) -> None:
        judge_line(case=case, line=row, actor=reader_of(request), most=1 + (fields.pop("equal") or 0), **fields)

    return _act(request, key, LineWordForm(request.POST), act)


@require_POST
@law_page(WORK)
def judge_substance_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Judge the substance of a finding on all its lines of the shipment; refused as `judge_line_page` is."""

    def act(case: Case, row: ScreenedLine, fields: dict[str, Any]) -> None:
        judge_substance(case=case, actor=reader_of(request), **fields)

    return _act(request, key, SubstanceWordForm(request.POST), act)


@require_POST
@law_page(WORK)
def take_back_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Take back the reader's own last act, wherever they are by now, and lead to the line that it was of."""
    row, form = line_of(request, key), TakeBackForm(request.POST)
    if not form.is_valid():
        raise Http404("no such judgement")
    judgement = Judgement.objects.filter(pk=form.cleaned_data["judgement"]).first()
    case = case_of(row.screening)
    try:
        if judgement is None or case is None:
            raise LookAgain(_("There is no such word to take back: look again."))
        take_back(case=case, judgement=judgement, actor=reader_of(request))
    except WatchlistError as error:
        return _refusal(request, row, error)
    back = line_of(request, judgement.screened_line_id)
    if back.pk == row.pk and is_swap(request):
        return parts_response(request, judged_parts(request, row))
    return _led_to(request, row, page_of(back, request.GET.dict()))


def _act(
    request: HttpRequest,
    key: int,
    form: JudgementForm,
    act: Callable[[Case, ScreenedLine, dict[str, Any]], None],
) -> HttpResponseBase:
    row = line_of(request, key)
    if not form.is_valid():
        raise Http404("no such line, or no such word")
    case = case_of(row.screening)
    try:
        if case is None or case.screening_id != row.screening_id:
            raise JudgeWhatIsThere(NOTHING_DUE)
        act(case, row, dict(form.cleaned_data))
    except WatchlistError as error:
        return _refusal(request, row, error)
    parts = judged_parts(request, row)
    if form.cleaned_data["word"] == UNDECIDED or parts["findings"].left:
        return parts_response(request, parts) if is_swap(request) else redirect(page_of(row, request.GET.dict()))
    order = LineOrder.from_request(request, row.screening, overlay_on(reader_of(request), row.screening))
    following = next_open_page(row, order)
    if not following:
        return _led_to_case(request, case)
    return _led_to(request, row, following)


def _led_to(request: HttpRequest, row: ScreenedLine, address: str) -> HttpResponseBase:
    """Return what changes of the page, with the line that the script shows next; without a script, redirect to it."""
    if not is_swap(request):
        return redirect(address)
    return parts_response(request, judged_parts(request, row) | {"go": address})


def _led_to_case(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Lead to the decision of the case: nothing is left to judge."""
    messages.success(request, _("The last line is judged: say what became of the shipment."))
    address = f"{reverse('cases:one', args=[case.pk])}#end"
    return HttpResponse(headers={"HX-Redirect": address}) if is_swap(request) else redirect(address)


def _refusal(request: HttpRequest, row: ScreenedLine, error: WatchlistError) -> HttpResponseBase:
    status = HTTPStatus.CONFLICT if isinstance(error, LookAgain) else HTTPStatus.UNPROCESSABLE_ENTITY
    message = visible(error.message)
    if is_swap(request):
        return parts_response(request, judged_parts(request, row, refused=message), status)
    messages.error(request, message)
    return redirect(page_of(row, request.GET.dict()))
