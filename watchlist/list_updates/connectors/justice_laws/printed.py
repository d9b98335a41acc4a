"""The lines of a schedule as printed: the items of a list and the rows of a table, with their numbers and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final
from xml.etree.ElementTree import Element

from watchlist.list_updates.connectors.justice_laws.document import HERE, attribute, day, line
from watchlist.list_updates.errors import LayoutChanged
from watchlist.list_updates.published import csv_rows

CITED: Final = re.compile(
    r"(?P<act>(?:SOR|SI|DORS|TR)/\d{2,4}-\d+|\d{4}, (?:c|ch)\. \d+)(?:, (?:ss?|Sch|art|ann)\. [^;\[\]]+)?"
)
REPEAL: Final = re.compile(r"\[(?:Repealed|Abrogée?), (?P<citation>[^\[\]]+)\]")
REPEALED: Final = re.compile(r"\[(?:Repealed|Abrogée?)\b")
OTHER_LANGUAGE: Final = {"en": "(F)", "fr": "(A)"}
"""The mark of an amendment to the other version of the text alone."""


@dataclass(frozen=True, slots=True)
class InForceSince:
    """Since when an element reads as it does, and when the act that says so was made, where that is printed."""

    day: date
    enacted: date | None = None


ITEM: Final = re.compile(r"\d{1,4}(?:\.\d{1,3})*")
SUB_ITEM: Final = re.compile(r"\(\d{1,4}(?:\.\d{1,3})*\)")


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One line: the law's number, the text, since when, and the other columns of its row by name."""

    code: str
    text: str
    since: InForceSince
    columns: Mapping[str, str]


def lines_of_list(items: Element, above: InForceSince | None, path: str) -> Iterator[ScheduleLine]:
    """Yield the items of a list in their order, each before its sub-items."""
    yield from _items(items, since_of(items, above, path), path, "")


def lines_of_table(group: Element, above: InForceSince | None, language: str, path: str) -> Iterator[ScheduleLine]:
    """Yield the rows of a table in their order, each before the sub-items of its text."""
    for element in (group, group.find("table"), group.find("table/tgroup"), group.find("table/tgroup/tbody")):
        above = above if element is None else since_of(element, above, path)
    names = _columns(group.findall("table/tgroup/thead/row"), language, path)
    for row in group.iterfind("table/tgroup/tbody/row"):
        yield from _row(row, names, since_of(row, above, path), path)


def _items(items: Element, above: InForceSince | None, path: str, parent_code: str) -> Iterator[ScheduleLine]:
    for item in items.iterfind("Item"):
        code, since = parent_code + _label(item, path, parent_code), since_of(item, above, path)
        yield _line(code, line(item.find("Text")), since, path)
        for sub_items in item.iterfind("List"):
            if parent_code:
                raise LayoutChanged(f"{path}, item {code}: a list below a sub-item.")
            yield from _items(sub_items, since_of(sub_items, since, path), path, code)


def _row(row: Element, names: Sequence[str], since: InForceSince | None, path: str) -> Iterator[ScheduleLine]:
    entries = _entries(row, names, path)
    code = line(entries["item"])
    if not ITEM.fullmatch(code):
        raise LayoutChanged(f"{path}: {code!r} is no number of an item.")
    columns = {name: line(entries.get(name)) for name in names if name not in {"item", "name"}}
    for text_line in _texts(entries["name"], code, since, path):
        yield replace(text_line, columns=columns)


def _texts(entry: Element, code: str, since: InForceSince | None, path: str) -> Iterator[ScheduleLine]:
    provision = entry.find("Provision")
    if provision is None:
        yield _line(code, line(entry), since, path)
        return
    if line(entry) != line(provision):
        raise LayoutChanged(f"{path}, item {code}: a text beside the text of the row.")
    yield _line(code, line(provision.find("Text")), since, path)
    for part in (*provision.iterfind("List/Item"), *provision.iterfind("Provision")):
        if part.find("List") is not None:
            raise LayoutChanged(f"{path}, item {code}: a list below a sub-item.")
        yield _line(code + _label(part, path, code), line(part.find("Text")), since, path)


