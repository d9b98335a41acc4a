"""The house's own lists, for those whom they are shown to. To everybody else they are not there."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Get, answer_example, page_example
from watchlist.api.paging import PageQuery, list_of, newest_first, page, page_of, position
from watchlist.api.registers.internal_list_records import (
    EDITION,
    ENTRY,
    LIST,
    HouseEntryRecord,
    HouseListPage,
    HouseListRecord,
    WholeHouseEdition,
    house_list_record,
)
from watchlist.internal_lists import HouseEdition, HouseEntry, HouseList, record_read

_reads = partial(Get, tag="house lists", scope="read_lists")


@_reads(
    summary="List the house's own lists that this user is shown, or owns",
    returns=list_of(HouseListRecord, "HouseListsRecord", "The house lists that the reader is shown."),
    examples=[answer_example("One", {"items": [LIST]})],
)
def list_house_lists(request: Request) -> Response:
    """Return them by key; none for whoever is shown none and owns none."""
    house_lists = HouseList.objects.readable_by(request.user).prefetch_related("readers")
    records = [house_list_record(house_list, house_list.last_edition()) for house_list in house_lists]
    return Response({"items": sorted(records, key=lambda record: record["key"])})


@_reads(
    summary="Read a list of the house's own, its entries in pages",
    query=PageQuery,
    returns=HouseListPage,
    examples=[page_example(ENTRY, "A list of one entry", **LIST)],
)
def read_house_list(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return it with a page of its entries, all of the edition of the first page; 404 for who is not shown it."""
    house_list, pinned_at = readable_list(request, key), position(request).pinned.get("at")
    edition = house_list.last_edition(datetime.fromisoformat(pinned_at) if pinned_at else None)
    return _page_of_entries(request, query, house_list, edition)


@_reads(
    summary="List the editions of a house list, the one brought last first",
    query=PageQuery,
    returns=page_of(WholeHouseEdition, "HouseEditionPage"),
    examples=[page_example(EDITION)],
)
def list_house_editions(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return a page of them; 404 for who is not shown the list."""
    rows = HouseEdition.objects.filter(house_list=readable_list(request, key))
    return newest_first(request, rows, by="recorded_at", limit=query["limit"], record=WholeHouseEdition.from_row)


@_reads(
    summary="Read a house list as an edition of it brought it, its entries in pages",
    query=PageQuery,
    returns=HouseListPage,
    examples=[page_example(ENTRY, "A list of one entry", **LIST)],
)
def read_house_edition(request: Request, query: dict[str, Any], key: str, edition_id: UUID) -> Response:
    """Return the list as it stood then, with a page of its entries; 404 for who is not shown it."""
    house_list = readable_list(request, key)
    edition: HouseEdition = get_object_or_404(HouseEdition, house_list=house_list, pk=edition_id)
    return _page_of_entries(request, query, house_list, edition)


def readable_list(request: Request, key: str) -> HouseList:
    """Return a list that the user is shown or owns. Raises the same for one that is not as for one that is none."""
    house_list: HouseList = get_object_or_404(HouseList.objects.readable_by(request.user), key=key)
    return house_list


def _page_of_entries(
    request: Request, query: dict[str, Any], house_list: HouseList, edition: HouseEdition | None
) -> Response:
    rows = _entries(house_list, edition, position(request).after, query["limit"]) if edition else []
    answer = page(
        request,
        rows,
        limit=query["limit"],
        record=HouseEntryRecord.from_row,
        after=lambda row: [row.key],
        pinned={"at": edition.recorded_at.isoformat()} if edition else {},
        head=house_list_record(house_list, edition),
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
