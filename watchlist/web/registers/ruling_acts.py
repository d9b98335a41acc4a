"""What the pages of suppressions and determinations share: what a form says, a verb and its refusal, who may what."""

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


def done(request: HttpRequest, address: str, verb: Callable[[], object]) -> HttpResponseBase:
    """Call a verb, tell why it was refused where it was, and go back to the page; 403 without the right."""
    if not (request.user.has_perm(WORK) or request.user.has_perm(SECOND)):
        raise PermissionDenied
    try:
        verb()
    except WatchlistError as error:
        messages.error(request, error.message)
    return redirect(address)


def may(request: HttpRequest, row: Any, state: str) -> dict[str, bool]:
    """Return what whoever reads may do to a row in a state."""
    user = reader_of(request)
    is_own = row.asked_by_id == user.pk
    return {
        "may_answer": state == "waiting" and user.has_perm(SECOND) and not is_own,
        "is_own": state == "waiting" and is_own,
        "may_withdraw": state in ("in_force", "void") and (user.has_perm(WORK) or user.has_perm(SECOND)),
    }


def line_asked(request: HttpRequest) -> ScreenedLine:
    """Return the stored line that the address names; 404 where there is none."""
    lines = ScreenedLine.objects.select_related("line__item", "screening__manifest")
    line: ScreenedLine = get_object_or_404(lines, pk=number(request.GET.get("line", "")))
    return line


def number(text: str) -> int:
    """Return a number of an address; -1, of which nothing is held, for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1


def note(request: HttpRequest) -> str:
    """Return the reason that was written."""
    return request.POST.get("note", "").strip()


def said(request: HttpRequest) -> dict[str, Any]:
    """Return the last day and the reason of a form. Raises `CorrectTheQuestion` for what is no day."""
    try:
        until = date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise CorrectTheQuestion(_("Say until which day it holds."))
    return {"until": until, "note": note(request)}


def form(request: HttpRequest) -> dict[str, Any]:
    """Return the values and bounds of a form that asks."""
    today = words.today()
    return {
        "first": (today + timedelta(1)).isoformat(),
        "last": last_day(today).isoformat(),
        "until": request.POST.get("until", ""),
        "note": request.POST.get("note", ""),
    }
