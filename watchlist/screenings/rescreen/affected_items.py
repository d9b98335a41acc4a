"""Which items a change of the law may affect: perhaps more than it does, never fewer. Each item is examined once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Final, NamedTuple

import orjson

from chemistry import UNNEEDED, Comparer, MatchSummary, ReferenceData, StructureRefusal, StructureText, match_summaries
from chemistry.class_rules import RuleDefinition
from watchlist.engine.identification import (
    CODES,
    Codes,
    ItemResolution,
    codes_in_name,
    resolver_of,
    shared_dictionary,
)
from watchlist.engine.law import EVERYTHING, REREAD, RULE, SIMILARITY, CompiledLaw, LawDifference
from watchlist.engine.workers import pool
from watchlist.screenings.goods import apart_from
from watchlist.screenings.readings import StoredReading, basis_of, reading_of

REMEMBERED: Final = 65_536


ROW: Final = ("pk", "identity", "reading__basis", "reading__structures", "reading__substances")


class ItemRow(NamedTuple):
    """An item as stored, with its reading: all None where it has none."""

    pk: int
    identity: str
    basis: str | None
    structures: str | None
    substances: str | None


@dataclass(slots=True)
class AffectedItems:
    """The affected ones of some items, each id with the keys of what changed for it; and the readings made anew."""

    keys_by_item: dict[int, frozenset[str]] = field(default_factory=dict)
    readings: dict[int, StoredReading] = field(default_factory=dict)


@dataclass
class AffectedItemFinder:
    """Finds the items that the difference of two laws may affect, some at a time."""

    old_law: CompiledLaw
    new_law: CompiledLaw
    difference: LawDifference

    def find(self, rows: Sequence[ItemRow]) -> AffectedItems:
        """Return which of these items the change may affect."""
        found = AffectedItems()
        if EVERYTHING in self.difference.touches:
            found.keys_by_item = dict.fromkeys((row.pk for row in rows), frozenset([EVERYTHING]))
            return found
        readings = self._readings(rows, found)
        meets = self._keys_by_structure(readings.values())
        for pk, reading in readings.items():
            keys = self.difference.touches.intersection(reading.substances)
            keys = keys.union(*(meets[smiles] for smiles in reading.structures))
            if keys or pk in found.keys_by_item:
                found.keys_by_item[pk] = found.keys_by_item.get(pk, frozenset()) | keys
        return found

    def _readings(self, rows: Sequence[ItemRow], found: AffectedItems) -> dict[int, StoredReading]:
        """Return the reading of each item, made anew where it is missing, or where its text may mean something else."""
        usable: dict[int, StoredReading] = {}
        coded: dict[int, tuple[str, ...]] = {}
        unread: dict[int, dict[str, str]] = {}
        anew: dict[int, dict[str, str]] = {}
        for row in rows:
            fields = orjson.loads(row.identity)
            reading = reading_of(basis_of(self.old_law), row[2:]) or reading_of(basis_of(self.new_law), row[2:])
            if of_codes := self._named_by_codes(fields):
                coded[row.pk] = of_codes
            if not self.difference.reread.isdisjoint(fields):
                anew[row.pk] = fields
            elif reading is None:
                unread[row.pk] = fields
            else:
                usable[row.pk] = reading
        for pk, reading in (self._resolved(unread) | self._resolved_twice(anew, found.keys_by_item)).items():
            if reading is None:
                found.keys_by_item[pk] = frozenset([EVERYTHING])
            else:
                found.readings[pk] = reading
        return {pk: reading.with_structures(coded.get(pk, ())) for pk, reading in (usable | found.readings).items()}

    def _named_by_codes(self, fields: Mapping[str, str]) -> tuple[str, ...]:
        """Return the structures of what codes name: no answer has them where no law listed them."""
        declared = {**fields, **codes_in_name(fields)}
        read = ((field, declared[field]) for field in CODES if field in declared)
        return tuple(smiles for pair in read for smiles in self._coded(*pair))

    @cached_property
    def _coded(self) -> Callable[[str, str], tuple[str, ...]]:
        codes = [Codes(law, shared_dictionary()) for law in (self.old_law, self.new_law)]

        @lru_cache(maxsize=REMEMBERED)
        def coded(field: str, text: str) -> tuple[str, ...]:
            found = (candidate for lookup in codes for candidate in lookup.read(field, text)[0])
            return tuple(dict.fromkeys(candidate.smiles for candidate in found if candidate.smiles))

        return coded

    def _resolved(self, items: Mapping[int, Mapping[str, str]]) -> dict[int, StoredReading | None]:
        return {
            pk: StoredReading.from_resolution(resolution) for pk, resolution in _resolve(self.new_law, items).items()
        }

    def _resolved_twice(
        self, items: Mapping[int, Mapping[str, str]], touched: dict[int, frozenset[str]]
    ) -> dict[int, StoredReading | None]:
        """Return the readings of items under the new law; adds to `touched` those that it resolves differently."""
        was, now = _resolve(self.old_law, items), _resolve(self.new_law, items)
        touched |= {pk: self._keys_of(was[pk], now[pk]) for pk in items if was[pk] != now[pk]}
        return {pk: StoredReading.from_resolution(resolution) for pk, resolution in now.items()}

    def _keys_of(self, *resolved: ItemResolution) -> frozenset[str]:
        """Return the changed keys of an item that is resolved differently: of whatever it matched or matches."""
        found = [resolution for item in resolved for resolution in item.resolutions]
        keys = {key for field_resolution in found if (key := field_resolution.substance)}
        keys |= {match.reference for field_resolution in found for match in field_resolution.matches}
        keys |= {f"{RULE}{match.rule}" for field_resolution in found for match in field_resolution.classes}
        keys |= {SIMILARITY for field_resolution in found if field_resolution.relatives}
        return self.difference.touches & keys | {REREAD}

    def _keys_by_structure(self, readings: Iterable[StoredReading]) -> dict[str, frozenset[str]]:
        """Return for each structure the keys of what it matches of all that differs; if it fails, every key."""
        drawn = dict.fromkeys(smiles for reading in readings for smiles in reading.structures)
        meets: dict[str, frozenset[str]] = dict.fromkeys(drawn, frozenset())
        apart = apart_from(self._rules_alone, drawn)
        texts = [StructureText(smiles, "smiles", UNNEEDED) for smiles in drawn if smiles not in apart]
        for make in self._comparers:
            for text, result in zip(texts, pool().run(match_summaries, texts, make), strict=True):
                meets[text.text] |= self._matched_keys(result)
        return meets

    def _matched_keys(self, found: MatchSummary | StructureRefusal) -> frozenset[str]:
        if isinstance(found, StructureRefusal):
            return frozenset([EVERYTHING])
        keys = {*found.references, *(f"{RULE}{key}" for key in found.rules)}
        return self.difference.touches & (keys | {SIMILARITY} if found.resembles else keys)

    @cached_property
    def _differing_references(self) -> tuple[ReferenceData, ...]:
        """What structures are compared with: only what differs, in either version, each for a child process.

        One process of both where it can: a resemblance is measured to all relatives of one law together.
        """
        laws = [law.reference_data for law in (self.old_law, self.new_law)]
        touches = self.difference.touches
        references = dict.fromkeys(
            reference for law in laws for reference in law.references if reference.key in touches
        )
        rules = [rule for law in laws for rule in law.rules if f"{RULE}{rule.key}" in touches]
        rules = [rule for at, rule in enumerate(rules) if rule not in rules[:at]]
        alike = [(law.relatives, law.masks) if SIMILARITY in touches else ((), ()) for law in laws]
        whole = [ReferenceData(tuple(references), tuple(rules), *alike[1])]
        if alike[0] != alike[1]:
            whole.append(ReferenceData((), (), *alike[0]))
        return tuple(reference_data for reference_data in whole if reference_data != ReferenceData())

    @cached_property
    def _comparers(self) -> tuple[partial[Comparer], ...]:
        """Return the factories of the comparers in a child process, which caches each by its identity."""
        return tuple(partial(Comparer, reference_data) for reference_data in self._differing_references)

    @cached_property
    def _rules_alone(self) -> tuple[RuleDefinition, ...]:
        """The classes that differ, where nothing else that structures are compared with does; else none."""
        rules = tuple(rule for reference_data in self._differing_references for rule in reference_data.rules)
        return rules if self._differing_references == (ReferenceData(rules=rules),) else ()


def _resolve(law: CompiledLaw, items: Mapping[int, Mapping[str, str]]) -> dict[int, ItemResolution]:
    if not items:
        return {}
    resolved = resolver_of(law, shared_dictionary()).resolve(list(items.values()))
    return dict(zip(items, resolved, strict=True))
