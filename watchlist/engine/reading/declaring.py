"""From cells to lines: what each cell declares, and what it is understood to say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from chemistry import INCHIKEY, written_in
from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.characters import CharacterCode, clean, hidden_in
from watchlist.engine.reading.columns import STRUCTURE, Column, SheetHeading
from watchlist.engine.reading.dates import cas_of_date, is_date
from watchlist.engine.reading.items import REMARKED
from watchlist.engine.reading.lines import Account, DeclaredLine

LONGEST: Final = {"key": 200, "remarks": 20_000}
"""Characters of a field that are read; the rest is kept as declared, and said."""
LONGEST_OTHERWISE: Final = 2_000
NEVER_CUT: Final = frozenset({"smiles", "inchi", "inchikey"})
"""The beginning of a structure is another structure: what is too long is refused where structures are read."""
_BARE_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_DETAILS: dict[CharacterCode, str] = {
    "undecodable_bytes": "holds bytes that are not of the file's encoding",
    "control_characters": "holds control characters",
    "direction_overridden": "is shown in another order than it is written in: it was read as it is written",
    "hidden_characters": "holds characters that nobody sees",
}


class Cell(NamedTuple):
    """One value under one column; nested where it was a list or an object, and `text` is its JSON."""

    column: Column
    text: str
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """What a reader found: every column in order, every line in order, and what it left unread."""

    columns: tuple[Column, ...]
    lines: Collection[DeclaredLine]
    shipment: dict[str, str] = field(default_factory=dict)
    left_unread: tuple[str, ...] = ()
    headings: tuple[SheetHeading, ...] = ()
    account: Account = field(default_factory=Account)


class CellReading(NamedTuple):
    """What one cell says of one field."""

    field: str
    text: str
    column: Column


def declare_line(number: int, cells: Iterable[Cell], problems: Sequence[LineProblem] = ()) -> DeclaredLine:
    """Return a line of these cells, with the problems given and those found in it."""
    declared: dict[str, str] = {}
    readings: list[CellReading] = []
    found = list(problems)
    for column, raw, nested in cells:
        cleaned = clean(raw)
        declared[column.name] = cleaned.declared
        canonical = column.field and _field(column.field, cleaned.text)
        found += [LineProblem(code, canonical, _detail(code, column, cleaned.declared)) for code in cleaned.codes]
        if nested:
            found.append(
                LineProblem("nested_value", canonical, f"{column.name!r} holds a list or an object, not a text")
            )
        elif canonical and cleaned.text:
            readings.append(read_cell(column, cleaned.text))
    fields, chosen = choose(readings)
    found += chosen
    return DeclaredLine(number, fields.get("key", f"L{number}"), declared, fields, tuple(found))


def _detail(code: CharacterCode, column: Column, text: str) -> str:
    which = f" ({hidden_in(text)})" if code == "hidden_characters" else ""
    return f"{column.name!r} {_DETAILS[code]}{which}"


def choose(readings: Iterable[CellReading]) -> tuple[dict[str, str], list[LineProblem]]:
    """Return the first reading of each field, plain columns before fallbacks, and what is amiss in the fields."""
    first: dict[str, CellReading] = {}
    problems = []
    for reading in sorted(readings, key=lambda reading: reading.column.fallback):
        kept = first.setdefault(reading.field, reading)
        if kept.column.fallback is reading.column.fallback and _compared(kept.text) != _compared(reading.text):
            detail = f"{kept.column.name!r} and {reading.column.name!r} differ; the first was taken"
            problems.append(LineProblem("fields_differ", reading.field, detail))
    fields = {name: reading.text for name, reading in first.items()}
    if (quantity := first.get("quantity")) and quantity.column.unit:
        fields.setdefault("unit", quantity.column.unit)
    return fields, [*problems, *mend(fields)]


def read_cell(column: Column, text: str) -> CellReading:
    """Return what a cleaned text, not empty, says under a column that has a field."""
    field = column.field or ""
    if field == "concentration":
        text = _share(column, text)
    return CellReading(_field(field, text), text, column)


def mend(fields: dict[str, str]) -> list[LineProblem]:
    """Mend what can be in the fields of a line, and return what was wrong: too long, or a CAS number as a date.

    CAS numbers in the remarks become a field of their own.
    """
    problems = []
    for name, text in fields.items():
        if len(text) > (most := LONGEST.get(name, LONGEST_OTHERWISE)) and name not in NEVER_CUT:
            fields[name] = text[:most]
            problems.append(LineProblem("field_too_long", name, f"{len(text)} characters; the first {most} were read"))
    if (remarks := fields.get("remarks")) and (numbers := _remarked(remarks)):
        fields[REMARKED] = numbers
    cas = fields.get("cas")
    if cas and is_date(cas):
        del fields["cas"]
        if number := cas_of_date(cas):
            fields["cas"] = number
        else:
            detail = f"{cas!r} is a date; a spreadsheet may have made it of a number"
            problems.append(LineProblem("cas_as_date", "cas", detail))
    return problems


@lru_cache(maxsize=1_024)
def _remarked(remarks: str) -> str:
    return "; ".join(written_in(remarks))


def _field(name: str, text: str) -> str:
    if name != STRUCTURE:
        return name
    if INCHIKEY.fullmatch(text):
        return "inchikey"
    return "inchi" if text[:6].lower() == "inchi=" else "smiles"


def _share(column: Column, text: str) -> str:
    # "Purity (%)" over 98 says 98 %; over 0.98 it may be a cell formatted as per cent, and stays undecided.
    if "%" in (column.unit or "") and _BARE_NUMBER.fullmatch(text):
        return f"{text} %" if int(re.split("[.,]", text)[0]) > 1 else text
    return text


def _compared(text: str) -> str:
    return " ".join(text.casefold().split())
