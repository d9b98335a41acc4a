"""Whoever guesses waits: django-axes stands before every password, and the limits by which it refuses are ours.

Its own store knows one number for all limits, and counts a try after it was looked at: processes that look at the same
moment let more through. So it refuses, answers and lifts (`axes_reset_username`), and we count: each try by every limit
before it is looked at, then given back, forgotten or audited.

Three limits bind a try: of the name at this place, of the place whatever the names, and of the name whatever the
places. The last binds nobody at a place from which that person logged in lately, so that strangers keep nobody out.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from axes.handlers.base import AxesHandler
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from watchlist import audit
from watchlist.access.addresses import address_of, network_of
from watchlist.access.break_glass import record_break_glass
from watchlist.access.second_factor import has_second_factor
from watchlist.access.tries import (
    PLACE,
    Limit,
    forget,
    give_back,
    is_familiar,
    is_used_up,
    limit_of_name,
    limit_of_pair,
    limit_of_place,
    remember_place,
    seconds_to_wait,
    take_try,
)

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


LOG_IN: Final = "log_in"
LOCK_OUT: Final = "lock_out"
WRONG_CODE: Final = "wrong_code"
WITH_ADDRESS: Final = (LOG_IN, LOCK_OUT, WRONG_CODE)
"""Acts whose payload holds an address, and what may go with it."""


@dataclass(slots=True)
class Attempt:
    """A try with a name from an address. `limits`: under which it is counted; `last`: of which it took the last try.

    `wait`: the seconds until there are tries again, where there are none; it is looked at only where that is 0.
    """

    name: str
    address: str | None
    at: datetime
    limits: tuple[Limit, ...] = ()
    last: Limit | None = None
    wait: int = 0

    @property
    def place(self) -> str:
        """Return the place that it comes from."""
        return network_of(self.address)


def begin_attempt(*, name: str, address: str | None, at: datetime) -> Attempt:
    """Count a try, and return it; where one of the limits has none left, none of them counts it."""
    attempt = Attempt(name, address, at)
    limits = [limit_of_pair(name, attempt.place), limit_of_place(attempt.place)]
    if not is_familiar(name=name, place=attempt.place, at=at):
        limits.append(limit_of_name(name))
    for limit in limits:
        tries = take_try(limit=limit, at=at)
        if tries is None:
            uncount_attempt(attempt=attempt)
            attempt.wait = seconds_to_wait(limit, at)
            return attempt
        attempt.limits = (*attempt.limits, limit)
        if tries >= limit.most:
            attempt.last = attempt.last or limit
    return attempt


def uncount_attempt(*, attempt: Attempt) -> None:
    """Give a try back to its limits: it was refused, or was right so far, and a second factor decides."""
    for limit in attempt.limits:
        give_back(limit=limit, at=attempt.at)
    attempt.limits, attempt.last = (), None


@transaction.atomic
def record_success(*, attempt: Attempt, user: User) -> None:
    """Forget what was tried with the name here and elsewhere. Of the place, only this try is given back.

    Else whoever has an account would try other names for ever, with a log-in of their own in between.
    """
    uncount_attempt(attempt=attempt)
    forget(name=attempt.name, place=attempt.place)
    forget(name=attempt.name, place="")
    remember_place(user=user, place=attempt.place, at=attempt.at)


def fail(*, attempt: Attempt) -> None:
    """Audit a wrong try that used up its limit, and set the seconds to wait in the attempt."""
    if attempt.last is None or not is_used_up(attempt.last, attempt.at):
        return
    attempt.wait = seconds_to_wait(attempt.last, attempt.at)
    # A name that nobody has may be a password that was typed into the wrong field: it is not kept.
    is_account = attempt.last.kind != PLACE and User.objects.filter(username=attempt.name).exists()
    name = attempt.name if is_account else ""
    _append_event(LOCK_OUT, name, attempt, limit=attempt.last.kind)


def fail_code(*, attempt: Attempt) -> None:
    """Audit a wrong code: whoever gave it has the password."""
    _append_event(WRONG_CODE, attempt.name, attempt)
    fail(attempt=attempt)


def record_log_in(*, user: User, address: str | None, at: datetime, by: str = "") -> None:
    """Audit that a person logged in, and from where; `by`: what identified them, where it was no password here."""
    facts = {"by": by} if by else {}
    _append_event(LOG_IN, user.get_username(), Attempt(user.get_username(), address, at), **facts)
    record_break_glass(user=user, at=at)


def _append_event(verb: str, name: str, attempt: Attempt, **facts: str) -> None:
    payload = {"address": attempt.address or "", **facts}
    audit.append(actor=name, verb=verb, target_kind="user", target_key=name, payload=payload, at=attempt.at)
