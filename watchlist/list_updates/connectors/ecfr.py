"""The eCFR: which day a title is current to, then a part of it as of that day, and the lists of one section.

Built on the format as described and on another title's text; no real edition of the part was read, hence unproven.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, ListEmptied, NotReached, NotTheDocument
from watchlist.list_updates.published import Connector, ParsedPublication, PublishedRow, one_line

DIVISIONS: Final = ("ECFR", "DIV1", "DIV3", "DIV4", "DIV5", "DIV6", "DIV7", "DIV8")
"""The whole, title, chapter, subchapter, part, subpart, subject group, section: each within those before it."""
PASSED_OVER: Final = frozenset({"AMDDATE", "VOLUME", "HEAD", "AUTH", "SOURCE", "EDNOTE", "EFFDNOT", "CROSSREF"})
"""What stands among divisions, and is passed over."""
NOTES: Final = frozenset({"HEAD", "CITA", "EDNOTE", "EFFDNOT", "CROSSREF", "AUTH", "SOURCE"})
"""What stands beside the text of a section, and is passed over."""
INLINE: Final = frozenset({"I", "B", "E"})
NUMBERED: Final = re.compile(r"\((\d{1,3})\) (\S.*)")
CHEMICAL_CODE: Final = re.compile(r"\d{4}")
PARAGRAPH: Final = re.compile(r"\(([a-z])\) ")


def following(pages: Sequence[bytes], source: DeclaredSource) -> str | None:
    """Return the path of the part as of the day to which its title is current. Raises as `interpret` does.

    Raises `NotReached` while the publisher is at work on the title: it is tried again later.
    """
    if len(pages) > 1:
        return None
    day, title, part = _current_to(pages[0], source), source.settings["title"], source.settings["part"]
    return f"/api/versioner/v1/full/{day.isoformat()}/title-{title}.xml?part={part}"


def interpret(pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
    """Return the rows of the lists of a section. Raises `NotTheDocument`, `LayoutChanged` or `ListEmptied`.

    A row is known by the code of its chemical: the numbers of its paragraphs move with each insertion, and only show
    that none is missing.
    """
    titles, text = pages
    try:
        root = fromstring(text)
    except (ParseError, ValueError, LookupError) as error:  # an encoding that nobody knows, what defusedxml refuses
        raise NotTheDocument(f"it is no XML that is read here ({error}).") from error
    found = section_of(root, source.settings["part"], source.settings["section"])
    lists: Mapping[str, str] = source.settings["paragraphs"]
    rows = tuple(_rows(found, lists, source.settings["place"]))
    for paragraph, key in lists.items():
        if all(row.list != key for row in rows):
            raise ListEmptied(f"paragraph ({paragraph}) lists nothing.")
    return ParsedPublication(
        as_of=_current_to(titles, source), lists=tuple(lists.values()), rows=rows, ignored=tuple(NOTES)
    )


def section_of(root: Element, part: str, number: str) -> Element:
    """Return a section, from a document of its part or of the whole title."""
    sections = [
        division
        for division, part_number in _sections(root, DIVISIONS, "")
        if part_number == part and (division.get("N") or "").removeprefix("§").strip() == number
    ]
    if len(sections) != 1:
        raise NotTheDocument(f"it has {len(sections)} sections {number} of part {part}.")
    return sections[0]


def tables_of(section: Element) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each paragraph of a section with the rows of the tables below it; headers of columns are no rows."""
    paragraph, rows = "", list[list[str]]()
    for element in section:
        if element.tag == "P":
            yield paragraph, rows
            paragraph, rows = _text(element), []
        elif element.tag == "DIV":
            rows += _cells(element)
        elif element.tag not in NOTES:
            raise LayoutChanged(f"the section holds <{element.tag}>.")
    yield paragraph, rows


def _current_to(page: bytes, source: DeclaredSource) -> date:
    try:
        payload = json.loads(page)
        (title,) = [entry for entry in payload["titles"] if entry["number"] == source.settings["title"]]
        at_work = payload["meta"]["import_in_progress"] or title["processing_in_progress"]
        day = date.fromisoformat(title["up_to_date_as_of"])
    except (ValueError, RecursionError) as error:
        raise NotTheDocument(f"it does not say to which day the title is current ({error}).") from error
    except (KeyError, TypeError) as error:
        raise LayoutChanged(f"what is said of the titles has another form ({error}).") from error
    if at_work:
        raise NotReached(f"the publisher is bringing title {source.settings['title']} up to date.")
    return day


def _sections(division: Element, within: Sequence[str], part: str) -> Iterator[tuple[Element, str]]:
    """Yield each section with the number of its part; what is in sections is looked at where one is read."""
    if division.tag not in within:
        raise LayoutChanged(f"<{division.tag}> stands among the divisions of the title.")
    part = division.get("N", "") if division.tag == "DIV5" else part
    if division.tag == "DIV8":
        yield division, part
        return
    lower = within[within.index(division.tag) + 1 :]
    for below in division:
        if below.tag not in PASSED_OVER:
            yield from _sections(below, lower, part)


def _rows(section: Element, lists: Mapping[str, str], place: str) -> Iterator[PublishedRow]:
    letter = ""
    for text, rows in tables_of(section):
        paragraph = PARAGRAPH.match(text)
        if paragraph is None and letter in lists:
            raise LayoutChanged(f"“{text[:80]}” stands in the list ({letter}), and in no table.")
        letter = paragraph[1] if paragraph else letter
        if rows and letter not in lists:
            raise LayoutChanged(f"a table stands below “{text[:80]}”.")
        for number, cells in enumerate(rows, start=1):
            name, code = _row(cells, number)
            yield PublishedRow(list=lists[letter], code=code, name=name, place=f"{place}({letter})")


def _row(cells: Sequence[str], number: int) -> tuple[str, str]:
    """Return the name and the code of a chemical. Raises `LayoutChanged` for a row out of turn or of another form."""
    numbered = NUMBERED.fullmatch(cells[0]) if len(cells) == 2 else None
    if numbered is None or not CHEMICAL_CODE.fullmatch(cells[1]):
        raise LayoutChanged(f"a row reads “{' | '.join(cells)[:120]}”, and no number, name and code.")
    if numbered[1] != str(number):
        raise LayoutChanged(f"the row ({numbered[1]}) stands where ({number}) is due.")
    return numbered[2], cells[1]


def _cells(wrapper: Element) -> Iterator[list[str]]:
    """Yield the cells of each row of the tables in a wrapper, each in a wrapper of its own."""
    for inner in wrapper:
        for table in inner if inner.tag == "DIV" else (inner,):
            if table.tag != "TABLE":
                raise LayoutChanged(f"<{table.tag}> stands where a table is due.")
            yield from filter(None, map(_row_cells, table))


def _row_cells(row: Element) -> list[str]:
    kinds = {cell.tag for cell in row}
    if row.tag != "TR" or not kinds <= {"TD", "TH"} or len(kinds) > 1:
        raise LayoutChanged(f"a row of a table is <{row.tag}> of {', '.join(sorted(kinds)) or 'nothing'}.")
    return [] if kinds == {"TH"} else [_text(cell) for cell in row]


def _text(element: Element) -> str:
    if unknown := [inner.tag for inner in element.iter() if inner is not element and inner.tag not in INLINE]:
        raise LayoutChanged(f"<{unknown[0]}> stands in the text “{one_line(''.join(element.itertext()))[:80]}”.")
    return one_line("".join(element.itertext()))


ECFR: Final = Connector(interpret, following, unproven=True)
