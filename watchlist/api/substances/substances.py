"""The substances that the lists are about: searched, and read one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from chemistry import CasError, normalise_cas, normalise_name
from watchlist.api.accounts import sees_reasons
from watchlist.api.base import Get, answer_example, page_example, sent
from watchlist.api.bodies import Body, LawDateField, fields_of
from watchlist.api.paging import PageQuery, Position, page_of, position
from watchlist.api.search_bodies import FoundRows, position_in, search_page_of
from watchlist.api.substances.records import (
    SEARCHED,
    WHOLE,
    SubstanceItem,
    SubstanceRecord,
    substance_item,
    substance_record,
)
from watchlist.api.substances.structure_queries import BY_STRUCTURE, StructureSearchQuery, as_problems
from watchlist.api.writing import Write
from watchlist.engine.law import CompiledLaw
from watchlist.law_store import law_known_at
from watchlist.structure_index import SubstanceMatch, find_substances
from watchlist.substances import substance_facts


class ViewpointQuery(serializers.Serializer[Any]):
    """From where the law is seen; without either, from now."""

    valid_on = LawDateField(required=False, help_text="the law of this day; without it, of today (UTC)")
    known_at = serializers.DateTimeField(required=False, help_text="as it was known at this instant; without it, now")


class SubstancesQuery(StructureSearchQuery, PageQuery, ViewpointQuery):
    """One search, or none: every substance, by key."""

    searches = ("name", "cas", *BY_STRUCTURE)

    name = serializers.CharField(
        required=False,
        max_length=400,
        help_text="in any language; case, accents, spaces and hyphens do not count. Names that are it come first, "
        "then those that begin with it, then those that contain each of its words",
    )
    cas = serializers.CharField(required=False, max_length=64, help_text="a registry number, of any form")

    def validate_name(self, value: str) -> str:
        if not normalise_name(value):
            raise serializers.ValidationError("Give a letter or a digit to search for.")
        return value

    def validate_cas(self, value: str) -> str:
        try:
            return normalise_cas(value)
        except CasError as error:
            raise serializers.ValidationError(f"This is no CAS number: {error.detail}.") from error


@Get(
    tag="substances",
    summary="Search the substances held by name, number or structure",
    scope="read_lists",
    query=SubstancesQuery,
    returns=page_of(SubstanceItem, "SubstancePage"),
    problems=(422,),
    examples=[page_example(SEARCHED, "By a name")],
)
def search_substances(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of what meets the search, in the order of the search."""
    return _found(request, query, position(request)).page(request, query["limit"])


class SubstanceSearch(SubstancesQuery, Body):
    """The same search as a body."""


def _prepare_search(request: Request) -> Response:
    fields = fields_of(SubstanceSearch, request)
    return _found(request, fields, position_in(request, fields)).page_in_body(request, fields)


@Write(
    id="search_substances_by_body",
    tag="substances",
    summary="Search the substances held by what is too long for an address, a structure above all",
    scope="read_lists",
    body=SubstanceSearch,
    prepare=_prepare_search,
    returns=search_page_of(SubstanceItem, "SubstanceSearchPage"),
    problems=(503,),
    examples=[sent("By a structure", {"smiles": SEARCHED["smiles"], "limit": 10}), page_example(SEARCHED)],
)
def search_substances_by_body(request: Request, prepared: Response) -> Response:
    """Return a page of what meets the search; the next is asked for with its cursor and the same search."""
    return prepared


def _found(request: Request, query: dict[str, Any], place: Position) -> FoundRows[SubstanceMatch]:
    law, day = _law_and_day(query, place.pinned)
    scored, after = sees_reasons(request), place.after[0] if place.after else ""
    by, text = SubstancesQuery.search_of(query)
    with as_problems():
        rows = find_substances(law, by or "all", text, limit=query["limit"] + 1, after=after)
    return FoundRows(
        rows=rows,
        record=lambda row: substance_item(law, day, row, with_similarity=scored),
        after=lambda row: [row.substance],
        pinned={"valid_on": day.isoformat(), "known_at": law.known_at.isoformat()},
    )


@Get(
    tag="substances",
    summary="Read what is held of a substance, and the lists that hold it",
    scope="read_lists",
    query=ViewpointQuery,
    returns=SubstanceRecord,
    problems=(422,),
    examples=[answer_example("One", WHOLE)],
)
def read_substance(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return its names, numbers and structure, and its schedulings seen from the day and instant asked."""
    law, day = _law_and_day(query, {})
    facts = substance_facts(key, law.known_at)
    if facts is None:
        raise NotFound
    return Response(substance_record(law, day, key, facts))


def _law_and_day(query: dict[str, Any], pinned: dict[str, Any]) -> tuple[CompiledLaw, date]:
    """The law and the day that are asked for; a page that follows is seen from where the first one was."""
    if pinned:
        return law_known_at(datetime.fromisoformat(pinned["known_at"])), date.fromisoformat(pinned["valid_on"])
    return law_known_at(query.get("known_at")), query.get("valid_on", datetime.now(UTC).date())
