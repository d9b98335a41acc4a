"""Cases as records of the API, and the query of their list."""

from __future__ import annotations

from typing import Any, Final

from rest_framework import serializers

from watchlist.api.cases.access import PUBLIC_STATES, public_state
from watchlist.api.paging import PageQuery
from watchlist.api.record_base import ACTIONS, LINE_SEVERITIES, VERDICTS, Record, texts
from watchlist.cases import DISPOSITIONS, Case, duties_of
from watchlist.conf import API

PLACE: Final = f"{API}cases/"
REFERENCE: Final = "reference "
LINKS: Final = ("lines", "judgements", "authorisations", "decisions", "events")
LATEST: Final = 20


class CasesQuery(PageQuery):
    """Which cases are asked for."""

    state = serializers.ChoiceField(PUBLIC_STATES, required=False)
    assignee = serializers.CharField(required=False, max_length=150, help_text="the name of who works on it")
    verdict = serializers.ChoiceField(VERDICTS, required=False)
    action = serializers.ChoiceField(ACTIONS, required=False)
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
    events = serializers.CharField()


class CaseItem(Record):
    """A case: the work on one shipment, however often it was screened. Verdict and counts are of the last screening."""

    number = serializers.CharField(help_text="as people call it: C-0412")
    reference = serializers.CharField(allow_blank=True, help_text="of the shipment; empty: its file has none")
    title = serializers.CharField()
    route = serializers.CharField(allow_blank=True)
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
        DISPOSITIONS, source="disposition.word", allow_null=True, help_text="what became of it; null: it is open"
    )
    links = CaseLinks()


class CaseScreeningRecord(Record):
    """One screening of the shipment."""

    id = serializers.UUIDField(source="screening_id")
    at = serializers.DateTimeField(help_text="when the case took it up")


class CaseDuty(Record):
    """What the law asks of a case, and how it stands."""

    jurisdiction = serializers.CharField(source="duty.jurisdiction")
    list = serializers.CharField(source="duty.list_key")
    action = serializers.ChoiceField(ACTIONS, source="duty.action")
    text = serializers.CharField(source="duty.text")
    citation = serializers.CharField(source="duty.citation", allow_blank=True)
    due_on = serializers.DateField(allow_null=True, help_text="null: no clock runs")
    is_done = serializers.BooleanField()
    moved = serializers.BooleanField(help_text="a person set the day, with a reason")


class CaseRecord(CaseItem):
    """A case, with its duties, its parties and its screenings."""

    duties = CaseDuty(many=True, help_text="those to do first, by their day")

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
        links={**links, **{name: f"{here}{name}/" for name in LINKS}},
    )


def record_of(case: Case) -> dict[str, Any]:
    """Return a case whole."""
    screenings = case.screenings.order_by("-at", "-pk")[:LATEST]
    return {
        **item_of(case),
        "duties": list(map(CaseDuty.from_row, duties_of(case))),
        "parties": case.parties.splitlines(),
        "screenings": list(map(CaseScreeningRecord.from_row, screenings)),
    }
