"""Errors as `application/problem+json` (RFC 9457). A caller without a token learns only that one is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

from watchlist.errors import CorrectTheQuestion

MEDIA_TYPE = "application/problem+json"
LONGEST_NAME = 80
# What is said of these never depends on what was asked.
PLAIN: tuple[tuple[tuple[type[Exception], ...], int, str], ...] = (
    (
        (exceptions.NotAuthenticated, exceptions.AuthenticationFailed),
        401,
        "This service answers only to a token that it knows, in the header “Authorization: Token …”.",
    ),
    ((exceptions.PermissionDenied, PermissionDenied), 403, "This user may not do that."),
    ((exceptions.NotFound, Http404), 404, "Nothing is held here under this address."),
    ((RequestDataTooBig,), 413, "The body is larger than this service reads in one request."),
)


def problem_json(exc: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Return the problem that an exception tells, or None for a fault of ours, which is not the caller's to read."""
    problem = _problem(exc)
    if problem is None:
        return None
    set_rollback()
    status = problem["status"]
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, **problem}
    return HttpResponse(json.dumps(body), status=status, content_type=MEDIA_TYPE, headers=_headers(exc))


def _problem(exc: Exception) -> dict[str, Any] | None:
    if isinstance(exc, CorrectTheQuestion):
        return {"status": 422, "detail": str(exc)}
    if isinstance(exc, exceptions.ValidationError):
        errors = list(_errors(exc.detail, "#"))
        return {"status": 400, "detail": "The request breaks the rules named here.", "errors": errors}
    for kinds, status, detail in PLAIN:
        if isinstance(exc, kinds):
            return {"status": status, "detail": detail}
    return {"status": exc.status_code, "detail": str(exc.detail)} if isinstance(exc, exceptions.APIException) else None


def _errors(detail: Any, pointer: str) -> Iterator[dict[str, str]]:
    """Yield each refusal with a JSON pointer (RFC 6901) to what it refuses."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _errors(inner, pointer if name == "non_field_errors" else f"{pointer}/{_escaped(str(name))}")
    elif isinstance(detail, list):
        for inner in detail:
            yield from _errors(inner, pointer)
    else:
        yield {"pointer": pointer, "detail": str(detail)}


def _escaped(name: str) -> str:
    return name[:LONGEST_NAME].replace("~", "~0").replace("/", "~1")


def _headers(exc: Exception) -> dict[str, str]:
    headers = {"WWW-Authenticate": getattr(exc, "auth_header", None), "Retry-After": getattr(exc, "wait", None)}
    return {name: str(value) for name, value in headers.items() if value}
