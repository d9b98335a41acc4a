"""Pages of long answers: a signed cursor that holds where one stands and what the first page fixed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.problems import ApiProblem

LIMIT, MOST = 100, 1_000
PAGE_PARAMETERS = ("cursor", "limit")

Row = TypeVar("Row")
RecordType = type[serializers.Serializer[Any]]


class PageQuery(serializers.Serializer[Any]):
    """Which page is asked for. A subclass adds its filters."""

    cursor = serializers.CharField(required=False, max_length=1_000, help_text="from `next`; its filters stay the same")
    limit = serializers.IntegerField(required=False, default=LIMIT, min_value=1, max_value=MOST)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: after the row at `after`, None for the first; `pinned` is what the first page fixed."""

    after: list[Any] | None = None
    pinned: dict[str, Any] = field(default_factory=dict)


def position(request: Request) -> Position:
    """Return where the asked page begins. Raises the problem of a cursor that is of another address or filter."""
    text = request.query_params.get("cursor")
    return Position() if text is None else position_of(text, _signer(request))


def position_of(text: str, signer: signing.Signer) -> Position:
    """Return where the page of a cursor begins. Raises the problem of a cursor that this signer did not make."""
    try:
        cursor = signer.unsign_object(text)
    except signing.BadSignature as error:
        raise ApiProblem("cursor-not-valid", "This cursor is not one of this address and these filters.") from error
    return Position(cursor["after"], cursor["pinned"])


def page(
    request: Request,
    rows: Sequence[Row],
    *,
    limit: int,
    record: Callable[[Row], Any],
    after: Callable[[Row], list[Any]],
    pinned: Mapping[str, Any] | None = None,
    stopped: list[Any] | None = None,
    head: Mapping[str, Any] | None = None,
) -> Response:
    """Return one page of `rows`, of which there is one more than `limit` where another page follows.

    `after` gives the place of a row as plain values; `pinned` goes with the cursor from page to page.
    `stopped` is where the look at rows ended before the last of them: the next page goes on there. `head` are the
    fields that stand before the rows.
    """
    page_rows = rows[:limit]
    place = after(page_rows[-1]) if len(rows) > limit else stopped
    address = _next(request, place, dict(pinned or {})) if place is not None else None
    headers = {"Link": f'<{address}>; rel="next"'} if address else {}
    body = {**(head or {}), "items": [record(row) for row in page_rows], "next": address}
    return Response(body, headers=headers)


def newest_first(
    request: Request,
    rows: QuerySet[Model],
    *,
    by: str,
    limit: int,
    record: Callable[[Any], Any],
    look_up: Callable[[Sequence[Any]], None] | None = None,
) -> Response:
    """Return one page of stored rows: the newest first by the instant in `by`, those of one instant by id.

    `look_up` is given the rows of the page before any `record` is made, to read at once what all of them need.
    """
    if after := position(request).after:
        at, pk = datetime.fromisoformat(after[0]), after[1]
        rows = rows.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at}, pk__gt=pk))
    instant = attrgetter(by.replace("__", "."))
    found = list(rows.order_by(f"-{by}", "pk")[: limit + 1])
    if look_up is not None:
        look_up(found[:limit])
    return page(request, found, limit=limit, record=record, after=lambda row: [instant(row).isoformat(), str(row.pk)])


def filtered(rows: QuerySet[Any], query: Mapping[str, Any], **lookups: str) -> QuerySet[Any]:
    """Return the rows that match those parameters of a query that are given; `lookups`: of what each is the value."""
    return rows.filter(**{lookup: query[name] for name, lookup in lookups.items() if name in query})


def following() -> serializers.URLField:
    """Return the description of the field `next` of a page."""
    return serializers.URLField(allow_null=True, help_text="the next page; null: this is the last")


def page_of(record: RecordType, name: str, words: str = "", **head: Any) -> RecordType:
    """Return the description of a page of records, for the OpenAPI document, with the fields that stand before them."""
    fields = {**head, "items": record(many=True), "next": following()}
    return type(name, (serializers.Serializer,), {"__doc__": words, **fields})


def list_of(record: RecordType, name: str, words: str, **head: Any) -> RecordType:
    """Return the description of an answer that holds all records in one."""
    return type(name, (serializers.Serializer,), {"__doc__": words, **head, "items": record(many=True)})


def _next(request: Request, after: list[Any], pinned: dict[str, Any]) -> str:
    query = request.query_params.copy()
    query["cursor"] = _signer(request).sign_object({"after": after, "pinned": pinned})
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _signer(request: Request) -> signing.Signer:
    return signer_of(request.path, ((name, tuple(values)) for name, values in request.query_params.lists()))


def signer_of(path: str, parameters: Iterable[tuple[str, Any]]) -> signing.Signer:
    """Return the signer of cursors of an address and its filters: the same place, the same cursor."""
    filters = sorted((name, value) for name, value in parameters if name not in PAGE_PARAMETERS)
    return signing.Signer(salt=hashlib.sha256(f"{path} {filters}".encode()).hexdigest())
