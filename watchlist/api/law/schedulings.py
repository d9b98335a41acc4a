"""Read what stands on lists: every period of every entry, or the law in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import page_example
from watchlist.api.bodies import LawDateField
from watchlist.api.law.pages import (
    KNOWN_AT,
    KnownAtPageQuery,
    jurisdictions_of,
    law_and_start,
    law_read,
    page_of_records,
    refuse_unknown_filter,
)
from watchlist.api.law.records import EXAMPLE_SCHEDULING, SchedulingRecord
from watchlist.api.paging import page_of
from watchlist.law_store import in_force

FILTERS = ("list", "jurisdiction", "substance")


class SchedulingQuery(KnownAtPageQuery):
    """Which schedulings are asked for."""

    valid_on = LawDateField(required=False, help_text="in force on this day; none: every period, past and announced")
    list = serializers.CharField(required=False, max_length=60)
    jurisdiction = serializers.CharField(required=False, max_length=4)
    substance = serializers.CharField(required=False, max_length=80)


SchedulingPage = page_of(
    SchedulingRecord,
    "SchedulingPage",
    "Schedulings of one state of the law, by id.",
    known_at=KNOWN_AT,
    valid_on=serializers.DateField(allow_null=True, help_text="null: every period"),
)


@law_read(
    summary="Read what stands on lists, on a day and as known at an instant",
    query=SchedulingQuery,
    returns=SchedulingPage,
    examples=[page_example(EXAMPLE_SCHEDULING, "One of them", known_at="2026-03-02T09:00:00.000001Z", valid_on=None)],
)
def list_schedulings(request: Request, query: dict[str, Any]) -> Response:
    """Return a page; all pages that follow it are of the state of the law that the first one names.

    Without `valid_on` every period is told, past and announced ones too; without `known_at`, as known now.
    """
    law, after = law_and_start(request, query.get("known_at"))
    refuse_unknown_filter("list", query.get("list"), law.records_of("list"))
    refuse_unknown_filter("jurisdiction", query.get("jurisdiction"), jurisdictions_of(law))
    refuse_unknown_filter("substance", query.get("substance"), law.records_of("substance"))
    day: date | None = query.get("valid_on")
    rows = (
        record
        for record in law.records_of("scheduling").values()
        if all(record[name] == query.get(name, record[name]) for name in FILTERS)
        and (day is None or in_force(record, day))
    )
    head = {"valid_on": day.isoformat() if day else None}
    return page_of_records(request, law, rows, after=after, limit=query["limit"], by="id", head=head)
