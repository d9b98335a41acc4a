"""What the pages of suppressions and determinations share: forms, verbs with their refusals, rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from watchlist.cases.rights import SECOND, WORK
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.suppressions.verbs import last_day
from watchlist.web import words
from watchlist.web.viewpoint import reader_of


def run_verb(request: HttpRequest, address: str, verb: Callable[[], object]) -> HttpResponseBase:
    """Call a verb, show why where it is refused, and go back to the page; 403 without the right."""
    if not (request.user.has_perm(WORK) or request.user.has_perm(SECOND)):
        raise PermissionDenied
    try:
        verb()
    except WatchlistError as error:
        messages.error(request, error.message)
    return redirect(address)


def allowed_acts(request: HttpRequest, row: Any, state: str) -> dict[str, bool]:
    """Return which acts the reader is allowed on a row in a state."""
    user = reader_of(request)
    is_own = row.asked_by_id == user.pk
    return {
        "may_answer": state == "waiting" and user.has_perm(SECOND) and not is_own,
        "is_own": state == "waiting" and is_own,
        "may_withdraw": state in ("in_force", "void") and (user.has_perm(WORK) or user.has_perm(SECOND)),
    }


def requested_line(request: HttpRequest) -> ScreenedLine:
    """Return the stored line that the address names; 404 where there is none."""
    lines = ScreenedLine.objects.select_related("line__item", "screening__manifest")
    line: ScreenedLine = get_object_or_404(lines, pk=number(request.GET.get("line", "")))
    return line


def number(text: str) -> int:
    """Return the number in a text; -1, which is no key, for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1


def note(request: HttpRequest) -> str:
    """Return the reason that was posted."""
    return request.POST.get("note", "").strip()


def posted_fields(request: HttpRequest) -> dict[str, Any]:
    """Return the last day and the reason of a form. Raises `CorrectTheQuestion` for what is no day."""
    try:
        until = date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise CorrectTheQuestion(_("Say until which day it holds."))
    return {"until": until, "note": note(request)}


def form_values(request: HttpRequest) -> dict[str, Any]:
    """Return the values and bounds of the fields of a form."""
    today = words.today()
    return {
        "first": (today + timedelta(1)).isoformat(),
        "last": last_day(today).isoformat(),
        "until": request.POST.get("until", ""),
        "note": request.POST.get("note", ""),
    }
