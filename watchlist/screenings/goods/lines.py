"""From the key of a structure to the stored lines that declare goods drawn so."""

from __future__ import annotations

import re
from typing import Final

from django.db.models import Q

from watchlist.screenings.goods.asking import items_drawn_as
from watchlist.screenings.goods.models import GoodsStructure
from watchlist.screenings.naming import named

KEY: Final = re.compile(r"[0-9]{12}")


def structure_of(key: str) -> GoodsStructure | None:
    """Return the structure of a key; None where that is no key, or no goods are drawn so any more."""
    return GoodsStructure.objects.filter(pk=int(key)).first() if KEY.fullmatch(key) else None


def on_lines_of(key: str) -> Q:
    """Return the filter of stored lines by the goods that were resolved to the structure of a key."""
    return Q(line__item__in=named(items_drawn_as(key)))
