"""Customs codes and UN numbers: what each names by itself, which is never more than a guess.

Only a code that names one chemical names any: a residual subheading ("other") and a collective entry ("n.o.s.") name
none, and are no problem either. Where another field says surely what the goods are, a code takes part in conflicts
alone; where nothing does, the code of a substance of the watchlist identifies by guess. The code of any other chemical
identifies nothing by itself: goods that only a code describes are not known to be on no list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from chemistry import normalise_name
from watchlist.engine.errors import LineProblem
from watchlist.engine.host import table
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.records import Candidate, FieldResolution, Reading
from watchlist.engine.law import CompiledLaw
from watchlist.engine.problem_codes import CodeMalformed
from watchlist.engine.reading import e_numbers_in, ec_numbers_in, hs_codes_in, inchikeys_in, un_numbers_in

CODES: Final = ("un_number", "cn_code", "hs_code")
LONGEST: Final = 200
REMEMBERED: Final = 65_536
WORDS: Final = {"un_number": "UN number", "cn_code": "CN code", "hs_code": "HS code"}
MALFORMED: Final[dict[str, CodeMalformed]] = {
    "un_number": "un_number_malformed",
    "cn_code": "cn_code_malformed",
    "hs_code": "hs_code_malformed",
}

NO_DIGIT = re.compile(r"[^0-9]+")
RUN = re.compile(r"(?<![\d.])\d(?:[\d.\s-]{0,30}\d)?(?!\.?\w)")
"""Digits with the points, spaces and hyphens that stand in a customs code, and nothing written on to them."""
MARKED = re.compile(
    r"\b(?:UN|NA|ID|ONU|\N{CYRILLIC CAPITAL LETTER O}{2}\N{CYRILLIC CAPITAL LETTER EN})"
    r"\W{0,3}(?:N[Oo\N{DEGREE SIGN}r]?\W{0,3})?(\d{4})(?!\d)",
    re.IGNORECASE,
)
FOUR_DIGITS = re.compile(r"(?<!\d)[0-9]{4}(?!\d)")
NOT_OTHERWISE_SPECIFIED: Final = "n.o.s."
NO_CHAPTER: Final = "00"
CHEMICALS: Final = frozenset({"28", "29"})
"""The chapters of chemicals by themselves: what another chapter holds may be a mixture, or a natural product."""

# The schemes whose codes are known by so many digits, for each field: only six digits mean the same everywhere.
SCHEMES: Final = {"hs_code": ((10, "prc"), (6, "hs")), "cn_code": ((8, "cn"), (6, "hs"))}


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """What one code stands for; `cas`: numbers of chemicals that the watchlist may lack, none where it holds them."""

    words: str
    cas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """Looks codes up in one compiled law and one dictionary."""

    law: CompiledLaw
    dictionary: Dictionary

    def read(self, field: str, text: str) -> Reading:
        """Return what the codes of a field name, each as a guess; a problem where no code can be read."""
        codes = codes_in(field, text)
        if not codes and _is_malformed(field, text):
            detail = f"{text.strip()[:80]!r} is no {WORDS[field]}."
            return (), (LineProblem(MALFORMED[field], field, detail),)
        named = self._dangerous_goods if field == "un_number" else self._customs
        return tuple(dict.fromkeys(found for code in codes for found in named(field, code))), ()

    def remarked(self, text: str) -> tuple[Candidate, ...]:
        """Return the held substances that the codes in a running text name: each is a guess."""
        found = (
            *(candidate for number in un_numbers_in(text) for candidate in self._from_law("un", number)),
            *(candidate for code in hs_codes_in(text) for candidate in self._customs("hs_code", digits_of(code))),
            *self.marked(text),
        )
        return tuple(dict.fromkeys(candidate for candidate in found if candidate.substance))

    def marked(self, text: str) -> tuple[Candidate, ...]:
        """Return the held substances that EC numbers, InChIKeys and E numbers in a text name: each is a guess."""
        found = (
            *(self._from_law("ec", digits_of(number)) for number in ec_numbers_in(text)),
            *(self._of_structure(key) for key in inchikeys_in(text)),
            *(self._of_additive(number) for number in e_numbers_in(text)),
        )
        return tuple(dict.fromkeys(candidate for candidates in found for candidate in candidates))

    def _of_additive(self, number: str) -> tuple[Candidate, ...]:
        by_number = self.dictionary.by_cas(additives().get(number, ""))
        entries = (*self.dictionary.by_names(normalise_name(number)), *((by_number,) if by_number else ()))
        keys = dict.fromkeys(entry.inchikey for entry in entries)
        return tuple(candidate for key in keys for candidate in self._of_structure(key))

    def _of_structure(self, inchikey: str) -> tuple[Candidate, ...]:
        substances = (self.law.substances[key] for key in self.law.inchikeys.get(inchikey, ()))
        return tuple(Candidate(s.name, s.smiles, s.inchikey, "guess", "watchlist", s.key) for s in substances)

    def _dangerous_goods(self, _: str, number: str) -> tuple[Candidate, ...]:
        named = un_numbers().get(number) or _mixture(number)
        if named and not named.cas:  # a mixture or an article, which no single chemical is
            return (Candidate(named.words, "", "", "guess", "dictionary", other_goods="product"),)
        return self._from_law("un", number) or self._from_dictionary(named)

    def _customs(self, field: str, digits: str) -> tuple[Candidate, ...]:
        for length, scheme in SCHEMES[field]:
            code = digits[:length]
            if len(code) == length and (named := specific_codes().get(code)):
                candidates = self._from_law(scheme, code)
                # A collective code may hold chemicals that are not on the watchlist, too: methylcyclohexanones, say.
                others = self._from_dictionary(named) if len(named.cas) > 1 or not candidates else ()
                drawn = {candidate.inchikey for candidate in candidates}
                return (*candidates, *(other for other in others if other.inchikey not in drawn))
        return ()

    def _from_law(self, scheme: str, code: str) -> tuple[Candidate, ...]:
        substances = (self.law.substances[key] for key in self.law.codes.get((scheme, code), ()))
        return tuple(Candidate(s.name, s.smiles, s.inchikey, "guess", "watchlist", s.key) for s in substances)

    def _from_dictionary(self, named: CodeMeaning | None) -> tuple[Candidate, ...]:
        entries = [entry for cas in named.cas if (entry := self.dictionary.by_cas(cas))] if named else []
        is_single = len(entries) == 1
        return tuple(
            Candidate(
                e.name if is_single or named is None else named.words, e.smiles, e.inchikey, "guess", "dictionary"
            )
            for e in entries
        )


@lru_cache(REMEMBERED)
def codes_in(field: str, text: str) -> tuple[str, ...]:
    """Return the digits of each code that a field holds, however written; those of a UN number are four."""
    marks = unicodedata.normalize("NFKC", text[:LONGEST])
    # Digits of any script are digits: "١٠٩٠" is 1090.
    digits = marks if marks.isascii() else "".join(str(unicodedata.decimal(mark, mark)) for mark in marks)
    if field == "un_number":
        return tuple(dict.fromkeys(MARKED.findall(digits) or FOUR_DIGITS.findall(digits)))
    found = (code for run in RUN.findall(digits) for code in _side_by_side(run))
    return tuple(dict.fromkeys(code for code in found if _is_customs_code(code)))


def written(field: str, code: str) -> str:
    """Return a code as an answer writes it: "HS 2914.31", "CN 2914 31 00", "UN 1090"."""
    if field == "un_number":
        return f"UN {code}"
    if field == "cn_code":
        return f"CN {' '.join(filter(None, (code[:4], code[4:6], code[6:8])))}"
    return f"HS {'.'.join(filter(None, (code[:4], code[4:6])))}"


def weigh_codes(goods: Sequence[FieldResolution], codes: Sequence[FieldResolution]) -> tuple[FieldResolution, ...]:
    """Return the resolutions of an item's codes, weighed against those of its other fields.

    Without law where another field is sure: the goods are what that says, and the rest is a conflict.
    """
    if any(found.certainty != "guess" for found in goods):
        return tuple(replace(found, matches=(), classes=(), relatives=()) for found in codes)
    return tuple(found for found in codes if found.substance is not None)


def codes_in_name(item: Mapping[str, str]) -> dict[str, str]:
    """Return the codes that the name of an item marks, by the field that they belong to, where it holds none.

    What is taken off a name before it is read is compared all the same: "Methanol UN 1294" names two things.
    """
    name = item.get("name", "")
    if not any(map(str.isdigit, name)):
        return {}
    named = {
        "un_number": " ".join(f"UN {number}" for number in un_numbers_in(name)),
        "hs_code": "; ".join(hs_codes_in(name)),
    }
    return {field: codes for field, codes in named.items() if codes and not item.get(field)}


def digits_of(code: str) -> str:
    """Return a customs code as its digits."""
    return NO_DIGIT.sub("", code)


def _is_malformed(field: str, text: str) -> bool:
    """Words ("not regulated") and a customs chapter ("29") are no code, and no bad one."""
    digits = len(NO_DIGIT.sub("", text[:LONGEST]))
    return bool(digits) and (field == "un_number" or digits != 2)


def _side_by_side(run: str) -> list[str]:
    """Return the codes in a run of digits: two, where a space stands between what may be two whole codes."""
    parts = [NO_DIGIT.sub("", part) for part in run.split()]
    return parts if all(len(part) >= 6 for part in parts) else ["".join(parts)]


def _is_customs_code(digits: str) -> bool:
    """A heading, or what is under one; of ten digits and more only the first are looked at. A chapter says nothing."""
    return 4 <= len(digits) <= 14 and not digits.startswith(NO_CHAPTER)


def _mixture(number: str) -> CodeMeaning | None:
    """Return what an entry like "paint" is: a mixture, and no collective name of single chemicals (n.o.s.)."""
    words = generic_codes().get(number, "")
    return CodeMeaning(words, ()) if words and NOT_OTHERWISE_SPECIFIED not in words else None


@cache
def un_numbers() -> dict[str, CodeMeaning]:
    """Return the single substances of data/un_numbers.csv by UN number."""
    rows = table("identification", "un_numbers.csv")
    return {row["number"]: CodeMeaning(row["name"], tuple(row["cas"].split())) for row in rows}


@cache
def additives() -> dict[str, str]:
    """Return the CAS numbers of data/e_numbers.csv by the number of the food additive."""
    return {row["number"]: row["cas"] for row in table("identification", "e_numbers.csv")}


@cache
def generic_codes() -> dict[str, str]:
    """Return the words of the collective entries of data/generic_codes.csv by UN number: they name no chemical."""
    return {row["number"]: row["words"] for row in table("identification", "generic_codes.csv")}


@cache
def specific_codes() -> dict[str, CodeMeaning]:
    """Return the customs codes of data/customs_codes.csv that name one chemical, by their digits."""
    rows = (row for row in table("identification", "customs_codes.csv") if row["kind"] == "specific")
    return {NO_DIGIT.sub("", row["code"]): CodeMeaning(row["holds"], tuple(row["cas"].split())) for row in rows}
