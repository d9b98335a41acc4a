"""CAS numbers within a text, however they are separated, and numbers of which only the beginning stands there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from chemistry.cas import normalise_cas
from chemistry.errors import CasError

LONGEST: Final = 500
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


def numbers_within(text: str) -> list[str]:
    """Return the CAS numbers of a text in order, once each, as "67-64-1": those whose check digit holds."""
    return list(dict.fromkeys(number for part in written_numbers(text) if (number := _number(part))))


def written_numbers(text: str) -> Iterator[str]:
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


def beginning(start: str, numbers: Sequence[str]) -> Sequence[str]:
    """Return those of sorted numbers that begin so."""
    first = bisect_left(numbers, start)
    return numbers[first : bisect_left(numbers, start + "~", first)]


def _number(text: str) -> str:
    try:
        return normalise_cas(text)
    except CasError:
        return ""
