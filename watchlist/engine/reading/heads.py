"""What stands above the header of a table: "Consignor: Acme Ltd", "Date of export | 2026-12-01", "Route: NL → MX".

It is read for a person to confirm, and says nothing of a line by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from watchlist.engine.reading.characters import clean
from watchlist.engine.reading.columns import header_key, key_pairs, read_column
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.dates import DateConvention, read_date

REFERENCE: Final = "reference"
DATES: Final = ("export_date", "arrival_date", "date")
HEAD_FIELDS: Final = ("origin", "transit", "destination", "operation", *DATES, "consignor", "consignee")
"""The fields of a shipment that its head may give, beside its reference."""
REFERENCES: Final = {header_key(row["label"]): row["standing"] == "fallback" for row in rows_of("reference_labels.csv")}
"""Labels of a reference, by their key, and whether a plainer one goes before: "Invoice no." is also a reference."""
NUMBERED: Final = {
    header_key(row["label"]): row["numbers"] for row in rows_of("reference_labels.csv") if row["numbers"]
}
"""What labels of a reference number, by their key; not orders and contracts, which either party numbers by itself."""
ROUTES: Final = frozenset(map(header_key, ("route", "ruta", "rota", "itinéraire", "laufweg", "маршрут")))
LONGEST: Final = 200
MOST_CELLS: Final = 60
"""Characters of a text, and cells of a row: no head of a document has more."""
_ARROW: Final = re.compile(r"\s*(?:→|->|=>|>|–|—|\s-\s)\s*")


@dataclass(frozen=True, slots=True)
class HeadField:
    """A field as it stands in the head (`text`), and its value: "" where a day could not be read."""

    field: str
    text: str
    value: str


def head_texts(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return what the rows above a header say of the shipment, by field; the first of each, plain labels first."""
    plain: dict[str, str] = {}
    otherwise: dict[str, str] = {}
    for label, text in (pair for cells in rows for pair in _pairs(cells)):
        for field, value, is_fallback in _meanings(label, text[:LONGEST]):
            (otherwise if is_fallback else plain).setdefault(field, value)
    return {**otherwise, **plain}


def head_references(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return what the rows above a header number: the first text of each by what it numbers, "invoice"."""
    found: dict[str, str] = {}
    for label, text in (pair for cells in rows for pair in _pairs(cells)):
        if numbered := NUMBERED.get(_reference_key(label)):
            found.setdefault(numbered, text[:LONGEST])
    return found


def head_fields(texts: Mapping[str, str], convention: DateConvention) -> tuple[HeadField, ...]:
    """Return the fields of a head with their values, days as in 2026-12-01, in the order in which they are shown."""
    return tuple(
        HeadField(field, texts[field], _day(texts[field], convention) if field in DATES else texts[field])
        for field in (REFERENCE, *HEAD_FIELDS)
        if texts.get(field)
    )


def _day(text: str, convention: DateConvention) -> str:
    try:
        return read_date(text, convention).isoformat()
    except ValueError:
        return ""


def _pairs(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield labels with what they name: in one cell with a colon between, or in two cells beside each other."""
    # A colon may stand in a cell of its own.
    filled = [text for cell in cells[:MOST_CELLS] if (text := clean(cell).text) and text not in (":", "：")]
    at = 0
    while at < len(filled):
        label, colon, text = filled[at].replace("：", ":", 1).partition(":")
        if colon and text.strip():
            yield label.strip(), text.strip()
        # Of two labels beside each other neither names the other: what they name stands below them.
        elif at + 1 < len(filled) and _names_something(label) and not _names_something(filled[at + 1]):
            at += 1
            yield label.strip(), filled[at]
        at += 1


def label_of(text: str) -> bool:
    """Say whether a text by itself is the label of something that a head says: "Consignee"."""
    return len(text) <= LONGEST and _names_something(text)


def is_pair(text: str) -> bool:
    """Say whether a text is a label of a head with what it names: "Invoice No.: 4711", as pages repeat it."""
    label, colon, named = text.replace("：", ":", 1).partition(":")
    return bool(colon and named.strip()) and label_of(label)


def _names_something(label: str) -> bool:
    return next(_meanings(label, "-"), None) is not None or header_key(label) in ROUTES


def _meanings(label: str, text: str) -> Iterator[tuple[str, str, bool]]:
    key, column = _reference_key(label), read_column(label)
    if key in REFERENCES:
        yield REFERENCE, text, REFERENCES[key]
    elif key in ROUTES:
        stops = [stop for stop in _ARROW.split(text) if stop]
        if len(stops) > 1:
            yield "origin", stops[0], True
            yield "destination", stops[-1], True
            if len(stops) > 2:
                yield "transit", ", ".join(stops[1:-1]), True
    elif column.field in HEAD_FIELDS:
        yield column.field, text, column.fallback


def _reference_key(label: str) -> str:
    """Return the key of a label; of one in two languages ("发票号 Invoice No.") that of its first half."""
    key = header_key(label)
    if key in REFERENCES:
        return key
    return next((half for half, other in key_pairs(label) if {half, other} <= REFERENCES.keys()), key)
