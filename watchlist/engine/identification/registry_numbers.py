"""From a CAS number to what it stands for: the watchlist's numbers first, then the dictionary's.

A text may hold them however they are separated, or only the beginning of one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from chemistry import CasError, normalise_cas, one_slip_away
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.records import Candidate, Certainty, Reading
from watchlist.engine.law import CompiledLaw, NumberTarget

_DASH = r"[-\u2010-\u2015\u2212\uff0d_./·]"
_WORD = r"(?:registry|reg|rn|no|nr|num(?:ber|mer)?|nº|n°|№|号|號|登记号|登録番号|番号)"
_MARK = rf"(?:c\.?a\.?s\.?[\s-]*(?:{_WORD}[.\s]*)*[#:.\s-]*)"
_WHOLE = rf"\d{{2,7}}\s?{_DASH}\s?\d{{2}}\s?{_DASH}\s?\d"
WRITTEN = re.compile(rf"{_MARK}?(?<![\d-])({_WHOLE})(?!\d|-\d)", re.IGNORECASE)
"""A number written as numbers are, whatever stands around it."""
MARKED = re.compile(rf"{_MARK}(\d{{2,7}}[\s]?\d{{2}}[\s]?\d)(?!\d)", re.IGNORECASE)
"""Digits after the letters CAS, without dashes."""
_CUT = re.compile(rf"{_MARK}(?P<first>\d{{4,7}})(?:{_DASH}(?P<second>\d{{2}}))?{_DASH}?(?!\d)", re.IGNORECASE)
"""The beginning of a number after the letters CAS: "CAS79099", "CAS 79099-07"."""
_CUT_ALONE = re.compile(rf"(?P<first>\d{{4,7}})(?:{_DASH}(?P<second>\d{{2}}))?{_DASH}?")
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
BETWEEN = re.compile(r"[;,|/()\[\]\n\t]+|\s{2,}|\s(?:and|or|&)\s", re.IGNORECASE)
FRACTION = re.compile(r"(?<=\d)\.0+\s*$")
"""What a spreadsheet adds to a number without dashes: "108883.0"."""
LONGEST: Final = 500
MOST_CUT: Final = 5
"""Substances that the beginning of a number may be taken for."""


def numbers_within(text: str) -> list[str]:
    """Return the CAS numbers of a text in order, once each, as "67-64-1": those whose check digit holds."""
    found: list[str] = []
    for part in _written_numbers(text):
        with suppress(CasError):
            found.append(normalise_cas(part))
    return list(dict.fromkeys(found))


NUMBER_SIGN: Final = re.compile(r"(?:\b(?:n[o\u00b0\u00ba]?|nr|num)|\u2116)\W*$", re.IGNORECASE)


def number_in_name(name: str) -> tuple[str, str]:
    """Return the one CAS number that stands in a longer name, and the name without it; empty where none does."""
    numbers = numbers_within(name)
    if len(numbers) != 1:
        return "", ""
    rest = " ".join(MARKED.sub(" ", WRITTEN.sub(" ", name)).replace("()", " ").split())
    rest = NUMBER_SIGN.sub("", rest).strip(" ,;:-([")
    return (numbers[0], rest) if any(map(str.isalpha, rest)) else ("", "")


def _written_numbers(text: str) -> Iterator[str]:
    """Yield what a text writes as CAS numbers are written, right or wrong."""
    return (match[1] for pattern in (WRITTEN, MARKED) for match in pattern.finditer(text[:LONGEST]))


def cut_numbers(text: str, *, alone: bool = False) -> Iterator[str]:
    """Yield what may be the beginnings of numbers, "79099-" or "79099-07-", that a text holds after the letters CAS.

    `alone`: the text is a field of numbers, and needs no such letters. The same digits may be a whole number, "67641".
    """
    found = list(_CUT.finditer(text[:LONGEST]))
    if alone and (whole := _CUT_ALONE.fullmatch(text.strip()[:LONGEST])):
        found.append(whole)
    for match in found:
        yield f"{match['first']}-{match['second']}-" if match["second"] else f"{match['first']}-"


def _beginning(start: str, numbers: Sequence[str]) -> Sequence[str]:
    first = bisect_left(numbers, start)
    return numbers[first : bisect_left(numbers, start + "~", first)]


@dataclass(frozen=True, slots=True)
class RegistryNumbers:
    """Looks numbers up in one compiled law and one dictionary."""

    law: CompiledLaw
    dictionary: Dictionary

    def read(self, text: str) -> Reading:
        """Return what a field's number stands for; a field with several numbers yields all of them, parsed."""
        try:
            number = normalise_cas(FRACTION.sub("", text))
        except CasError as error:
            several, unread = self._several(text)
            if several:
                return several, unread
            found = self._one_slip_away(text) or self.cut(text, alone=True)
            return found, (LineProblem(error.code, "cas", f"{error.detail}."),)
        found = self.look_up(number)
        return found, () if found else (_unknown(number),)

    def look_up(self, number: str, certainty: Certainty = "exact") -> tuple[Candidate, ...]:
        """Return what a normalised number stands for; `certainty` is that of its reading."""
        targets = self.law.numbers.get(number, ())
        if targets:
            is_alone = len({target.substance for target in targets}) == 1
            return tuple(self._candidate(target, number, certainty, is_alone=is_alone) for target in targets)
        entry = self.dictionary.by_cas(number)
        return (Candidate(entry.name, entry.smiles, entry.inchikey, certainty, "dictionary"),) if entry else ()

    def cut(self, text: str, *, alone: bool = False) -> tuple[Candidate, ...]:
        """Return the held substances whose number begins as a cut one in a text does: a weak signal, always a guess."""
        starts = (start for start in cut_numbers(text, alone=alone) if not self._is_whole(start))
        numbers = (number for start in starts for number in _beginning(start, _held_numbers(self.law)))
        return self._guesses(numbers)[:MOST_CUT]

    def remarked(self, text: str) -> tuple[Candidate, ...]:
        """Return the held substances whose numbers the remarks on goods name: they may be what the goods are."""
        return self._guesses(text.split("; "))

    def slipped(self, text: str) -> Reading:
        """Return the held substances whose number one slip makes of a wrong number in a text, as guesses; and why."""
        found: list[Candidate] = []
        problems: list[LineProblem] = []
        for part in _written_numbers(text):
            try:
                normalise_cas(part)
            except CasError as error:
                if meant := self._one_slip_away(part):
                    found += meant
                    problems.append(LineProblem(error.code, "name", f"{error.detail}."))
        return tuple(found), tuple(problems)

    def _is_whole(self, start: str) -> bool:
        try:
            return bool(self.look_up(normalise_cas(start)))
        except CasError:
            return False

    def _several(self, text: str) -> Reading:
        """Return what the numbers of a field stand for, and those of them that stand for nothing."""
        found: list[Candidate] = []
        unread: list[LineProblem] = []
        if len(text) > LONGEST:
            unread.append(LineProblem("field_too_long", "cas", f"only its first {LONGEST} characters were compared."))
        for part in WRITTEN.findall(text[:LONGEST]) or BETWEEN.split(text[:LONGEST]):
            try:
                number = normalise_cas(part)
            except CasError as error:
                if any(map(str.isdigit, part)):
                    unread.append(LineProblem(error.code, "cas", f"{error.detail}."))
                    found += self._one_slip_away(part)
                continue
            if candidates := self.look_up(number, "parsed"):
                found += candidates
            else:
                unread.append(_unknown(number))
        return tuple(found), tuple(unread)

    def _one_slip_away(self, text: str) -> tuple[Candidate, ...]:
        """Return, as guesses, the substances of the watchlist whose number one slip makes of a wrong number.

        Of the watchlist only: a chemical of commerce guessed at would say that a wrong number is on no list.
        """
        return self._guesses(one_slip_away(text))

    def _guesses(self, numbers: Iterable[str]) -> tuple[Candidate, ...]:
        of_law = (number for number in numbers if number in self.law.numbers)
        return tuple(candidate for number in of_law for candidate in self.look_up(number, "guess"))

    def _candidate(self, target: NumberTarget, number: str, certainty: Certainty, *, is_alone: bool) -> Candidate:
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


@lru_cache(maxsize=2)
def _held_numbers(law: CompiledLaw) -> tuple[str, ...]:
    return tuple(sorted(law.numbers))


def _unknown(number: str) -> LineProblem:
    return LineProblem("cas_not_found", "cas", f"CAS {number} is on no list held and not in the dictionary.")
