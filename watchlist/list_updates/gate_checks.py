"""What must not pass without a person's reason: a loss, a flood, a double, a format that no real edition proved.

A list that had rows and has none passes no gate: `ListEmptied` is raised before, and nothing is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.diff import REMOVE, RowChange, whole_of
from watchlist.list_updates.published import PublishedRow

UNPROVEN: Final = "no real edition of this format was read."


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """Two editions of a source, and what the later one changes of the earlier."""

    old_rows: Sequence[PublishedRow]
    new_rows: Sequence[PublishedRow]
    changes: Sequence[RowChange]
    source: DeclaredSource


def gates(
    old_rows: Sequence[PublishedRow],
    new_rows: Sequence[PublishedRow],
    changes: Sequence[RowChange],
    source: DeclaredSource,
    *,
    unproven: bool,
) -> tuple[str, ...]:
    """Return a sentence for each gate that does not let the changes pass by themselves; none where all do."""
    comparison = EditionComparison(old_rows, new_rows, changes, source)
    sentences = [sentence for gate in GATES for sentence in gate(comparison)]
    return ((UNPROVEN,) if unproven else ()) + tuple(sentences)


def bounds(comparison: EditionComparison) -> Iterator[str]:
    """Yield each list that has fewer or more rows than are declared, and rows of a list that is not declared."""
    rows = Counter(row.list for row in comparison.new_rows)
    for key, declared in comparison.source.lists.items():
        if rows[key] < declared.least:
            yield f"{key}: {rows[key]} rows, and at least {declared.least} are declared."
        if rows[key] > declared.most:
            yield f"{key}: {rows[key]} rows, and at most {declared.most} are declared."
    for key in sorted(rows.keys() - comparison.source.lists.keys()):
        yield f"{key}: a list that is not declared, of {rows[key]} rows."


def drops(comparison: EditionComparison) -> Iterator[str]:
    """Yield each list that loses a larger share of its rows than is declared, whatever came in their place."""
    totals = Counter(row.list for row in comparison.old_rows)
    gone = Counter(change.old.list for change in comparison.changes if change.kind == REMOVE and change.old is not None)
    for key, lost in gone.items():
        if 100 * lost > comparison.source.most_drop * totals[key]:
            yield f"{key}: {lost} of {totals[key]} rows are gone, more than {comparison.source.most_drop} percent."


def doubles(comparison: EditionComparison) -> Iterator[str]:
    """Yield each number and each name that stands in one list more often than once, and than before."""
    for what, key in (("number", _code_of), ("name", whole_of)):
        was = Counter(map(key, comparison.old_rows))
        now = Counter(map(key, comparison.new_rows))
        labels = {key(row): row.code if what == "number" else row.name for row in comparison.new_rows}
        for double, times in now.items():
            if double[1] and times > max(1, was[double]):
                yield f"{double[0]}: the {what} “{labels[double]}” stands there {times} times."


def floods(comparison: EditionComparison) -> Iterator[str]:
    """Yield where more rows change, come or go than half of those that were there."""
    if comparison.old_rows and 2 * len(comparison.changes) > len(comparison.old_rows):
        yield f"{len(comparison.changes)} changes of {len(comparison.old_rows)} rows: more than half."


GATES: Final = (bounds, drops, doubles, floods)


def _code_of(row: PublishedRow) -> tuple[str, str]:
    return row.list, row.code
