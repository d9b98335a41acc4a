"""The house's own lists, for those whom they are shown to. To everybody else they are not there."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Get, answer_example, example_bodies, page_example
from watchlist.api.paging import PageQuery, following, list_of, page, position
from watchlist.api.record_base import Record, texts
from watchlist.internal_lists import KINDS, HouseEdition, HouseEntry, HouseList, record_read

HOUSE_LIST_KINDS = tuple(KINDS)


class HouseEditionRecord(Record):
    """A file as it was brought last."""

    sha256 = serializers.CharField()
    entries = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()


class HouseListRecord(Record):
    """A list of the house itself: no law, and it binds nobody."""

    key = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(HOUSE_LIST_KINDS)
    note = serializers.CharField(allow_blank=True)
    owner = serializers.CharField(help_text="who answers for it")
    edition = HouseEditionRecord(allow_null=True, help_text="null: nothing was brought yet")


class HouseEntryRecord(Record):
    """One entry as it was brought."""

    key = serializers.CharField()
    name = serializers.CharField()
    other_names = texts(source="other_names.splitlines")
    cas = serializers.CharField(allow_null=True)
    smiles = serializers.CharField(allow_null=True)
    inchikey = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class HouseListPage(HouseListRecord):
    """A house list with a page of its entries."""

    items = HouseEntryRecord(many=True)
    next = following()


EXAMPLES: Final = example_bodies(__file__)
LIST: Final = EXAMPLES.internal_list
ENTRY: Final = EXAMPLES.entry


@Get(
    tag="house lists",
    summary="List the house's own lists that this user is shown",
    scope="read_lists",
    returns=list_of(HouseListRecord, "HouseListsRecord", "The house lists that the reader is shown."),
    examples=[answer_example("One", {"items": [LIST]})],
)
def list_house_lists(request: Request) -> Response:
    """Return them by key; none for whoever is shown none."""
    house_lists = HouseList.objects.visible_to(request.user)
    records = [_list(house_list, house_list.last_edition()) for house_list in house_lists]
    return Response({"items": sorted(records, key=lambda record: record["key"])})


@Get(
    tag="house lists",
    summary="Read a list of the house's own, its entries in pages",
    scope="read_lists",
    query=PageQuery,
    returns=HouseListPage,
    examples=[page_example(ENTRY, "A list of one entry", **LIST)],
)
def read_house_list(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return it with a page of its entries, all of the edition of the first page; 404 for who is not shown it."""
    begin = position(request)
    house_list = get_object_or_404(HouseList.objects.visible_to(request.user), key=key)
    pinned_at = begin.pinned.get("at")
    edition = house_list.last_edition(datetime.fromisoformat(pinned_at) if pinned_at else None)
    rows = _entries(house_list, edition, begin.after, query["limit"]) if edition else []
    pinned = {"at": edition.recorded_at.isoformat()} if edition else {}
    answer = page(
        request,
        rows,
        limit=query["limit"],
        record=HouseEntryRecord.from_row,
        after=lambda row: [row.key],
        pinned=pinned,
        head=_list(house_list, edition),
    )
    record_read(
        house_list=house_list,
        edition=edition,
        entries=len(answer.data["items"]),
        actor=request.user.get_username(),
    )
    return answer


def _entries(house_list: HouseList, edition: HouseEdition, after: list[Any] | None, limit: int) -> list[HouseEntry]:
    """Return the entries of an edition after a key, sorted here: databases sort texts in ways of their own."""
    entries = sorted(
        HouseEntry.objects.filter(house_list=house_list).known_at(edition.recorded_at), key=lambda row: row.key
    )
    return [row for row in entries if after is None or row.key > after[0]][: limit + 1]


def _list(house_list: HouseList, edition: HouseEdition | None) -> dict[str, Any]:
    return HouseListRecord.from_row(house_list, edition=HouseEditionRecord.from_row(edition) if edition else None)
