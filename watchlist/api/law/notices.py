"""Read what is on the horizon: proposals, consultations, and acts made and not in force. None of it is law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import dropwhile, islice
from typing import Any, Final

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, example_bodies, page_example
from watchlist.api.law.pages import KNOWN_AT, KnownAtPageQuery, KnownAtQuery, law_read, refuse_unknown_filter
from watchlist.api.paging import page, page_of, position
from watchlist.api.record_base import NOTICE_KINDS, Record, texts
from watchlist.engine.asof import instant
from watchlist.engine.decision import CompiledNotice, Horizon
from watchlist.law_store import Jurisdiction
from watchlist.list_updates import Notice, horizon_known_at
from watchlist.substances import Description
from watchlist.temporal import last_tick

EXAMPLES: Final = example_bodies(__file__)
EXAMPLE: Final = EXAMPLES.notice
EXAMPLE_TICK: Final = "2026-03-02T09:00:00.000001Z"
EXAMPLE_ONE: Final[dict[str, Any]] = {
    **EXAMPLE,
    "text": "Notice of proposed rulemaking.\nAn invented amide would become a List I chemical.",
    "recorded_at": "2026-02-03T06:00:00Z",
    "known_at": EXAMPLE_TICK,
}


class NoticeQuery(KnownAtPageQuery):
    """Which notices are asked for."""

    jurisdiction = serializers.CharField(required=False, max_length=4)
    kind = serializers.ChoiceField(NOTICE_KINDS, required=False)
    substance = serializers.CharField(required=False, max_length=80, help_text="those about this substance held")
    published_since = serializers.DateField(required=False, help_text="on this day or later")


class NoticeRecord(Record):
    """A proposal, a consultation, a notification, or an act made and not in force: never a scheduling."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(NOTICE_KINDS)
    title = serializers.CharField()
    jurisdiction = serializers.CharField()
    citation = serializers.CharField(allow_null=True)
    url = serializers.CharField(allow_null=True)
    published_on = serializers.DateField(allow_null=True, help_text="null: not said")
    comments_close_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True)
    substances = texts(help_text="keys of the substances it is about")
    source = serializers.CharField(allow_null=True, help_text="key of the publication that is followed")


NoticePage = page_of(
    NoticeRecord,
    "NoticePage",
    "Notices known at one tick of the law clock, the last published first.",
    known_at=KNOWN_AT,
)


class OneNotice(NoticeRecord):
    """A notice with what it says."""

    text = serializers.CharField(allow_null=True, help_text="as published: its action and its abstract")
    recorded_at = serializers.DateTimeField(help_text="when this was recorded here")
    known_at = serializers.DateTimeField(help_text=KNOWN_AT.help_text)


@law_read(
    summary="List what is proposed or announced, the last published first",
    query=NoticeQuery,
    returns=NoticePage,
    examples=[page_example(EXAMPLE, "One of them", known_at=EXAMPLE_TICK)],
)
def list_notices(request: Request, query: dict[str, Any]) -> Response:
    """Return a page; all pages that follow it are of the state of knowledge that the first one names."""
    place = position(request)
    pinned = place.pinned.get("known_at")
    horizon = horizon_known_at(datetime.fromisoformat(pinned) if pinned else query.get("known_at"))
    _refuse_unknown_filters(horizon, query)
    rows = _after(_matching(horizon, query), place.after)
    known_at = instant(horizon.known_at)
    return page(
        request,
        list(islice(rows, query["limit"] + 1)),
        limit=query["limit"],
        record=NoticeRecord.from_row,
        after=lambda notice: [notice.key],
        pinned={"known_at": known_at},
        head={"known_at": known_at},
    )


@law_read(
    summary="Read one notice",
    query=KnownAtQuery,
    returns=OneNotice,
    examples=[answer_example("One", EXAMPLE_ONE)],
)
def read_notice(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return a notice as known at the instant asked."""
    tick = last_tick(query.get("known_at"))
    row = get_object_or_404(Notice.objects.known_at(tick), key=key)
    [compiled] = (notice for notice in horizon_known_at(tick).notices if notice.key == key)
    times = {"recorded_at": instant(row.recorded_at), "known_at": instant(tick)}
    return Response(OneNotice.from_row(compiled, text=row.text or None, **times))


def _matching(horizon: Horizon, query: dict[str, Any]) -> Iterator[CompiledNotice]:
    since = query.get("published_since")
    for notice in horizon.notices:
        if (
            notice.jurisdiction == query.get("jurisdiction", notice.jurisdiction)
            and notice.kind == query.get("kind", notice.kind)
            and ("substance" not in query or query["substance"] in notice.substances)
            and (since is None or (notice.published_on is not None and notice.published_on >= since))
        ):
            yield notice


def _after(notices: Iterator[CompiledNotice], place: list[Any] | None) -> Iterator[CompiledNotice]:
    """Yield the notices that follow the place of a cursor: in one state of knowledge their order is one."""
    if place is None:
        return notices
    return islice(dropwhile(lambda notice: notice.key != place[0], notices), 1, None)


def _refuse_unknown_filters(horizon: Horizon, query: dict[str, Any]) -> None:
    refuse_unknown_filter("jurisdiction", query.get("jurisdiction"), Jurisdiction.objects.values_list("key", flat=True))
    substance = query.get("substance")
    rows = Description.objects.known_at(horizon.known_at).filter(substance__key=substance)
    refuse_unknown_filter("substance", substance, rows.values_list("substance__key", flat=True) if substance else ())
