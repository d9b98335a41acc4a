"""Rules about what materials contain: shares of a whole, and nothing within itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from watchlist.engine.law.text.breaches import Breach, breach
from watchlist.engine.law.text.rows import ConstituentRow
from watchlist.engine.law.text.text import SeedText

WHOLE = Decimal(100)


def a_share_is_a_part_of_a_whole(text: SeedText) -> Iterator[Breach]:
    """A share is a number from 0 to 100 per cent, and begins where it does not end yet."""
    for row in text.rows(ConstituentRow):
        shares = {column: _share(getattr(row, column)) for column in ("share_from", "share_to")}
        for column, share in shares.items():
            if getattr(row, column) and share is None:
                yield breach(row, f"{column} {getattr(row, column)!r} is no share from 0 to 100")
        low, high = shares.values()
        if low is not None and high is not None and low > high:
            yield breach(row, f"the share of {row.contains} goes from {low} down to {high}")


def nothing_contains_itself(text: SeedText) -> Iterator[Breach]:
    """No material is found within what it contains."""
    within: defaultdict[str, set[str]] = defaultdict(set)
    for row in text.rows(ConstituentRow):
        within[row.material].add(row.contains)
    for row in text.rows(ConstituentRow):
        if row.material in _all_within(row.contains, within):
            yield breach(row, f"{row.material} contains itself, by {row.contains}")


def _all_within(key: str, within: dict[str, set[str]]) -> set[str]:
    """Return a key and all that is found within it."""
    found, todo = {key}, [key]
    while todo:
        new = within.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found


def _share(written: str) -> Decimal | None:
    try:
        share = Decimal(written)
    except InvalidOperation:
        return None
    return share if share.is_finite() and 0 <= share <= WHOLE else None
