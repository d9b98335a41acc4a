"""Structures: each text examined once, whoever gave it, and InChIKeys looked up where they are held."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Final

import chemistry
from chemistry import (
    Comparer,
    Examination,
    Identity,
    ReferenceData,
    StructureRefusal,
    StructureText,
    examine,
    forms_of,
    refusals,
    skeleton,
    traded_salts,
)
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.computed_inchikeys import ComputedInchiKeys
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.drawings import drawings_of
from watchlist.engine.identification.ordinary import OrdinaryChemicals
from watchlist.engine.identification.records import Candidate, Reading
from watchlist.engine.law import CompiledLaw, CompiledSubstance
from watchlist.engine.workers import DETAILS, pool

INCHIKEY = re.compile(rf"(?:InChIKey[=:])?({chemistry.INCHIKEY.pattern})", re.IGNORECASE)
SHORTEST_INCHIKEY: Final = 27
NO_STEREO: Final = "UHFFFAOYSA"
"""The second block of an InChIKey with neither stereochemistry nor isotopes."""

REMEMBERED: Final = 50_000
TOGETHER: Final = 4_000
"""Structures of the dictionary that are examined, and kept, at a time."""


class Examiner:
    """Examines structures in child processes, in batches, and remembers them, within one compiled law."""

    def __init__(self, reference_data: ReferenceData) -> None:
        self._make = partial(Comparer, reference_data)
        self._ordinary = OrdinaryChemicals(reference_data)
        self.inchikeys = ComputedInchiKeys(self._make)
        self._seen: dict[StructureText, Examination | StructureRefusal] = {}
        self._forms: dict[tuple[str, str], frozenset[str] | None] = {}
        self._headings: dict[tuple[str, str], str | None] = {}

    def prepare(self) -> None:
        """Start a child process that loads the reference data, while the caller does something else."""
        pool().prepare(self._make)

    def examine(self, texts: Iterable[StructureText]) -> dict[StructureText, Examination | StructureRefusal]:
        """Return what each text is; what was not seen before is examined as one batch.

        A refusal for time, memory or a crash is not remembered: it may speak of the machine and not of the structure.
        """
        if len(self._seen) > REMEMBERED:
            self._seen = {}
        seen = self._seen
        wanted = dict.fromkeys(texts)
        found = {text: seen[text] for text in wanted if text in seen}
        found |= self._ordinary.recall(text for text in wanted if text not in found)
        new = [text for text in wanted if text not in found]
        examined = dict(zip(new, pool().run(examine, new, self._make), strict=True))
        found |= examined
        seen |= {
            text: outcome
            for text, outcome in found.items()
            if isinstance(outcome, Examination) or outcome.code not in DETAILS
        }
        return found

    def inchikeys_of(self, texts: Iterable[StructureText]) -> dict[StructureText, str]:
        """Return the InChIKey of each text, with what it is from now on remembered; "" where none can be told."""
        examined = self.examine(texts)
        inchikeys = {
            text: found.identity.inchikey for text, found in examined.items() if isinstance(found, Examination)
        }
        return self.inchikeys.compute(text for text in examined if not inchikeys.get(text)) | {
            text: key for text, key in inchikeys.items() if key
        }

    def forms_of(self, reference: str, structure: str) -> frozenset[str] | None:
        """Return the forms by which a structure is the reference; None where it is not, or takes too long."""
        if reference == structure:
            return frozenset()
        pair = reference, structure
        cached = self._forms  # another thread may begin a new memory meanwhile
        if pair not in cached:
            if len(cached) > REMEMBERED:
                cached = self._forms = {}
            (found,) = pool().run(forms_of, [pair], self._make)
            cached[pair] = None if isinstance(found, StructureRefusal) else found
        return cached[pair]

    def refusals(self, pairs: Iterable[tuple[str, Identity]]) -> dict[tuple[str, str], str | None]:
        """Return why the heading of a customs code cannot hold a structure, by both; None where it may, or takes long.

        Like structures, headings are compared with them as one batch.
        """
        cached = self._headings  # another thread may begin a new memory meanwhile
        if len(cached) > REMEMBERED:
            cached = self._headings = {}
        wanted = {(code, identity.smiles): identity for code, identity in pairs}
        new = [(code, identity) for (code, smiles), identity in wanted.items() if (code, smiles) not in cached]
        found = pool().run(refusals, new, self._make)
        cached |= {
            (code, identity.smiles): None if isinstance(why, StructureRefusal) else why
            for (code, identity), why in zip(new, found, strict=True)
        }
        return {pair: cached[pair] for pair in wanted}


@lru_cache(maxsize=2)
def examiner_of(reference_data: ReferenceData) -> Examiner:
    """Return the examiner for some reference data; laws that differ in no structure share it."""
    return Examiner(reference_data)


def is_examined(law: CompiledLaw, dictionary: Dictionary) -> bool:
    """Say whether every structure of the dictionary was examined under a law, and is known by its drawing."""
    return OrdinaryChemicals(law.reference_data).is_whole() and drawings_of(dictionary).is_there()


def examine_drawn(law: CompiledLaw) -> None:
    """Examine every structure that a law itself draws, unless that was done: it takes some seconds, once."""
    ordinary = OrdinaryChemicals(law.reference_data)
    if not ordinary.has_drawn():
        substances = (substance for substance in law.substances.values() if substance.smiles)
        drawn = [StructureText(substance.smiles, "smiles", substance.inchikey) for substance in substances]
        forms = (target for targets in law.numbers.values() for target in targets if target.smiles)
        texts = list(dict.fromkeys([*drawn, *(StructureText(target.smiles, "smiles") for target in forms)]))
        examined = pool().run(examine, texts, partial(Comparer, law.reference_data))
        ordinary.remember_drawn(dict(zip(texts, examined, strict=True)))


def examine_dictionary(law: CompiledLaw, dictionary: Dictionary, show: Callable[[int], None]) -> int:
    """Examine every structure of the dictionary under a law, unless that was done; return how many are ordinary.

    What the law itself draws is examined first. `show` is called with how many of the dictionary are done.
    """
    examine_drawn(law)
    ordinary, make = OrdinaryChemicals(law.reference_data), partial(Comparer, law.reference_data)
    drawings, drawn = drawings_of(dictionary), list[Identity]()
    is_prepared = ordinary.is_whole() and drawings.is_there()
    texts = [] if is_prepared else [StructureText(*drawing) for drawing in dictionary.structures()]
    for start in range(0, len(texts), TOGETHER):
        batch = texts[start : start + TOGETHER]
        examined = dict(zip(batch, pool().run(examine, batch, make), strict=True))
        ordinary.remember(examined)
        drawn += (found.identity for found in examined.values() if isinstance(found, Examination))
        show(start + len(batch))
    if texts:
        drawings.write(drawn)
    return ordinary.close()


@lru_cache(REMEMBERED)
def inchikey_in(text: str) -> str:
    """Return the InChIKey that a text is, whatever dashes and spaces stand in it; "" where it is none."""
    bare = "".join(text.split())
    if len(bare) < SHORTEST_INCHIKEY:
        return ""
    if not bare.isascii():
        bare = "".join("-" if unicodedata.category(mark) == "Pd" else mark for mark in bare)
    found = INCHIKEY.fullmatch(bare)
    return found[1].upper() if found else ""


@dataclass(frozen=True)
class InchiKeys:
    """Looks InChIKeys up: the watchlist's, those of the forms it draws, the dictionary's."""

    law: CompiledLaw
    dictionary: Dictionary
    examiner: Examiner

    def read(self, text: str, field: str) -> Reading:
        """Return what a key stands for, and why where it stands for nothing known."""
        key = inchikey_in(text)
        if not key:
            return (), (LineProblem("inchikey_malformed", field, f"{text[:80]!r} is not of the form of an InChIKey."),)
        found = self._from_law(key) or self._from_dictionary(key) or self._akin(key) or self._salts.get(key, ())
        unknown = LineProblem("inchikey_not_found", field, f"The InChIKey {key} is of no structure held.")
        return found, () if found else (unknown,)

    def _from_law(self, key: str) -> tuple[Candidate, ...]:
        substances = [self.law.substances[substance] for substance in self.law.inchikeys.get(key, ())]
        drawn = [(substance, substance.smiles) for substance in substances] or self._forms.get(key, [])
        return tuple(Candidate(found.name, smiles, key, "exact", "watchlist", found.key) for found, smiles in drawn)

    def _from_dictionary(self, key: str) -> tuple[Candidate, ...]:
        entry = self.dictionary.by_inchikey(key)
        return (Candidate(entry.name, entry.smiles, key, "exact", "dictionary"),) if entry else ()

    def _akin(self, key: str) -> tuple[Candidate, ...]:
        """A key of a held skeleton: that substance by another stereochemistry or other isotopes, which a key hides."""
        return tuple(
            Candidate(substance.name, "", key, "guess", "watchlist", substance.key, stated=(_differs(key, substance),))
            for substance in self._skeletons.get(skeleton(key), ())
        )

    @cached_property
    def _forms(self) -> dict[str, list[tuple[CompiledSubstance, str]]]:
        """The forms that the watchlist draws, by InChIKey, each with its substance."""
        targets = (target for targets in self.law.numbers.values() for target in targets if target.smiles)
        texts = {(target.substance, target.smiles): StructureText(target.smiles, "smiles") for target in targets}
        keys = self.examiner.inchikeys_of(texts.values())
        drawn: dict[str, list[tuple[CompiledSubstance, str]]] = {}
        for (substance, smiles), text in texts.items():
            if keys[text]:
                drawn.setdefault(keys[text], []).append((self.law.substances[substance], smiles))
        return drawn

    @cached_property
    def _salts(self) -> dict[str, tuple[Candidate, ...]]:
        """The traded salts of held substances, by InChIKey: made for the first key that nothing else knows."""
        drawn: dict[str, tuple[Candidate, ...]] = {}
        for substance in self.law.substances.values():
            for smiles, key in traded_salts(substance.smiles) if substance.smiles else ():
                salt = Candidate(substance.name, smiles, key, "exact", "watchlist", substance.key)
                drawn[key] = (*drawn.get(key, ()), salt)
        return drawn

    @cached_property
    def _skeletons(self) -> dict[str, list[CompiledSubstance]]:
        skeletons: dict[str, list[CompiledSubstance]] = {}
        for substance in self.law.substances.values():
            if substance.inchikey:
                skeletons.setdefault(skeleton(substance.inchikey), []).append(substance)
        return skeletons


def _differs(key: str, substance: CompiledSubstance) -> str:
    if NO_STEREO in key:
        return "stereo_unspecified"
    return "isotopologue" if NO_STEREO in substance.inchikey else "optical_isomer"
