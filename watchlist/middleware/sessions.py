"""How long a person stays logged in: so long without a call, and so long in all.

The first is when the stored session ends, which each minute of use puts off; the second counts from the log-in. And
whoever owes a second factor, or a password of their own, is led to where it is given, and nowhere else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from watchlist.access import (
    ADDRESS,
    BEGAN,
    BROWSER,
    SEEN,
    SYSTEM,
    address_of,
    browser_and_system,
    has_second_factor,
    needs_second_factor,
)

RENEWED: Final = 60
"""Seconds: a session is not written at every call."""


class SessionBounds(MiddlewareMixin):
    """Logs a person out who has been logged in for too long, and puts off the end of a session that is used."""

    def process_request(self, request: HttpRequest) -> None:
        """Make it a call of nobody where the time is over."""
        if not has_session(request):
            return
        last = _last_second(request)
        if last is not None and time.time() >= last:
            logout(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> None:
        """Put the end off, unless the view answers what a page asks by itself (`asked_by_script`)."""
        if not has_session(request) or getattr(view, ASKED_BY_SCRIPT, False):
            return
        seen, now = request.session.get(SEEN), time.time()
        # Where nothing was counted, it ends with the stored session, and is not put off.
        if seen is not None and now - seen >= RENEWED:
            request.session[SEEN] = now


ASKED_BY_SCRIPT: Final = "asked_by_script"
AnyView = TypeVar("AnyView", bound=Callable[..., Any])


def asked_by_script(view: AnyView) -> AnyView:
    """Mark a view that pages ask again and again without their reader: it leaves the end of the session where it is."""
    setattr(view, ASKED_BY_SCRIPT, True)
    return view


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """When a session ends, in seconds from now, and whether use cannot put that off: it is the limit of all."""

    seconds: int
    is_final: bool


def end_of_session(request: HttpRequest) -> SessionEnd:
    """Return when the session of a call ends: the stored one, or before it the limit since the log-in."""
    now = time.time()
    ends = Session.objects.filter(pk=request.session.session_key).values_list("expire_date", flat=True).first()
    idle = ends.timestamp() - now if ends else 0.0
    last = _last_second(request)
    longest = idle if last is None else last - now
    return SessionEnd(max(0, int(min(idle, longest))), is_final=longest <= idle and last is not None)


def _last_second(request: HttpRequest) -> float | None:
    """Return when a session ends at the latest, in seconds since 1970: that of a provider perhaps with its token."""
    since: float | None = request.session.get(BEGAN)
    if since is None:
        return None
    longest: float = since + settings.SESSION_LONGEST
    bound: float | None = request.session.get(BOUND)
    return longest if bound is None else min(longest, bound)


def put_off_end(request: HttpRequest) -> None:
    """Put the end of a session off by as long as it may lie idle, for a person who said so."""
    if request.session.get(SEEN) is not None:
        request.session[SEEN] = time.time()
        request.session.save()


def has_session(request: HttpRequest) -> bool:
    """Say whether a call comes with a session: programs have none, and none is looked up for them."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def begin_session(request: HttpRequest) -> None:
    """Begin to count, at the log-in, and keep for the person what it was done with and from where."""
    session = request.session
    session.set_expiry(None)  # that of one which only waited for its person to come back from the provider is shorter
    session[BEGAN] = session[SEEN] = time.time()
    session[BROWSER], session[SYSTEM] = browser_and_system(request.headers.get("User-Agent", ""))
    session[ADDRESS] = address_of(request) or ""


BOUND: Final = "ends_with_token"
"""In the session, where the house says so: when the token ended that opened it, in seconds since 1970."""
FACTOR_AT_PROVIDER: Final = "second_factor_there"
"""In the session of who showed a second factor at the provider, as the house counts it: none of ours is asked."""
DUE: Final = "code_due"
"""In the session, from a log-in by a person who has a second factor until its code was given."""
PASSWORD_DUE: Final = "password_due"  # noqa: S105 - the name of a mark
"""In the session, from a log-in by a password that somebody else set until its person set another.

Who sets a password ends the sessions of its person: none goes on that does not hold this.
"""
CODE_GIVEN_AT: Final = "code_given"
"""In the session: when a second factor was last shown, here or at the provider, in seconds since 1970."""
CODE, SET_UP, PASSWORD = "entry:code", "entry:second_factor", "entry:password_change"
OPEN: Final = frozenset(
    {
        CODE,
        "entry:log_in",
        "entry:log_out",
        "entry:sign_on",
        "entry:sign_on_return",
        "entry:sign_on_ended",
        "entry:session",
        "entry:session_dialog",
        "entry:log_in_again",
        "entry:code_again",
        "admin:logout",
        "admin:jsi18n",
    }
)
"""The addresses that may be reached before."""


class SecondFactor(MiddlewareMixin):
    """Asks for the code of who has a second factor and, where the house requires one, has the others set one up.

    Between the two, whoever logged in by a password that another set must set their own.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Return a redirect to the step of the log-in that is due, or None."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not has_session(request) or name in OPEN or not request.user.is_authenticated:
            return None
        place = due_step(request, request.user)
        if place is None or place == name:
            return None
        query = {"next": request.get_full_path()} if request.method == "GET" else {}
        return HttpResponseRedirect(f"{reverse(place)}?{urlencode(query)}")


def due_step(request: HttpRequest, user: User) -> str | None:
    """Return the page of the step of the log-in that a person still owes; None for who is in."""
    if request.session.get(DUE):
        return CODE
    if request.session.get(PASSWORD_DUE):
        return PASSWORD
    if request.session.get(FACTOR_AT_PROVIDER):
        return None
    is_verified = getattr(user, "is_verified", None)  # who logs in by this very call has shown no code yet
    if (is_verified and is_verified()) or not needs_second_factor(user):
        return None
    return CODE if has_second_factor(user) else SET_UP
