"""Errors as `application/problem+json` (RFC 9457). A caller without a token learns only that one is needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from rest_framework import exceptions
from rest_framework.views import set_rollback

from watchlist.api.problem_types import BY_KEY
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.middleware.bare_pages import bare_page
from watchlist.middleware.outage import RETRY_AFTER, passes

PROGRAMS = "/api/"
MEDIA_TYPE = "application/problem+json"
LONGEST_NAME = 80
# What is said of these never depends on what was asked.
PLAIN: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    (
        (exceptions.NotAuthenticated, exceptions.AuthenticationFailed),
        "token-needed",
        "This service answers only to a token that it knows, in the header “Authorization: Token …”.",
    ),
    ((exceptions.PermissionDenied, PermissionDenied), "not-allowed", "This user may not do that."),
    ((exceptions.NotFound, Http404), "not-held", "Nothing is held here under this address."),
    (
        (exceptions.UnsupportedMediaType,),
        "media-type-not-supported",
        "Send JSON as application/json; a file to manifests/ as multipart/form-data, in the field “file”.",
    ),
    ((UnreadablePostError,), "body-not-readable", "The body ended before its length: nothing of it was stored."),
    ((RequestDataTooBig,), "body-too-large", "The body is larger than this service reads in one request."),
)
SPOKEN: tuple[tuple[type[exceptions.APIException], str], ...] = (
    (exceptions.ParseError, "body-not-readable"),
    (exceptions.MethodNotAllowed, "method-not-allowed"),
    (exceptions.Throttled, "rate-limited"),
)


class Refused(Exception):
    """A call refused, for a reason that is a row of `PROBLEM_TYPES`; `errors` names what breaks which rule."""

    def __init__(
        self,
        key: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
        errors: list[dict[str, str]] | None = None,
    ) -> None:
        super().__init__(detail)
        self.key, self.detail, self.headers, self.errors = BY_KEY[key].key, detail, dict(headers or {}), errors


@contextmanager
def told_as(kinds: Sequence[tuple[type[WatchlistError], str]]) -> Iterator[None]:
    """Tell what the domain refuses as problems: of each kind of refusal, the key of its problem."""
    try:
        yield
    except WatchlistError as error:
        for kind, key in kinds:
            if isinstance(error, kind):
                raise Refused(key, str(error)) from error
        raise


def problem_json(exc: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Return the problem that an exception tells, or None for a fault of ours, which is not the caller's to read."""
    refused = _refused(exc)
    if refused is None:
        return None
    set_rollback()
    return answer(refused)


def answer(refused: Refused) -> HttpResponse:
    """Return a refusal as it is sent."""
    of = BY_KEY[refused.key]
    body = {"type": of.uri, "title": of.title, "status": of.status, "detail": refused.detail}
    if refused.errors is not None:
        body["errors"] = refused.errors
    return HttpResponse(json.dumps(body), status=of.status, content_type=MEDIA_TYPE, headers=refused.headers)


def fault(request: HttpRequest) -> HttpResponse:
    """Return what is said of a fault of ours, to a program as a problem: nothing of its cause.

    Of one of the database that may pass, when to ask again: Django calls this while the fault is handled.
    """
    if passes(sys.exc_info()[1]):
        return _away(request)
    if not request.path.startswith(PROGRAMS):
        return bare_page("fault", 500, request_id=request.META["HTTP_X_REQUEST_ID"])
    return answer(Refused("fault", "The service failed at this. Nothing was stored; please report the request id."))


def _away(request: HttpRequest) -> HttpResponse:
    wait = {"Retry-After": str(RETRY_AFTER)}
    if not request.path.startswith(PROGRAMS):
        return bare_page("not_now", 503, wait)
    return answer(Refused("database-away", "The database does not answer, or takes no writes now: ask again.", wait))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return what is said of a call that is refused before it reaches an address, as of one to a foreign host."""
    if not request.path.startswith(PROGRAMS):
        return bare_page("unreadable", 400)
    return answer(Refused("body-not-readable", "The call cannot be read: see its headers, the host among them."))


def pointed(detail: Any, pointer: str = "#") -> Iterator[dict[str, str]]:
    """Yield each refusal with a JSON pointer (RFC 6901) to what it refuses."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from pointed(inner, pointer if name == "non_field_errors" else f"{pointer}/{_escaped(str(name))}")
    elif isinstance(detail, list):
        for inner in detail:
            yield from pointed(inner, pointer)
    else:
        yield {"pointer": pointer, "detail": str(detail)}


def _refused(exc: Exception) -> Refused | None:
    if isinstance(exc, Refused):
        return exc
    if isinstance(exc, CorrectTheQuestion):
        return Refused("question-not-answerable", str(exc))
    if isinstance(exc, exceptions.ValidationError):
        return Refused("request-not-valid", "The request breaks the rules named here.", errors=[*pointed(exc.detail)])
    for kinds, key, detail in PLAIN:
        if isinstance(exc, kinds):
            return Refused(key, detail, _headers(exc))
    for kind, key in SPOKEN:
        if isinstance(exc, kind):
            return Refused(key, str(exc.detail), _headers(exc))
    return None


def _escaped(name: str) -> str:
    return name[:LONGEST_NAME].replace("~", "~0").replace("/", "~1")


def _headers(exc: Exception) -> dict[str, str]:
    # The framework gives these to those of its exceptions that have something to say.
    headers = {"WWW-Authenticate": getattr(exc, "auth_header", None), "Retry-After": getattr(exc, "wait", None)}
    return {name: str(int(value) if isinstance(value, float) else value) for name, value in headers.items() if value}
