"""Structures: each text examined once, whoever gave it, and InChIKeys looked up where they are held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from chemistry.forms import ReferenceSet
from chemistry.structures import Examined, Refused, StructureText, examine
from watchlist.errors import Problem
from watchlist.resolution.dictionary import Dictionary
from watchlist.resolution.records import Candidate, Reading
from watchlist.scheduling.compiled import CompiledLaw, CompiledSubstance

INCHIKEY = re.compile(r"(?:InChIKey\s*[=:]\s*)?([A-Z]{14}-[A-Z]{10}-[A-Z])", re.IGNORECASE)
NO_STEREO: Final = "UHFFFAOYSA"
"""The second block of an InChIKey with neither stereochemistry nor isotopes."""

REMEMBERED: Final = 50_000


@dataclass(slots=True)
class Examiner:
    """Examines structures in batches and remembers them, within one compiled law."""

    references: ReferenceSet
    _seen: dict[StructureText, Examined | Refused] = field(default_factory=dict)

    def examine(self, texts: Iterable[StructureText]) -> dict[StructureText, Examined | Refused]:
        """Return what each text is; what was not seen before is examined as one batch."""
        if len(self._seen) > REMEMBERED:
            self._seen = {}
        seen = self._seen
        wanted = dict.fromkeys(texts)
        new = [text for text in wanted if text not in seen]
        seen.update(zip(new, examine(new, self.references), strict=True))
        return {text: seen[text] for text in wanted}

    def examine_smiles(self, smiles: str) -> Examined | None:
        """Return what a held SMILES is; None where there is none, or it cannot be read."""
        text = StructureText(smiles, "smiles")
        found = self.examine([text])[text] if smiles else None
        return found if isinstance(found, Examined) else None


@dataclass(frozen=True)
class InchiKeys:
    """Looks InChIKeys up: the watchlist's, those of the forms it draws, the dictionary's."""

    law: CompiledLaw
    dictionary: Dictionary
    examiner: Examiner

    def read(self, text: str, field: str) -> Reading:
        """Return what a key stands for, and why where it stands for nothing known."""
        written = INCHIKEY.fullmatch(text.strip())
        if written is None:
            return (), (Problem("inchikey_malformed", field, f"{text[:80]!r} is not of the form of an InChIKey."),)
        key = written[1].upper()
        found = self._held(key) or self._known(key) or self._akin(key)
        unknown = Problem("inchikey_not_found", field, f"The InChIKey {key} is of no structure held.")
        return found, () if found else (unknown,)

    def _held(self, key: str) -> tuple[Candidate, ...]:
        substances = [self.law.substances[substance] for substance in self.law.inchikeys.get(key, ())]
        drawn = [(substance, substance.smiles) for substance in substances] or self._forms.get(key, [])
        return tuple(
            Candidate(substance.name, smiles, key, "exact", "watchlist", substance.key) for substance, smiles in drawn
        )

    def _known(self, key: str) -> tuple[Candidate, ...]:
        entry = self.dictionary.by_inchikey(key)
        return (Candidate(entry.name, entry.smiles, key, "exact", "dictionary"),) if entry else ()

    def _akin(self, key: str) -> tuple[Candidate, ...]:
        """A key of a held skeleton: that substance by another stereochemistry or other isotopes, which a key hides."""
        return tuple(
            Candidate(substance.name, "", key, "guess", "watchlist", substance.key, stated=(_differs(key, substance),))
            for substance in self._skeletons.get(key[:14], ())
        )

    @cached_property
    def _forms(self) -> dict[str, list[tuple[CompiledSubstance, str]]]:
        drawn: dict[str, list[tuple[CompiledSubstance, str]]] = {}
        for smiles, substance in self._drawn_forms():
            if found := self.examiner.examine_smiles(smiles):
                drawn.setdefault(found.identity.inchikey, []).append((self.law.substances[substance], smiles))
        return drawn

    def _drawn_forms(self) -> Iterator[tuple[str, str]]:
        targets = (target for targets in self.law.numbers.values() for target in targets)
        yield from dict.fromkeys((target.smiles, target.substance) for target in targets if target.smiles)

    @cached_property
    def _skeletons(self) -> dict[str, list[CompiledSubstance]]:
        skeletons: dict[str, list[CompiledSubstance]] = {}
        for substance in self.law.substances.values():
            if substance.inchikey:
                skeletons.setdefault(substance.inchikey[:14], []).append(substance)
        return skeletons


def _differs(key: str, substance: CompiledSubstance) -> str:
    if NO_STEREO in key:
        return "stereo_unspecified"
    return "isotopologue" if NO_STEREO in substance.inchikey else "optical_isomer"
