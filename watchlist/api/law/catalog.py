"""The catalogue: every list held, in one answer that costs nothing while nothing changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example
from watchlist.api.law.list_records import EXAMPLE_EDITION, EXAMPLE_LIST, Catalogue, CataloguedList
from watchlist.api.law.lists import with_checks
from watchlist.api.law.pages import law_read
from watchlist.engine import host
from watchlist.engine.versions import rules_sha256
from watchlist.law_store import Record, instant, snapshot_at
from watchlist.temporal import last_tick

FIELDS: Final = tuple(CataloguedList().get_fields())


EXAMPLE_ITEM: Final = {name: EXAMPLE_LIST[name] for name in FIELDS} | {"obligations": 6}


@law_read(
    summary="Read every list held, with its edition, its hash and whether it is stale",
    returns=Catalogue,
    problems=(422,),
    examples=[
        answer_example(
            "One list", {"known_at": EXAMPLE_EDITION["known_at"], "day": "2026-03-02", "items": [EXAMPLE_ITEM]}, 200
        )
    ],
)
def read_catalog(request: Request) -> HttpResponseBase:
    """Return the catalogue as known now; its ETag is that of the tick, the day and the engine."""
    tick, day = last_tick(), datetime.now(UTC).date()
    tag = {"ETag": _tag(tick, day)}
    conditional = get_conditional_response(request._request, tag["ETag"], response=HttpResponse(headers=tag))
    if conditional is not None and conditional.status_code == HTTPStatus.NOT_MODIFIED:
        return conditional
    lists = with_checks(snapshot_at(tick).records_of("list").values(), day)
    body = {"known_at": instant(tick), "day": day.isoformat(), "items": list(map(_catalogued, lists))}
    return Response(body, headers=tag)


def _tag(tick: datetime, day: date) -> str:
    parts = instant(tick), day.isoformat(), host.version(), rules_sha256()
    return f'"{hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]}"'


def _catalogued(record: Record) -> dict[str, Any]:
    return {name: record[name] for name in FIELDS} | {"obligations": len(record["obligations"])}
