"""What each kind of error means: the addresses that their `type`s name."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import AnyScope, Get, answer_example
from watchlist.api.paging import list_of
from watchlist.api.problem_types import BY_KEY, PROBLEM_TYPES
from watchlist.api.record_base import Record


class ProblemTypeRecord(Record):
    """A kind of error."""

    type = serializers.CharField(source="uri", help_text="stable; as errors bear it")
    status = serializers.IntegerField()
    title = serializers.CharField()
    meaning = serializers.CharField()


EXAMPLE = ProblemTypeRecord.from_row(BY_KEY["key-used-otherwise"])


@Get(
    tag="about",
    summary="List every kind of error",
    rights=(AnyScope,),
    returns=list_of(ProblemTypeRecord, "ProblemTypeList", "Every kind of error."),
    examples=[answer_example("One", {"items": [EXAMPLE]})],
)
def list_problem_types(request: Request) -> Response:
    """Return all of them."""
    return Response({"items": list(map(ProblemTypeRecord.from_row, PROBLEM_TYPES))})


@Get(
    tag="about",
    summary="Read what a kind of error means",
    rights=(AnyScope,),
    returns=ProblemTypeRecord,
    examples=[answer_example("A key used twice", EXAMPLE)],
)
def read_problem_type(request: Request, key: str) -> Response:
    """Return it."""
    if key not in BY_KEY:
        raise NotFound
    return Response(ProblemTypeRecord.from_row(BY_KEY[key]))
