"""Which rows of two editions are one line of a list: told by its name, and by its number only between equal names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chemistry.nomenclature import normalise_name
from watchlist.sources.heads import head_key
from watchlist.sources.published import PublishedRow

Pair = tuple[PublishedRow, PublishedRow]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows of two editions: `pairs` of the line before and after, what is `gone`, what has `come`."""

    pairs: tuple[Pair, ...]
    gone: tuple[PublishedRow, ...]
    come: tuple[PublishedRow, ...]


def matched(before: Sequence[PublishedRow], after: Sequence[PublishedRow]) -> Matched:
    """Return the rows of two editions matched, list by list; a row that is printed twice counts once.

    Equal rows are one. Else a whole name, and then a head, that stands once in each edition is one line; where it
    stands more than once the same code decides, and without one nothing does.
    """
    gone, come = dict.fromkeys(before), dict.fromkeys(after)
    pairs = [(row, row) for row in gone if row in come]
    for key in (whole_of, head_of):
        gone_by, come_by = _unpaired(gone, pairs, 0, key), _unpaired(come, pairs, 1, key)
        single = _once(gone, key) & _once(come, key)
        for name in gone_by.keys() & come_by.keys():
            pairs += _pairs(gone_by[name], come_by[name], alone=name in single)
    left, right = {was for was, _ in pairs}, {now for _, now in pairs}
    return Matched(
        tuple(pairs), tuple(row for row in gone if row not in left), tuple(row for row in come if row not in right)
    )


def whole_of(row: PublishedRow) -> Key:
    """Return the list of a row and the match key of its whole name."""
    return row.list, normalise_name(row.name)


def head_of(row: PublishedRow) -> Key:
    """Return the list of a row and the match key of the head of its name."""
    return row.list, head_key(row.name)


def _unpaired(
    rows: Iterable[PublishedRow], pairs: Sequence[Pair], side: int, key: Callable[[PublishedRow], Key]
) -> dict[Key, list[PublishedRow]]:
    paired = {pair[side] for pair in pairs}
    found: defaultdict[Key, list[PublishedRow]] = defaultdict(list)
    for row in rows:
        if row not in paired and key(row)[1]:
            found[key(row)].append(row)
    return found


def _once(rows: Iterable[PublishedRow], key: Callable[[PublishedRow], Key]) -> set[Key]:
    return {name for name, count in Counter(map(key, rows)).items() if count == 1}


def _pairs(gone: Sequence[PublishedRow], come: Sequence[PublishedRow], *, alone: bool) -> list[Pair]:
    if alone:
        return list(zip(gone, come, strict=True))
    was, now = _of_one_code(gone), _of_one_code(come)
    return [(row, now[code]) for code, row in was.items() if code in now]


def _of_one_code(rows: Sequence[PublishedRow]) -> dict[str, PublishedRow]:
    counts = Counter(row.code for row in rows)
    return {row.code: row for row in rows if row.code and counts[row.code] == 1}
