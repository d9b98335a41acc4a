"""How long a person stays logged in: so long without a call, and so long in all.

The first is when the stored session ends, which each minute of use puts off; the second counts from the log-in.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from watchlist.access import ADDRESS, BEGAN, BROWSER, SEEN, SYSTEM, address_of, browser_and_system

RENEWED: Final = 60
"""Seconds: a session is not written at every call."""


class SessionBounds:
    """Logs a person out who has been logged in for too long, and puts off the end of a session that is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, to nobody where the time is over."""
        if has_session(request):
            _bound(request)
        return self.get_response(request)


def has_session(request: HttpRequest) -> bool:
    """Say whether a call comes with a session: programs have none, and none is looked up for them."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def begin_session(request: HttpRequest) -> None:
    """Begin to count, at the log-in, and keep for the person what it was done with and from where."""
    session = request.session
    session[BEGAN] = session[SEEN] = time.time()
    session[BROWSER], session[SYSTEM] = browser_and_system(request.headers.get("User-Agent", ""))
    session[ADDRESS] = address_of(request) or ""


def _bound(request: HttpRequest) -> None:
    since, now = request.session.get(BEGAN), time.time()
    if since is None:  # nothing was counted: it ends with the stored session, and is not put off
        return
    if now - since >= settings.SESSION_LONGEST:
        logout(request)
    elif now - request.session[SEEN] >= RENEWED:
        request.session[SEEN] = now
