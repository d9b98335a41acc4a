"""The lines of a stored screening that a filter matches; cached, since neither of them changes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from watchlist.law_store.models import ListEntry
from watchlist.screenings.models import Hit, ScreenedLine

REMEMBERED: Final = 16
MOST_ENTRIES: Final = 1_000
"""Entries of law that a filter may match; words that match more are searched in the declared fields alone."""


@lru_cache(maxsize=REMEMBERED)
def lines_matching(screening: UUID, wanted: str) -> tuple[tuple[int, str], ...]:
    """Return the id and the stored verdict of each line that contains the words, in the order of the file.

    Searched are the declared fields, and the keys of list and substance of the findings.
    """
    lines = ScreenedLine.objects.filter(screening=screening).order_by("pk")
    declared = set(lines.filter(line__declared__icontains=wanted).values_list("pk", "verdict"))
    hits = lines_by_entry(wanted).filter(screened_line__screening=screening)
    declared.update(hits.values_list("screened_line", "screened_line__verdict"))
    return tuple(sorted(declared))


def lines_by_entry(wanted: str) -> QuerySet[Any]:
    """Return the lines of any screening with a finding on an entry whose key contains the words."""
    keys = ListEntry.objects.filter(key__icontains=wanted).values_list("key", flat=True)
    entries = list(keys.distinct()[:MOST_ENTRIES])
    hits = Hit.objects.filter(entry_key__in=entries) if len(entries) < MOST_ENTRIES else Hit.objects.none()
    return hits.order_by().values("screened_line")
