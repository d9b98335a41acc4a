"""What changed between two compiled laws: what of goods it touches, and on which days it begins or ends.

A pure function of two laws, whatever made them differ: a change set, seeds, a class that was read better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from watchlist.engine.law import comparison as compared
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling

EVERYTHING: Final = "*"
SIMILARITY: Final = "~"
REREAD: Final = "="
RULE: Final = "rule:"
"""Keys of what touches goods: a substance by its own key, a class behind `rule:`; all goods, all that resemble
anything, and those whose own words are resolved to something else."""

Days = Mapping[str, frozenset[date]]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One scheduling that `came`, `went` or `differs`, and then in which of its fields; `keys`: of goods it touches."""

    event: str
    entry: str
    list: str
    how: str
    fields: tuple[str, ...]
    keys: tuple[str, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class LawDifference:
    """What differs between two laws.

    `rules`: key, version before and after, "" where it was none. `touches`: the keys by which goods meet what differs;
    `days`: by key, those on which it begins or ends; `reread`: the fields of which the same text may be resolved to
    something else.
    """

    entries: tuple[EntryChange, ...]
    lists: tuple[str, ...]
    rules: tuple[tuple[str, str, str], ...]
    substances: tuple[str, ...]
    similarity_keys: tuple[str, ...]
    words: tuple[str, ...]
    reread: frozenset[str]
    touches: frozenset[str]
    days: Days

    def days_of(self, touched_by: Iterable[str]) -> frozenset[date]:
        """Return the days on which what these keys stand for begins or ends."""
        keys = set(touched_by)
        return _union(self.days.values() if EVERYTHING in keys else (self.days[key] for key in keys & self.days.keys()))

    def as_record(self) -> dict[str, Any]:
        """Return what differs as plain values."""
        return {
            "entries": [asdict(entry) for entry in self.entries],
            "lists": self.lists,
            "rules": self.rules,
            "substances": self.substances,
            "resembling": self.similarity_keys,
            "words": self.words,
            "days": sorted(self.days_of([EVERYTHING])),
        }


def difference(earlier: CompiledLaw, later: CompiledLaw) -> LawDifference:
    """Return what differs between two laws."""
    entries = tuple(_entries(earlier, later))
    rules = compared.differing(earlier.rules, later.rules)
    substances = compared.differing(earlier.substances, later.substances)
    similarity_keys = compared.similarity_keys(earlier, later)
    lists = compared.lists_that_differ(earlier, later)
    of_lists = {key for law in (earlier, later) for row in compared.rows_of(law, lists) for key in _keys(row)}
    touches = {key for entry in entries for key in entry.keys} | of_lists | {f"{RULE}{key}" for key in rules}
    touches |= {*substances, *compared.references_that_differ(earlier, later)}
    if similarity_keys or not touches.isdisjoint((*earlier.family_of, *later.family_of)):
        touches.add(SIMILARITY)
    if compared.reach_of(earlier) != compared.reach_of(later):
        touches.add(EVERYTHING)
    return LawDifference(
        entries=entries,
        lists=lists,
        rules=tuple((key, _version(earlier, key), _version(later, key)) for key in rules),
        substances=substances,
        similarity_keys=similarity_keys,
        words=tuple(compared.words_that_differ(earlier, later)),
        reread=compared.reread_fields(earlier, later),
        touches=frozenset(touches),
        days=_days(earlier, later, entries, of_lists),
    )


def _entries(earlier: CompiledLaw, later: CompiledLaw) -> Iterator[EntryChange]:
    was, now = ({(row.entry, row.event): row for row in compared.rows_of(law)} for law in (earlier, later))
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        if old and new:
            if changed := compared.fields_that_differ(old, new):
                days = compared.dates_of(old, changed) | compared.dates_of(new, changed)
                yield _entry(new, "differs", changed, days, {*_keys(old), *_keys(new)})
        elif row := new or old:
            yield _entry(row, "came" if new else "went", (), compared.dates_of(row), _keys(row))


def _entry(
    row: CompiledScheduling, how: str, changed: tuple[str, ...], days: frozenset[date], keys: Iterable[str]
) -> EntryChange:
    return EntryChange(row.event, row.entry, row.list.key, how, changed, tuple(sorted(keys)), tuple(sorted(days)))


def _keys(row: CompiledScheduling) -> tuple[str, ...]:
    """Return the keys of what a scheduling is met by: its substance, and the class that its words define."""
    return (row.substance, f"{RULE}{row.rule}") if row.rule else (row.substance,)


def _days(earlier: CompiledLaw, later: CompiledLaw, entries: Iterable[EntryChange], of_lists: Iterable[str]) -> Days:
    days: dict[str, set[date]] = defaultdict(set)
    families = earlier.family_of.keys() | later.family_of.keys()
    for entry in entries:
        for key in entry.keys:
            days[key].update(entry.days)
            days[SIMILARITY].update(entry.days if key in families else ())
    for key in of_lists:
        days[key].update(compared.duty_days(earlier, later))
    days[SIMILARITY].update(compared.mask_days(earlier, later))
    return {key: frozenset(of_key) for key, of_key in sorted(days.items()) if of_key}


def _version(law: CompiledLaw, rule: str) -> str:
    return law.rules[rule].version if rule in law.rules else ""


def _union(days: Iterable[frozenset[date]]) -> frozenset[date]:
    return frozenset[date]().union(*days)
