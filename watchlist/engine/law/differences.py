"""What changed between two compiled laws: what of goods it touches, and on which days it begins or ends.

A pure function of two laws, whatever made them differ: a change set, seeds, a class that was read better. It compares
what answers hang on, and the fields whose text may mean something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final, TypeVar

from watchlist.engine.law.compiled import CompiledLaw, CompiledList, CompiledScheduling

Key = TypeVar("Key")
SCHEDULING: Final = tuple(field.name for field in fields(CompiledScheduling) if field.name != "list")
OF_AN_EDITION: Final = frozenset(
    {"title", "edition", "sha256", "entries", "confirmed_share", "checked_on", "stale_after_days"}
)
"""What a list says of its text, and no verdict on a line hangs on."""

LIST: Final = tuple(field.name for field in fields(CompiledList) if field.name not in OF_AN_EDITION)
DAYS: Final = ("valid_from", "valid_until")
WORDED: Final = frozenset({"name", "declaration_elements"})
DRAWN: Final = frozenset({"smiles", "inchi", "inchikey"})
"""Any of these columns may hold an InChIKey, which is looked up."""

INDEXES: Final[tuple[tuple[Callable[[CompiledLaw], Mapping[Any, Any]], frozenset[str]], ...]] = (
    (lambda law: law.names, WORDED | {"comment", "remarked_goods"}),
    (lambda law: law.numbers, frozenset({"cas", "remarked_cas", "comment"}) | WORDED | DRAWN),
    (lambda law: law.codes, frozenset({"hs_code", "cn_code", "un_number", "remarked_goods"}) | WORDED),
    (lambda law: law.inchikeys, DRAWN | {"remarked_goods"}),
)
"""What is looked up in a law, and in which fields of goods."""

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
        days = self.days.values() if EVERYTHING in keys else (self.days[key] for key in keys & self.days.keys())
        return frozenset[date]().union(*days)

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


def differing(earlier: Mapping[Key, object], later: Mapping[Key, object]) -> tuple[Key, ...]:
    """Return the keys under which two mappings say different things, those of the first in its order."""
    keys = dict.fromkeys((*earlier, *later))
    return tuple(key for key in keys if key not in earlier or key not in later or earlier[key] != later[key])


def rows_of(law: CompiledLaw, lists: Collection[str] | None = None) -> Iterator[CompiledScheduling]:
    """Yield every scheduling of a law, or those of some lists."""
    rows = (row for rows in law.schedulings.values() for row in rows)
    return rows if lists is None else (row for row in rows if row.list.key in lists)


def words_that_differ(earlier: CompiledLaw, later: CompiledLaw) -> Iterator[str]:
    """Yield the names, numbers, codes and InChIKeys that stand for something else, or for something at last."""
    for index, _ in INDEXES:
        for key in differing(index(earlier), index(later)):
            yield key if isinstance(key, str) else " ".join(key)


def reread_fields(earlier: CompiledLaw, later: CompiledLaw) -> frozenset[str]:
    """Return the fields of goods of which the same text may be resolved to something else.

    An element with a counter-ion is no element by its name: what kind a substance is decides that too.
    """
    changed = [field_names for index, field_names in INDEXES if differing(index(earlier), index(later))]
    kinds = ({key: substance.kind for key, substance in law.substances.items()} for law in (earlier, later))
    return frozenset[str]().union(*changed, WORDED if differing(*kinds) else ())


def references_that_differ(earlier: CompiledLaw, later: CompiledLaw) -> tuple[str, ...]:
    """Return the keys of the structures that goods are compared with otherwise: drawn, or reached, in another way."""
    was, now = ({reference.key: reference for reference in law.reference_data.references} for law in (earlier, later))
    return differing(was, now)


def similarity_keys(earlier: CompiledLaw, later: CompiledLaw) -> tuple[str, ...]:
    """Return the keys of the members of families, the relatives and the masks that differ."""
    was, now = ({relative.key: relative for relative in law.reference_data.relatives} for law in (earlier, later))
    members, masks = differing(earlier.family_of, later.family_of), differing(earlier.masks, later.masks)
    return tuple(dict.fromkeys((*members, *differing(was, now), *masks)))


def reach_of(law: CompiledLaw) -> tuple[object, ...]:
    """Return what decides which lists an answer compares, and which routes are held whole."""
    precursors = frozenset(
        (control_list.jurisdiction, control_list.complete)
        for control_list in law.lists.values()
        if control_list.branch == "precursor"
    )
    return dict(law.members), precursors, {control_list.jurisdiction for control_list in law.lists.values()}


def lists_that_differ(earlier: CompiledLaw, later: CompiledLaw) -> tuple[str, ...]:
    """Return the keys of the lists held in both laws that lay down other duties, or bear on other movements."""
    both = (key for key in earlier.lists if key in later.lists)
    return tuple(key for key in both if fields_that_differ(earlier.lists[key], later.lists[key], LIST))


def fields_that_differ(old: object, new: object, names: tuple[str, ...] = SCHEDULING) -> tuple[str, ...]:
    """Return which fields of two records differ; those of schedulings, if not told which."""
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def dates_of(row: CompiledScheduling, names: Collection[str] = DAYS) -> frozenset[date]:
    """Return the known days on which a scheduling begins or ends, those of some fields."""
    return frozenset(day for name in DAYS if name in names and (day := getattr(row, name)))


def difference(earlier: CompiledLaw, later: CompiledLaw) -> LawDifference:
    """Return what differs between two laws."""
    entries = tuple(_entries(earlier, later))
    rules = differing(earlier.rules, later.rules)
    substances = differing(earlier.substances, later.substances)
    resembling = similarity_keys(earlier, later)
    lists = lists_that_differ(earlier, later)
    of_lists = {key for law in (earlier, later) for row in rows_of(law, lists) for key in _keys(row)}
    touches = {key for entry in entries for key in entry.keys} | of_lists | {f"{RULE}{key}" for key in rules}
    touches |= {*substances, *references_that_differ(earlier, later)}
    if resembling or not touches.isdisjoint((*earlier.family_of, *later.family_of)):
        touches.add(SIMILARITY)
    if reach_of(earlier) != reach_of(later):
        touches.add(EVERYTHING)
    return LawDifference(
        entries=entries,
        lists=lists,
        rules=tuple((key, _version(earlier, key), _version(later, key)) for key in rules),
        substances=substances,
        similarity_keys=resembling,
        words=tuple(words_that_differ(earlier, later)),
        reread=reread_fields(earlier, later),
        touches=frozenset(touches),
        days=_days(earlier, later, entries, of_lists),
    )


def _entries(earlier: CompiledLaw, later: CompiledLaw) -> Iterator[EntryChange]:
    was, now = ({(row.entry, row.event): row for row in rows_of(law)} for law in (earlier, later))
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        if old and new:
            if changed := fields_that_differ(old, new):
                days = dates_of(old, changed) | dates_of(new, changed)
                yield _entry(new, "differs", changed, days, {*_keys(old), *_keys(new)})
        elif row := new or old:
            yield _entry(row, "came" if new else "went", (), dates_of(row), _keys(row))


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
    # The days on which a duty begins or ends that only one of two versions of a list lays down.
    lists = lists_that_differ(earlier, later)
    duties = [duty for key in lists for duty in {*earlier.lists[key].obligations} ^ {*later.lists[key].obligations}]
    for key in of_lists:
        days[key].update(day for duty in duties for day in (duty.since, duty.until) if day)
    # From which on the world could know of masks that differ.
    masks = differing(earlier.masks, later.masks)
    days[SIMILARITY].update(
        law.masks[key].published_on for law in (earlier, later) for key in masks if key in law.masks
    )
    return {key: frozenset(of_key) for key, of_key in sorted(days.items()) if of_key}


def _version(law: CompiledLaw, rule: str) -> str:
    return law.rules[rule].version if rule in law.rules else ""
