"""Judging one finding of a line by buttons and keys. The response is the row, the count and the bar as they now are."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from watchlist.cases import UNDECIDED, WORDS, WORK, JudgeWhatIsThere, case_of, judge
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import visible
from watchlist.errors import LookAgain
from watchlist.screenings import ScreenedLine
from watchlist.web.form_fields import optional_text
from watchlist.web.judging.line import judged_parts
from watchlist.web.stored_answers import may_read
from watchlist.web.viewpoint import law_page, reader_of, render_page

LONGEST = 4_000
NOTHING_DUE = _("No line of this screening needs review.")


def line_of(request: HttpRequest, key: int) -> ScreenedLine:
    """Return a stored line. Raises `Http404`, and `PermissionDenied` for who may not read it."""
    if not may_read(request):
        raise PermissionDenied
    lines = ScreenedLine.objects.done().defer("screening__manifest__original")
    row: ScreenedLine = get_object_or_404(lines.select_related("line", "screening__manifest"), pk=key)
    return row


class JudgementForm(forms.Form):
    """A word on findings, with the reason of a dismissal and a note."""

    word = forms.ChoiceField(choices=[(word, word) for word in WORDS])
    reason = forms.CharField(required=False, strip=False)
    note = optional_text()

    def clean_note(self) -> str:
        """Return the note, cut where it is too long."""
        return str(self.cleaned_data["note"])[:LONGEST]


class FindingForm(JudgementForm):
    """A word on one finding; `seen` is the number of the judgement on it that the page showed."""

    position = forms.IntegerField()
    seen = forms.IntegerField()


@require_POST
@law_page(WORK)
def judge_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """Judge one finding of a line, or the whole line: 409 where somebody judged first, 422 where it is refused."""
    row, form = line_of(request, key), FindingForm(request.POST)
    if not form.is_valid():
        raise Http404("no such finding, or no such word")
    position = form.cleaned_data["position"]
    try:
        case = case_of(row.screening)
        if case is None:
            raise JudgeWhatIsThere(NOTHING_DUE)
        judge(case=case, line=row, actor=reader_of(request), **form.cleaned_data)
    except LookAgain as error:
        return _refusal_response(request, row, position, error, HTTPStatus.CONFLICT)
    except WatchlistError as error:
        return _refusal_response(request, row, position, error, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not is_swap(request):
        return redirect(page_of(row, request.GET.dict()))
    # The next finding to judge is in hand then.
    return parts_response(
        request, judged_parts(request, row, str(position) if form.cleaned_data["word"] == UNDECIDED else "")
    )


def _refusal_response(
    request: HttpRequest, row: ScreenedLine, at: int, error: WatchlistError, status: int
) -> HttpResponse:
    message = visible(error.message)
    if is_swap(request):
        return parts_response(request, judged_parts(request, row, str(at), message), status)
    messages.error(request, message)
    return redirect(page_of(row, {**request.GET.dict(), "finding": str(at)}))


def parts_response(request: HttpRequest, parts: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """Return the parts of a line's page that change when it is judged."""
    return render(request, "watchlist/web/judge_parts.html", parts, status=status)


def is_swap(request: HttpRequest) -> bool:
    """Return whether a script requests only the parts of a page that change."""
    return request.headers.get("HX-Request") == "true"


def page_of(row: ScreenedLine, query_values: dict[str, str]) -> str:
    """Return the address of a line's page, with its tab, filter and finding out of `query_values`."""
    query = urlencode(
        {name: query_values[name] for name in ("tab", "q", "decided", "finding") if query_values.get(name)}
    )
    page = reverse("admin:watchlist_screenedline_change", args=[row.pk])
    return f"{page}?{query}" if query else page


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or keys one after the other, and what it does."""

    keys: tuple[str, ...]
    does: str | Promise


GROUPS: Final[tuple[tuple[str | Promise, tuple[Key, ...]], ...]] = (
    (
        _("Lines"),
        (
            Key(("j",), _("Next line")),
            Key(("k",), _("Previous line")),
            Key(("Enter",), _("Open the line in hand")),
            Key(("x",), _("Select the line and those equal to it")),
            Key(("/",), _("Filter")),
        ),
    ),
    (
        _("Judging"),
        (
            Key(("↓",), _("Next finding")),
            Key(("↑",), _("Previous finding")),
            Key(("c",), _("Confirm the line, and those equal to it; the next open line comes up")),
            Key(("C",), _("Confirm the substance on all its open lines of this shipment")),
            Key(("d",), _("Dismiss the line; then 1 to 8 for the reason, and Ctrl and Enter")),
            Key(("D",), _("Dismiss the substance on all its open lines of this shipment")),
            Key(("u",), _("Undecided")),
            Key(("e",), _("To the evidence")),
            Key(("z",), _("Take back what you just said, for 10 seconds")),
        ),
    ),
    (
        _("Cases, on the desk and in their list"),
        (
            Key(("j",), _("Next case")),
            Key(("k",), _("Previous case")),
            Key(("Enter",), _("Open the case in hand")),
            Key(("x",), _("Choose the case, or not any more")),
            Key(("X",), _("Choose all cases that are shown, or none")),
            Key(("a",), _("To whom the chosen cases are assigned; then Ctrl and Enter")),
        ),
    ),
    (
        _("Anywhere"),
        (
            Key(("g", "d"), _("Desk")),
            Key(("g", "r"), _("Screenings")),
            Key(("g", "c"), _("Cases")),
            Key(("g", "s"), _("Substances")),
            Key(("t",), _("Search and commands; so does Ctrl and K")),
            Key(("?",), _("These keys")),
            Key(("Esc",), _("Close")),
        ),
    ),
)


@law_page("watchlist.view_controllist")
def keys_page(request: HttpRequest) -> HttpResponseBase:
    """Return the sheet of keys: alone for a script, else as a page."""
    if is_swap(request):
        return render(request, "watchlist/web/judge_keys.html", {"groups": GROUPS, "sheet": True})
    return render_page(request, "judge_keys_page.html", title=_("Keys"), groups=GROUPS)
