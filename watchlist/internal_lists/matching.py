"""Match a line record with the entries of one house list: by structure, InChIKey, number and name.

Pure on answers: what the law's own comparison read a line as is in its record, and what it could not read is there as
declared. Only structures that this comparison has read are drawn again here, and their InChIKeys computed where the
record of an ordinary line leaves them out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from chemistry import (
    CasError,
    Examination,
    Reference,
    ReferenceSet,
    StructureError,
    StructureText,
    composition,
    has_carbon,
    heavy_atoms,
    identify,
    leading,
    normalise_cas,
    normalise_name,
    parse_structure,
    skeleton,
)
from watchlist.engine.answer import Line, Resolution
from watchlist.engine.identification import readings
from watchlist.engine.vocabulary import Certainty, IdentityField
from watchlist.engine.workers import identified

REMEMBERED: Final = 50_000
CERTAINTIES: Final = tuple(Certainty)
NUMBERS: Final = (IdentityField.CAS, IdentityField.REMARKED_CAS)
DECLARED: Final = ("name", "inchikey", *NUMBERS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as known at an instant; `since` is the day on which it was imported."""

    key: str
    name: str
    other_names: tuple[str, ...]
    cas: str
    inchikey: str
    structure: str
    reason: str
    since: date


class EntryMatch(NamedTuple):
    """A match of a line with an entry: as which forms of it, how sure, read from which field.

    `atoms` count in `smiles`, the structure that the field was read as.
    """

    entry: Entry
    certainty: Certainty
    forms: tuple[str, ...]
    read_from: IdentityField
    atoms: tuple[int, ...] = ()
    smiles: str = ""


StructureMatch = tuple[Entry, tuple[str, ...], tuple[int, ...]]
"""An entry that a structure is, by which forms, and the atoms that stand for it."""


