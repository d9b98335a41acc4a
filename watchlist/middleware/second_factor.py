"""Leads whoever owes a second factor, or a password of their own, to where it is given, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from watchlist.access import has_second_factor, needs_second_factor
from watchlist.middleware.sessions import has_session

DUE: Final = "code_due"
"""In the session, from a log-in by a person who has a second factor until its code was given."""
PASSWORD_DUE: Final = "password_due"  # noqa: S105 - the name of a mark
"""In the session, from a log-in by a password that somebody else set until its person set another.

Who sets a password ends the sessions of its person: none goes on that does not hold this.
"""
CODE_GIVEN_AT: Final = "code_given"
"""In the session: when the last code was given, in seconds since 1970."""
CODE, SET_UP, PASSWORD = "entry:code", "entry:second_factor", "entry:password_change"
OPEN: Final = frozenset({CODE, "entry:log_in", "admin:logout", "admin:jsi18n"})
"""The addresses that may be reached before."""


class SecondFactor:
    """Asks for the code of who has a second factor and, where the house requires one, has the others set one up.

    Between the two, whoever logged in by a password that another set must set their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Return a redirect to the step of the log-in that is due, or None."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not has_session(request) or name in OPEN or not request.user.is_authenticated:
            return None
        place = _due_step(request, request.user)
        if place is None or place == name:
            return None
        query = {"next": request.get_full_path()} if request.method == "GET" else {}
        return HttpResponseRedirect(f"{reverse(place)}?{urlencode(query)}")


def _due_step(request: HttpRequest, user: User) -> str | None:
    if request.session.get(DUE):
        return CODE
    if request.session.get(PASSWORD_DUE):
        return PASSWORD
    if user.is_verified() or not needs_second_factor(user):  # type: ignore[attr-defined]
        return None
    return CODE if has_second_factor(user) else SET_UP
