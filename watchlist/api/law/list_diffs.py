"""Read what differs in a list between two days, or between two of its editions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import page_example
from watchlist.api.bodies import day_of_law
from watchlist.api.law.list_records import EXAMPLE_EDITION, ListDifference, ListDiffPage
from watchlist.api.law.pages import KNOWN_AT_HELP, InstantField, differences_after, law_read, place_of, tick_of
from watchlist.api.law.records import EXAMPLE_SCHEDULING
from watchlist.api.paging import PageQuery, page, position
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.law_store import (
    ID,
    ControlList,
    RecordDifference,
    Snapshot,
    between_days,
    between_states,
    find_edition,
    known_law,
    snapshot_at,
)

SIDE: Final = "a day, for the law in force on it; or an edition by twelve or more digits of its hash"
SIDES: Final = ("from", "to")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@extend_schema_field({"type": "string", "pattern": f"^({DAY.pattern}|{ID.pattern})$"})
class SideField(serializers.Field[Any, Any, Any, Any]):
    """A day, or an edition."""

    def to_internal_value(self, data: Any) -> date | str:
        text = str(data)
        if ID.fullmatch(text):
            return text
        try:
            day = date.fromisoformat(text) if DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            raise serializers.ValidationError("Give a day, or 12 to 64 digits of the hash of an edition.")
        return day_of_law(day)


class DiffQuery(PageQuery):
    """Which two points of view are compared."""

    to = SideField(help_text=SIDE)
    known_at = InstantField(required=False, help_text=f"of two days only: {KNOWN_AT_HELP}")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields with `from`, which Python does not let a class body name."""
        return {"from": SideField(help_text=SIDE), **super().get_fields()}


ListComparison = tuple[Sequence[RecordDifference], dict[str, dict[str, Any]]]
"""The differences of two points of view, and each of them as the answer names it."""


EXAMPLE: Final = {
    "op": "ADD",
    "type": "scheduling",
    "id": EXAMPLE_SCHEDULING["entry"],
    "was": None,
    "record": EXAMPLE_SCHEDULING,
    "differs": [],
}
EXAMPLE_SIDES: Final = {
    side: {"day": day, "edition": None, "known_at": EXAMPLE_EDITION["known_at"]}
    for side, day in zip(SIDES, ("2025-10-01", "2025-10-02"), strict=True)
}


@law_read(
    summary="Read what differs in a list between two days, or between two of its editions",
    query=DiffQuery,
    returns=ListDiffPage,
    examples=[page_example(EXAMPLE, "An entry that was added", list="us-list-1", **EXAMPLE_SIDES)],
)
def diff_list(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return a page of the difference, field by field.

    Two days are two days of the law as known at one instant: entry by entry, and the duties of the list. Two
    editions are two states of our knowledge, each as known once that edition was read: scheduling by scheduling,
    whenever it was law. One of each is refused.
    """
    pinned = position(request).pinned.get("known_at")
    get_object_or_404(ControlList, key=key)
    differences, sides = _comparison(key, query, datetime.fromisoformat(pinned) if pinned else query.get("known_at"))
    rows = differences_after(request, differences)
    pinned_tick = {"known_at": sides["to"]["known_at"]} if sides["to"]["day"] else {}
    head = {"list": key, **sides}
    return page(request, rows, limit=query["limit"], record=_record, after=place_of, pinned=pinned_tick, head=head)


def _comparison(key: str, query: dict[str, Any], known_at: datetime | None) -> ListComparison:
    match query["from"], query["to"]:
        case date() as first, date() as last:
            law = known_law(known_at)
            if ("list", key) not in law.records:
                raise CorrectTheQuestion(f"nothing of {key} was known then.")
            sides = {name: _side(law, day=query[name].isoformat()) for name in SIDES}
            return between_days(law, key, first, last), sides
        case str() as before, str() as after:
            if known_at is not None:
                raise CorrectTheQuestion("known_at goes with two days; an edition has its own instant.")
            return _comparison_of_editions(key, before, after)
    raise CorrectTheQuestion("from and to are two days, or two editions; one of each cannot be compared.")


def _comparison_of_editions(key: str, first_id: str, last_id: str) -> ListComparison:
    found = {name: find_edition(key, edition_id) for name, edition_id in zip(SIDES, (first_id, last_id), strict=True)}
    laws = {name: snapshot_at(edition.known_at) for name, edition in found.items() if edition.known_at}
    sides = {name: _side(laws[name], edition=edition.edition.sha256[:12]) for name, edition in found.items()}
    return between_states(laws["from"], laws["to"], key), sides


def _side(law: Snapshot, *, day: str | None = None, edition: str | None = None) -> dict[str, Any]:
    return {"day": day, "edition": edition, "known_at": tick_of(law)}


def _record(difference: RecordDifference) -> dict[str, Any]:
    kind, key = difference.record_id
    was, now = difference.was or {}, difference.record or {}
    differs = [{"field": name, "before": was[name], "after": now[name]} for name in difference.changed]
    return ListDifference.from_row(difference, type=kind, id=key, differs=differs)
