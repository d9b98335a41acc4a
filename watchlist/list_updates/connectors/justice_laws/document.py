"""A Justice Laws document as it comes: whether it is the one asked for, and which of its parts are read.

What a schedule may hold is named: what is not, element, attribute or text, stops the reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree

from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, NotTheDocument
from watchlist.list_updates.published import csv_rows, one_line

LIMS: Final = "{http://justice.gc.ca/lims}"
HERE: Final = Path(__file__).parent
TEXT: Final = "text"
IGNORED: Final = "ignored"
MOST_DEEP: Final = 40
"""Elements one in another. The deepest of a real schedule stands at a dozen."""


def check(element: Element, path: str, within: str = "", deep: int = 0) -> None:
    """Compare an element, and all that it holds, with what is named. Raises `LayoutChanged` for the first that is not.

    What may stand in an element depends on it, and for some on what it stands `within`. What is ignored is not entered.
    """
    times = _layout().get(f"{within}/{element.tag}") or _layout().get(element.tag)
    not_too_deep(deep, path)
    if times is None:
        raise LayoutChanged(f"{path}: an element {element.tag} is not known here.")
    for name, value in element.attrib.items():
        expected = _attributes().get(name.replace(LIMS, "lims:"))
        if expected is None or (expected and value != expected):
            raise LayoutChanged(f"{path}: an attribute {name}={value!r} is not known here.")
    texts = (element.text, *(child.tail for child in element))
    if TEXT not in times and any(text and text.strip() for text in texts):
        raise LayoutChanged(f"{path}: a text beside the elements of {element.tag}.")
    _check_times(element, path, times)
    for child in element:
        if times[child.tag] != IGNORED:
            label = line(child.find("Label"))
            check(child, f"{path}/{child.tag}{f'[{label}]' if label else ''}", element.tag, deep + 1)


def attribute(element: Element, name: str) -> str:
    """Return an attribute of the publisher's own, "" where it is not there."""
    return element.get(LIMS + name, "")


def line(element: Element | None) -> str:
    """Return the text of an element on one line, with what is printed raised or in italics folded into it."""
    if element is None:
        return ""
    return one_line("".join(_pieces(element)))


def not_too_deep(deep: int, path: str) -> None:
    """Raise `LayoutChanged` for elements one in another beyond all reason."""
    if deep > MOST_DEEP:
        raise LayoutChanged(f"{path}: more than {MOST_DEEP} elements stand one in another.")


def _pieces(element: Element, deep: int = 0) -> Iterator[str]:
    not_too_deep(deep, element.tag)
    yield element.text or ""
    for child in element:
        if child.tag != "FootnoteRef":
            yield from _pieces(child, deep + 1)
        yield child.tail or ""


def _check_times(element: Element, path: str, times: Mapping[str, str]) -> None:
    found = Counter(child.tag for child in element)
    for tag, count in found.items():
        if tag not in times or tag == TEXT:
            raise LayoutChanged(f"{path}/{tag}: an element {tag} is not known in {element.tag}.")
        if count > 1 and times[tag] in {"once", "optional"}:
            raise LayoutChanged(f"{path}/{tag}: {count} of {tag} in one {element.tag}.")
    for tag, many in times.items():
        if many == "once" and tag not in found:
            raise LayoutChanged(f"{path}: no {tag} in {element.tag}.")


@cache
def _layout() -> Mapping[str, Mapping[str, str]]:
    layout: dict[str, dict[str, str]] = {}
    for row in csv_rows(HERE / "layout.csv"):
        layout.setdefault(row["within"], {})[row["holds"]] = row["times"]
    return layout


@cache
def _attributes() -> Mapping[str, str]:
    return {row["attribute"]: row["value"] for row in csv_rows(HERE / "attributes.csv")}


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
    # Entities and unknown encodings are ValueError and LookupError; nothing outside of the file is ever asked for.
    try:
        root = ElementTree.fromstring(content)
    except (ParseError, ValueError, LookupError) as error:
        raise NotTheDocument(f"not the document: it is no whole XML file ({error}).") from error
    for what, actual, expected in (
        ("root", root.tag, source.settings["root"]),
        ("number", line(root.find(NUMBERS.get(root.tag, "Identification"))), source.settings["number"]),
        ("language", root.get(LANGUAGE, ""), source.language),
    ):
        if actual != expected:
            raise NotTheDocument(f"not the document: its {what} is {actual[:80]!r}, not {expected!r}.")
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


def _parts(root: Element, number: str, language: str) -> tuple[dict[str, Element], tuple[str, ...]]:
    """Return what is read by its name, and the names of what is passed over."""
    schedules = {place.schedule for place in printed_places(number, language)}
    passed_over = PASSED_OVER | {place.schedule for place in _places(number, language) if not place.list}
    read: dict[str, Element] = {}
    ignored: list[str] = []
    for child in root:
        name = child.tag
        if child.tag == "Schedule":
            name = child.get("id") or line(child.find("ScheduleFormHeading/Label"))
        if name in passed_over:
            ignored.append(name)
        elif child.tag == "Schedule" and name in {PENDING, *schedules} - read.keys():
            read[name] = child
        else:
            raise LayoutChanged(f"{root.tag}/{child.tag}: {name!r} is not known here, or comes twice.")
    for name in sorted(schedules - read.keys()):
        raise LayoutChanged(f"{root.tag}: {name} is not printed.")
    return read, tuple(dict.fromkeys(ignored))


@cache
def printed_places(number: str, language: str) -> tuple[PrintedPlace, ...]:
    """Return where a document prints lists that are read."""
    return tuple(place for place in _places(number, language) if place.list)


@cache
def _places(number: str, language: str) -> tuple[PrintedPlace, ...]:
    """Return the rows of the data file for a document."""
    rows = (row for row in csv_rows(HERE / "lists.csv") if (row["number"], row["language"]) == (number, language))
    return tuple(
        PrintedPlace(
            **{name: row[name] for name in PrintedPlace.__slots__ if name != "citation"}, citation=row["place"]
        )
        for row in rows
    )
