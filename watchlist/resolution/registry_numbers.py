"""From a CAS number to what it stands for: the watchlist's numbers first, then the dictionary's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from chemistry.cas import normalise_cas, one_slip_away
from chemistry.errors import CasError
from watchlist.errors import Problem
from watchlist.resolution.dictionary import Dictionary
from watchlist.resolution.records import Candidate, Certainty, Reading
from watchlist.scheduling.compiled import CompiledLaw, NumberTarget

# What the watchlist says of the form that a number stands for, in the words of `chemistry.forms`.
STATED: Final[dict[str, tuple[str, ...]]] = {
    "as_listed": (),
    "element": (),
    "salt": ("salt",),
    "hydrate": ("hydrate",),
    "stereoisomer": ("optical_isomer",),
    "stereo_unspecified": ("stereo_unspecified",),
    "mixture": ("mixture_component",),
}
WITHIN = re.compile(r"(?<!\d)\d{2,7}\s?[-\u2010-\u2015\u2212]\s?\d{2}\s?[-\u2010-\u2015\u2212]\s?\d(?!\d)")
"""A number written as numbers are, whatever stands around it."""
BETWEEN = re.compile(r"[;,|/()\[\]\n\t]+|\s{2,}|\s(?:and|or|&)\s", re.IGNORECASE)
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class RegistryNumbers:
    """Looks numbers up in one compiled law and one dictionary."""

    law: CompiledLaw
    dictionary: Dictionary

    def read(self, text: str) -> Reading:
        """Return what a field's number stands for; a field with several numbers yields all of them, parsed."""
        try:
            number = normalise_cas(text)
        except CasError as error:
            several, unread = self._several(text)
            if several:
                return several, unread
            return self._one_slip_away(text), (Problem(error.code, "cas", f"{error.detail}."),)
        found = self.look_up(number)
        return found, () if found else (_unknown(number),)

    def look_up(self, number: str, certainty: Certainty = "exact") -> tuple[Candidate, ...]:
        """Return what a normalised number stands for; `certainty` is that of its reading."""
        targets = self.law.numbers.get(number, ())
        if targets:
            is_alone = len({target.substance for target in targets}) == 1
            return tuple(self._held(target, number, certainty, is_alone=is_alone) for target in targets)
        entry = self.dictionary.by_cas(number)
        return (Candidate(entry.name, entry.smiles, entry.inchikey, certainty, "dictionary"),) if entry else ()

    def _several(self, text: str) -> Reading:
        """Return what the numbers of a field stand for, and those of them that stand for nothing."""
        found: list[Candidate] = []
        unread: list[Problem] = []
        if len(text) > LONGEST:
            unread.append(Problem("field_too_long", "cas", f"only its first {LONGEST} characters were compared."))
        for part in WITHIN.findall(text[:LONGEST]) or BETWEEN.split(text[:LONGEST]):
            try:
                number = normalise_cas(part)
            except CasError as error:
                if any(map(str.isdigit, part)):
                    unread.append(Problem(error.code, "cas", f"{error.detail}."))
                    found += self._one_slip_away(part)
                continue
            if known := self.look_up(number, "parsed"):
                found += known
            else:
                unread.append(_unknown(number))
        return tuple(found), tuple(unread)

    def _one_slip_away(self, text: str) -> tuple[Candidate, ...]:
        """Return, as guesses, the substances of the watchlist whose number one slip makes of a wrong number.

        Of the watchlist only: a chemical of commerce guessed at would say that a wrong number is on no list.
        """
        meant = (number for number in one_slip_away(text) if number in self.law.numbers)
        return tuple(candidate for number in meant for candidate in self.look_up(number, "guess"))

    def _held(self, target: NumberTarget, number: str, certainty: Certainty, *, is_alone: bool) -> Candidate:
        substance = self.law.substances[target.substance]
        is_itself = target.form_kind in ("as_listed", "element")
        smiles = target.smiles or (substance.smiles if is_itself else "")
        if target.form_kind == "element":
            smiles = substance.smiles or target.smiles
        if not smiles and is_alone and (entry := self.dictionary.by_cas(number)):
            smiles = entry.smiles
        # One number for red and white phosphorus, or one that no second source confirms, cannot decide alone.
        is_sure = is_alone and target.confidence != "unverified"
        return Candidate(
            name=substance.name if is_itself or not target.form else f"{substance.name} ({target.form})",
            smiles=smiles,
            inchikey=substance.inchikey if smiles == substance.smiles else "",
            certainty=certainty if is_sure else "guess",
            by="watchlist",
            substance=target.substance,
            stated=STATED[target.form_kind],
        )


def _unknown(number: str) -> Problem:
    return Problem("cas_not_found", "cas", f"CAS {number} is on no list held and not in the dictionary.")
