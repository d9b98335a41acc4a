"""Which rows of two editions are one line of a list: told by its name, and by its number only between equal names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chemistry.nomenclature import normalise_name
from watchlist.list_updates.heads import head_key
from watchlist.list_updates.published import PublishedRow

Pair = tuple[PublishedRow, PublishedRow]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RowMatching:
    """The rows of two editions: `pairs` of the old and the new row of a line, the rows `removed`, the rows `added`."""

    pairs: tuple[Pair, ...]
    removed: tuple[PublishedRow, ...]
    added: tuple[PublishedRow, ...]


def match_rows(old_rows: Sequence[PublishedRow], new_rows: Sequence[PublishedRow]) -> RowMatching:
    """Return the rows of two editions matched, list by list; a row that is printed twice counts once.

    Equal rows are one. Else a whole name, and then a head, that stands once in each edition is one line; where it
    stands more than once the same code decides, and without one nothing does.
    """
    gone, come = dict.fromkeys(old_rows), dict.fromkeys(new_rows)
    was_to_now = {row: row for row in gone if row in come}
    for key in (whole_of, head_of):
        was_by, now_by = _grouped(gone, key), _grouped(come, key)
        paired = set(was_to_now.values())
        for name in was_by.keys() & now_by.keys():
            alone = len(was_by[name]) == len(now_by[name]) == 1
            was = [row for row in was_by[name] if row not in was_to_now]
            now = [row for row in now_by[name] if row not in paired]
            was_to_now |= _pairs(was, now, alone=alone)
    paired = set(was_to_now.values())
    return RowMatching(
        tuple(was_to_now.items()),
        tuple(row for row in gone if row not in was_to_now),
        tuple(row for row in come if row not in paired),
    )


def whole_of(row: PublishedRow) -> Key:
    """Return the list of a row and the match key of its whole name."""
    return row.list, normalise_name(row.name)


def head_of(row: PublishedRow) -> Key:
    """Return the list of a row and the match key of the head of its name."""
    return row.list, head_key(row.name)


def _grouped(rows: Iterable[PublishedRow], key: Callable[[PublishedRow], Key]) -> dict[Key, list[PublishedRow]]:
    """Return the rows by their key; one whose name says nothing is in no group."""
    groups: defaultdict[Key, list[PublishedRow]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: group for name, group in groups.items() if name[1]}


def _pairs(
    was: Sequence[PublishedRow], now: Sequence[PublishedRow], *, alone: bool
) -> dict[PublishedRow, PublishedRow]:
    if alone:
        return dict(zip(was, now, strict=True))
    was_by, now_by = _of_one_code(was), _of_one_code(now)
    return {row: now_by[code] for code, row in was_by.items() if code in now_by}


def _of_one_code(rows: Sequence[PublishedRow]) -> dict[str, PublishedRow]:
    counts = Counter(row.code for row in rows)
    return {row.code: row for row in rows if row.code and counts[row.code] == 1}
