"""What one edition changes of another: rows added, amended, corrected and removed; what cannot be matched is shown.

And what of it must not pass without a person's reason: a loss, a flood, a double, a format that no real edition proved.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from chemistry import normalise_name
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.heads import head_key, printed_head
from watchlist.list_updates.published import PublishedRow

Key = tuple[str, str]


ADD: Final = "add"
AMEND: Final = "amend"
REMOVE: Final = "remove"
CORRECT: Final = "correct"
ACTS: Final = ("valid_from", "decided_on", "instruments")
"""What a publisher changes where the law changed, and leaves where they mend their text."""
FIELDS: Final = ("code", "name", "place", "valid_from", "valid_until", "decided_on")
FACT: Final = "facts."
BORE: Final = "the number {code} bore {names} until now."
BEARS: Final = "the number {code} now bears {names}."
AMBIGUOUS: Final = "“{head}” stands in the list more than once, and no number tells which row became which."
NO_ACTS: Final = (
    "the source names neither day nor act: whether the law was amended or the text mended is for a person to say."
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row before and after, as text; "" is not said. A column of its own is named "facts.NAME"."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row added, amended, removed or corrected; `fields` are those that differ where it has both sides.

    `doubt` is a sentence on what the machine cannot tell, with what a person needs to tell it.
    """

    kind: str
    old: PublishedRow | None
    new: PublishedRow | None
    fields: tuple[FieldChange, ...]
    doubt: str = ""

    @property
    def row(self) -> PublishedRow:
        """Return the row as it is now, else the one that is gone: a change has a side."""
        row = self.new or self.old
        assert row is not None
        return row

    @property
    def digest(self) -> str:
        """Return the SHA-256 by which the change is known again: of its kind and its rows as published."""
        sides = {side: row and row.as_record() for side, row in (("before", self.old), ("after", self.new))}
        canonical = orjson.dumps({"kind": self.kind, **sides}, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(canonical).hexdigest()


def changes_between(old_rows: Sequence[PublishedRow], new_rows: Sequence[PublishedRow]) -> tuple[RowChange, ...]:
    """Return what changed between two editions, in the order of the new one, removals at the place where they stood."""
    now_by_was = _matched_rows(old_rows, new_rows)
    paired = set(now_by_was.values())
    added = [row for row in dict.fromkeys(new_rows) if row not in paired]
    removed = [row for row in dict.fromkeys(old_rows) if row not in now_by_was]
    changes = [change for was, now in now_by_was.items() if (change := _row_change(was, now)) is not None]
    come = zip(added, _doubts(added, removed, BORE), strict=True)
    changes += [RowChange(ADD, None, row, (), doubt) for row, doubt in come]
    order = {row: place for place, row in enumerate(new_rows)}
    placed = [((order[change.row], 0, 0), change) for change in changes]
    # A row that is gone stood behind the row before it that is still there.
    doubts, behind = _doubts(removed, added, BEARS), -1
    for place, row in enumerate(dict.fromkeys(old_rows)):
        if row in now_by_was:
            behind = order[now_by_was[row]]
        else:
            placed.append(((behind, 1, place), RowChange(REMOVE, row, None, (), next(doubts))))
    return tuple(change for _, change in sorted(placed, key=lambda place_and_change: place_and_change[0]))


def _row_change(old_row: PublishedRow, new_row: PublishedRow) -> RowChange | None:
    was, now = _texts(old_row), _texts(new_row)
    sides = ((name, was.get(name, ""), now.get(name, "")) for name in dict.fromkeys((*was, *now)))
    fields = tuple(FieldChange(name, left, right) for name, left, right in sides if left != right)
    if not fields:
        return None
    names = {field.name for field in fields}
    mended = any(name == "name" or name.startswith(FACT) for name in names) and names.isdisjoint(ACTS)
    if mended and not any(getattr(row, name) for row in (old_row, new_row) for name in ACTS):
        return RowChange(AMEND, old_row, new_row, fields, NO_ACTS)
    return RowChange(CORRECT if mended else AMEND, old_row, new_row, fields)


def _texts(row: PublishedRow) -> dict[str, str]:
    """Return the fields of a row as text; a column that is there more than once has a line for each."""
    texts = {name: str(getattr(row, name) or "") for name in FIELDS} | {"instruments": "; ".join(row.instruments)}
    facts: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in row.facts:
        facts[FACT + name].append(value)
    return texts | {name: "\n".join(values) for name, values in facts.items()}


def _doubts(rows: Sequence[PublishedRow], others: Sequence[PublishedRow], sentence: str) -> Iterator[str]:
    """Yield for each unmatched row what it may have to do with an unmatched row of the other edition."""
    heads = set(map(_head_of, others))
    bearers: defaultdict[Key, set[str]] = defaultdict(set)
    for row in others:
        bearers[row.list, row.code].add(f"“{row.name}”")
    for row in rows:
        names = bearers.get((row.list, row.code), ())
        if _head_of(row) in heads:
            yield AMBIGUOUS.format(head=printed_head(row.name))
        else:
            yield sentence.format(code=row.code, names=", ".join(sorted(names))) if row.code and names else ""


def _matched_rows(
    old_rows: Sequence[PublishedRow], new_rows: Sequence[PublishedRow]
) -> dict[PublishedRow, PublishedRow]:
    """Return the new row of each old one that has one, list by list; a row that is printed twice counts once.

    Equal rows are one. Else a whole name, and then a head, that stands once in each edition is one line; where it
    stands more than once the same code decides, and without one nothing does.
    """
    gone, come = dict.fromkeys(old_rows), dict.fromkeys(new_rows)
    was_to_now = {row: row for row in gone if row in come}
    for key in (whole_of, _head_of):
        was_by, now_by = _grouped(gone, key), _grouped(come, key)
        paired = set(was_to_now.values())
        for name in was_by.keys() & now_by.keys():
            alone = len(was_by[name]) == len(now_by[name]) == 1
            was = [row for row in was_by[name] if row not in was_to_now]
            now = [row for row in now_by[name] if row not in paired]
            was_to_now |= _pairs(was, now, alone=alone)
    return was_to_now


def whole_of(row: PublishedRow) -> Key:
    """Return the list of a row and the match key of its whole name."""
    return row.list, normalise_name(row.name)


def _head_of(row: PublishedRow) -> Key:
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


UNPROVEN: Final = "no real edition of this format was read."


def gates(
    old_rows: Sequence[PublishedRow],
    new_rows: Sequence[PublishedRow],
    changes: Sequence[RowChange],
    source: DeclaredSource,
    *,
    unproven: bool,
) -> tuple[str, ...]:
    """Return a sentence for each gate that does not let the changes pass by themselves; none where all do.

    A list that had rows and has none passes no gate: `ListEmptied` is raised before, and nothing is taken.
    """
    sentences = [*_bounds(new_rows, source), *_drops(old_rows, changes, source), *_doubles(old_rows, new_rows)]
    if old_rows and 2 * len(changes) > len(old_rows):
        sentences.append(f"{len(changes)} changes of {len(old_rows)} rows: more than half.")
    return ((UNPROVEN,) if unproven else ()) + tuple(sentences)


def _bounds(new_rows: Sequence[PublishedRow], source: DeclaredSource) -> Iterator[str]:
    """Yield each list that has fewer or more rows than are declared, and rows of a list that is not declared."""
    rows = Counter(row.list for row in new_rows)
    for key, declared in source.lists.items():
        if rows[key] < declared.least:
            yield f"{key}: {rows[key]} rows, and at least {declared.least} are declared."
        if rows[key] > declared.most:
            yield f"{key}: {rows[key]} rows, and at most {declared.most} are declared."
    for key in sorted(rows.keys() - source.lists.keys()):
        yield f"{key}: a list that is not declared, of {rows[key]} rows."


def _drops(old_rows: Sequence[PublishedRow], changes: Sequence[RowChange], source: DeclaredSource) -> Iterator[str]:
    """Yield each list that loses a larger share of its rows than is declared, whatever came in their place."""
    totals = Counter(row.list for row in old_rows)
    gone = Counter(change.old.list for change in changes if change.kind == REMOVE and change.old is not None)
    for key, lost in gone.items():
        if 100 * lost > source.most_drop * totals[key]:
            yield f"{key}: {lost} of {totals[key]} rows are gone, more than {source.most_drop} percent."


def _doubles(old_rows: Sequence[PublishedRow], new_rows: Sequence[PublishedRow]) -> Iterator[str]:
    """Yield each number and each name that stands in one list more often than once, and than before."""
    for what, key in (("number", _code_of), ("name", whole_of)):
        was = Counter(map(key, old_rows))
        now = Counter(map(key, new_rows))
        labels = {key(row): row.code if what == "number" else row.name for row in new_rows}
        for double, times in now.items():
            if double[1] and times > max(1, was[double]):
                yield f"{double[0]}: the {what} “{labels[double]}” stands there {times} times."


def _code_of(row: PublishedRow) -> Key:
    return row.list, row.code