def _entries(row: Element, names: Sequence[str], path: str) -> dict[str, Element]:
    """Return the cells of a row by column. One that spans to the last column stands for the columns that it covers."""
    entries = row.findall("entry")
    spans = [entry for entry in entries if entry.get("namest") or entry.get("nameend")]
    whole = len(entries) == len(names) and not spans
    spanned = len(entries) == len(names) - 1 and spans == entries[-1:]
    if not (whole or spanned):
        raise LayoutChanged(f"{path}: a row of {len(entries)} cells under {len(names)} columns.")
    return dict(zip(names, entries, strict=whole))


def _columns(heads: Sequence[Element], language: str, path: str) -> tuple[str, ...]:
    """Return the columns by the second row of a head; the first numbers them."""
    headings = [line(entry) for entry in heads[-1].iterfind("entry")] if len(heads) == 2 else []
    names = tuple(_names().get((language, heading), "") for heading in headings)
    if names[:2] != ("item", "name") or len(names) != 3 or not names[2]:
        raise LayoutChanged(f"{path}: a table under {headings} is not known.")
    return names


def _line(code: str, text: str, since: InForceSince | None, path: str) -> ScheduleLine:
    if not text or since is None:
        raise LayoutChanged(f"{path}, item {code}: it has no {'day' if text else 'text'}.")
    return ScheduleLine(code, text, since, {})


def _label(item: Element, path: str, parent_code: str) -> str:
    label = line(item.find("Label"))
    if not (SUB_ITEM if parent_code else ITEM).fullmatch(label):
        raise LayoutChanged(
            f"{path}, item {parent_code}: {label!r} is no number of {'a sub-item' if parent_code else 'an item'}."
        )
    return label


@cache
def _names() -> Mapping[tuple[str, str], str]:
    return {(row["language"], row["heading"]): row["column"] for row in csv_rows(HERE / "columns.csv")}


def since_of(element: Element, above: InForceSince | None, path: str) -> InForceSince | None:
    """Return since when an element is in force: as it says, else as what it stands in says."""
    since, enacted = attribute(element, "inforce-start-date"), attribute(element, "enacted-date")
    if not since:
        return above
    return InForceSince(day(since, path), day(enacted, path) if enacted else None)


def _act_of(citation: str, path: str) -> str:
    """Return a citation without the section. Raises `LayoutChanged` where it is none that is known."""
    cited = CITED.fullmatch(citation)
    if cited is None:
        raise LayoutChanged(f"{path}: {citation!r} is no citation that is known.")
    return cited["act"]


def acts_by_day(schedule: Element, language: str, path: str) -> Mapping[InForceSince, tuple[str, ...]]:
    """Return the acts that a schedule's note names, by the days that rows bear; those of the other version are not.

    The first entry of a note tells all that was before the publisher kept days, and bears no day of enactment: which
    of its acts a row is of, it does not say.
    """
    acts: dict[InForceSince, tuple[str, ...]] = {}
    for entry in schedule.iterfind("HistoricalNote/HistoricalNoteSubItem"):
        since = since_of(entry, None, path)
        if since is None or since.enacted is None:
            continue
        cited = (citation.strip() for citation in line(entry).split(";"))
        ours = (_act_of(reference, path) for reference in cited if not reference.endswith(OTHER_LANGUAGE[language]))
        acts[since] = tuple(dict.fromkeys((*acts.get(since, ()), *ours)))
    return acts


def repeal_of(text: str, path: str) -> str | None:
    """Return the act by which a row was repealed; None where it was not."""
    if not REPEALED.match(text):
        return None
    repeal = REPEAL.fullmatch(text)
    return _act_of(repeal["citation"] if repeal else text, path)
