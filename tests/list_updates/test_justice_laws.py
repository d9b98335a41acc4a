"""Justice Laws documents, by small editions of our own making: what becomes a row, and what never does."""

from __future__ import annotations

from datetime import date

import pytest

from tests.list_updates.canadian import (
    ACT,
    CA,
    DIVIDED,
    FIRST,
    FIXTURES,
    NOTED,
    REGULATIONS,
    REPEALED,
    REPLACED,
    changes_of,
    content,
    read,
    source_of,
)
from watchlist.list_updates.connectors.justice_laws import names_a_list
from watchlist.list_updates.connectors.justice_laws.document import printed_places
from watchlist.list_updates.connectors.justice_laws.schedules import period
from watchlist.list_updates.errors import LayoutChanged
from watchlist.list_updates.published import EndedRow, ParsedPublication, PublishedRow, end_of


def small(edition: str, document: str = ACT) -> ParsedPublication:
    return read(content(edition, document).encode(), document)


def rows(edition: str, key: str, document: str = ACT) -> dict[str, PublishedRow]:
    return {row.code: row for row in small(edition, document).rows if row.list == key}


def told(edition: str, document: str = ACT) -> list[tuple[str, str, str]]:
    """Return what an edition changes, as kind, list and number."""
    changes = changes_of(CA, document)[edition]
    sides = [(change.kind, change.new or change.old) for change in changes]
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


def test_a_printed_period_that_starts_later_decides_and_its_last_day_belongs_to_it() -> None:
    listed = rows(REPLACED, "schedule-5")
    assert list(listed) == ["1", "1(1)", "1(2)"]
    assert {(row.valid_from, row.valid_until) for row in listed.values()} == {(date(2024, 4, 1), date(2025, 4, 1))}
    late = rows(REPEALED, "schedule-5")["3"]
    assert (late.valid_from, late.decided_on) == (date(2025, 5, 29), date(2025, 3, 3))


def test_a_line_that_moves_within_its_period_is_in_its_new_list_since_it_moved() -> None:
    row = rows(DIVIDED, "schedule-5-part-2-table-1")["1"]
    assert "April 14, 2025 to April 13, 2027" in content(DIVIDED)
    assert (row.valid_from, row.valid_until) == (date(2026, 3, 26), date(2027, 4, 14))


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
    named = [row for change in french for row in (change.old, change.new) if row is not None]
    assert {row.code for row in named} == {"2"}
    assert {row.instruments for row in named} == {(), ("DORS/2024-9003",)}


@pytest.mark.parametrize("document", [ACT, REGULATIONS])
def test_every_declared_list_has_a_place_in_the_document(document: str) -> None:
    source = source_of(document)
    assert set(source.lists) == {place.list for place in printed_places(source.settings["number"], "en")}


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
    assert names_a_list(text) is touches
