"""Which lines of a stored screening a filter finds: looked for once, since neither of them changes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from watchlist.law_store.models import ListEntry
from watchlist.screenings.models import Hit, ScreenedLine

REMEMBERED: Final = 16
MOST_ENTRIES: Final = 1_000
"""Entries of law that a filter names: words that name more are looked for in what was declared alone."""


@lru_cache(maxsize=REMEMBERED)
def found(screening: UUID, wanted: str) -> tuple[tuple[int, str], ...]:
    """Return the id and the stored verdict of each line with some words, in the order of the file.

    They are looked for in what was declared, names and numbers alike, and in the keys of list and substance.
    """
    lines = ScreenedLine.objects.filter(screening=screening).order_by("pk")
    declared = set(lines.filter(line__declared__icontains=wanted).values_list("pk", "verdict"))
    hits = found_by_entry(wanted).filter(screened_line__screening=screening)
    declared.update(hits.values_list("screened_line", "screened_line__verdict"))
    return tuple(sorted(declared))


def found_by_entry(wanted: str) -> QuerySet[Any]:
    """Return the lines, of any screening, with a finding on an entry in whose key some words are."""
    keys = ListEntry.objects.filter(key__icontains=wanted).values_list("key", flat=True)
    entries = list(keys.distinct()[:MOST_ENTRIES])
    hits = Hit.objects.filter(entry_key__in=entries) if len(entries) < MOST_ENTRIES else Hit.objects.none()
    return hits.order_by().values("screened_line")
