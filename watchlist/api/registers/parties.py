"""Parties, read by programs: who sends and is sent goods, and what is known of each."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Get, answer_example, page_example
from watchlist.api.cases import READING, MayReadCases
from watchlist.api.paging import page, page_of, position
from watchlist.api.registers.party_records import (
    ITEM,
    WHOLE,
    PartiesQuery,
    PartyItem,
    PartyProfile,
    party_item,
    party_record,
)
from watchlist.cases import parties_known
from watchlist.manifests import Party

_reads = partial(Get, tag="parties", scope=READING, rights=(MayReadCases,))


@_reads(
    summary="List the parties that shipments name, by name",
    query=PartiesQuery,
    returns=page_of(PartyItem, "PartyPage"),
    examples=[page_example(ITEM)],
)
def list_parties(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of them: those that a screening that is done named."""
    rows = parties_known(query.get("name", ""))
    if after := position(request).after:
        rows = rows.filter(key__gt=after[0])
    found = list(rows[: query["limit"] + 1])
    return page(request, found, limit=query["limit"], record=party_item, after=lambda row: [row.key])


@_reads(
    summary="Read a party: spellings, shipments, sums against limits, documents, decisions",
    description="What is not measured is counted, and never summed as nothing. Decisions are the last ones.",
    returns=PartyProfile,
    examples=[answer_example("Sent acetone", WHOLE)],
)
def read_party(request: Request, party_id: int) -> Response:
    party = get_object_or_404(Party, pk=party_id, first_seen__isnull=False)
    return Response(party_record(party, request.user, datetime.now(UTC).date()))
