"""What changed, in words: by jurisdiction, by list, by day, with what stood before and what stands after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from watchlist.engine.law import CompiledLaw, CompiledList
from watchlist.law_store import KINDS, LawChange, fact_words
from watchlist.web import words
from watchlist.web.law.words import Addresses

LABELS = {"added": _("Added"), "moved": _("Moved"), "amended": _("Amended"), "removed": _("Removed")}
FACTS = {
    "printed_name": _("printed name"),
    "wording": _("wording"),
    "reach": _("reach"),
    "rule": _("class rule"),
    "conditions": _("conditions"),
}


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact that an amendment changed: what was dropped, and what came."""

    name: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawChangeView:
    """One change, ready for its row."""

    kind: str
    label: str
    on: str
    doubt: str
    name: str
    called: str
    entry: str
    came_from: str
    facts: tuple[FactView, ...]
    act: str
    instrument: str
    place: str


@dataclass(frozen=True, slots=True)
class ListView:
    """The changes of one list."""

    control_list: CompiledList
    address: str
    changes: tuple[LawChangeView, ...]

    @property
    def differ(self) -> bool:
        """Say whether any of them has something to compare."""
        return any(change.facts or change.came_from or change.kind == "amended" for change in self.changes)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The changes of one jurisdiction."""

    jurisdiction: str
    number: int
    lists: tuple[ListView, ...]


def counted_kinds(found: Iterable[LawChange]) -> list[tuple[str, str, int]]:
    """Return how many changes there are of each kind."""
    counts = Counter(change.kind for change in found)
    return [(kind, str(LABELS[kind]), counts[kind]) for kind in KINDS]


def by_list(law: CompiledLaw, found: Sequence[LawChange], addresses: Addresses) -> list[PlaceView]:
    """Return the changes, which come in order, by jurisdiction and by list."""
    places = []
    for place, group in groupby(found, key=lambda change: change.list.jurisdiction or ""):
        changed = list(group)
        lists = tuple(
            ListView(
                law.lists[key],
                addresses.list(key),
                tuple(_change(law, law_change, addresses) for law_change in of_list),
            )
            for key, of_list in groupby(changed, key=lambda change: change.list.key)
        )
        places.append(PlaceView(place, len(changed), lists))
    return places


def _change(law: CompiledLaw, change: LawChange, addresses: Addresses) -> LawChangeView:
    act, row = change.instrument, change.row
    called = law.substances[row.substance].name
    return LawChangeView(
        kind=change.kind,
        label=str(LABELS[change.kind]),
        on=str(change.on.year) if change.date_precision == "year" else words.day(change.on),
        doubt=words.doubt(change.date_confidence),
        name=row.printed_name,
        called=called if called.casefold() != row.printed_name.casefold() else "",
        entry=addresses.entry(row.entry),
        came_from=change.old_row.list.title if change.kind == "moved" and change.old_row else "",
        facts=tuple(_fact(change, name) for name in change.facts),
        act=addresses.act(act.key) if act else "",
        instrument=addresses.instrument(act.key) if act else "",
        place=act.citation if act and act.citation != addresses.act(act.key) else "",
    )


def _fact(change: LawChange, name: str) -> FactView:
    """What differs, and only that: of a set of forms or conditions, those that came or went."""
    assert change.old_row is not None
    assert change.new_row is not None
    old, new = fact_words(change.old_row, name), fact_words(change.new_row, name)
    gone = tuple(words.phrase(part) for part in old if part not in new)
    came = tuple(words.phrase(part) for part in new if part not in old)
    return FactView(str(FACTS[name]), gone, came)
