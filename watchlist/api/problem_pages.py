"""What each kind of error means: the addresses that their `type`s name, open to whoever was refused."""

from __future__ import annotations

from typing import Final

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, problems, refuse_parameters
from watchlist.api.paging import list_of
from watchlist.api.problem_types import BY_KEY, PROBLEM_TYPES
from watchlist.api.public import PublicEndpoint
from watchlist.api.record_base import Record


class ProblemTypeRecord(Record):
    """A kind of error."""

    type = serializers.CharField(source="uri", help_text="stable; as errors bear it")
    status = serializers.IntegerField()
    title = serializers.CharField()
    meaning = serializers.CharField()


KEY_IN_ADDRESS: Final = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
EXAMPLE = ProblemTypeRecord.from_row(BY_KEY["key-used-otherwise"])


class ProblemTypes(PublicEndpoint):
    """Every kind of error."""

    @extend_schema(
        operation_id="list_problem_types",
        tags=["about"],
        summary="List every kind of error",
        auth=[],
        responses={200: list_of(ProblemTypeRecord, "ProblemTypeList", "Every kind of error."), **problems(400)},
        examples=[answer_example("One", {"items": [EXAMPLE]}, 200)],
    )
    def get(self, request: Request) -> Response:
        """Return all of them."""
        refuse_parameters(request)
        return Response({"items": list(map(ProblemTypeRecord.from_row, PROBLEM_TYPES))})


class ProblemTypePage(PublicEndpoint):
    """One kind of error."""

    @extend_schema(
        operation_id="read_problem_type",
        tags=["about"],
        summary="Read what a kind of error means",
        auth=[],
        parameters=[OpenApiParameter("key", KEY_IN_ADDRESS, OpenApiParameter.PATH)],
        responses={200: ProblemTypeRecord, **problems(400, 404)},
        examples=[answer_example("A key used twice", EXAMPLE, 200)],
    )
    def get(self, request: Request, key: str) -> Response:
        """Return it."""
        refuse_parameters(request)
        if key not in BY_KEY:
            raise NotFound
        return Response(ProblemTypeRecord.from_row(BY_KEY[key]))
