"""Justice Laws documents, by small editions of our own making: what becomes a row, what never does, what stops it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from tests.sources.canadian import ACT, FIXTURES, REGULATIONS, changes_of, read, source_of
from watchlist.sources.connectors.justice_laws.pending import _touches
from watchlist.sources.connectors.justice_laws.periods import period
from watchlist.sources.connectors.justice_laws.places import printed_places
from watchlist.sources.errors import Emptied, LayoutChanged, NotTheDocument
from watchlist.sources.published import EndedRow, Published, PublishedRow, end_of

CA = FIXTURES / "ca"
FIRST, REPLACED, NOTED, REPEALED, DIVIDED = "2024-01-10", "2024-04-15", "2024-06-20", "2025-05-10", "2026-05-05"


def content(edition: str, document: str = ACT, folder: Path = CA) -> str:
    return (folder / edition / document).read_text(encoding="utf-8")


def small(edition: str, document: str = ACT) -> Published:
    return read(content(edition, document).encode(), document)


def rows(edition: str, key: str, document: str = ACT) -> dict[str, PublishedRow]:
    return {row.code: row for row in small(edition, document).rows if row.list == key}


def told(edition: str, document: str = ACT) -> list[tuple[str, str, str]]:
    """Return what an edition changes, as kind, list and number."""
    changes = changes_of(CA, document)[edition]
    sides = [(change.kind, change.after or change.before) for change in changes]
    return [(kind, row.list, row.code) for kind, row in sides if row is not None]


def test_an_item_is_a_row_with_its_number_its_place_and_its_day() -> None:
    assert rows(FIRST, "schedule-6-part-2")["1"] == PublishedRow(
        list="schedule-6-part-2",
        code="1",
        name="Acetone",
        place="Controlled Drugs and Substances Act, Schedule VI, Part 2, item 1",
        valid_from=date(2017, 12, 27),
    )


def test_a_sub_item_has_a_number_of_its_own_and_the_act_that_brought_it() -> None:
    row = rows(REPLACED, "schedule-6-part-1")["3(1)"]
    assert row.name == "1-boc-4-piperidone (tert-butyl 4-oxopiperidine-1-carboxylate)"
    assert (row.valid_from, row.decided_on) == (date(2024, 4, 1), date(2024, 1, 5))
    assert row.instruments == ("SOR/2024-9001",)


def test_what_is_printed_raised_belongs_to_the_name() -> None:
    name = "N1,N1,N2-trimethylcyclohexane-1,2-diamine and its salts"
    assert rows(FIRST, "schedule-6-part-1")["4"].name == name
    assert rows(FIRST, "schedule", REGULATIONS)["4"].name == name


def test_a_printed_period_decides_and_its_last_day_belongs_to_it() -> None:
    listed = rows(REPLACED, "schedule-5")
    assert list(listed) == ["1", "1(1)", "1(2)"]
    assert {(row.valid_from, row.valid_until) for row in listed.values()} == {(date(2024, 4, 1), date(2025, 4, 1))}
    late = rows(REPEALED, "schedule-5")["3"]
    assert (late.valid_from, late.decided_on) == (date(2025, 5, 29), date(2025, 3, 3))


def test_a_repealed_line_is_no_row_and_says_how_its_row_ended() -> None:
    ended = small(REPEALED).ended
    assert "1" not in rows(REPEALED, "schedule-5")
    said = EndedRow(
        list="schedule-5",
        code="1",
        on=date(2025, 4, 1),
        decided_on=date(2024, 1, 5),
        instruments=("SOR/2024-9002",),
    )
    assert [end_of(row, ended) for row in rows(REPLACED, "schedule-5").values()] == [said] * 3
    assert end_of(rows(REPEALED, "schedule-5")["2"], ended) is None


def test_a_schedule_that_an_act_replaced_says_how_all_its_rows_ended() -> None:
    end = end_of(rows(REPEALED, "schedule-5")["2"], small(DIVIDED).ended)
    assert end is not None
    assert (end.code, end.on, end.instruments) == ("", date(2026, 3, 26), ("2026, c. 904",))


def test_a_divided_schedule_is_lists_of_their_own() -> None:
    counts = {key: len(rows(DIVIDED, key)) for key in source_of(ACT).lists}
    assert counts == {
        "schedule-6-part-1": 7,
        "schedule-6-part-2": 2,
        "schedule-6-part-3": 1,
        "schedule-5": 0,
        "schedule-5-part-1": 0,
        "schedule-5-part-2-table-1": 1,
        "schedule-5-part-2-table-2": 1,
        "schedule-5-part-2-table-3": 1,
    }


def test_a_list_that_the_law_empties_is_told_from_one_that_is_silent() -> None:
    emptied = {key: set(source_of(ACT).lists) - set(small(key).lists) for key in (FIRST, REPEALED, DIVIDED)}
    assert emptied == {FIRST: set(), REPEALED: set(), DIVIDED: {"schedule-5", "schedule-5-part-1"}}
    text = content(REPLACED)
    start, end = text.index("<TableGroup"), text.index("</TableGroup>") + len("</TableGroup>")
    assert "schedule-5" in read((text[:start] + text[end:]).encode(), ACT).lists


def test_a_number_is_read_without_what_cannot_be_seen() -> None:
    assert "\u200d1<" in content(DIVIDED)
    assert list(rows(DIVIDED, "schedule-5-part-2-table-3")) == ["1"]


@pytest.mark.parametrize("edition", [FIRST, DIVIDED])
def test_quantities_are_read_under_either_heading(edition: str) -> None:
    assert rows(edition, "schedule", REGULATIONS)["1"].facts == (("quantity", "1000 kg"),)
    assert rows(edition, "schedule", REGULATIONS)["2"].facts == (("quantity", "0.4 g per package"),)


def test_a_sub_item_of_a_table_has_the_quantity_of_its_row() -> None:
    listed = rows(REPLACED, "schedule", REGULATIONS)
    assert [listed[code].facts for code in ("3", "3(1)", "3(2)")] == [(("quantity", "0"),)] * 3


def test_an_amendment_not_in_force_is_a_notice_and_no_row() -> None:
    published = small(FIRST)
    (notice,) = published.notices
    assert (notice.key, notice.kind) == ("ca-sor-2024-9001-s-1", "not_in_force")
    assert notice.citation == "SOR/2024-9001, s. 1"
    assert notice.text.splitlines()[2:] == [
        "3 4-Piperidone (piperidin-4-one), its salts, derivatives and analogues, including:",
        "(1) 1-boc-4-piperidone (tert-butyl 4-oxopiperidine-1-carboxylate)",
        "(2) 3-methyl-4-piperidone (3-methylpiperidin-4-one)",
    ]
    assert not any("(piperidin-4-one)" in row.name for row in published.rows)


def test_the_rows_of_an_amending_table_keep_their_columns_apart() -> None:
    (notice,) = small(DIVIDED, REGULATIONS).notices
    assert notice.text.splitlines()[-1] == "6\tPhenethyl iodide ((2-iodoethyl)benzene)\t0"


def test_what_is_passed_over_is_named() -> None:
    ignored = small(FIRST).ignored
    assert {"Body", "SCHEDULE I", "SCHEDULE IX", "RelatedProvs"} <= set(ignored)
    assert ignored[-1] == "amendments not in force to other provisions: 2"


def test_an_edition_says_to_which_day_it_is_current() -> None:
    assert small(NOTED).as_of == date(2024, 6, 20)


@pytest.mark.parametrize(
    ("edition", "document", "changes"),
    [
        (
            REPLACED,
            ACT,
            [
                ("add", "schedule-5", "1"),
                ("add", "schedule-5", "1(1)"),
                ("add", "schedule-5", "1(2)"),
                ("amend", "schedule-6-part-1", "3"),
                ("add", "schedule-6-part-1", "3(1)"),
                ("add", "schedule-6-part-1", "3(2)"),
            ],
        ),
        (REPLACED, REGULATIONS, [("amend", "schedule", "3"), ("add", "schedule", "3(1)"), ("add", "schedule", "3(2)")]),
        (NOTED, ACT, []),
        (NOTED, REGULATIONS, []),
        (
            REPEALED,
            ACT,
            [
                ("remove", "schedule-5", "1"),
                ("remove", "schedule-5", "1(1)"),
                ("remove", "schedule-5", "1(2)"),
                ("add", "schedule-5", "2"),
                ("add", "schedule-5", "3"),
            ],
        ),
        (
            DIVIDED,
            ACT,
            [
                ("remove", "schedule-5", "2"),
                ("remove", "schedule-5", "3"),
                ("add", "schedule-5-part-2-table-1", "1"),
                ("add", "schedule-5-part-2-table-2", "1"),
                ("add", "schedule-5-part-2-table-3", "1"),
            ],
        ),
        (DIVIDED, REGULATIONS, [("add", "schedule", "5")]),
    ],
)
def test_successive_editions_change_what_their_acts_say(
    edition: str, document: str, changes: list[tuple[str, str, str]]
) -> None:
    assert sorted(told(edition, document)) == sorted(changes)


def test_a_correction_of_the_french_text_is_none_of_the_english() -> None:
    assert "SOR/2024-9003, s. 1(F)" in content(NOTED)
    assert not told(NOTED)
    french = changes_of(FIXTURES / "ca-fr", ACT, "fr")["2024-06-20"]
    named = [row for change in french for row in (change.before, change.after) if row is not None]
    assert {row.code for row in named} == {"2"}
    assert {row.instruments for row in named} == {(), ("DORS/2024-9003",)}


@pytest.mark.parametrize("document", [ACT, REGULATIONS])
def test_every_declared_list_has_a_place_in_the_document(document: str) -> None:
    source = source_of(document)
    assert set(source.lists) == {place.list for place in printed_places(source.settings["number"], "en")}


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
    with pytest.raises(Emptied, match="Schedule VI, Part 2"):
        read((text[:start] + text[end:]).encode(), ACT)


def test_a_schedule_without_its_parts_is_refused() -> None:
    text = content(FIRST)
    start, end = text.index("<DocumentInternal"), text.index("</DocumentInternal>") + len("</DocumentInternal>")
    with pytest.raises(Emptied, match="schedule-6-part-1"):
        read((text[:start] + text[end:]).encode(), ACT)


@pytest.mark.parametrize(
    ("said", "first", "after"),
    [
        ("April 14, 2025 to April 13, 2026", date(2025, 4, 14), date(2026, 4, 14)),
        ("From August 31, 2022 until August 30, 2023", date(2022, 8, 31), date(2023, 8, 31)),
        ("December 31, 2026 to December 31, 2026", date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_periods_are_read_as_printed(said: str, first: date, after: date) -> None:
    assert period(said, "a row") == (first, after)


@pytest.mark.parametrize("said", ["", "until further notice", "Avril 14, 2025 to April 13, 2026", "June 31, 2025 to "])
def test_a_period_of_another_form_is_not_guessed(said: str) -> None:
    with pytest.raises(LayoutChanged, match="a row"):
        period(said, "a row")


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        ("Item 1 of Schedule V to the Act is deleted.", True),
        ("Part 2 of Schedule VI to the Act is amended", True),
        ("Schedules I, II, III, IV, or V to the Act", True),
        ("Schedules I to VIII to the Act", True),
        ("Schedules I and VI to the Act", True),
        ("the schedule to the Regulations", True),
        ("Subitem 23(15) of Schedule IV to the Act is deleted.", False),
        ("Schedules I to IV to the Act", False),
        ("Schedule VII to the Act", False),
        ("Part V of the Act is replaced", False),
        ("l’article 1 de l’annexe V de la même loi", True),
        ("les annexes I à IV de la même loi, et les textes connexes", False),
    ],
)
def test_an_amendment_is_of_a_list_where_it_names_its_schedule(text: str, touches: bool) -> None:
    assert _touches(text) is touches
