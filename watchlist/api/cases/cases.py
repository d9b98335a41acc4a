"""Cases: listed, read one by one, and what happened in them."""

from __future__ import annotations

import json
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access.scopes import permitted
from watchlist.api.base import query_of, refuse_parameters
from watchlist.api.cases.access import STORED_STATES, CaseEndpoint, case_numbered, cases_with_related
from watchlist.api.cases.examples import EVENT, ITEM, WHOLE
from watchlist.api.cases.records import REFERENCE, CaseItem, CaseRecord, CasesQuery, item_of, record_of
from watchlist.api.paging import PageQuery, newest_first, page, page_of, position
from watchlist.api.problem_records import problems
from watchlist.api.record_base import Record
from watchlist.cases.judgement_models import Referral
from watchlist.cases.models import Case, CaseEvent
from watchlist.cases.rights import SECOND


class EventRecord(Record):
    """One thing that happened in a case."""

    number = serializers.IntegerField(help_text="in the case, from 1")
    at = serializers.DateTimeField()
    by = serializers.CharField()
    verb = serializers.CharField()
    text = serializers.CharField(allow_blank=True, help_text="what the person wrote")
    facts = serializers.JSONField()


class Cases(CaseEndpoint):
    """The cases."""

    @extend_schema(
        operation_id="list_cases",
        tags=["cases"],
        summary="List the cases, those opened last first",
        parameters=[CasesQuery],
        responses={200: page_of(CaseItem, "CasePage"), **problems(400, 401, 403, 429)},
        examples=[OpenApiExample("One", {"items": [ITEM], "next": None}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return a page of them."""
        query = query_of(CasesQuery, request)
        rows = _matching(cases_with_related(), query, cast(User, request.user))
        return newest_first(request, rows, by="opened_at", limit=query["limit"], record=item_of)


class OneCase(CaseEndpoint):
    """One case."""

    @extend_schema(
        operation_id="read_case",
        tags=["cases"],
        summary="Read a case: how far it is judged, when it is due, what became of it",
        responses={200: CaseRecord, **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("Under way", WHOLE, response_only=True)],
    )
    def get(self, request: Request, number: str) -> Response:
        """Return it."""
        refuse_parameters(request)
        return Response(record_of(case_numbered(number)))


class CaseEvents(CaseEndpoint):
    """What happened in a case."""

    @extend_schema(
        operation_id="list_case_events",
        tags=["cases"],
        summary="Read what happened in a case, from its opening on",
        parameters=[PageQuery],
        responses={200: page_of(EventRecord, "CaseEventPage"), **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("One", {"items": [EVENT], "next": None}, response_only=True)],
    )
    def get(self, request: Request, number: str) -> Response:
        """Return a page of it: they are counted as they are told, so that no gap tells of one that is not."""
        query = query_of(PageQuery, request)
        (start,) = position(request).after or (0,)
        events = CaseEvent.objects.filter(case=case_numbered(number), restricted=False).order_by("pk")
        rows = list(enumerate(events[start : start + query["limit"] + 1], start=start + 1))
        return page(request, rows, limit=query["limit"], record=_event, after=lambda row: [row[0]])


def _matching(rows: QuerySet[Case], query: dict[str, Any], user: User) -> QuerySet[Case]:
    """Return the cases that match a query."""
    wanted = {
        "state__in": STORED_STATES.get(query.get("state", ""), (query.get("state"),)) if "state" in query else None,
        "assignee__username": query.get("assignee"),
        "verdict": query.get("verdict"),
        "action": query.get("action"),
        "due_on__lt": query.get("due_before"),
        "shipment": f"{REFERENCE}{query['reference'].strip()}" if "reference" in query else None,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if "waiting" not in query:
        return rows
    for_me = Referral.objects.for_second(user) if permitted(user, SECOND) else Referral.objects.none()
    waits = Q(Exists(for_me.filter(case=OuterRef("pk"))))
    return rows.filter(waits if query["waiting"] else ~waits)


def _event(row: tuple[int, CaseEvent]) -> dict[str, Any]:
    number, event = row
    return {
        "number": number,
        "at": event.at,
        "by": event.by,
        "verb": event.verb,
        "text": event.text,
        "facts": json.loads(event.facts),
    }
