"""Errors as `application/problem+json` (RFC 9457). A caller without a token learns only that one is needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from rest_framework import exceptions
from rest_framework.views import set_rollback

from watchlist.api.problem_types import BY_KEY
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.middleware import RETRY_AFTER, bare_page, passes

PROGRAMS = "/api/"
MEDIA_TYPE = "application/problem+json"
LONGEST_NAME = 80
# The detail of these never depends on the request.
FIXED_DETAILS: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    (
        (exceptions.NotAuthenticated, exceptions.AuthenticationFailed),
        "token-needed",
        "This service answers only to a token that it knows, in the header “Authorization: Bearer …” or “Token …”.",
    ),
    ((exceptions.PermissionDenied, PermissionDenied), "not-allowed", "This user may not do that."),
    ((exceptions.NotFound, Http404), "not-held", "Nothing is held here under this address."),
    (
        (exceptions.UnsupportedMediaType,),
        "media-type-not-supported",
        "Send application/json, or lines as application/jsonl; a file to manifests/, as “file” of multipart/form-data.",
    ),
    ((UnreadablePostError,), "body-not-readable", "The body ended before its length: nothing of it was stored."),
    ((RequestDataTooBig,), "body-too-large", "A body has at most {most:,} bytes here."),
)
OWN_DETAILS: tuple[tuple[type[exceptions.APIException], str], ...] = (
    (exceptions.ParseError, "body-not-readable"),
    (exceptions.MethodNotAllowed, "method-not-allowed"),
    (exceptions.Throttled, "rate-limited"),
)


class ApiProblem(Exception):
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
def raising_problems(kinds: Sequence[tuple[type[WatchlistError], str]]) -> Iterator[None]:
    """Raise refusals of the domain as problems. `kinds`: the key of the problem of each kind of refusal."""
    try:
        yield
    except WatchlistError as error:
        for kind, key in kinds:
            if isinstance(error, kind):
                raise ApiProblem(key, str(error)) from error
        raise


def problem_json(exc: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Return the response to an exception, or None for a fault of ours, which is not the caller's to read."""
    problem = _problem_of(exc)
    if problem is None:
        return None
    set_rollback()
    return problem_response(problem)


def problem_response(problem: ApiProblem) -> HttpResponse:
    """Return the HTTP response of a problem."""
    problem_type = BY_KEY[problem.key]
    body = problem_type.body(problem.detail)
    if problem.errors is not None:
        body["errors"] = problem.errors
    return HttpResponse(json.dumps(body), status=problem_type.status, content_type=MEDIA_TYPE, headers=problem.headers)


def fault(request: HttpRequest) -> HttpResponse:
    """Return the response to a fault of ours, to a program as a problem: nothing of its cause.

    Of one of the database that may pass, when to ask again: Django calls this while the fault is handled.
    """
    if passes(sys.exc_info()[1]):
        return _away(request)
    if not request.path.startswith(PROGRAMS):
        return bare_page("fault", 500, request_id=request.META["HTTP_X_REQUEST_ID"])
    return problem_response(
        ApiProblem("fault", "The service failed at this. Nothing was stored; please report the request id.")
    )


def _away(request: HttpRequest) -> HttpResponse:
    wait = {"Retry-After": str(RETRY_AFTER)}
    if not request.path.startswith(PROGRAMS):
        return bare_page("not_now", 503, wait)
    return problem_response(
        ApiProblem("database-away", "The database does not answer, or takes no writes now: ask again.", wait)
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the response to a call that is refused before it reaches an address, as of one to a foreign host."""
    if not request.path.startswith(PROGRAMS):
        return bare_page("unreadable", 400)
    return problem_response(
        ApiProblem("body-not-readable", "The call cannot be read: see its headers, the host among them.")
    )


def with_pointers(detail: Any, pointer: str = "#") -> Iterator[dict[str, str]]:
    """Yield each validation error with a JSON pointer (RFC 6901) to the refused value."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            escaped = str(name)[:LONGEST_NAME].replace("~", "~0").replace("/", "~1")
            yield from with_pointers(inner, pointer if name == "non_field_errors" else f"{pointer}/{escaped}")
    elif isinstance(detail, list):
        for inner in detail:
            yield from with_pointers(inner, pointer)
    else:
        yield {"pointer": pointer, "detail": str(detail)}


def _problem_of(exc: Exception) -> ApiProblem | None:
    if isinstance(exc, ApiProblem):
        return exc
    if isinstance(exc, CorrectTheQuestion):
        return ApiProblem("question-not-answerable", str(exc))
    if isinstance(exc, exceptions.ValidationError):
        return ApiProblem(
            "request-not-valid", "The request breaks the rules named here.", errors=[*with_pointers(exc.detail)]
        )
    for kinds, key, detail in FIXED_DETAILS:
        if isinstance(exc, kinds):
            return ApiProblem(key, detail.format(most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE), _headers(exc))
    for kind, key in OWN_DETAILS:
        if isinstance(exc, kind):
            return ApiProblem(key, str(exc.detail), _headers(exc))
    return None


def _headers(exc: Exception) -> dict[str, str]:
    # The framework gives these to those of its exceptions that have something to say.
    headers = {"WWW-Authenticate": getattr(exc, "auth_header", None), "Retry-After": getattr(exc, "wait", None)}
    return {name: str(int(value) if isinstance(value, float) else value) for name, value in headers.items() if value}
