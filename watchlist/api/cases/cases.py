"""Cases: their records; listed, read one by one, and what happened in them."""

from __future__ import annotations

import json
from typing import Any, Final, cast

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import permitted
from watchlist.api.base import answer_example, page_example
from watchlist.api.cases.access import (
    PUBLIC_STATES,
    STORED_STATES,
    case_numbered,
    case_read,
    cases_with_related,
)
from watchlist.api.cases.examples import EVENT, ITEM, WHOLE
from watchlist.api.collection_filters import instant_before, instant_from, manifests_naming, party_named
from watchlist.api.paging import PageQuery, newest_first, page, page_of, position
from watchlist.api.record_base import ACTIONS, LINE_SEVERITIES, VERDICTS, Record, texts
from watchlist.cases import (
    DUTY_STATES,
    SECOND,
    SHIPMENT_WORDS,
    Case,
    CaseEvent,
    Referral,
    counts_by_word,
    duties_of,
    public_state,
)
from watchlist.conf import API

PLACE: Final = f"{API}cases/"
REFERENCE: Final = "reference "
LINKS: Final = {
    "lines": "lines",
    "judgements": "judgements",
    "authorisations": "authorisations",
    "decisions": "decisions",
    "line_decisions": "line-decisions",
    "events": "events",
}
LATEST: Final = 20


class CasesQuery(PageQuery):
    """Which cases are asked for."""

    state = serializers.ChoiceField(PUBLIC_STATES, required=False)
    assignee = serializers.CharField(required=False, max_length=150, help_text="the name of who works on it")
    verdict = serializers.ChoiceField(VERDICTS, required=False)
    action = serializers.ChoiceField(ACTIONS, required=False)
    opened_after = instant_from("it was opened")
    opened_before = instant_before("it was opened")
    party = party_named()
    due_before = serializers.DateField(required=False, help_text="the first deadline is before this day")
    waiting = serializers.BooleanField(
        required=False, help_text="true: another person asked something that this user may answer; false: nobody did"
    )
    reference = serializers.CharField(required=False, max_length=200, help_text="of the shipment, exactly")


class CaseLinks(Record):
    """Where the rest of a case is found."""

    self = serializers.CharField()
    screening = serializers.CharField(help_text="its last screening, with the reasons")
    lines = serializers.CharField()
    judgements = serializers.CharField()
    authorisations = serializers.CharField(help_text="those on file that a release may name")
    decisions = serializers.CharField()
    line_decisions = serializers.CharField()
    events = serializers.CharField()


class CaseItem(Record):
    """A case: the work on one shipment, however often it was screened. Verdict and counts are of the last screening."""

    number = serializers.CharField(help_text="as people call it: C-0412")
    reference = serializers.CharField(allow_null=True, help_text="of the shipment; null: its file has none")
    title = serializers.CharField()
    route = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(PUBLIC_STATES)
    assignee = serializers.CharField(
        source="assignee.get_username", allow_null=True, help_text="null: nobody has taken it"
    )
    verdict = serializers.ChoiceField(VERDICTS)
    action = serializers.ChoiceField(ACTIONS)
    severity = serializers.ChoiceField(LINE_SEVERITIES)
    lines_for_people = serializers.IntegerField()
    lines_judged = serializers.IntegerField()
    lines_waiting = serializers.IntegerField(help_text="for a second officer")
    opened_at = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True, help_text="the first deadline that the law sets and nobody has met")
    snoozed_until = serializers.DateField(allow_null=True)
    decision = serializers.ChoiceField(
        SHIPMENT_WORDS, source="disposition.word", allow_null=True, help_text="what became of it; null: it is open"
    )
    links = CaseLinks()


class CaseScreeningRecord(Record):
    """One screening of the shipment."""

    id = serializers.UUIDField(source="screening_id")
    at = serializers.DateTimeField(help_text="when the case took it up")


class CaseDuty(Record):
    """What the law asks of a case, and how it stands."""

    id = serializers.IntegerField(source="duty.pk")
    jurisdiction = serializers.CharField(source="duty.jurisdiction")
    list = serializers.CharField(source="duty.list_key")
    action = serializers.ChoiceField(ACTIONS, source="duty.action")
    text = serializers.CharField(source="duty.text")
    citation = serializers.CharField(source="duty.citation", allow_null=True)
    due_on = serializers.DateField(allow_null=True, help_text="null: no clock runs")
    state = serializers.ChoiceField(
        DUTY_STATES, source="state.value", help_text="`done`, of one that asks for a report: somebody looked"
    )
    is_done = serializers.BooleanField()
    has_lapsed = serializers.BooleanField(help_text="no finding lays it any more")
    moved = serializers.BooleanField(help_text="a person set the day, with a reason")


class CaseRecord(CaseItem):
    """A case, with its duties, its parties and its screenings."""

    duties = CaseDuty(many=True, help_text="those to do first, by their day")

    lines_by_word = serializers.DictField(
        child=serializers.IntegerField(), help_text="how many lines have each word; empty: none was said of a line"
    )
    parties = texts()
    screenings = CaseScreeningRecord(many=True, help_text=f"the latest {LATEST}, the newest first")


def item_of(case: Case) -> dict[str, Any]:
    """Return a case in short."""
    here = f"{PLACE}{case.number}/"
    links = {"self": here, "screening": f"{API}screenings/{case.screening_id}/"}
    return CaseItem.from_row(
        case,
        reference=case.shipment.removeprefix(REFERENCE) if case.shipment.startswith(REFERENCE) else "",
        state=public_state(case),
        links={**links, **{name: f"{here}{part}/" for name, part in LINKS.items()}},
    )


def record_of(case: Case) -> dict[str, Any]:
    """Return a case whole."""
    screenings = case.screenings.order_by("-at", "-pk")[:LATEST]
    return {
        **item_of(case),
        "duties": list(map(CaseDuty.from_row, duties_of(case))),
        "lines_by_word": (case.disposition and case.disposition.counts) or counts_by_word(case),
        "parties": case.parties.splitlines(),
        "screenings": list(map(CaseScreeningRecord.from_row, screenings)),
    }


class EventRecord(Record):
    """One thing that happened in a case."""

    number = serializers.IntegerField(help_text="in the case, from 1")
    at = serializers.DateTimeField()
    by = serializers.CharField()
    verb = serializers.CharField()
    text = serializers.CharField(allow_null=True, help_text="what the person wrote")
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
    return page(
        request,
        rows,
        limit=query["limit"],
        record=lambda row: EventRecord.from_row(row[1], number=row[0], facts=json.loads(row[1].facts)),
        after=lambda row: [row[0]],
    )


def _matching(rows: QuerySet[Case], query: dict[str, Any], user: User) -> QuerySet[Case]:
    """Return the cases that match a query."""
    wanted = {
        "state__in": STORED_STATES.get(query.get("state", ""), (query.get("state"),)) if "state" in query else None,
        "assignee__username": query.get("assignee"),
        "verdict": query.get("verdict"),
        "action": query.get("action"),
        "opened_at__gte": query.get("opened_after"),
        "opened_at__lt": query.get("opened_before"),
        "screening__manifest__in": manifests_naming(query["party"]) if "party" in query else None,
        "due_on__lt": query.get("due_before"),
        "shipment": f"{REFERENCE}{query['reference'].strip()}" if "reference" in query else None,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if "waiting" not in query:
        return rows
    for_me = Referral.objects.for_second(user) if permitted(user, SECOND) else Referral.objects.none()
    waits = Q(Exists(for_me.filter(case=OuterRef("pk"))))
    return rows.filter(waits if query["waiting"] else ~waits)
