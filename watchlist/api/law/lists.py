"""Read the lists held and their editions; and the catalogue, one answer that costs nothing while nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, page_example
from watchlist.api.law.list_records import (
    CATALOGUED,
    EXAMPLE_EDITION,
    EXAMPLE_LIST,
    Catalogue,
    EditionPage,
    EditionRecord,
    ListPage,
    OneList,
)
from watchlist.api.law.pages import (
    KnownAtPageQuery,
    KnownAtQuery,
    jurisdictions_of,
    law_and_start,
    law_read,
    page_of_records,
    refuse_unknown_filter,
    tick_of,
)
from watchlist.api.paging import PageQuery, page, position
from watchlist.api.record_base import BRANCHES
from watchlist.engine import host
from watchlist.engine.asof import instant
from watchlist.engine.versions import rules_sha256
from watchlist.law_store import ControlList, KnownEdition, Record, editions_of, known_law, snapshot_at
from watchlist.temporal import last_tick


class ListQuery(KnownAtPageQuery):
    """Which lists are asked for."""

    jurisdiction = serializers.CharField(required=False, max_length=4)
    branch = serializers.ChoiceField(BRANCHES, required=False)


@law_read(
    summary="List the lists held, with their duties",
    query=ListQuery,
    returns=ListPage,
    examples=[page_example(EXAMPLE_LIST, "One of them", known_at=EXAMPLE_EDITION["known_at"])],
)
def list_lists(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of the lists of which something was known at the instant asked."""
    law, after = law_and_start(request, query.get("known_at"))
    refuse_unknown_filter("jurisdiction", query.get("jurisdiction"), jurisdictions_of(law))
    wanted = [
        record
        for record in law.records_of("list").values()
        if all(record[name] == query.get(name, record[name]) for name in ("jurisdiction", "branch"))
    ]
    return page_of_records(request, law, with_checks(wanted), after=after, limit=query["limit"])


@law_read(
    summary="Read one list",
    query=KnownAtQuery,
    returns=OneList,
    examples=[answer_example("One", {**EXAMPLE_LIST, "known_at": EXAMPLE_EDITION["known_at"]})],
)
def read_list(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return a list as known at the instant asked."""
    law = known_law(query.get("known_at"))
    record = law.records.get(("list", key))
    if record is None:
        raise NotFound
    (checked,) = with_checks([record])
    return Response({**checked, "known_at": tick_of(law)})


@law_read(
    problems=(),
    summary="List the editions of a list, the last read first",
    query=PageQuery,
    returns=EditionPage,
    examples=[page_example(EXAMPLE_EDITION)],
)
def list_editions(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return a page of what was read of a list, and since when what it says was known."""
    limit, place = query["limit"], position(request)
    get_object_or_404(ControlList, key=key)
    start = (datetime.fromisoformat(place.after[0]), place.after[1]) if place.after else None
    rows = editions_of(key, place=start, most=limit + 1)
    return page(
        request,
        rows,
        limit=limit,
        record=_edition,
        after=lambda row: [row.edition.read_at.isoformat(), row.edition.pk],
    )


def with_checks(records: Iterable[Record], today: date | None = None) -> Iterator[Record]:
    """Yield each list with when a person last checked it, and whether it is stale on a day (UTC; default today)."""
    rows = {row.key: row for row in ControlList.objects.all()}
    on = today or datetime.now(UTC).date()
    for record in records:
        row = rows[record["key"]]
        yield {
            **record,
            "scope_note": row.scope_note or None,
            "last_verified": row.checked_on.isoformat(),
            "stale_after_days": row.stale_after_days,
            "stale": row.is_stale(on),
        }


def _edition(edition: KnownEdition) -> dict[str, Any]:
    row = edition.edition
    known_at = instant(edition.known_at) if edition.known_at else None
    return EditionRecord.from_row(edition, edition=row.sha256[:12], read_at=instant(row.read_at), known_at=known_at)


EXAMPLE_ITEM: Final = {name: EXAMPLE_LIST[name] for name in CATALOGUED} | {"obligations": 6}


@law_read(
    summary="Read every list held, with its edition, its hash and whether it is stale",
    returns=Catalogue,
    examples=[
        answer_example(
            "One list", {"known_at": EXAMPLE_EDITION["known_at"], "day": "2026-03-02", "items": [EXAMPLE_ITEM]}, 200
        )
    ],
)
def read_catalog(request: Request) -> HttpResponseBase:
    """Return the catalogue as known now; its ETag is that of the tick, the day and the engine."""
    tick, day = last_tick(), datetime.now(UTC).date()
    versions = instant(tick), day.isoformat(), host.version(), rules_sha256()
    tag = {"ETag": f'"{hashlib.sha256(" ".join(versions).encode()).hexdigest()[:32]}"'}
    conditional = get_conditional_response(request._request, tag["ETag"], response=HttpResponse(headers=tag))
    if conditional is not None and conditional.status_code == HTTPStatus.NOT_MODIFIED:
        return conditional
    lists = with_checks(snapshot_at(tick).records_of("list").values(), day)
    items = [
        {name: record[name] for name in CATALOGUED} | {"obligations": len(record["obligations"])} for record in lists
    ]
    body = {"known_at": instant(tick), "day": day.isoformat(), "items": items}
    return Response(body, headers=tag)
