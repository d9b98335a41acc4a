"""The stored lines that declare goods of a structure, each as its reader may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import query_of
from watchlist.api.paging import PageQuery, newest_first, page_of
from watchlist.api.problem_records import problems
from watchlist.api.screenings.goods import GoodsEndpoint
from watchlist.api.screenings.goods_records import GOODS_LINE, GoodsLine
from watchlist.api.screenings.reader_views import ReaderView, reader_views
from watchlist.engine.reports.records import declared
from watchlist.screenings.goods.asking import on_lines_of, structure_of
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.stored_answers import read_line

NAMED_BY: Final = ("name", "cas", "smiles", "inchi")


class GoodsLines(GoodsEndpoint):
    """The stored lines whose goods are drawn as one structure."""

    @extend_schema(
        operation_id="list_goods_lines",
        tags=["goods"],
        summary="List the stored lines that declare goods of a structure, the newest first",
        parameters=[PageQuery],
        responses={200: page_of(GoodsLine, "GoodsLinePage"), **problems(400, 401, 403, 404, 429)},
        examples=[OpenApiExample("One", {"items": [GOODS_LINE], "next": None}, response_only=True)],
    )
    def get(self, request: Request, structure: str) -> Response:
        """Return a page of those of screenings that are done, each as the reader is shown it."""
        query = query_of(PageQuery, request)
        if structure_of(structure) is None:
            raise NotFound
        view_of = reader_views(request)
        lines = ScreenedLine.objects.done().filter(on_lines_of(structure))
        rows = lines.select_related("line", "screening__manifest").defer("screening__manifest__original")
        return newest_first(
            request, rows, by="screening__made_at", limit=query["limit"], record=lambda row: _line(row, view_of)
        )


def _line(row: ScreenedLine, view_of: Callable[[Screening], ReaderView]) -> dict[str, Any]:
    line = view_of(row.screening).line(read_line(row.record))
    return {
        "screening": row.screening_id,
        "reference": row.screening.manifest.reference,
        "line": row.line.number,
        "declared": next(filter(None, (declared(line, field) for field in NAMED_BY)), ""),
        "verdict": line.verdict,
        "action": line.action,
        "severity": line.severity,
        "made_at": row.screening.made_at,
    }
