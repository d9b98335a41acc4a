"""Listings of everyday goods: solvents, acids and reagents that move in every trade, and that some law lists."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from watchlist.engine.law.compiled import CompiledScheduling


def is_everyday_listing(row: CompiledScheduling) -> bool:
    """Say whether the list, or this substance on it, is of everyday goods (data/everyday_listings.csv)."""
    return not _everyday().isdisjoint({(row.list.key, ""), (row.list.key, row.substance)})


@cache
def _everyday() -> frozenset[tuple[str, str]]:
    """Return the lists, or the substances of one, that the table names."""
    with (files("watchlist.engine.decision") / "data" / "everyday_listings.csv").open(encoding="utf-8") as lines:
        return frozenset((row["list"], row["substance"]) for row in csv.DictReader(lines))
