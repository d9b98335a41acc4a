"""The common parts of endpoints that read the law: the tick it is known at, and pages of one state of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Get
from watchlist.api.paging import PageQuery, page, position
from watchlist.engine.asof import instant
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.law_store import Record, RecordDifference, Snapshot, known_law, order

PLUS: Final = re.compile(r"(T[\d:.]+) (\d\d:\d\d)$")
KNOWN_AT_HELP: Final = (
    "the law as known at this instant; none: now. The answer names the tick of the law clock it rests on"
)
KNOWN_AT: Final = serializers.DateTimeField(help_text="the tick of the law clock that the answer rests on")


law_read = partial(Get, tag="law", scope="read_lists", problems=(422,))
"""Makes the row of a call that reads the law."""


class InstantField(serializers.DateTimeField):
    """An instant; a plus sign that an address has turned into a space is one again."""

    def to_internal_value(self, value: Any) -> datetime:
        moment: datetime = super().to_internal_value(PLUS.sub(r"\1+\2", value) if isinstance(value, str) else value)
        return moment


class KnownAtQuery(serializers.Serializer[Any]):
    """The instant at which the law is known."""

    known_at = InstantField(required=False, help_text=KNOWN_AT_HELP)


class KnownAtPageQuery(PageQuery, KnownAtQuery):
    """Which page, and the instant at which the law is known."""


def law_and_start(request: Request, known_at: datetime | None) -> tuple[Snapshot, str]:
    """Return the law of a page, and the key after which it begins: the first page fixes the tick for all."""
    place = position(request)
    pinned = place.pinned.get("known_at")
    after: str = place.after[0] if place.after else ""
    return known_law(datetime.fromisoformat(pinned) if pinned else known_at), after


def page_of_records(
    request: Request,
    law: Snapshot,
    records: Iterable[Record],
    *,
    after: str,
    limit: int,
    by: str = "key",
    head: Mapping[str, Any] | None = None,
) -> Response:
    """Return the page of these records of one state of the law that begins after a key; they come in its order."""
    known_at = tick_of(law)
    rows = [record for record in records if record[by] > after][: limit + 1]
    return page(
        request,
        rows,
        limit=limit,
        record=dict,
        after=lambda record: [record[by]],
        pinned={"known_at": known_at},
        head={"known_at": known_at, **(head or {})},
    )


def differences_after(request: Request, differences: Iterable[RecordDifference]) -> list[RecordDifference]:
    """Return the differences, given in their order, that follow the place of a cursor; all of them without one."""
    after = position(request).after
    place = order((after[0], after[1])) if after else (-1, "")
    return [difference for difference in differences if order(difference.record_id) > place]


def place_of(difference: RecordDifference) -> list[str]:
    """Return the place of a difference, as a cursor holds it."""
    return list(difference.record_id)


def tick_of(law: Snapshot) -> str:
    """Return the tick of a law, as answers name it."""
    assert law.tick is not None
    return instant(law.tick)


def jurisdictions_of(law: Snapshot) -> set[str]:
    """Return the jurisdictions of the lists of a law."""
    return {record["jurisdiction"] for record in law.records_of("list").values() if record["jurisdiction"]}


def refuse_unknown_filter(name: str, value: str | None, known_keys: Container[str]) -> None:
    """Raise `CorrectTheQuestion` for a filter by an unknown key: its answer would read as if the law were silent."""
    if value is not None and value not in known_keys:
        raise CorrectTheQuestion(f"{name} {value[:80]!r} is not held here, as known at that instant.")
