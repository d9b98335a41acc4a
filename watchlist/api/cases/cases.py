"""Cases: listed, read one by one, and what happened in them."""

from __future__ import annotations

import json
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import permitted
from watchlist.api.base import answer_example, page_example
from watchlist.api.cases.access import STORED_STATES, case_numbered, case_read, cases_with_related
from watchlist.api.cases.examples import EVENT, ITEM, WHOLE
from watchlist.api.cases.records import REFERENCE, CaseItem, CaseRecord, CasesQuery, item_of, record_of
from watchlist.api.paging import PageQuery, newest_first, page, page_of, position
from watchlist.api.record_base import Record
from watchlist.cases import SECOND, Case, CaseEvent, Referral


class EventRecord(Record):
    """One thing that happened in a case."""

    number = serializers.IntegerField(help_text="in the case, from 1")
    at = serializers.DateTimeField()
    by = serializers.CharField()
    verb = serializers.CharField()
    text = serializers.CharField(allow_blank=True, help_text="what the person wrote")
    facts = serializers.JSONField()


@case_read(
    summary="List the cases, those opened last first",
    query=CasesQuery,
    returns=page_of(CaseItem, "CasePage"),
    examples=[page_example(ITEM)],
)
def list_cases(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of them."""
    rows = _matching(cases_with_related(), query, cast(User, request.user))
    return newest_first(request, rows, by="opened_at", limit=query["limit"], record=item_of)


@case_read(
    summary="Read a case: how far it is judged, when it is due, what became of it",
    returns=CaseRecord,
    examples=[answer_example("Under way", WHOLE)],
)
def read_case(request: Request, number: str) -> Response:
    """Return it."""
    return Response(record_of(case_numbered(number)))


@case_read(
    summary="Read what happened in a case, from its opening on",
    query=PageQuery,
    returns=page_of(EventRecord, "CaseEventPage"),
    examples=[page_example(EVENT)],
)
def list_case_events(request: Request, query: dict[str, Any], number: str) -> Response:
    """Return a page of it: they are counted as they are told, so that no gap tells of one that is not."""
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
    return EventRecord.from_row(event, number=number, facts=json.loads(event.facts))
