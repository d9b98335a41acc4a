"""Whoever guesses waits: django-axes stands before every password, and the limits by which it refuses are ours.

Its own store knows one number for all limits, and counts a try after it was looked at: processes that look at the same
moment let more through. So it refuses, answers and lifts (`axes_reset_username`); `watchlist.access.attempts` counts.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from axes.handlers.base import AxesHandler
from django.contrib.auth.models import User
from django.http import HttpRequest

from watchlist.access.addresses import address_of, network_of
from watchlist.access.attempts import Attempt, begin_attempt, fail, record_success, uncount_attempt
from watchlist.access.second_factor import has_second_factor
from watchlist.access.tries import forget

LONGEST_NAME: Final = 150
_KEPT_AS: Final = "watchlist.attempt"

log = logging.getLogger(__name__)


class Attempts(AxesHandler):  # type: ignore[misc]  # the package has no annotations
    """Counts each try before its password is looked at, and keeps in the audit that somebody was locked out."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Count a try, and say whether its password may be looked at."""
        at = request.axes_attempt_time  # type: ignore[attr-defined]  # the package sets it
        attempt = begin_attempt(name=name_tried(request, credentials), address=address_of(request), at=at)
        request.META[_KEPT_AS] = attempt
        return not attempt.wait

    def user_login_failed(
        self, sender: str, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        """Leave a wrong try counted; the last one locks out, and is audited. The log names nobody."""
        attempt = attempt_of(request) if request is not None else None
        log.warning("log-in refused: %s", "locked out" if attempt and attempt.wait else "wrong password")
        if attempt is not None and not attempt.wait:
            fail(attempt=attempt)
            request.axes_locked_out = bool(attempt.wait)  # type: ignore[union-attr]

    def user_logged_in(self, sender: str, request: HttpRequest, user: User, **kwargs: Any) -> None:
        """End the count of a person who is in; who owes a code is not in yet, and their password was right."""
        attempt = attempt_of(request)
        if attempt is None:
            return
        if has_second_factor(user):
            uncount_attempt(attempt=attempt)
        else:
            record_success(attempt=attempt, user=user)

    def reset_attempts(
        self, *, ip_address: str | None = None, username: str | None = None, ip_or_username: bool = False
    ) -> int:
        """Forget the tries with a name, from a place, or of the name there; with neither, all of them."""
        place = None if ip_address is None else network_of(ip_address)
        if ip_or_username:
            return forget(name=username) + forget(place=place)
        return forget(name=username, place=place)


def attempt_of(request: HttpRequest) -> Attempt | None:
    """Return the try that a call made with a password; None where it brought none."""
    attempt = request.META.get(_KEPT_AS)
    return attempt if isinstance(attempt, Attempt) else None


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Return the name that somebody gives, as its tries are counted."""
    name = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(name).replace("\0", "")[:LONGEST_NAME]
