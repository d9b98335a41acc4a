"""What a schedule of a Justice Laws document may hold: what is not named, element, attribute or text, stops it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from watchlist.list_updates.errors import LayoutChanged
from watchlist.list_updates.published import one_line

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
    _check_attributes(element, path)
    _check_text(element, path, times)
    _check_times(element, path, times)
    for child in element:
        if times[child.tag] != IGNORED:
            check(child, f"{path}/{child.tag}{_label(child)}", element.tag, deep + 1)


def attribute(element: Element, name: str) -> str:
    """Return an attribute of the publisher's own, "" where it is not there."""
    return element.get(LIMS + name, "")


def line(element: Element | None) -> str:
    """Return the text of an element on one line, with what is printed raised or in italics folded into it."""
    if element is None:
        return ""
    return one_line("".join(_pieces(element)))


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a data file of this connector."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        yield from csv.DictReader(rows)


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


def _label(element: Element) -> str:
    label = line(element.find("Label"))
    return f"[{label}]" if label else ""


def _check_attributes(element: Element, path: str) -> None:
    for name, value in element.attrib.items():
        expected = _attributes().get(name.replace(LIMS, "lims:"))
        if expected is None or (expected and value != expected):
            raise LayoutChanged(f"{path}: an attribute {name}={value!r} is not known here.")


def _check_text(element: Element, path: str, times: Mapping[str, str]) -> None:
    texts = (element.text, *(child.tail for child in element))
    if TEXT not in times and any(text and text.strip() for text in texts):
        raise LayoutChanged(f"{path}: a text beside the elements of {element.tag}.")


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
    for row in table("layout"):
        layout.setdefault(row["within"], {})[row["holds"]] = row["times"]
    return layout


@cache
def _attributes() -> Mapping[str, str]:
    return {row["attribute"]: row["value"] for row in table("attributes")}
