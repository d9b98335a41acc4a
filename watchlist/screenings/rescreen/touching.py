"""Which items a change may bear on: more than it does, never fewer. One look at each, whatever lines declare it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Final, NamedTuple

import orjson

from chemistry.class_rules.rule import Rule
from chemistry.identity import UNNEEDED
from chemistry.structures import Comparands, Comparer, Met, Refused, StructureText, met
from watchlist.engine.decision.resolvers import resolver_of, shared_dictionary
from watchlist.engine.identification.codes import CODES, Codes
from watchlist.engine.identification.records import ItemResolution
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.difference import EVERYTHING, REREAD, RULE, SIMILARITY, LawDifference
from watchlist.engine.workers.pool import pool
from watchlist.screenings.goods.apart import apart_from
from watchlist.screenings.rescreen.readings import Reading, basis_of, reading_of

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
class Touched:
    """What was found of some items: by the id of those touched, the keys that touch them; and readings made anew."""

    by: dict[int, frozenset[str]] = field(default_factory=dict)
    read: dict[int, Reading] = field(default_factory=dict)


@dataclass
class Touching:
    """Looks at items, some at a time, for what differs between two laws."""

    before: CompiledLaw
    after: CompiledLaw
    difference: LawDifference

    def look(self, rows: Sequence[ItemRow]) -> Touched:
        """Return which of these items the change may touch."""
        found = Touched()
        if EVERYTHING in self.difference.touches:
            found.by = dict.fromkeys((row.pk for row in rows), frozenset([EVERYTHING]))
            return found
        readings = self._readings(rows, found)
        meets = self._meets(readings.values())
        for pk, reading in readings.items():
            keys = self.difference.touches.intersection(reading.substances)
            keys = keys.union(*(meets[smiles] for smiles in reading.structures))
            if keys or pk in found.by:
                found.by[pk] = found.by.get(pk, frozenset()) | keys
        return found

    def _readings(self, rows: Sequence[ItemRow], found: Touched) -> dict[int, Reading]:
        """Return the reading of each item, made anew where it is missing, or where its text may mean something else."""
        known: dict[int, Reading] = {}
        coded: dict[int, tuple[str, ...]] = {}
        unread: dict[int, dict[str, str]] = {}
        anew: dict[int, dict[str, str]] = {}
        for row in rows:
            said = orjson.loads(row.identity)
            reading = reading_of(basis_of(self.before), row[2:]) or reading_of(basis_of(self.after), row[2:])
            if of_codes := self._named_by_codes(said):
                coded[row.pk] = of_codes
            if not self.difference.reread.isdisjoint(said):
                anew[row.pk] = said
            elif reading is None:
                unread[row.pk] = said
            else:
                known[row.pk] = reading
        for pk, reading in (self._resolved(unread) | self._resolved_twice(anew, found.by)).items():
            if reading is None:
                found.by[pk] = frozenset([EVERYTHING])
            else:
                found.read[pk] = reading
        return {pk: reading.beside(coded.get(pk, ())) for pk, reading in (known | found.read).items()}

    def _named_by_codes(self, said: Mapping[str, str]) -> tuple[str, ...]:
        """Return the structures of what codes name beside all else: no answer tells of them where no law held them."""
        read = ((field, said[field]) for field in CODES if field in said)
        return tuple(smiles for pair in read for smiles in self._coded(*pair))

    @cached_property
    def _coded(self) -> Callable[[str, str], tuple[str, ...]]:
        codes = [Codes(law, shared_dictionary()) for law in (self.before, self.after)]

        @lru_cache(maxsize=REMEMBERED)
        def coded(field: str, text: str) -> tuple[str, ...]:
            found = (candidate for of in codes for candidate in of.read(field, text)[0])
            return tuple(dict.fromkeys(candidate.smiles for candidate in found if candidate.smiles))

        return coded

    def _resolved(self, items: Mapping[int, Mapping[str, str]]) -> dict[int, Reading | None]:
        return {pk: Reading.of_resolution(one) for pk, one in _resolve(self.after, items).items()}

    def _resolved_twice(
        self, items: Mapping[int, Mapping[str, str]], touched: dict[int, frozenset[str]]
    ) -> dict[int, Reading | None]:
        """Return the readings of items under the law after the change; what it resolves otherwise is touched."""
        was, now = _resolve(self.before, items), _resolve(self.after, items)
        touched |= {pk: self._keys_of(was[pk], now[pk]) for pk in items if was[pk] != now[pk]}
        return {pk: Reading.of_resolution(one) for pk, one in now.items()}

    def _keys_of(self, *resolved: ItemResolution) -> frozenset[str]:
        """Return what the change touches an item by that it resolves otherwise: whatever it met, or meets now."""
        found = [resolution for one in resolved for resolution in one.resolutions]
        keys = {key for one in found if (key := one.substance)}
        keys |= {match.reference for one in found for match in one.matches}
        keys |= {f"{RULE}{match.rule}" for one in found for match in one.classes}
        keys |= {SIMILARITY for one in found if one.relatives}
        return self.difference.touches & keys | {REREAD}

    def _meets(self, readings: Iterable[Reading]) -> dict[str, frozenset[str]]:
        """Return, for each structure, the keys of what it meets of all that differs; of one that fails, every key."""
        drawn = dict.fromkeys(smiles for reading in readings for smiles in reading.structures)
        meets: dict[str, frozenset[str]] = dict.fromkeys(drawn, frozenset())
        apart = apart_from(self._rules_alone, drawn)
        texts = [StructureText(smiles, "smiles", UNNEEDED) for smiles in drawn if smiles not in apart]
        for make in self._comparers:
            for text, one in zip(texts, pool().run(met, texts, make), strict=True):
                meets[text.text] |= self._keys_met(one)
        return meets

    def _keys_met(self, found: Met | Refused) -> frozenset[str]:
        if isinstance(found, Refused):
            return frozenset([EVERYTHING])
        keys = {*found.references, *(f"{RULE}{key}" for key in found.rules)}
        return self.difference.touches & (keys | {SIMILARITY} if found.resembles else keys)

    @cached_property
    def _narrow(self) -> tuple[Comparands, ...]:
        """What structures are compared with: only what differs, in either version, each for a child process.

        One process of both where it can: a resemblance is measured to all relatives of one law together.
        """
        laws = [law.reference_data for law in (self.before, self.after)]
        touches = self.difference.touches
        references = dict.fromkeys(one for law in laws for one in law.references if one.key in touches)
        rules = [one for law in laws for one in law.rules if f"{RULE}{one.key}" in touches]
        rules = [one for at, one in enumerate(rules) if one not in rules[:at]]
        alike = [(law.relatives, law.masks) if SIMILARITY in touches else ((), ()) for law in laws]
        whole = [Comparands(tuple(references), tuple(rules), *alike[1])]
        if alike[0] != alike[1]:
            whole.append(Comparands((), (), *alike[0]))
        return tuple(one for one in whole if one != Comparands())

    @cached_property
    def _comparers(self) -> tuple[partial[Comparer], ...]:
        """What makes them in a child process, which knows one by its identity."""
        return tuple(partial(Comparer, one) for one in self._narrow)

    @cached_property
    def _rules_alone(self) -> tuple[Rule, ...]:
        """The classes that differ, where nothing else does that structures are compared with: else none."""
        rules = tuple(rule for one in self._narrow for rule in one.rules)
        return rules if self._narrow == (Comparands(rules=rules),) else ()


def _resolve(law: CompiledLaw, items: Mapping[int, Mapping[str, str]]) -> dict[int, ItemResolution]:
    if not items:
        return {}
    resolved = resolver_of(law, shared_dictionary()).resolve(list(items.values()))
    return dict(zip(items, resolved, strict=True))
