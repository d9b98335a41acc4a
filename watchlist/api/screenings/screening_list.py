"""The screenings that a user may read, the newest first."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access.scopes import User, permitted
from watchlist.api.paging import PageQuery, newest_first
from watchlist.api.record_base import Record
from watchlist.screenings.models import Screening

COUNTS = ("lines", "controlled", "review", "no_match", "unresolved")
EXAMPLE_ITEM = {
    "id": "5f0f7a3e-6f0b-4a55-9a53-0c8a4d7f1c11",
    "reference": "INV-1",
    "source": "request",
    "made_at": "2026-03-02T09:14:00.120000Z",
    "made_by": "warehouse",
    "known_at": "2026-02-27T08:00:00Z",
    "lines": 2,
    "controlled": 1,
    "review": 0,
    "no_match": 1,
    "unresolved": 0,
}


class ScreeningsQuery(PageQuery):
    """Which screenings are asked for."""

    reference = serializers.CharField(required=False, max_length=200, help_text="of the shipment, exactly")


class ScreeningItem(Record):
    """A stored screening, in short: its counts as they are for everybody."""

    id = serializers.UUIDField()
    reference = serializers.CharField(allow_blank=True)
    source = serializers.CharField(help_text="the name of the file, or how it came")
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField()
    known_at = serializers.DateTimeField(help_text="of the law that was compared")
    lines = serializers.IntegerField()
    controlled = serializers.IntegerField()
    review = serializers.IntegerField()
    no_match = serializers.IntegerField()
    unresolved = serializers.IntegerField()


def page_of_screenings(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of the screenings that the user made, or of all where they may read them."""
    rows = Screening.objects.done().filter(_readable(request.user)).in_short()
    if "reference" in query:
        rows = rows.filter(manifest__reference=query["reference"])
    return newest_first(request, rows, by="made_at", limit=query["limit"], record=_item)


def _readable(user: User) -> Q:
    return Q() if permitted(user, "watchlist.view_screening") else Q(made_by=user.get_username())


def _item(row: Screening) -> dict[str, Any]:
    counts = row.counts()
    return {
        "id": row.pk,
        "reference": row.manifest.reference,
        "source": row.manifest.source,
        "made_at": row.made_at,
        "made_by": row.made_by,
        "known_at": row.known_at,
        **{name: getattr(counts, name) for name in COUNTS},
    }
