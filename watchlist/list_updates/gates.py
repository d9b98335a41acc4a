"""What must not pass without a person's reason: a loss, a flood, a double, a format that no real edition proved.

A list that had rows and has none passes no gate: `Emptied` is raised before, and nothing is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.diff import REMOVE, RowChange
from watchlist.list_updates.matching import whole_of
from watchlist.list_updates.published import PublishedRow

UNPROVEN: Final = "no real edition of this format was read."


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions of a source, and what the later one changes of the earlier."""

    before: Sequence[PublishedRow]
    after: Sequence[PublishedRow]
    changes: Sequence[RowChange]
    source: DeclaredSource


def gates(
    before: Sequence[PublishedRow],
    after: Sequence[PublishedRow],
    changes: Sequence[RowChange],
    source: DeclaredSource,
    *,
    unproven: bool,
) -> tuple[str, ...]:
    """Return a sentence for each gate that does not let the changes pass by themselves; none where all do."""
    compared = Compared(before, after, changes, source)
    said = [sentence for gate in GATES for sentence in gate(compared)]
    return ((UNPROVEN,) if unproven else ()) + tuple(said)


def bounds(compared: Compared) -> Iterator[str]:
    """Yield each list that has fewer or more rows than are declared, and rows of a list that is not declared."""
    rows = Counter(row.list for row in compared.after)
    for key, declared in compared.source.lists.items():
        if rows[key] < declared.least:
            yield f"{key}: {rows[key]} rows, and at least {declared.least} are declared."
        if rows[key] > declared.most:
            yield f"{key}: {rows[key]} rows, and at most {declared.most} are declared."
    for key in sorted(rows.keys() - compared.source.lists.keys()):
        yield f"{key}: a list that is not declared, of {rows[key]} rows."


def drops(compared: Compared) -> Iterator[str]:
    """Yield each list that loses a larger share of its rows than is declared, whatever came in their place."""
    held = Counter(row.list for row in compared.before)
    gone = Counter(one.before.list for one in compared.changes if one.kind == REMOVE and one.before is not None)
    for key, lost in gone.items():
        if 100 * lost > compared.source.most_drop * held[key]:
            yield f"{key}: {lost} of {held[key]} rows are gone, more than {compared.source.most_drop} percent."


def doubles(compared: Compared) -> Iterator[str]:
    """Yield each number and each name that stands in one list more often than once, and than before."""
    for what, key in (("number", _code_of), ("name", whole_of)):
        was = Counter(map(key, compared.before))
        now = Counter(map(key, compared.after))
        shown = {key(row): row.code if what == "number" else row.name for row in compared.after}
        for double, times in now.items():
            if double[1] and times > max(1, was[double]):
                yield f"{double[0]}: the {what} “{shown[double]}” stands there {times} times."


def floods(compared: Compared) -> Iterator[str]:
    """Yield where more rows change, come or go than half of those that were there."""
    if compared.before and 2 * len(compared.changes) > len(compared.before):
        yield f"{len(compared.changes)} changes of {len(compared.before)} rows: more than half."


GATES: Final = (bounds, drops, doubles, floods)


def _code_of(row: PublishedRow) -> tuple[str, str]:
    return row.list, row.code
