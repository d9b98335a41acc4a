"""Read the lists held, their editions, and what differs between two of these or between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Endpoint, query_of
from watchlist.api.law.list_records import EXAMPLE_EDITION, EXAMPLE_LIST, EditionPage, ListPage, OneList
from watchlist.api.law.pages import (
    KnownAtPageQuery,
    KnownAtQuery,
    law_and_start,
    page_of_records,
    refuse_unknown_filter,
    tick_of,
)
from watchlist.api.paging import PageQuery, page, position
from watchlist.api.problem_records import problems
from watchlist.api.record_base import BRANCHES
from watchlist.law_store.editions import KnownEdition, editions_of
from watchlist.law_store.feed import known_law
from watchlist.law_store.models import ControlList
from watchlist.law_store.records import Record, instant


class ListQuery(KnownAtPageQuery):
    """Which lists are asked for."""

    jurisdiction = serializers.CharField(required=False, max_length=4)
    branch = serializers.ChoiceField(BRANCHES, required=False)


class Lists(Endpoint):
    """The lists held."""

    scope = "read_lists"

    @extend_schema(
        operation_id="list_lists",
        tags=["law"],
        summary="List the lists held, with their duties",
        parameters=[ListQuery],
        responses={200: ListPage, **problems(400, 401, 403, 422, 429)},
        examples=[
            OpenApiExample(
                "One of them",
                {"known_at": EXAMPLE_EDITION["known_at"], "items": [EXAMPLE_LIST], "next": None},
                response_only=True,
            )
        ],
    )
    def get(self, request: Request) -> Response:
        """Return a page of the lists of which something was known at the instant asked."""
        query = query_of(ListQuery, request)
        law, after = law_and_start(request, query.get("known_at"))
        lists = law.records_of("list")
        refuse_unknown_filter(
            "jurisdiction",
            query.get("jurisdiction"),
            filter(None, (list_record["jurisdiction"] for list_record in lists.values())),
        )
        wanted = [
            record
            for record in lists.values()
            if all(record[name] == query.get(name, record[name]) for name in ("jurisdiction", "branch"))
        ]
        return page_of_records(request, law, with_checks(wanted), after=after, limit=query["limit"])


class ListByKey(Endpoint):
    """One list."""

    scope = "read_lists"

    @extend_schema(
        operation_id="read_list",
        tags=["law"],
        summary="Read one list",
        parameters=[KnownAtQuery],
        responses={200: OneList, **problems(400, 401, 403, 404, 422, 429)},
        examples=[OpenApiExample("One", {**EXAMPLE_LIST, "known_at": EXAMPLE_EDITION["known_at"]}, response_only=True)],
    )
    def get(self, request: Request, key: str) -> Response:
        """Return a list as known at the instant asked."""
        law = known_law(query_of(KnownAtQuery, request).get("known_at"))
        record = law.records.get(("list", key))
        if record is None:
            raise NotFound
        (checked,) = with_checks([record])
        return Response({**checked, "known_at": tick_of(law)})


class ListEditions(Endpoint):
    """The editions of a list."""

    scope = "read_lists"

    @extend_schema(
        operation_id="list_editions",
        tags=["law"],
        summary="List the editions of a list, the last read first",
        parameters=[PageQuery],
        responses={200: EditionPage, **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("One", {"items": [EXAMPLE_EDITION], "next": None}, response_only=True)],
    )
    def get(self, request: Request, key: str) -> Response:
        """Return a page of what was read of a list, and since when what it says was known."""
        limit, place = query_of(PageQuery, request)["limit"], position(request)
        if not ControlList.objects.filter(key=key).exists():
            raise NotFound
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
    return {
        "edition": row.sha256[:12],
        "sha256": row.sha256,
        "entries": row.entries,
        "complete": row.complete,
        "read_at": instant(row.read_at),
        "known_at": instant(edition.known_at) if edition.known_at else None,
    }
