"""What segments declare, by the tables of `data/edifact`: each data element under a name, with its canonical field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from chemistry import CasError, normalise_cas
from watchlist.engine.reading.columns import header_key
from watchlist.engine.reading.data_tables import rows_of
from watchlist.engine.reading.readers.edifact.interchange import Segment

ABSENT = "~"
"""Stands in a table for a component that is not there."""

LONGEST_REMEMBERED = 200
"""Characters of a segment whose meaning is kept: a longer one will hardly be written twice."""

LIST_OF_PORTS, UNECE = "139", "6"
"""The code list (1131) and the agency (3055) of a UN/LOCODE."""

ISO_DAY = "102"
"""The format of a day as it is read everywhere: 20260401."""

_QUALIFIER = re.compile("[A-Z0-9]{1,3}")
_NUMBER = re.compile(r"(?P<whole>[0-9]{1,15})(?:[.,](?P<part>[0-9]{0,9}))?")
_CODE_OF_PLACE = re.compile("[A-Z]{2}(?:[A-Z2-9]{3})?")
_TARIFF = re.compile("[0-9]{6}|[0-9]{8}|[0-9]{10}")
_LABELLED_CAS = re.compile(
    r"\bC\.?A\.?S\.?\W{0,3}(?:RN|NO|NR|NUMBER)?\W{0,3}([0-9]{2,7}-[0-9]{2}-[0-9])(?![0-9])", re.IGNORECASE
)


class SegmentPlace(NamedTuple):
    """Where a text stands in a segment: a data element and its components from the first to the last, from one."""

    element: int
    first: int
    last: int


class SegmentCondition(NamedTuple):
    """A place, and the texts that may stand there."""

    place: SegmentPlace
    values: frozenset[str]

    def holds(self, segment: Segment) -> bool:
        """Return whether one of the texts stands there."""
        return (segment.at(self.place.element, self.place.first) or ABSENT) in self.values


class SegmentValue(NamedTuple):
    """One thing that a segment says: a text under a name, its canonical field if any; the lowest rank speaks.

    `is_reread`: the same place says something else too, under another name.
    """

    name: str
    text: str
    field: str | None = None
    rank: int = 0
    is_reread: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of elements.csv: under which qualifiers a segment says what, and where it stands in it.

    `parts` are joined by a space; of the places of each part, the first that is filled speaks. `along` stands what
    the label says already: the known code list of a code, the usual format of a date.
    """

    when: tuple[SegmentCondition, ...]
    parts: tuple[tuple[SegmentPlace, ...], ...]
    along: tuple[SegmentCondition, ...]
    field: str | None
    rank: int
    reading: str
    label: str
    from_element: int

    def holds(self, segment: Segment) -> bool:
        """Return whether a segment is long enough, and its qualifiers are those of this row."""
        return self.from_element <= len(segment.elements) and all(term.holds(segment) for term in self.when)


def values_of(segment: Segment, *, heeded: bool = True) -> tuple[SegmentValue, ...]:
    """Return the values of a segment; also the whole, as written, where any of it is left over or it is not heeded."""
    if len(segment.written) <= LONGEST_REMEMBERED:
        return _remembered(segment, heeded=heeded)
    return tuple(_values(segment, heeded=heeded))


@lru_cache(maxsize=8192)
def _remembered(segment: Segment, *, heeded: bool) -> tuple[SegmentValue, ...]:
    return tuple(_values(segment, heeded=heeded))


def _values(segment: Segment, *, heeded: bool) -> Iterator[SegmentValue]:
    qualified = [at for at in QUALIFIERS.get(segment.tag, ()) if _QUALIFIER.fullmatch(segment.at(*at))]
    name = "+".join([segment.tag or "unreadable", *(segment.at(*at) for at in qualified)])
    taken = set(qualified)
    read: set[tuple[int, int]] = set()
    for meaning in MEANINGS.get(segment.tag, ()) if heeded else ():
        if not meaning.holds(segment):
            continue
        places, written = _written(meaning, segment)
        text = READINGS[meaning.reading](written, segment) if written else ""
        if text:
            yield SegmentValue(
                f"{name} {meaning.label}".rstrip(), text, meaning.field, meaning.rank, is_reread=places <= read
            )
            read |= places
        if text and text == written:
            taken |= places | {term.place[:2] for term in meaning.along if term.holds(segment)}
    if not read or _is_left_over(segment, taken):
        yield SegmentValue(f"{name} segment", segment.written)


def _is_left_over(segment: Segment, taken: AbstractSet[tuple[int, int]]) -> bool:
    return any(
        component and (element, at) not in taken
        for element, components in enumerate(segment.elements, start=1)
        for at, component in enumerate(components, start=1)
    )


def _written(meaning: Meaning, segment: Segment) -> tuple[set[tuple[int, int]], str]:
    """Return the places that a meaning takes, and the text that stands there."""
    taken: set[tuple[int, int]] = set()
    texts: list[str] = []
    for part in meaning.parts:
        for place in part:
            places = [(place.element, component) for component in range(place.first, place.last + 1)]
            filled = [text for at in places if (text := segment.at(*at).strip())]
            if filled:
                taken.update(places)
                texts += filled
                break
    return taken, " ".join(texts)


