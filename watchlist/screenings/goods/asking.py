"""Search stored goods by structure: identity, part, similarity, or outcome under a class rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet

from chemistry.class_rules import RuleDefinition
from watchlist.manifests import Item
from watchlist.screenings.goods.models import GoodsStructure, ItemStructure
from watchlist.screenings.goods.store import index_of_goods
from watchlist.screenings.models import ItemReading, named
from watchlist.structure_index import Hits, Outcomes, sameness

KEY: Final = re.compile(r"[0-9]{12}")
MEETINGS: Final = ("identical", "same_skeleton", "part", "similar")
"""How a structure matches a search."""


@dataclass(frozen=True, slots=True)
class GoodsMatch:
    """A structure of goods that matches a search, and how many distinct goods have it.

    `key` is the cursor of the next page. `meeting` is one of `MEETINGS`; for a search by class it is empty, and
    `outcome` is the outcome under the class.
    """

    key: str
    smiles: str
    items: int
    meeting: str = ""
    similarity: float | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class NotSearched:
    """How many are left out of every search: goods that wait to be indexed, goods not read, structures refused."""

    waiting: int
    unread: int
    refused: int


def find_goods(by: str, text: str, *, limit: int, after: str = "") -> tuple[GoodsMatch, ...]:
    """Return the structures that match a search, in its own order: at most `limit`, those that follow the key `after`.

    `by` is a key of `SEARCHES`. Raises `QueryNotReadable`, `QueryTooCostly` and `RebuildTheStore`, here and below.
    """
    return _with_item_counts(SEARCHES[by](index_of_goods(), text, limit=limit, after=after), by)


def find_goods_of_class(
    rule: RuleDefinition, *, outcomes: Outcomes, limit: int, after: str = ""
) -> tuple[GoodsMatch, ...]:
    """Return the structures with one of these outcomes under a class, by key; and those that took too long."""
    return _with_item_counts(index_of_goods().definition(rule, outcomes=outcomes, limit=limit, after=after))


def items_drawn_as(key: str) -> QuerySet[Item]:
    """Return the distinct goods that were resolved to the structure of a key, by age."""
    return Item.objects.filter(drawn_as__structure=int(key)).order_by("pk")


def not_searched() -> NotSearched:
    """Return how many goods and structures no search covers for now."""
    return NotSearched(
        waiting=ItemReading.objects.filter(taken_up=False).count(),
        unread=Item.objects.filter(reading=None).count(),
        refused=GoodsStructure.objects.exclude(refused="").count(),
    )


SEARCHES: Final[dict[str, Callable[..., Hits]]] = {
    "smiles": lambda index, text, **page: index.exact(text, "smiles", **page),
    "inchikey": lambda index, text, **page: index.exact(text, "inchikey", **page),
    "substructure": lambda index, text, **page: index.substructure(text, "smiles", **page),
    "pattern": lambda index, text, **page: index.substructure(text, "smarts", **page),
    "similar": lambda index, text, **page: index.similar(text, **page),
}


def _with_item_counts(hits: Hits, by: str = "") -> tuple[GoodsMatch, ...]:
    drawn = ItemStructure.objects.filter(structure__in=[int(hit.key) for hit in hits]).order_by()
    items = dict(drawn.values_list("structure").annotate(Count("pk")))
    meetings = {"substructure": "part", "pattern": "part", "similar": "similar"}
    return tuple(
        GoodsMatch(
            key=hit.key,
            smiles=hit.smiles,
            items=items.get(int(hit.key), 0),
            meeting=sameness(hit) if by in ("smiles", "inchikey") else meetings.get(by, ""),
            similarity=hit.similarity,
            outcome=hit.outcome,
        )
        for hit in hits
    )


def structure_of(key: str) -> GoodsStructure | None:
    """Return the structure of a key; None where that is no key, or no goods are drawn so any more."""
    return GoodsStructure.objects.filter(pk=int(key)).first() if KEY.fullmatch(key) else None


def on_lines_of(key: str) -> Q:
    """Return the filter of stored lines by the goods that were resolved to the structure of a key."""
    return Q(line__item__in=named(items_drawn_as(key)))
