"""The goods of stored shipments, searched by what they are drawn as."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Endpoint, query_of
from watchlist.api.cases.access import READING, MayReadCases
from watchlist.api.paging import PageQuery, page, page_of, position
from watchlist.api.problem_records import problems
from watchlist.api.screenings.goods_records import GOODS_ITEM, UNSEARCHED, GoodsItem, NotAskedRecord
from watchlist.api.substances.answers import DIGITS
from watchlist.api.substances.structure_queries import StructureSearchQuery, as_problems
from watchlist.screenings.goods.asking import GoodsMatch, find_goods, not_searched


class GoodsQuery(StructureSearchQuery, PageQuery):
    """One search, by structure."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the query, if it asks for one search."""
        query = super().validate(attrs)
        if not self.search_of(query)[0]:
            raise serializers.ValidationError({"smiles": f"Search by one of {', '.join(self.searches)}."})
        return query


class MayReadGoods(MayReadCases):
    """Only for a token that reads cases, of a user who may read everybody's screenings."""

    right = "watchlist.view_screening"
    what = "screenings"


class GoodsEndpoint(Endpoint):
    """An address of stored goods."""

    scope = READING
    permission_classes = [MayReadGoods]


class GoodsSearch(GoodsEndpoint):
    """The distinct structures of the goods of stored shipments."""

    @extend_schema(
        operation_id="search_goods",
        tags=["goods"],
        summary="Search the goods of stored shipments by structure",
        parameters=[GoodsQuery],
        responses={
            200: page_of(GoodsItem, "GoodsPage", not_asked=NotAskedRecord()),
            **problems(400, 401, 403, 422, 429, 503),
        },
        examples=[
            OpenApiExample(
                "By a part", {"items": [GOODS_ITEM], "next": None, "not_asked": UNSEARCHED}, response_only=True
            )
        ],
    )
    def get(self, request: Request) -> Response:
        """Return a page of what meets the search, in its order, and what the answer does not speak of."""
        query, place = query_of(GoodsQuery, request), position(request)
        by, text = GoodsQuery.search_of(query)
        with as_problems():
            rows = find_goods(by, text, limit=query["limit"] + 1, after=place.after[0] if place.after else "")
        return page(
            request,
            rows,
            limit=query["limit"],
            record=_item,
            after=lambda row: [row.key],
            extra_fields={"not_asked": asdict(not_searched())},
        )


def _item(row: GoodsMatch) -> dict[str, Any]:
    return {
        "structure": row.key,
        "smiles": row.smiles,
        "how": row.meeting,
        "similarity": None if row.similarity is None else round(row.similarity, DIGITS),
        "goods": row.items,
    }
