"""Judging one finding of a line. The response is the row, the count and the bar as they now are."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from watchlist.cases.errors import JudgeWhatIsThere
from watchlist.cases.judgement_models import UNDECIDED, WORDS
from watchlist.cases.judging import judge
from watchlist.cases.opening import case_of
from watchlist.cases.rights import WORK
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports.text import visible
from watchlist.errors import LookAgain
from watchlist.screenings.models import ScreenedLine
from watchlist.web.judging.line import judged_parts
from watchlist.web.screening.screenings import may_read
from watchlist.web.viewpoint import law_page, reader_of

LONGEST = 4_000
NOTHING_DUE = _("No line of this screening needs a person.")


def line_of(request: HttpRequest, key: int) -> ScreenedLine:
    """Return a stored line. Raises `Http404`, and `PermissionDenied` for who may not read it."""
    if not may_read(request):
        raise PermissionDenied
    lines = ScreenedLine.objects.done().defer("screening__manifest__original")
    row: ScreenedLine = get_object_or_404(lines.select_related("line", "screening__manifest"), pk=key)
    return row


@require_POST
@law_page(WORK)
def judge_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Judge one finding of a line, or the whole line: 409 where somebody judged first, 422 where it is refused."""
    row, posted = line_of(request, key), request.POST
    try:
        position, seen = int(posted.get("position", "")), int(posted.get("seen", ""))
    except ValueError:
        raise Http404("no such finding")
    if posted.get("word") not in WORDS:
        raise Http404("no such word")
    try:
        _judge(request, row, position, seen)
    except LookAgain as error:
        return _refusal_response(request, row, position, error, HTTPStatus.CONFLICT)
    except WatchlistError as error:
        return _refusal_response(request, row, position, error, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _judged_response(request, row, position if posted["word"] == UNDECIDED else None)


def _judge(request: HttpRequest, row: ScreenedLine, position: int, seen: int) -> None:
    case = case_of(row.screening)
    if case is None:
        raise JudgeWhatIsThere(NOTHING_DUE)
    judge(
        case=case,
        line=row,
        position=position,
        word=request.POST["word"],
        actor=reader_of(request),
        reason=request.POST.get("reason", ""),
        note=request.POST.get("note", "").strip()[:LONGEST],
        seen=seen,
    )


def _judged_response(request: HttpRequest, row: ScreenedLine, at: int | None) -> HttpResponse:
    """Return the parts that changed, with the next finding to judge in hand; without a script, lead to the page."""
    if is_swap(request):
        return _parts(request, judged_parts(request, row, "" if at is None else str(at)))
    return redirect(page_of(row, request.GET.dict()))


def _refusal_response(
    request: HttpRequest, row: ScreenedLine, at: int, error: WatchlistError, status: int
) -> HttpResponse:
    message = visible(error.message)
    if is_swap(request):
        return _parts(request, judged_parts(request, row, str(at), message), status)
    messages.error(request, message)
    return redirect(page_of(row, {**request.GET.dict(), "finding": str(at)}))


def _parts(request: HttpRequest, parts: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "watchlist/web/judge_parts.html", parts, status=status)


def is_swap(request: HttpRequest) -> bool:
    """Return whether a script requests only the parts of a page that change."""
    return request.headers.get("HX-Request") == "true"


def page_of(row: ScreenedLine, query_values: dict[str, str]) -> str:
    """Return the address of a line's page, with its tab, filter and finding out of `query_values`."""
    query = urlencode({name: query_values[name] for name in ("tab", "q", "finding") if query_values.get(name)})
    page = reverse("admin:watchlist_screenedline_change", args=[row.pk])
    return f"{page}?{query}" if query else page
