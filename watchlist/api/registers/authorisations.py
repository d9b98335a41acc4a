"""The register of authorisations, read by programs: what is on file, and what a release of a case may name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Get, answer_example, page_example
from watchlist.api.cases import READING, MayReadCases, MayReadRegister, case_numbered
from watchlist.api.law import refuse_unknown_filter
from watchlist.api.paging import PageQuery, newest_first, page, page_of, position
from watchlist.api.registers.records import (
    ITEM,
    WHOLE,
    AuthorisationItem,
    AuthorisationRecord,
    AuthorisationsQuery,
    item_of,
    record_of,
)
from watchlist.authorisations import Authorisation
from watchlist.cases import eligible_authorisations
from watchlist.engine.reading import party_key
from watchlist.law_store import law_known_at

_reads = partial(Get, tag="authorisations", scope=READING, rights=(MayReadRegister,))


@_reads(
    summary="List the documents on file, those recorded last first",
    query=AuthorisationsQuery,
    returns=page_of(AuthorisationItem, "AuthorisationPage"),
    problems=(422,),
    examples=[page_example(ITEM)],
)
def list_authorisations(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of them: of each document the row that is current."""
    today = _today()
    rows = _matching(query, today)
    return newest_first(request, rows, by="recorded_at", limit=query["limit"], record=lambda row: item_of(row, today))


@_reads(
    summary="Read a document as it is on file, with what was used of it",
    description="What a correction or a revocation superseded is read too; `latest` leads to the row that is "
    "current, which alone a release may name.",
    returns=AuthorisationRecord,
    examples=[answer_example("Used once", WHOLE)],
)
def read_authorisation(request: Request, authorisation_id: int) -> Response:
    return Response(record_of(get_object_or_404(Authorisation.objects.with_uses(), pk=authorisation_id), _today()))


@_reads(
    summary="List the documents that a release of a case may name, in the order in which they end",
    description="Each is for goods of the shipment, is not revoked and is not used up. Whether enough is left of "
    "it for all lines together is asked when a decision names it.",
    rights=(MayReadCases, MayReadRegister),
    query=PageQuery,
    returns=page_of(AuthorisationItem, "CaseAuthorisationPage"),
    examples=[page_example(ITEM)],
)
def list_case_authorisations(request: Request, query: dict[str, Any], number: str) -> Response:
    after, today = position(request).after, _today()
    rows = [row for row in eligible_authorisations(case_numbered(number)) if after is None or _position_of(row) > after]
    return page(request, rows, limit=query["limit"], record=lambda row: item_of(row, today), after=_position_of)


def _matching(query: dict[str, Any], today: date) -> Any:
    """Return the rows that match a query. Raises `CorrectTheQuestion` for a substance that is not held."""
    rows = Authorisation.objects.current().with_uses()
    if "party" in query:
        rows = rows.filter(holder_key=party_key(query["party"]))
    if "substance" in query:
        rows = rows.naming(*_keys_of_substance(query["substance"]))
    if "valid_on" in query:
        rows = rows.in_force_on(query["valid_on"])
    return rows.with_status(query["standing"], today) if "standing" in query else rows


def _keys_of_substance(substance: str) -> tuple[set[str], set[str]]:
    """Return the keys by which a document may name a substance: it and its entries; and the lists that hold it."""
    law = law_known_at()
    refuse_unknown_filter("substance", substance, law.substances)
    rows = law.schedulings.get(substance, ())
    return {substance, *(row.entry for row in rows)}, {row.list.key for row in rows}


def _position_of(row: Authorisation) -> list[Any]:
    """Return the sort position of a row among those that a case is offered: those without an end are last."""
    return [row.valid_until is None, str(row.valid_until or ""), row.number, row.pk]


def _today() -> date:
    return datetime.now(UTC).date()
