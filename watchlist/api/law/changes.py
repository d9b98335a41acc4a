"""The feed by which a mirror of the law stays exact."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import page_example
from watchlist.api.law.class_rules import ClassRuleRecord
from watchlist.api.law.pages import InstantField, differences_after, law_read, place_of
from watchlist.api.law.records import (
    EXAMPLE_SCHEDULING,
    DescribedSubstanceRecord,
    LegalActRecord,
    ListRecord,
    SchedulingRecord,
)
from watchlist.api.paging import PageQuery, page, page_of, position
from watchlist.api.record_base import Record, texts
from watchlist.engine.asof import instant
from watchlist.law_store import OPS, TYPES, RecordDifference, changes_between, tick_before
from watchlist.temporal import last_tick

SINCE: Final = (
    "the `until` of the last answer, or any instant: what was known then is what the mirror holds. None: it is empty"
)


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="RecordOfLaw",
        serializers=[LegalActRecord, DescribedSubstanceRecord, ClassRuleRecord, ListRecord, SchedulingRecord],
        resource_type_field_name=None,
    )
)
class RecordOfLawField(serializers.Field[Any, Any, Any, Any]):
    """A record of the law, of whichever type."""


class ChangeQuery(PageQuery):
    """Since when, and of what."""

    since = InstantField(required=False, help_text=SINCE)
    type = serializers.ChoiceField(TYPES, required=False, help_text="none: of every type")


class ChangeRecord(Record):
    """What a mirror does with one record: take it up (ADD), replace it (MOD), or drop it (DEL)."""

    op = serializers.ChoiceField(OPS)
    type = serializers.ChoiceField(TYPES)
    id = serializers.CharField(help_text="stable, within its type")
    record = RecordOfLawField(allow_null=True, help_text="as it is from then on, whole; null where it is dropped")
    changed = texts(help_text="the fields in which a replaced record differs")


ChangePage = page_of(
    ChangeRecord,
    "ChangePage",
    "The net difference between what was known of the law at two ticks, what others refer to first.",
    since=serializers.DateTimeField(allow_null=True, help_text="the earlier tick; null: nothing was known"),
    until=serializers.DateTimeField(help_text="the later tick: ask next with it as `since`"),
)


EXAMPLE: Final = {
    "op": "ADD",
    "type": "scheduling",
    "id": EXAMPLE_SCHEDULING["id"],
    "record": EXAMPLE_SCHEDULING,
    "changed": [],
}


@law_read(
    summary="Read what changed in the law as held, so that a mirror of it stays exact",
    query=ChangeQuery,
    returns=ChangePage,
    examples=[
        page_example(
            EXAMPLE,
            "A listing that was taken up",
            since="2026-03-01T09:00:00.000001Z",
            until="2026-03-02T09:00:00.000001Z",
        )
    ],
)
def list_changes(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of the difference; the pages that follow it are of the same two states of the law.

    It speaks of what is known here, not of the days on which law begins and ends: these stand in the records.
    Records are compared whole, so an act whose citation is corrected changes each scheduling that cites it.
    """
    since, until = _ticks(position(request).pinned, query.get("since"))
    kinds = {query.get("type")} if "type" in query else set(TYPES)
    rows = [
        difference
        for difference in differences_after(request, changes_between(since, until))
        if difference.record_id[0] in kinds
    ]
    ticks = {"since": instant(since) if since else None, "until": instant(until)}
    limit = query["limit"]
    return page(request, rows[: limit + 1], limit=limit, record=_record, after=place_of, pinned=ticks, head=ticks)


def _ticks(pinned: dict[str, Any], since: datetime | None) -> tuple[datetime | None, datetime]:
    if pinned:
        earlier = pinned["since"]
        return (datetime.fromisoformat(earlier) if earlier else None), datetime.fromisoformat(pinned["until"])
    return tick_before(since), last_tick()


def _record(difference: RecordDifference) -> dict[str, Any]:
    kind, key = difference.record_id
    return ChangeRecord.from_row(difference, type=kind, id=key)
