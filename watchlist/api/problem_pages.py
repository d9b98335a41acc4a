"""What each kind of error means: the addresses that their `type`s name."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import AnyScope, Endpoint, refuse_parameters
from watchlist.api.problem_records import problems
from watchlist.api.problem_types import BY_KEY, PROBLEM_TYPES, ProblemType
from watchlist.api.record_base import Record


class ProblemTypeRecord(Record):
    """A kind of error."""

    type = serializers.CharField(help_text="stable; as errors bear it")
    status = serializers.IntegerField()
    title = serializers.CharField()
    meaning = serializers.CharField()


class ProblemTypeList(Record):
    """Every kind of error."""

    items = ProblemTypeRecord(many=True)


def _record(problem_type: ProblemType) -> dict[str, Any]:
    return {
        "type": problem_type.uri,
        "status": problem_type.status,
        "title": problem_type.title,
        "meaning": problem_type.meaning,
    }


EXAMPLE = _record(BY_KEY["key-used-otherwise"])


class ProblemTypes(Endpoint):
    """The kinds of errors."""

    permission_classes = [AnyScope]

    @extend_schema(
        operation_id="list_problem_types",
        tags=["about"],
        summary="List every kind of error",
        responses={200: ProblemTypeList, **problems(400, 401, 403, 429)},
        examples=[OpenApiExample("One", {"items": [EXAMPLE]}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return all of them."""
        refuse_parameters(request)
        return Response({"items": [_record(problem_type) for problem_type in PROBLEM_TYPES]})


class OneProblemType(Endpoint):
    """One kind of error."""

    permission_classes = [AnyScope]

    @extend_schema(
        operation_id="read_problem_type",
        tags=["about"],
        summary="Read what a kind of error means",
        responses={200: ProblemTypeRecord, **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("A key used twice", EXAMPLE, response_only=True)],
    )
    def get(self, request: Request, key: str) -> Response:
        """Return it."""
        refuse_parameters(request)
        if key not in BY_KEY:
            raise NotFound
        return Response(_record(BY_KEY[key]))
