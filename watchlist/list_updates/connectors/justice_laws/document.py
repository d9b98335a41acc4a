"""A Justice Laws document as it comes: whether it is the one asked for, and which of its parts are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Self
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree

from watchlist.list_updates.connectors.justice_laws.layout import attribute, line, table
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A list as printed: below which headings, each whole, and how it is cited; `list` "" is a schedule not read."""

    number: str
    language: str
    schedule: str
    part: str
    table: str
    list: str
    citation: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Return the place that a row of the data file names."""
        return cls(**{name: row[name] for name in cls.__slots__ if name != "citation"}, citation=row["place"])


LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
NUMBERS: Final = {
    "Statute": "Identification/Chapter/ConsolidatedNumber",
    "Regulation": "Identification/InstrumentNumber",
}
PENDING: Final = "NifProvs"
PASSED_OVER: Final = frozenset({"Identification", "Introduction", "Order", "Body", "RelatedProvs", "RecentAmendments"})


@dataclass(frozen=True, slots=True)
class LawDocument:
    """One edition, current to `as_of`: the schedules that are read by their labels, and amendments not in force."""

    number: str
    language: str
    as_of: date
    schedules: Mapping[str, Element]
    pending: Element | None
    ignored: tuple[str, ...]


def open_document(content: bytes, source: DeclaredSource) -> LawDocument:
    """Return the document of a source. Raises `NotTheDocument` where it is another act, language or kind of file."""
    root = _root(content)
    _check(root, source)
    as_of = day(attribute(root, "current-date"), root.tag)
    read, ignored = _parts(root, source.settings["number"], source.language)
    pending = read.pop(PENDING, None)
    return LawDocument(source.settings["number"], source.language, as_of, read, pending, ignored)


def day(text: str, path: str) -> date:
    """Return a day as the publisher's attributes write it. Raises `LayoutChanged` where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise LayoutChanged(f"{path}: {text!r} is no day.") from error


def _root(content: bytes) -> Element:
    # Entities and unknown encodings are ValueError and LookupError; nothing outside of the file is ever asked for.
    try:
        return ElementTree.fromstring(content)
    except (ParseError, ValueError, LookupError) as error:
        raise NotTheDocument(f"not the document: it is no whole XML file ({error}).") from error


def _check(root: Element, source: DeclaredSource) -> None:
    number = line(root.find(NUMBERS.get(root.tag, "Identification")))
    for what, actual, expected in (
        ("root", root.tag, source.settings["root"]),
        ("number", number, source.settings["number"]),
        ("language", root.get(LANGUAGE, ""), source.language),
    ):
        if actual != expected:
            raise NotTheDocument(f"not the document: its {what} is {actual[:80]!r}, not {expected!r}.")


def _parts(root: Element, number: str, language: str) -> tuple[dict[str, Element], tuple[str, ...]]:
    """Return what is read by its name, and the names of what is passed over."""
    schedules = {place.schedule for place in printed_places(number, language)}
    passed_over = PASSED_OVER | _schedules_passed_over(number, language)
    read: dict[str, Element] = {}
    ignored: list[str] = []
    for child in root:
        name = _name(child)
        if name in passed_over:
            ignored.append(name)
        elif child.tag == "Schedule" and name in {PENDING, *schedules} - read.keys():
            read[name] = child
        else:
            raise LayoutChanged(f"{root.tag}/{child.tag}: {name!r} is not known here, or comes twice.")
    for name in sorted(schedules - read.keys()):
        raise LayoutChanged(f"{root.tag}: {name} is not printed.")
    return read, tuple(dict.fromkeys(ignored))


def _name(part: Element) -> str:
    if part.tag != "Schedule":
        return part.tag
    return part.get("id") or line(part.find("ScheduleFormHeading/Label"))


@cache
def printed_places(number: str, language: str) -> tuple[PrintedPlace, ...]:
    """Return where a document prints lists that are read."""
    return tuple(place for place in _places() if (place.number, place.language) == (number, language) and place.list)


@cache
def _schedules_passed_over(number: str, language: str) -> frozenset[str]:
    """Return the schedules of a document that are not read, by label."""
    return frozenset(
        place.schedule for place in _places() if (place.number, place.language) == (number, language) and not place.list
    )


@cache
def _places() -> tuple[PrintedPlace, ...]:
    return tuple(PrintedPlace.from_row(row) for row in table("lists"))
