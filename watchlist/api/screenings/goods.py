"""The goods of stored shipments: searched by what they are drawn as, and the lines that declare them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Get, answer_example, example_bodies, page_example, sent
from watchlist.api.bodies import Body, fields_of
from watchlist.api.cases import READING, MayReadCases
from watchlist.api.paging import PageQuery, Position, newest_first, page_of, position
from watchlist.api.record_base import ACTIONS, LINE_SEVERITIES, VERDICTS, Record
from watchlist.api.screenings.reader_views import ReaderView, reader_views
from watchlist.api.search_bodies import FoundRows, position_in, search_page_of
from watchlist.api.substances import DIGITS, SIMILARITY, StructureSearchQuery, as_problems
from watchlist.api.writing import Write
from watchlist.engine.reports import declared_goods
from watchlist.screenings import ScreenedLine, Screening, read_line
from watchlist.screenings.goods import MEETINGS, GoodsMatch, find_goods, not_searched, on_lines_of, structure_of

EXAMPLES: Final = example_bodies(__file__)
GOODS_ITEM: Final = EXAMPLES.goods
UNSEARCHED: Final = {"waiting": 2, "unread": 0, "refused": 1}
GOODS_LINE: Final = EXAMPLES.goods_line


class GoodsItem(Record):
    """A structure of stored goods that meets the search."""

    structure = serializers.CharField(source="key", help_text="its key, for as long as any goods are drawn so")
    smiles = serializers.CharField()
    how = serializers.ChoiceField(MEETINGS, source="meeting")
    similarity = serializers.FloatField(
        allow_null=True, min_value=0, max_value=1, help_text=f"{SIMILARITY}. Null for other searches"
    )
    goods = serializers.IntegerField(
        source="items", help_text="how many distinct goods are drawn so; each may be on many lines"
    )


class NotAskedRecord(Record):
    """What the answer does not speak of."""

    waiting = serializers.IntegerField(help_text="distinct goods whose structures wait to be taken up")
    unread = serializers.IntegerField(help_text="distinct goods that were never read to the end")
    refused = serializers.IntegerField(help_text="structures that cannot be searched: too large, or not read")


class GoodsLine(Record):
    """A stored line that declares such goods, as the reader is shown it."""

    screening = serializers.UUIDField(source="screening_id")
    reference = serializers.CharField(
        source="screening.manifest.reference", allow_null=True, help_text="of the shipment"
    )
    line = serializers.IntegerField(source="line.number", help_text="its number in the file, from 1")
    declared = serializers.CharField(allow_null=True, help_text="the name as declared, else the number or structure")
    verdict = serializers.ChoiceField(VERDICTS)
    action = serializers.ChoiceField(ACTIONS)
    severity = serializers.ChoiceField(LINE_SEVERITIES)
    made_at = serializers.DateTimeField(source="screening.made_at", help_text="of the screening")


class GoodsQuery(StructureSearchQuery, PageQuery):
    """One search, by structure."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        query = super().validate(attrs)
        if not self.search_of(query)[0]:
            raise serializers.ValidationError({"smiles": f"Search by one of {', '.join(self.searches)}."})
        return query


class MayReadGoods(MayReadCases):
    """Only for a token that reads cases, of a user who may read everybody's screenings."""

    right = "watchlist.view_screening"
    what = "screenings"


_reads = partial(Get, tag="goods", scope=READING, rights=(MayReadGoods,))


@_reads(
    summary="Search the goods of stored shipments by structure",
    query=GoodsQuery,
    returns=page_of(GoodsItem, "GoodsPage", not_asked=NotAskedRecord()),
    problems=(422, 503),
    examples=[answer_example("By a part", {"items": [GOODS_ITEM], "next": None, "not_asked": UNSEARCHED})],
)
def search_goods(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of what meets the search, in its order, and what the answer does not speak of."""
    return _found(query, position(request)).page(request, query["limit"])


class GoodsSearch(GoodsQuery, Body):
    """The same search as a body."""


def _prepare_search(request: Request) -> Response:
    fields = fields_of(GoodsSearch, request)
    return _found(fields, position_in(request, fields)).page_in_body(request, fields)


@Write(
    id="search_goods_by_body",
    tag="goods",
    summary="Search the goods of stored shipments by a structure that is too long for an address",
    scope=READING,
    rights=(MayReadGoods,),
    body=GoodsSearch,
    prepare=_prepare_search,
    returns=search_page_of(GoodsItem, "GoodsSearchPage", not_asked=NotAskedRecord()),
    problems=(503,),
    examples=[
        sent("By a part", {"substructure": "C1CNCCC1", "limit": 10}),
        page_example(GOODS_ITEM, not_asked=UNSEARCHED),
    ],
)
def search_goods_by_body(request: Request, prepared: Response) -> Response:
    """Return a page of what meets the search, and what the answer does not speak of."""
    return prepared


def _found(query: dict[str, Any], place: Position) -> FoundRows[GoodsMatch]:
    by, text = GoodsQuery.search_of(query)
    with as_problems():
        rows = find_goods(by, text, limit=query["limit"] + 1, after=place.after[0] if place.after else "")
    return FoundRows(rows=rows, record=_item, after=lambda row: [row.key], head={"not_asked": asdict(not_searched())})


@_reads(
    summary="List the stored lines that declare goods of a structure, the newest first",
    query=PageQuery,
    returns=page_of(GoodsLine, "GoodsLinePage"),
    examples=[page_example(GOODS_LINE)],
)
def list_goods_lines(request: Request, query: dict[str, Any], structure: str) -> Response:
    """Return a page of those of screenings that are done, each as the reader is shown it."""
    if structure_of(structure) is None:
        raise NotFound
    view_of = reader_views(request)
    lines = ScreenedLine.objects.done().filter(on_lines_of(structure))
    rows = lines.select_related("line", "screening__manifest").defer("screening__manifest__original")
    return newest_first(
        request, rows, by="screening__made_at", limit=query["limit"], record=lambda row: _line(row, view_of)
    )


def _item(row: GoodsMatch) -> dict[str, Any]:
    return GoodsItem.from_row(row, similarity=None if row.similarity is None else round(row.similarity, DIGITS))


def _line(row: ScreenedLine, view_of: Callable[[Screening], ReaderView]) -> dict[str, Any]:
    line = view_of(row.screening).line(read_line(row.record))
    return GoodsLine.from_row(
        row,
        declared=declared_goods(line),
        verdict=line.verdict,
        action=line.action,
        severity=line.severity,
    )
