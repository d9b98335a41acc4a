"""Stored goods that meet a structure search: each structure drawn, with the stored lines that declare it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from watchlist.engine.reports.lines import LONGEST
from watchlist.engine.reports.text import clip
from watchlist.screenings.goods.asking import GoodsMatch
from watchlist.web import words
from watchlist.web.screening.structure_filter import StructureFilter
from watchlist.web.screening.structure_form import MATCH_LABELS


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A structure of goods that was found: `address` leads to the stored lines of the distinct goods drawn so."""

    smiles: str
    picture: SafeString
    match: str
    similarity: str
    items: int
    address: str


def goods_rows(hits: Iterable[GoodsMatch]) -> list[GoodsRow]:
    """Return a row for each structure found."""
    lines = reverse("admin:watchlist_screenedline_changelist")
    return [_row(hit, f"{lines}?{StructureFilter.parameter_name}={hit.key}") for hit in hits]


def _row(hit: GoodsMatch, address: str) -> GoodsRow:
    return GoodsRow(
        smiles=clip(hit.smiles, LONGEST),
        picture=words.picture(hit.smiles, clip(hit.smiles, LONGEST)),
        match=str(MATCH_LABELS[hit.meeting]),
        similarity="" if hit.similarity is None else f"{hit.similarity:.2f}",
        items=hit.items,
        address=address,
    )