def _number(text: str, _: Segment) -> str:
    """Return a number that reads the same in every locale: ISO 9735 knows a decimal mark, and none of thousands.

    The mark becomes a point, and a part of three digits is written with four.
    """
    match = _NUMBER.fullmatch(text)
    if not match:
        return text
    whole, part = str(Decimal(match["whole"])), (match["part"] or "").rstrip("0")
    return f"{whole}.{part}{'0' * (len(part) == 3)}" if part else whole


def _day(text: str, segment: Segment) -> str:
    """Return a day as ISO, by the format that the segment names; "" where that is a period or no date."""
    named = segment.at(1, 3)
    if named not in DAYS or named == ISO_DAY:
        return text if named in ("", ISO_DAY) else ""
    length, pattern = DAYS[named]
    try:
        return datetime.strptime(text[:length], pattern).replace(tzinfo=UTC).date().isoformat()
    except ValueError:
        return text


def _place(text: str, _: Segment) -> str:
    """Return the country of a UN/LOCODE or of a main port, or a country's own code; "" for any other place.

    A name that is followed by another ("London, Ontario") is no port of the table.
    """
    return text[:2] if _CODE_OF_PLACE.fullmatch(text) else PORTS.get(header_key(text), "")


def _country(text: str, segment: Segment) -> str:
    """Return a country's code or name, and of a UN/LOCODE, where the segment says that it is one, its country."""
    is_place = segment.at(2, 2) == LIST_OF_PORTS or segment.at(2, 3) == UNECE
    return (_place(text, segment) if is_place else "") or text


def _tariff(text: str, _: Segment) -> str:
    """Return a code of goods: of the length of one, which codes of customs procedures are not."""
    return text if _TARIFF.fullmatch(re.sub("[ .]", "", text)) else ""


def _cas(text: str, _: Segment) -> str:
    try:
        return text if "-" in text and normalise_cas(text) else ""
    except CasError:
        return ""


def _labelled_cas(text: str, _: Segment) -> str:
    """Return the one CAS number that a text names as such; "" where it names none, or several."""
    found = set(_LABELLED_CAS.findall(text))
    return found.pop() if len(found) == 1 else ""


def _text(text: str, _: Segment) -> str:
    return text


READINGS: dict[str, Callable[[str, Segment], str]] = {
    "text": _text,
    "number": _number,
    "day": _day,
    "place": _place,
    "country": _country,
    "tariff": _tariff,
    "cas": _cas,
    "labelled_cas": _labelled_cas,
}


def _place_at(text: str, onward: int, from_element: int) -> SegmentPlace:
    element, _, components = text.partition(".")
    first, _, last = components.partition("-")
    at = int(element) + (onward if int(element) == from_element else 0)
    return SegmentPlace(at, int(first or 1), int(last or first or 1))


def _conditions(text: str, onward: int, from_element: int) -> tuple[SegmentCondition, ...]:
    terms = (term.partition("=") for term in text.split())
    return tuple(
        SegmentCondition(_place_at(place, onward, from_element), frozenset(values.split("|")))
        for place, _, values in terms
    )


def _meanings(row: dict[str, str]) -> Iterator[Meaning]:
    """Yield what one row means: once, or for each repetition of the composite that it takes from."""
    element = int(re.split("[^0-9]", row["take"], maxsplit=1)[0])
    for onward in range(int(row["repeats"] or 1)):
        parts = tuple(
            tuple(_place_at(place, onward, element) for place in part.split("|")) for part in row["take"].split()
        )
        yield Meaning(
            when=_conditions(row["when"], onward, element),
            parts=parts,
            along=_conditions(row["along"], onward, element),
            field=row["field"] or None,
            rank=int(row["rank"]),
            reading=row["reading"],
            label=row["label"],
            from_element=min(place.element for part in parts for place in part),
        )


def _table() -> dict[str, tuple[Meaning, ...]]:
    table: dict[str, tuple[Meaning, ...]] = {}
    for row in rows_of("edifact/elements.csv"):
        table[row["segment"]] = (*table.get(row["segment"], ()), *_meanings(row))
    return table


MEANINGS = _table()
ENVELOPE = frozenset(row["segment"] for row in rows_of("edifact/segments.csv") if row["role"] == "envelope")
QUALIFIERS = {
    row["segment"]: tuple(_place_at(place, 0, 0)[:2] for place in row["qualifiers"].split())
    for row in rows_of("edifact/segments.csv")
}
PORTS = {header_key(row["name"]): row["country"] for row in rows_of("edifact/ports.csv")}
"""Main ports by the key of their names; those whose name a port of another country bears are in it not at all."""
DAYS = {row["format"]: (int(row["length"]), row["pattern"]) for row in rows_of("edifact/days.csv")}
