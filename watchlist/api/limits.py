"""How much a token may ask: counted at each call, shown in each answer, refused beyond it.

The headers are those of the IETF's draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request

from watchlist import access
from watchlist.access import Allowance, QuotaLeft, Requester, Token, TokenLimits, awaits_review, count_answers
from watchlist.api.problems import ApiProblem
from watchlist.engine.answer import Line
from watchlist.screenings import Sender

KEPT_AS: Final = "watchlist.allowance"
COUNTED_AS: Final = "watchlist.counted_call"
UNITS: Final = {"calls": "", "lines": ';qu="lines"'}
"""What a quota counts, where it is not requests."""


class CountedCall(NamedTuple):
    """To what a call was counted, and when."""

    lineage: UUID
    at: datetime


def allow(request: Request, scope: str) -> Allowance:
    """Count a call of an endpoint with this scope, and return what its token may still use, kept on the request.

    Raises the problems `rate-limited` and `held-for-review`.
    """
    token = _token(request)
    now = datetime.now(UTC)
    left = access.allow_call(lineage=token.lineage, limits=limits_of(token), at=now)
    request.META[KEPT_AS], request.META[COUNTED_AS] = left, CountedCall(token.lineage, now)
    if not left.is_within:
        raise ApiProblem("rate-limited", "Too many calls in this minute.", _retry(left.calls))
    if scope == "screen" and settings.BOUNDARY == "throttle" and awaits_review(token.lineage):
        raise ApiProblem("held-for-review", "A person must release this token before it screens anything more.")
    return left


def give_back(request: HttpRequest) -> Allowance | None:
    """Take a counted call back, and return what its token may still use; None where none was counted."""
    left, counted = request.META.get(KEPT_AS), request.META.pop(COUNTED_AS, None)
    if not (isinstance(left, Allowance) and isinstance(counted, CountedCall)):
        return None
    access.take_call_back(lineage=counted.lineage, at=counted.at)
    return replace(left, calls=replace(left.calls, remaining=left.calls.remaining + 1))


def allow_lines(request: Request, lines: int) -> None:
    """Raise the problem `quota-used-up` where a call brings more lines than the day has left; nothing is counted."""
    left = allowance_of(request)
    if left is not None and lines > left.lines.remaining:
        _refuse(left.lines)


def count_answer(request: Request, answered_lines: Iterable[Line], lines: int) -> None:
    """Count the lines and signals of an answer, first in the transaction that stores it.

    Raises `quota-used-up`, and so undoes the rest, where other calls used up meanwhile what this one needs.
    """
    token, now = _token(request), datetime.now(UTC)
    requester = Requester(lineage=token.lineage, token=token.name, user=token.user.get_username())
    today = count_answers(requester=requester, at=now, answered_lines=answered_lines, lines=lines)
    if lines and today.lines > limits_of(token).lines_per_day:
        _refuse(access.lines_left(limits_of(token), today.lines, now))


def headers(left: Allowance | None) -> dict[str, str]:
    """Return the header fields of the quotas; none, where nothing was counted."""
    if left is None:
        return {}
    both = (left.calls, left.lines)
    return {
        "RateLimit-Policy": ", ".join(
            f'"{quota.name}";q={quota.quota}{UNITS[quota.name]};w={quota.window}' for quota in both
        ),
        "RateLimit": ", ".join(f'"{quota.name}";r={quota.remaining};t={quota.resets_in}' for quota in both),
    }


def allowance_of(request: Request) -> Allowance | None:
    """Return what `allow` kept; None where the call came without a token, or was refused before it was counted."""
    left = request.META.get(KEPT_AS)
    return left if isinstance(left, Allowance) else None


def limits_of(token: Token) -> TokenLimits:
    """Return the limits of a token: its own, or those of every token."""
    calls = settings.CALLS_PER_MINUTE if token.calls_per_minute is None else token.calls_per_minute
    return TokenLimits(calls, settings.LINES_PER_DAY if token.lines_per_day is None else token.lines_per_day)


def sender_of(request: Request) -> Sender:
    """Return the token that a file comes with, whose lines are counted when it is read."""
    token = _token(request)
    return Sender(token.lineage, token.name, limits_of(token).lines_per_day)


def _token(request: Request) -> Token:
    assert isinstance(request.auth, Token)
    return request.auth


def _refuse(lines: QuotaLeft) -> None:
    raise ApiProblem("quota-used-up", "More lines than are left of this token's day.", _retry(lines))


def _retry(left: QuotaLeft) -> dict[str, str]:
    return {"Retry-After": str(left.resets_in)}
