"""Errors, described for the OpenAPI document: what each status says, and the fields of a problem."""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from watchlist.api.problems import MEDIA_TYPE
from watchlist.api.record_base import Record

STATUSES: Final = {
    400: "The body is not readable, or breaks a rule; `errors` names each.",
    401: "No token, or not one that is known here.",
    403: "The token has not the scope for this, or its user not the right.",
    404: "Nothing is held here under this address, or nothing that this user may read.",
    409: "The same call is being answered, or what was asked does not fit the state.",
    413: "The body is too large for one request.",
    415: "The body is not JSON.",
    422: "The question cannot be answered as asked.",
    429: "Too many calls, or lines, or attempts; `Retry-After` says when to go on.",
    503: "Not now: too much waits already, and `Retry-After` says for how long, or a store must be made anew first.",
}


class RefusalRecord(Record):
    """One rule that a request breaks, in its body or in its query."""

    pointer = serializers.CharField(required=False, help_text="a JSON pointer (RFC 6901) into the body")
    parameter = serializers.CharField(required=False, help_text="the name of a query parameter")
    detail = serializers.CharField()


class ProblemDetails(Record):
    """An error (RFC 9457)."""

    type = serializers.CharField(help_text="stable; the address of its explanation")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = RefusalRecord(many=True, required=False)


def problems(*statuses: int) -> dict[Any, Any]:
    """Return these statuses as the OpenAPI document describes errors."""
    return {(status, MEDIA_TYPE): OpenApiResponse(ProblemDetails, STATUSES[status]) for status in statuses}
