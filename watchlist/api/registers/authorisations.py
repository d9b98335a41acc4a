"""The register of authorisations, read by programs: what is on file, and what a release of a case may name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Endpoint, query_of, refuse_parameters
from watchlist.api.cases.access import READING, MayReadCases, MayReadRegister, case_numbered
from watchlist.api.law.pages import refuse_unknown_filter
from watchlist.api.paging import PageQuery, newest_first, page, page_of, position
from watchlist.api.problem_records import problems
from watchlist.api.registers.records import (
    ITEM,
    WHOLE,
    AuthorisationItem,
    AuthorisationRecord,
    AuthorisationsQuery,
    item_of,
    record_of,
)
from watchlist.authorisations.models import Authorisation
from watchlist.cases.authorising import eligible_authorisations
from watchlist.engine.reading.parties import party_key
from watchlist.law_store.compile import law_known_at


class Authorisations(Endpoint):
    """The documents on file."""

    scope = READING
    permission_classes = [MayReadRegister]

    @extend_schema(
        operation_id="list_authorisations",
        tags=["authorisations"],
        summary="List the documents on file, those recorded last first",
        parameters=[AuthorisationsQuery],
        responses={200: page_of(AuthorisationItem, "AuthorisationPage"), **problems(400, 401, 403, 422, 429)},
        examples=[OpenApiExample("One", {"items": [ITEM], "next": None}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """Return a page of them: of each document the row that is current."""
        query, today = query_of(AuthorisationsQuery, request), _today()
        rows = _matching(query, today)
        return newest_first(
            request, rows, by="recorded_at", limit=query["limit"], record=lambda row: item_of(row, today)
        )


class OneAuthorisation(Endpoint):
    """One document."""

    scope = READING
    permission_classes = [MayReadRegister]

    @extend_schema(
        operation_id="read_authorisation",
        tags=["authorisations"],
        summary="Read a document as it is on file, with what was used of it",
        description="What a correction or a revocation superseded is read too; `latest` leads to the row that is "
        "current, which alone a release may name.",
        responses={200: AuthorisationRecord, **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("Used once", WHOLE, response_only=True)],
    )
    def get(self, request: Request, authorisation_id: int) -> Response:
        """Return it."""
        refuse_parameters(request)
        row = Authorisation.objects.with_uses().filter(pk=authorisation_id).first()
        if row is None:
            raise NotFound
        return Response(record_of(row, _today()))


class CaseAuthorisations(Endpoint):
    """The documents that a release of a case may name."""

    scope = READING
    permission_classes = [MayReadCases, MayReadRegister]

    @extend_schema(
        operation_id="list_case_authorisations",
        tags=["authorisations"],
        summary="List the documents that a release of a case may name, in the order in which they end",
        description="Each is for goods of the shipment, is not revoked and is not used up. Whether enough is left of "
        "it for all lines together is asked when a decision names it.",
        parameters=[PageQuery],
        responses={200: page_of(AuthorisationItem, "CaseAuthorisationPage"), **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("One", {"items": [ITEM], "next": None}, response_only=True)],
    )
    def get(self, request: Request, number: str) -> Response:
        """Return a page of them."""
        query, today = query_of(PageQuery, request), _today()
        after = position(request).after
        rows = [
            row for row in eligible_authorisations(case_numbered(number)) if after is None or _position_of(row) > after
        ]
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
