"""Justice Laws documents that are not laid out as known, or are another document: nothing of them is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from tests.list_updates.canadian import ACT, DIVIDED, FIRST, REGULATIONS, REPLACED, content, read
from watchlist.list_updates.errors import LayoutChanged, ListEmptied, NotTheDocument

SURPRISES = [
    ("an element in an item", "<Text>Acetone</Text>", "<Text>Acetone</Text><Oath>x</Oath>", "Item[1]/Oath"),
    ("an element in a name", "Acetone</Text>", "<Math>Acetone</Math></Text>", "Text/Math"),
    ("an element between items", "<Item lims", "<Proviso/><Item lims", "List/Proviso"),
    ("a table in an item", "<Text>Acetone</Text>", "<TableGroup/>", "Item[1]/TableGroup"),
    ("no text", "<Text>Acetone</Text>", "", "no Text in Item"),
    ("an empty text", "<Text>Acetone</Text>", "<Text> </Text>", "Part 2, item 1: it has no text"),
    ("two texts", "<Text>Acetone</Text>", "<Text>Acetone</Text><Text>x</Text>", "2 of Text"),
    ("a text beside items", "<Item lims", "except<Item lims", "a text beside the elements of List"),
    ("another part", "<Label>PART 3</Label>", "<Label>PART 4</Label>", "PART 4 Preparations and Mixtures"),
    ("parts changed about", "Class A Precursors", "Class B Precursors", "PART 1 Class B Precursors"),
    ("a part twice", "PART 2</Label><TitleText>Class B", "PART 1</Label><TitleText>Class A", "printed twice"),
    ("another schedule", "<Label>SCHEDULE IX</Label>", "<Label>SCHEDULE X</Label>", "SCHEDULE X"),
    ("a schedule twice", "<Label>SCHEDULE IX</Label>", "<Label>SCHEDULE VI</Label>", "comes twice"),
    ("a schedule gone", "<Label>SCHEDULE VI</Label>", "<Label>SCHEDULE IX</Label>", "SCHEDULE VI is not printed"),
    ("a schedule under another name", 'id="RelatedProvs"', 'id="Tables"', "Tables"),
    ("another thing beside the body", "<Body>", "<Preface/><Body>", "Statute/Preface"),
    ("no number", "<Label>1</Label><Text>Acetone", "<Label>first</Label><Text>Acetone", "'first' is no number"),
    ("a letter for a sub-item", "<Label>(1)</Label><Text>methyl", "<Label>(a)</Label><Text>methyl", "'(a)'"),
    ("words not in force", "<Item lims", '<Item in-force="no" lims', "in-force"),
    ("both languages", 'bilingual="no"', 'bilingual="yes"', "bilingual"),
    ("a day that is none", 'inforce-start-date="2019-05-15"', 'inforce-start-date="soon"', "'soon' is no day"),
    ("a day to come", 'inforce-start-date="2019-05-15"', 'inforce-start-date="2031-05-15"', "2031-05-15"),
    ("an act that is not known", "SOR/2019-9001, s. 1", "by order", "'by order' is no citation"),
    ("no day to be current to", "lims:current-date", "lims:old-date", "'' is no day"),
    ("an amendment without a citation", "— SOR/2024-9001, s. 1", "Soon", "no amendment under a citation"),
    ("an element in an amendment", "<AmendedText>", "<Formula/><AmendedText>", "SOR/2024-9001, s. 1: an element Form"),
    ("an amendment twice", "— SOR/2024-9009, s. 1", "— SOR/2024-9001, s. 1", "comes twice"),
    ("amendments of another kind", "BillPiece", "TreatyPiece", "NifProvs/TreatyPiece"),
]


@pytest.mark.parametrize(("before", "after", "says"), [case[1:] for case in SURPRISES], ids=[c[0] for c in SURPRISES])
def test_what_is_not_named_stops_the_reading_and_says_where(before: str, after: str, says: str) -> None:
    text = content(FIRST)
    assert before in text
    with pytest.raises(LayoutChanged) as stopped:
        read(text.replace(before, after).encode(), ACT)
    assert says in str(stopped.value)


TABLE_SURPRISES = [
    ("another heading", ">Period<", ">Term<", "Term"),
    ("a column more", '<row topmarginspacing="2">', "<row><entry>0</entry>", "4 cells under 3 columns"),
    ("rows that span rows", '<entry colsep="0" rowsep="0"', '<entry morerows="1" colsep="0" rowsep="0"', "morerows"),
    ("another table", "TABLE 2 — Class B Precursors", "TABLE 2 — Class C Precursors", "TABLE 2 — Class C Precursors"),
    ("no caption", "TABLE 2 — Class B Precursors", "", "'PART 2 Precursors', ''"),
    ("a table twice", "TABLE 2 — Class B Precursors", "TABLE 1 — Class A Precursors", "printed twice"),
    ("a table beside the parts", "<DocumentInternal", "{table}<DocumentInternal", "a table beside the parts"),
    ("no period", ">May 29, 2025 to May 28, 2026<", "><", "a column is empty"),
    ("an open period", "May 29, 2025 to May 28, 2026", "From May 29, 2025", "'From May 29, 2025' is no period"),
    ("a period back to front", "May 29, 2025 to May 28, 2026", "May 29, 2026 to May 28, 2025", "is no period"),
    ("a period that was over", "May 29, 2025 to May 28, 2026", "May 29, 2024 to May 28, 2025", "after the end of its"),
    ("a repeal in other words", "[Repealed, 2026, c. 904, s. 21]", "Repealed by 2026, c. 904", "marked as repealed"),
    ("a repeal of a part", "<Repealed>[Rep", "Acetone <Repealed>[Rep", "marked as repealed"),
    ("a repeal that names no act", "[Repealed, 2026, c. 904, s. 21]", "[Repealed]", "'[Repealed]' is no citation"),
    ("no number", ">\u200d1<", ">one<", "'one' is no number"),
]


@pytest.mark.parametrize(
    ("before", "after", "says"), [case[1:] for case in TABLE_SURPRISES], ids=[case[0] for case in TABLE_SURPRISES]
)
def test_a_table_that_is_laid_out_otherwise_stops_the_reading(before: str, after: str, says: str) -> None:
    text = content(DIVIDED)
    table = text[text.index("<TableGroup") : text.index("</TableGroup>") + len("</TableGroup>")]
    assert before in text
    with pytest.raises(LayoutChanged) as stopped:
        read(text.replace(before, after.replace("{table}", table), 1).encode(), ACT)
    assert says in str(stopped.value)


PASSED_OVER = {"Footnote", "FootnoteRef", "OriginatingRef", "colspec"}
READ = {"SCHEDULE V", "SCHEDULE VI", "SCHEDULE"}


def entered(element: Element) -> Iterator[Element]:
    """Yield an element and all in it, but what is passed over by name."""
    yield element
    for child in element:
        if child.tag not in PASSED_OVER:
            yield from entered(child)


def spoiled(edition: str, document: str) -> Iterator[tuple[str, bytes]]:
    """Yield an edition again and again, each time with one thing that nobody named: an element, an attribute, a tag."""
    root = ElementTree.fromstring(content(edition, document))
    read_here = [part for part in root if (part.findtext("ScheduleFormHeading/Label") or "") in READ]
    for element in [one for part in read_here for one in entered(part)]:
        tag = element.tag
        stranger = ElementTree.SubElement(element, "Stranger")
        yield f"a stranger in {tag}", ElementTree.tostring(root)
        element.remove(stranger)
        element.set("stranger", "yes")
        yield f"an attribute of {tag}", ElementTree.tostring(root)
        del element.attrib["stranger"]
        element.tag = "Stranger"
        yield f"a stranger for {tag}", ElementTree.tostring(root)
        element.tag = tag


@pytest.mark.parametrize(
    ("edition", "document"), [(REPLACED, ACT), (DIVIDED, ACT), (REPLACED, REGULATIONS), (DIVIDED, REGULATIONS)]
)
def test_nothing_that_is_read_may_hold_or_be_what_nobody_named(edition: str, document: str) -> None:
    passed = []
    for what, spoilt in spoiled(edition, document):
        with suppress(LayoutChanged):
            read(spoilt, document)
            passed.append(what)
    assert not passed


def test_a_list_that_is_not_declared_stops_the_reading() -> None:
    text = content(REPLACED, REGULATIONS).replace("SCHEDULE<", "SCHEDULE 1<")
    with pytest.raises(LayoutChanged, match="SCHEDULE 1"):
        read(text.encode(), REGULATIONS)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("C-38.8</ConsolidatedNumber>", "C-46</ConsolidatedNumber>"), "its number is 'C-46', not 'C-38.8'"),
        (('xml:lang="en"', 'xml:lang="fr"'), "its language is 'fr', not 'en'"),
        (("Statute", "Regulation"), "its root is 'Regulation', not 'Statute'"),
        (("</Statute>", ""), "no whole XML file"),
        (('encoding="utf-8"', 'encoding="utf-99"'), "no whole XML file"),
        (("<Introduction>", "<Introduction>&nbsp;"), "no whole XML file"),
    ],
)
def test_another_document_is_not_read(change: tuple[str, str], says: str) -> None:
    with pytest.raises(NotTheDocument, match=says):
        read(content(FIRST).replace(*change).encode(), ACT)


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE Statute [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n<Statute'
    with pytest.raises(NotTheDocument):
        read(content(FIRST).replace("<Statute", bomb, 1).replace("Acetone", "&b;").encode(), ACT)


@pytest.mark.parametrize(("opening", "closing"), [("<List><Item>", "</Item></List>"), ("<Emphasis>", "</Emphasis>")])
def test_elements_without_end_one_in_another_stop_the_reading(opening: str, closing: str) -> None:
    deep = f"<Text>Acetone</Text>{opening * 3_000}{closing * 3_000}"
    with pytest.raises(LayoutChanged):
        read(content(FIRST).replace("<Text>Acetone</Text>", deep).encode(), ACT)
    with pytest.raises(LayoutChanged):
        read(content(FIRST).replace("<AmendedText>", f"<AmendedText>{opening * 3_000}{closing * 3_000}").encode(), ACT)


def test_a_list_that_cannot_be_empty_is_refused_without_rows() -> None:
    text = content(FIRST)
    start = text.index("<Item", text.index("PART 2</Label>"))
    end = text.index("</List>", start)
    with pytest.raises(ListEmptied, match="Schedule VI, Part 2"):
        read((text[:start] + text[end:]).encode(), ACT)


def test_a_schedule_without_its_parts_is_refused() -> None:
    text = content(FIRST)
    start, end = text.index("<DocumentInternal"), text.index("</DocumentInternal>") + len("</DocumentInternal>")
    with pytest.raises(ListEmptied, match="schedule-6-part-1"):
        read((text[:start] + text[end:]).encode(), ACT)
