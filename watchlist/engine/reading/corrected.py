"""What people correct in declared lines: which fields, how their texts are written, and a line with its corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from chemistry import CasError, normalise_cas
from watchlist.engine.answer import CorrectedField
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading.columns import DATE_FIELDS
from watchlist.engine.reading.correctable import CORRECTABLE, MAY_BE_EMPTY
from watchlist.engine.reading.lines import LONGEST_OTHERWISE, DeclaredLine
from watchlist.engine.texts import gettext_lazy as _

QUANTITY: Final = re.compile(r"(?P<number>[0-9]{1,15}(?:\.[0-9]{1,9})?) ?(?P<unit>[^\W\d_]{1,20})?")
GROUPED: Final = 3
"""Digits after a mark that may be its decimals, or a group of thousands."""


def correct_line(line: DeclaredLine, corrections: Sequence[CorrectedField]) -> DeclaredLine:
    """Return a line with what people corrected in it, the last of each field; the line itself where none did.

    What was amiss in reading a corrected field is no problem of the line any more.
    """
    last = {correction.field: correction for correction in corrections}
    if not last:
        return line
    fields = {**line.fields, **{name: correction.corrected for name, correction in last.items()}}
    return replace(
        line,
        fields={name: text for name, text in fields.items() if text or name not in last},
        problems=tuple(problem for problem in line.problems if problem.field not in last),
        corrections=tuple(last.values()),
    )


def correction_text(field: str, text: str) -> str:
    """Return the text of a correction as it is stored and read: one reading, whatever the file's own convention.

    Raises `CorrectTheQuestion` for a field that nobody corrects, or a text that the field cannot hold.
    """
    text = " ".join(text.split())
    if field not in CORRECTABLE:
        raise CorrectTheQuestion(_("%(field)r is no field that is corrected."), field=field)
    if not text and field not in MAY_BE_EMPTY:
        raise CorrectTheQuestion(_("Say what it should be."))
    if len(text) > LONGEST_OTHERWISE:
        raise CorrectTheQuestion(_("At most %(most)d characters are read."), most=LONGEST_OTHERWISE)
    if field == "quantity":
        return _quantity(text)
    if field in DATE_FIELDS:
        return _day(text)
    return _cas(text) if field == "cas" and text else text


def _quantity(text: str) -> str:
    found = QUANTITY.fullmatch(text)
    if found is None or not Decimal(found["number"]):
        raise CorrectTheQuestion(
            _("A quantity is a number above 0 with a point before its decimals, with or without a unit: 25.5 kg.")
        )
    number = found["number"]
    # "1.500" is two numbers, by the convention of the file; "1.5000" is one.
    plain = f"{number}0" if len(number.partition(".")[2]) == GROUPED else number
    return " ".join(filter(None, (plain, found["unit"])))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CorrectTheQuestion(_("A day is written as 2026-11-28.")) from None


def _cas(text: str) -> str:
    try:
        return normalise_cas(text)
    except CasError:
        raise CorrectTheQuestion(_("%(cas)s is no CAS number: its digits do not agree."), cas=text) from None


def with_corrections(
    lines: Iterable[DeclaredLine], corrections: dict[int, list[CorrectedField]]
) -> Iterable[DeclaredLine]:
    """Yield lines with what people corrected in them, by their numbers."""
    return (correct_line(line, corrections.get(line.number, ())) for line in lines)
