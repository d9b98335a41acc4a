"""Every reason that the service can give, in the words of the code that gives it."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, Final

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from chemistry.analogues import EVIDENCE
from watchlist.api.base import answer_example
from watchlist.api.law.pages import law_read
from watchlist.api.paging import list_of
from watchlist.api.problem_types import PROBLEM_TYPES
from watchlist.api.record_base import Record
from watchlist.engine.decision import (
    ANALOGUE,
    CLASS_GROUNDS,
    ELSEWHERE,
    GROUNDS,
    LISTED_ELSEWHERE,
    QUANTITIES,
    REQUESTS,
    SURVEILLANCE,
)
from watchlist.engine.identification import CONFLICTS
from watchlist.engine.problem_codes import PROBLEMS
from watchlist.engine.vocabulary import Action, Verdict, VerdictGround

Reason = tuple[str, str]
"""A code, and its explanation."""


REASONS: Final[dict[str, tuple[Reason, ...]]] = {
    "verdict": tuple((str(word), word.meaning) for word in Verdict),
    "route": tuple((str(word), word.meaning) for word in VerdictGround),
    "action": tuple((str(word), word.meaning) for word in Action),
    "tier": (
        *((tier, cleandoc(ground.__doc__ or "")) for tier, ground in (*GROUNDS, *SURVEILLANCE, *CLASS_GROUNDS)),
        (ELSEWHERE, LISTED_ELSEWHERE),
        ("analogue", ANALOGUE),
    ),
    "evidence": tuple(EVIDENCE.items()),
    "conflict": tuple(sorted(CONFLICTS.items())),
    "problem": tuple(sorted(PROBLEMS.items())),
    "shipment_finding": tuple(QUANTITIES.items()),
    "request": tuple(REQUESTS.items()),
    "error": tuple((problem_type.key, problem_type.meaning) for problem_type in PROBLEM_TYPES),
}
"""By kind. A tier stands once for each ground that gives it, the strongest first."""


class GroundRecord(Record):
    """One reason."""

    kind = serializers.ChoiceField(tuple(REASONS))
    code = serializers.CharField(help_text="as answers bear it; of a request, which of its sentences")
    explanation = serializers.CharField()


GroundList = list_of(GroundRecord, "GroundList", "Every reason that the service can give.")


class GroundQuery(serializers.Serializer[Any]):
    """Which reasons are asked for."""

    kind = serializers.ChoiceField(tuple(REASONS), required=False, help_text="none: of every kind")


@law_read(
    problems=(),
    summary="Read every reason that the service can give, with its explanation",
    query=GroundQuery,
    returns=GroundList,
    examples=[
        answer_example(
            "One of them",
            {"items": [{"kind": "tier", "code": "listed", "explanation": dict(REASONS["tier"])["listed"]}]},
        )
    ],
)
def list_grounds(request: Request, query: dict[str, Any]) -> Response:
    """Return the reasons by kind. They name what decides an answer, and no figure by which it does."""
    kinds = [query["kind"]] if "kind" in query else list(REASONS)
    items = [
        {"kind": kind, "code": code, "explanation": explanation}
        for kind in kinds
        for code, explanation in REASONS[kind]
    ]
    return Response({"items": items})
