"""From the key of a structure to the stored lines that declare goods drawn so."""

from __future__ import annotations

import re
from typing import Final

from django.db.models import Q

from watchlist.screening.goods.asking import items_drawn_as
from watchlist.screening.goods.models import GoodsStructure

KEY: Final = re.compile(r"[0-9]{12}")
MOST_NAMED: Final = 500
"""Distinct goods that a filter of lines names."""


def structure_of(key: str) -> GoodsStructure | None:
    """Return the structure of a key; None where that is no key, or no goods are drawn so any more."""
    return GoodsStructure.objects.filter(pk=int(key)).first() if KEY.fullmatch(key) else None


def on_lines_of(key: str) -> Q:
    """Return the filter of stored lines by the goods that were resolved to the structure of a key.

    Few goods are named by their ids: so a database knows whether their lines are many, and from which end to look.
    """
    items = items_drawn_as(key).order_by().values_list("pk", flat=True)
    named = list(items[: MOST_NAMED + 1])
    return Q(line__item__in=named if len(named) <= MOST_NAMED else items)
