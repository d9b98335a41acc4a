"""What changed between two compiled laws: what of goods it touches, and on which days it begins or ends.

A pure function of two laws, whatever made them differ: a change set, seeds, a class that was read better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from watchlist.engine.law import compared
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling

EVERYTHING: Final = "*"
RESEMBLANCE: Final = "~"
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
    resembling: tuple[str, ...]
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
            "entries": [asdict(one) for one in self.entries],
            "lists": self.lists,
            "rules": self.rules,
            "substances": self.substances,
            "resembling": self.resembling,
            "words": self.words,
            "days": sorted(self.days_of([EVERYTHING])),
        }


def difference(before: CompiledLaw, after: CompiledLaw) -> LawDifference:
    """Return what differs between two laws."""
    entries = tuple(_entries(before, after))
    rules = compared.differing(before.rules, after.rules)
    substances = compared.differing(before.substances, after.substances)
    resembling = compared.resembling(before, after)
    lists = compared.lists_that_differ(before, after)
    of_lists = {key for law in (before, after) for row in compared.rows_of(law, lists) for key in _keys(row)}
    touches = {key for entry in entries for key in entry.keys} | of_lists | {f"{RULE}{key}" for key in rules}
    touches |= {*substances, *compared.references_that_differ(before, after)}
    if resembling or not touches.isdisjoint((*before.family_of, *after.family_of)):
        touches.add(RESEMBLANCE)
    if compared.reach_of(before) != compared.reach_of(after):
        touches.add(EVERYTHING)
    return LawDifference(
        entries=entries,
        lists=lists,
        rules=tuple((key, _version(before, key), _version(after, key)) for key in rules),
        substances=substances,
        resembling=resembling,
        words=tuple(compared.words_that_differ(before, after)),
        reread=compared.reread_fields(before, after),
        touches=frozenset(touches),
        days=_days(before, after, entries, of_lists),
    )


def _entries(before: CompiledLaw, after: CompiledLaw) -> Iterator[EntryChange]:
    was, now = ({(row.entry, row.event): row for row in compared.rows_of(law)} for law in (before, after))
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


def _days(before: CompiledLaw, after: CompiledLaw, entries: Iterable[EntryChange], of_lists: Iterable[str]) -> Days:
    days: dict[str, set[date]] = defaultdict(set)
    families = before.family_of.keys() | after.family_of.keys()
    for entry in entries:
        for key in entry.keys:
            days[key].update(entry.days)
            days[RESEMBLANCE].update(entry.days if key in families else ())
    for key in of_lists:
        days[key].update(compared.duty_days(before, after))
    days[RESEMBLANCE].update(compared.mask_days(before, after))
    return {key: frozenset(of_key) for key, of_key in sorted(days.items()) if of_key}


def _version(law: CompiledLaw, rule: str) -> str:
    return law.rules[rule].version if rule in law.rules else ""


def _union(days: Iterable[frozenset[date]]) -> frozenset[date]:
    return frozenset[date]().union(*days)