@dataclass
class EntryMatcher:
    """The entries of one edition, indexed; answers are cached."""

    entries: Sequence[Entry]
    _matches_by_line: dict[tuple[object, ...], tuple[EntryMatch, ...]] = field(default_factory=dict)
    _drawn: dict[str, tuple[StructureMatch, ...]] = field(default_factory=dict)
    _sets: dict[str, ReferenceSet] = field(default_factory=dict)
    _inchikeys: dict[str, str] = field(default_factory=dict)

    def matches(self, line: Line) -> tuple[EntryMatch, ...]:
        """Return the surest match of a line with each entry, in the order of the entries' keys."""
        key = (*map(line.fields.get, DECLARED), line.resolution)
        if (cached := self._matches_by_line.get(key)) is not None:
            return cached
        if len(self._matches_by_line) >= REMEMBERED:
            self._matches_by_line.clear()
        found = [*self._read(line.resolution), *self._declared(line.fields)]
        best: dict[str, EntryMatch] = {}
        for match in sorted(found, key=_doubtfulness):
            best.setdefault(match.entry.key, match)
        matches = self._matches_by_line[key] = tuple(best[entry] for entry in sorted(best))
        return matches

    def _read(self, resolutions: Sequence[Resolution]) -> Iterator[EntryMatch]:
        """Yield the matches of what a line was read as."""
        for read in resolutions:
            certainty, source, smiles = read.certainty, read.from_, read.smiles
            for entry in self._by_inchikey.get(self._inchikey_to_match(read), ()):
                yield EntryMatch(entry, certainty, (), source, smiles=smiles)
            for entry, forms, atoms in self._by_structure(smiles) if smiles else ():
                yield EntryMatch(entry, certainty, forms, source, atoms, smiles)
            if not smiles:
                yield from self._akin(read.inchikey or "", source)
            for entry in self._by_name.get(normalise_name(read.name), ()):
                yield EntryMatch(
                    entry, max(certainty, Certainty.PARSED, key=CERTAINTIES.index), (), source, smiles=smiles
                )

    def inchikey_of(self, read: Resolution) -> str:
        """Return the InChIKey of a reading, computed where its record leaves it out; "" where there is none."""
        if read.inchikey is not None:
            return read.inchikey
        key = self._inchikeys.get(read.smiles)
        if key is None:
            if len(self._inchikeys) >= REMEMBERED:
                self._inchikeys.clear()
            text = StructureText(read.smiles, "smiles")
            found = identified([text])[text]
            key = self._inchikeys[read.smiles] = found.identity.inchikey if isinstance(found, Examination) else ""
        return key

    def _inchikey_to_match(self, read: Resolution) -> str:
        """Return the InChIKey of a reading; "" too where no entry has the InChIKey of such a composition."""
        if read.inchikey is None and self._compositions is not None:
            return self.inchikey_of(read) if composition(read.smiles) in self._compositions else ""
        return self.inchikey_of(read)

    @cached_property
    def _compositions(self) -> frozenset[str] | None:
        """The compositions of what the InChIKeys of the entries stand for; None where one is of no drawing here."""
        texts = {entry: StructureText(entry.structure, "smiles") for entry in self.entries if entry.inchikey}
        found = identified(text for text in texts.values() if text.text)
        for entry, text in texts.items():
            drawn = found.get(text)
            if not isinstance(drawn, Examination) or drawn.identity.inchikey != entry.inchikey:
                return None
        return frozenset(composition(text.text) for text in texts.values())

    def _declared(self, fields: Mapping[str, str]) -> Iterator[EntryMatch]:
        """Yield the matches of what a line declares: the law's comparison may know no such name or number."""
        for source in NUMBERS:
            for entry in self._by_cas.get(_number(fields.get(source, "")), ()):
                yield EntryMatch(entry, Certainty.EXACT, (), source)
        if key := fields.get("inchikey", "").strip().upper():
            for entry in self._by_inchikey.get(key, ()):
                yield EntryMatch(entry, Certainty.EXACT, (), IdentityField.INCHIKEY)
            yield from self._akin(key, IdentityField.INCHIKEY)
        if name := fields.get("name", ""):
            for entry in self._by_name.get(normalise_name(name), ()):
                yield EntryMatch(entry, Certainty.EXACT, (), IdentityField.NAME)
            for wording in readings(name):
                for entry in self._by_name.get(wording.key, ()):
                    yield EntryMatch(entry, Certainty.PARSED, wording.forms, IdentityField.NAME)

    def _akin(self, inchikey: str, source: IdentityField) -> Iterator[EntryMatch]:
        for entry in self._by_skeleton.get(skeleton(inchikey), ()):
            yield EntryMatch(entry, Certainty.GUESS, (), source)

    def _by_structure(self, smiles: str) -> tuple[StructureMatch, ...]:
        """Return the entries that a structure is, or is a salt, hydrate, isomer, isotopologue or mixture of."""
        drawn = [part for part in dict.fromkeys(heavy_atoms(smiles)) if part in self._by_composition]
        if not drawn:
            return ()
        cached = self._drawn.get(smiles)
        if cached is None:
            if len(self._drawn) >= REMEMBERED:
                self._drawn.clear()
            cached = self._drawn[smiles] = tuple(self._compared(smiles, drawn))
        return cached

    def _compared(self, smiles: str, drawn: Sequence[str]) -> Iterator[StructureMatch]:
        try:
            mol = parse_structure(smiles, "smiles")
        except StructureError:  # standardised, it is longer than what a reader takes: its InChIKey speaks for it
            return
        identity = identify(mol)
        for part in drawn:
            for match in self._references(part).match(mol, identity):
                yield self._by_key[match.reference], match.forms, match.atoms

    def _references(self, composition: str) -> ReferenceSet:
        """Return the entries of one composition, compiled when first asked for."""
        compiled = self._sets.get(composition)
        if compiled is None:
            drawn = ((entry.key, smiles) for entry, smiles in self._by_composition[composition] if _is_read(smiles))
            compiled = self._sets[composition] = ReferenceSet(Reference(*pair) for pair in drawn)
        return compiled

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def _by_composition(self) -> dict[str, list[tuple[Entry, str]]]:
        """The structures of the entries by their first component, the largest: a salt stands for its base too."""
        found: defaultdict[str, list[tuple[Entry, str]]] = defaultdict(list)
        for entry in self.entries:
            for smiles in dict.fromkeys((entry.structure, _parent(entry.structure))) if entry.structure else ():
                found[leading(smiles)].append((entry, smiles))
        return dict(found)

    @cached_property
    def _by_inchikey(self) -> dict[str, list[Entry]]:
        return _index((entry.inchikey, entry) for entry in self.entries)

    @cached_property
    def _by_skeleton(self) -> dict[str, list[Entry]]:
        return _index((skeleton(entry.inchikey), entry) for entry in self.entries)

    @cached_property
    def _by_cas(self) -> dict[str, list[Entry]]:
        return _index((entry.cas, entry) for entry in self.entries)

    @cached_property
    def _by_name(self) -> dict[str, list[Entry]]:
        return _index(
            (normalise_name(name), entry) for entry in self.entries for name in (entry.name, *entry.other_names)
        )


def _is_read(smiles: str) -> bool:
    """Say whether a standardised structure is read again: taken apart, it may have more parts than a reader takes."""
    try:
        parse_structure(smiles, "smiles")
    except StructureError:
        return False
    return True


def _parent(smiles: str) -> str:
    """Return the one organic component of a salt or a hydrate of inorganic partners; else the structure as it is."""
    organic = [part for part in dict.fromkeys(smiles.split(".")) if has_carbon(heavy_atoms(part)[0])]
    return organic[0] if len(organic) == 1 else smiles


def _index(pairs: Iterator[tuple[str, Entry]]) -> dict[str, list[Entry]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for key, entry in pairs:
        if key:
            found[key].append(entry)
    return dict(found)


def _number(text: str) -> str:
    try:
        return normalise_cas(text)
    except CasError:
        return ""


def _doubtfulness(match: EntryMatch) -> tuple[int, int, str]:
    return CERTAINTIES.index(match.certainty), len(match.forms), match.read_from
