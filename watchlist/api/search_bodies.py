"""Searches that are sent as a body: what they look for may be longer than an address, and stands in no log of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core import signing
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.paging import Position, RecordType, list_of, page, position_of, signer_of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRows(Generic[Row]):
    """What a search found from a place on: one row more than a page holds where another page follows.

    `record` shows a row, `after` gives its place, `pinned` goes with the cursor, `head` stands before the rows.
    """

    rows: Sequence[Row]
    record: Callable[[Row], Any]
    after: Callable[[Row], list[Any]]
    pinned: Mapping[str, Any] = field(default_factory=dict)
    head: Mapping[str, Any] = field(default_factory=dict)

    def page(self, request: Request, limit: int) -> Response:
        """Return the page of a search in the address, with the address of the next."""
        return page(
            request,
            self.rows,
            limit=limit,
            record=self.record,
            after=self.after,
            pinned=self.pinned,
            head=self.head,
        )

    def page_in_body(self, request: Request, fields: Mapping[str, Any]) -> Response:
        """Return the page of a search in the body, with the cursor of the next."""
        limit = fields["limit"]
        rows, follows = self.rows[:limit], len(self.rows) > limit
        place = {"after": self.after(rows[-1]), "pinned": dict(self.pinned)} if follows else None
        cursor = place and _signer(request, fields).sign_object(place)
        return Response({**self.head, "items": list(map(self.record, rows)), "next": cursor})


def position_in(request: Request, fields: Mapping[str, Any]) -> Position:
    """Return where the page of a body begins. Raises the problem of a cursor of another search."""
    text = fields.get("cursor")
    return Position() if text is None else position_of(text, _signer(request, fields))


def search_page_of(record: RecordType, name: str, **head: Any) -> RecordType:
    """Return the description of a page of a search that was sent as a body."""
    words = "`cursor` of the next page, sent with the same search; null: this is the last"
    following = serializers.CharField(allow_null=True, help_text=words)
    return list_of(record, name, "A page of what a search found.", **head, next=following)


def _signer(request: Request, fields: Mapping[str, Any]) -> signing.Signer:
    return signer_of(request.path, ((name, str(value)) for name, value in fields.items()))
