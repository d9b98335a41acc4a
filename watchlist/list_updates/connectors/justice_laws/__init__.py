"""Justice Laws (Canada): consolidated acts and regulations as XML, of which some schedules are lists.

An edition prints the law as it stands on its day: a repeal leaves a line "[Repealed, …]", and an act not in force
stands at the end with the markup of law in force, and is a notice, never a row. What is read is compared with
`layout.csv`, element by element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final
from xml.etree.ElementTree import Element

from watchlist.list_updates.connectors.justice_laws.document import (
    HERE,
    PENDING,
    LawDocument,
    line,
    not_too_deep,
    open_document,
)
from watchlist.list_updates.connectors.justice_laws.schedules import schedule_rows
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.errors import LayoutChanged, ListEmptied
from watchlist.list_updates.published import (
    Connector,
    EndedRow,
    ParsedPublication,
    PublishedNotice,
    PublishedRow,
    csv_rows,
    one_line,
)

NUMERALS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
READ: Final = frozenset({"V", "VI"})
NUMERAL: Final = rf"(?:{'|'.join(NUMERALS)})\b"
SCHEDULES: Final = re.compile(
    r"\b(?:[Ss]chedule|SCHEDULE|[Aa]nnexe|ANNEXE)[Ss]?\b"
    rf"(?:\s+(?P<named>{NUMERAL}(?:(?:,\s*|\s+)(?:(?:and|or|to|et|ou|à)\s+)?{NUMERAL})*))?"
)
HEADING: Final = re.compile(r"— (?P<citation>\S.*)")
RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def amendments(document: LawDocument, source: DeclaredSource) -> Iterator[PublishedNotice | str]:
    """Yield a notice for each amendment that names a schedule that is read, and the citation alone of each other."""
    seen: set[str] = set()
    for amendment in _amendments(document.pending):
        citation = _citation(amendment)
        if citation in seen:
            raise LayoutChanged(f"{PENDING}: {citation} comes twice.")
        seen.add(citation)
        yield _notice(amendment, citation, source) if names_a_list("".join(amendment.itertext())) else citation


def _amendments(pending: Element | None) -> Iterator[Element]:
    for piece in () if pending is None else pending:
        if piece.tag in {"BillPiece", "RegulationPiece"}:
            yield from piece
        elif piece.tag != "ScheduleFormHeading":
            raise LayoutChanged(f"{PENDING}/{piece.tag}: an element {piece.tag} is not known here.")


def _citation(amendment: Element) -> str:
    heading = HEADING.fullmatch(line(amendment.find("Heading/TitleText")))
    if amendment.tag != "RelatedOrNotInForce" or heading is None:
        raise LayoutChanged(f"{PENDING}/{amendment.tag}: it is no amendment under a citation.")
    return heading["citation"]


def names_a_list(text: str) -> bool:
    """Say whether a text names a schedule that is read, one by one or between two others, or one without a number."""
    return any(
        mention["named"] is None or not READ.isdisjoint(_numerals_in(mention["named"]))
        for mention in SCHEDULES.finditer(text)
    )


def _numerals_in(numerals: str) -> set[str]:
    words = re.findall(r"\w+", numerals)
    numbers = {word for word in words if word in NUMERALS}
    for first, word, last in zip(words, words[1:], words[2:], strict=False):
        if word in {"to", "à"}:
            numbers |= set(NUMERALS[NUMERALS.index(first) : NUMERALS.index(last) + 1])
    return numbers


def _notice(amendment: Element, citation: str, source: DeclaredSource) -> PublishedNotice:
    # A provision, an item or a row on each line, cells with a tab between.
    pieces = (piece for part in amendment if part.tag != "Heading" for piece in _pieces(part, citation))
    lines = "".join(pieces).replace("\t\n", "\t").split("\n")
    cells = ("\t".join(one_line(cell) for cell in text.split("\t")).strip() for text in lines)
    key = re.sub(r"[^a-z0-9]+", "-", f"{source.jurisdiction} {citation}".lower()).strip("-")
    return PublishedNotice(
        key=key,
        kind="not_in_force",
        title=f"{citation}: amendment of the {source.settings['name']}, not in force",
        citation=citation,
        url=source.settings["page"],
        text="\n".join(filter(None, cells)),
    )


def _pieces(element: Element, citation: str, deep: int = 0) -> Iterator[str]:
    not_too_deep(deep, f"{PENDING}, {citation}")
    rendered = _rendered().get(element.tag)
    if rendered is None:
        raise LayoutChanged(f"{PENDING}, {citation}: an element {element.tag} is not known.")
    if rendered == "mark":
        yield line(element).translate(RAISED)
        return
    yield "\n" if rendered == "line" else "\t" if rendered == "cell" else ""
    yield _flat(element.text)
    for child in element:
        yield from _pieces(child, citation, deep + 1)
        yield _flat(child.tail)
    yield "\n" if rendered == "line" else " " if rendered == "label" else ""


def _flat(text: str | None) -> str:
    return re.sub(r"[\t\n\r]+", " ", text or "")


@cache
def _rendered() -> Mapping[str, str]:
    return {row["element"]: row["rendered"] for row in csv_rows(HERE / "wording.csv")}


def interpret(pages: Sequence[bytes], source: DeclaredSource) -> ParsedPublication:
    """Return an edition: rows of the lists declared, what ended, and amendments to them that are not in force.

    Raises `NotTheDocument`, `LayoutChanged` with element and path, or `ListEmptied` for a list that cannot be empty.
    """
    document = open_document(pages[0], source)
    entries = [entry for label in document.schedules for entry in schedule_rows(document, label)]
    rows = tuple(entry for entry in entries if isinstance(entry, PublishedRow))
    ended = tuple(entry for entry in entries if isinstance(entry, EndedRow))
    _check_lists(rows, ended, source)
    emptied = {end.list for end in ended} - {row.list for row in rows}
    pending = list(amendments(document, source))
    others = sum(isinstance(amendment, str) for amendment in pending)
    return ParsedPublication(
        as_of=document.as_of,
        lists=tuple(key for key in source.lists if key not in emptied),
        rows=rows,
        ended=ended,
        notices=tuple(amendment for amendment in pending if isinstance(amendment, PublishedNotice)),
        ignored=(*document.ignored, f"amendments not in force to other provisions: {others}"),
    )


def _check_lists(rows: Sequence[PublishedRow], ended: Sequence[EndedRow], source: DeclaredSource) -> None:
    filled = {row.list for row in rows}
    for key in sorted((filled | {end.list for end in ended}) - source.lists.keys()):
        raise LayoutChanged(f"{source.key}: it prints the list {key}, which is not declared.")
    for key, declared in source.lists.items():
        if declared.least and key not in filled:
            raise ListEmptied(f"{source.key}: the list {key} has no row.")


JUSTICE_LAWS: Final = Connector(interpret)
