"""The eCFR as described: its days, its tables, and all that stops the reading."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse

from watchlist.list_updates.connectors.ecfr import ECFR, section_of, tables_of
from watchlist.list_updates.declaring import DeclaredSource, declared_source
from watchlist.list_updates.diff import UNPROVEN, changes_between, gates
from watchlist.list_updates.errors import CollectionFailed, LayoutChanged, ListEmptied, NotReached, NotTheDocument
from watchlist.list_updates.published import ParsedPublication

EDITIONS = Path(__file__).parents[2] / "fixtures" / "editions" / "us-ecfr"
TITLES = (EDITIONS / "titles.json").read_bytes()
EARLIER = (EDITIONS / "2025-01-10.xml").read_bytes()
LATER = (EDITIONS / "2025-03-14.xml").read_bytes()
real_editions = pytest.mark.skipif("WATCHLIST_EDITIONS" not in os.environ, reason="no real editions beside the project")


def source() -> DeclaredSource:
    """Return the source as it comes with the service."""
    return declared_source("us-ecfr-1310")


def read(text: bytes) -> ParsedPublication:
    """Return what is read of a text of the part."""
    return ECFR.interpret([TITLES, text], source())


def test_the_part_is_asked_for_as_of_the_day_to_which_its_title_is_current() -> None:
    assert ECFR.following([TITLES], source()) == "/api/versioner/v1/full/2025-03-14/title-21.xml?part=1310"
    assert ECFR.following([TITLES, LATER], source()) is None


@pytest.mark.parametrize(
    ("was", "now", "refusal"),
    [
        (b'"import_in_progress": false', b'"import_in_progress": true', NotReached),
        (b'"processing_in_progress": false', b'"processing_in_progress": true', NotReached),
        (b'"number": 21', b'"number": 22', NotTheDocument),
        (b'"up_to_date_as_of": "2025-03-14", "reserved": false, "p', b'"reserved": false, "p', LayoutChanged),
        (b'"2025-03-14"', b'"../../../titles"', NotTheDocument),
        (b"{", b"<", NotTheDocument),
    ],
)
def test_where_the_day_is_not_told_nothing_is_asked_for(
    was: bytes, now: bytes, refusal: type[CollectionFailed]
) -> None:
    with pytest.raises(refusal):
        ECFR.following([TITLES.replace(was, now)], source())


def test_rows_are_known_by_the_codes_of_their_chemicals() -> None:
    published = read(EARLIER)
    assert (published.as_of, published.lists) == (date(2025, 3, 14), ("list-1", "list-2"))
    assert [(row.list, row.code, row.name, row.place) for row in published.rows[3:5]] == [
        ("list-1", "8750", "Piperonal", "21 CFR 1310.02(a)"),
        ("list-2", "6532", "Acetone", "21 CFR 1310.02(b)"),
    ]


def test_an_insertion_that_moves_every_number_is_one_addition() -> None:
    changes = changes_between(read(EARLIER).rows, read(LATER).rows)
    assert [(change.kind, change.new.code if change.new else "") for change in changes] == [
        ("add", "8512"),
        ("amend", "8330"),
    ]
    assert "neither day nor act" in changes[1].doubt


def test_what_it_finds_needs_a_person_until_a_real_edition_was_read() -> None:
    before, after = read(EARLIER).rows, read(LATER).rows
    said = gates(before, after, changes_between(before, after), source(), unproven=ECFR.unproven)
    assert said[0] == UNPROVEN == "no real edition of this format was read."


@pytest.mark.parametrize(
    ("was", "now", "refusal", "sentence"),
    [
        (b'N="1310.02"', b'N="1310.03"', NotTheDocument, "0 sections 1310.02"),
        (b'N="1310" TYPE', b'N="1308" TYPE', NotTheDocument, "0 sections 1310.02 of part 1310"),
        (b"(3) 4-pip", b"(4) 4-pip", LayoutChanged, r"the row \(4\) stands where \(3\) is due"),
        (b">8750", b">875O", LayoutChanged, "no number, name and code"),
        (b"(4) Piperonal", b"(4) [Reserved]</TD><TD>", LayoutChanged, "no number, name and code"),
        (b"(4) Piperonal", b"(4) Piperonal<SU>1</SU>", LayoutChanged, "<SU> stands in the text"),
        (b"<CITA", b"<XREF>Link to an amendment</XREF><CITA", LayoutChanged, "the section holds <XREF>"),
        (b"<DIV8 N=", b"<DIV9/><DIV8 N=", LayoutChanged, "<DIV9> stands among the divisions"),
        (b"(b) <I>List II", b"(d) <I>List II", LayoutChanged, r"a table stands below “\(d\) List II"),
        (b"</DIV8>\n</DIV5>", b"</DIV8><DIV5/></DIV5>", LayoutChanged, "<DIV5> stands among"),
        (b"<P>(b)", b"<P>(5) Safrole 8323</P><P>(b)", LayoutChanged, r"Safrole 8323” stands in the list \(a\)"),
        (b"<TABLE", b"<IMG/><TABLE", LayoutChanged, "<IMG> stands where a table is due"),
        (b"<TD align", b"<TH/><TD align", LayoutChanged, "<TR> of TD, TH"),
        (b'"UTF-8"', b'"UTF-88"', NotTheDocument, "no XML"),
        (b"</DIV5>", b"", NotTheDocument, "no XML"),
        (b"<DIV5", b'<!DOCTYPE a [<!ENTITY b "c">]><DIV5', NotTheDocument, "no XML"),
    ],
)
def test_what_is_not_as_described_is_not_taken(
    was: bytes, now: bytes, refusal: type[CollectionFailed], sentence: str
) -> None:
    with pytest.raises(refusal, match=sentence):
        read(EARLIER.replace(was, now, 1))


def test_a_list_without_rows_is_not_taken() -> None:
    start = EARLIER.rindex(b"<DIV width")
    end = EARLIER.rindex(b"<P>(c)")
    with pytest.raises(ListEmptied, match=r"paragraph \(b\) lists nothing"):
        read(EARLIER[:start] + EARLIER[end:])


@real_editions
def test_the_divisions_of_a_real_title_are_all_known() -> None:
    title = parse(Path(os.environ["WATCHLIST_EDITIONS"]) / "us" / "format-samples" / "ecfr_title-1.xml").getroot()
    assert section_of(title, "17", "17.2").findtext("HEAD", "").startswith("§ 17.2")


@real_editions
def test_a_real_table_is_read_to_its_cells() -> None:
    title = parse(Path(os.environ["WATCHLIST_EDITIONS"]) / "us" / "format-samples" / "ecfr_title-1.xml").getroot()
    wrapper = title.find(".//DIV8/DIV")
    section = Element("DIV8")
    section.append(wrapper)
    (_, rows), *_ = tables_of(section)
    assert rows[0] == ["Monday", "Wednesday", "Thursday"]
    assert len(rows) == 5
