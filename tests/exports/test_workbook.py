"""The workbook opens in a spreadsheet: the same lines as the CSV, each finding a row, and nothing that computes."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from tests.exports.records import CONTROLLED, COVERAGE, FINDING, HOSTILE, LINES, answer, line, summary, typed
from tests.exports.totals import shipment_finding
from watchlist.engine.answer import Record
from watchlist.engine.reports.workbook import Workbook

Row = dict[str, Any]


def sheets(records: list[Record]) -> dict[str, list[Row]]:
    out = io.BytesIO()
    Workbook().write(records, out)
    book = load_workbook(out)
    read = {}
    for sheet in book:
        heading, *rows = sheet.iter_rows(values_only=True)
        read[sheet.title] = [dict(zip(heading, row, strict=True)) for row in rows]
    return read


def test_every_line_and_every_finding_is_a_row() -> None:
    read = sheets(answer())
    assert [row["Line"] for row in read["Lines"]] == [each["line"] for each in LINES]
    assert len(read["Findings"]) == sum(len(each["findings"]) for each in LINES)


def test_a_row_is_said_in_words() -> None:
    read = sheets(answer(CONTROLLED))
    assert read["Lines"][0]["Verdict"] == "Controlled"
    first = read["Findings"][0]
    assert (first["Tier"], first["Jurisdiction"], first["Law of"]) == ("Listed form", "UN", "2025-07-28")


def test_a_duty_names_its_list_in_words() -> None:
    duty = {"id": "d1", "list": "un-table-1", "action": "notify", "text": "tell the authority", "citation": "art. 12"}
    timed = {**duty, "trigger": "export", "contingent": False, "due": None, "clock": None}
    found = {**FINDING, "obligation_records": [timed]}
    (row,) = sheets(answer(line(verdict="controlled", findings=[found])))["Duties"]
    assert (row["List"], row["Duty"]) == ("1988 Convention, Table I", "tell the authority")


def test_the_first_sheet_says_what_the_answer_rests_on() -> None:
    said = [(row["What"], row["Said"]) for row in sheets(answer(CONTROLLED))["About"]]
    assert ("Law as of", "28 Jul 2025 to 2 Sep 2025") in said
    assert ("Controlled", 1) in said
    assert any(what == "Warning" and "BR" in str(text) for what, text in said)
    assert "INCOMPLETE" not in dict(said)


def test_an_answer_that_was_cut_short_says_so() -> None:
    assert "INCOMPLETE" in [row["What"] for row in sheets(typed(COVERAGE, CONTROLLED))["About"]]


def test_no_cell_of_a_hostile_line_is_a_formula() -> None:
    out = io.BytesIO()
    Workbook().write(answer(HOSTILE, line(key="=1+1\x00")), out)
    cells = [cell for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert any(str(cell.value).startswith("=") for cell in cells)


def test_a_text_longer_than_a_cell_is_cut_and_not_refused() -> None:
    read = sheets(answer(line(explanation="x" * 40_000)))
    assert len(read["Lines"][0]["Explanation"]) == 32_767


def test_each_parcel_of_a_sum_is_a_row() -> None:
    found = shipment_finding()
    read = sheets(typed(COVERAGE, CONTROLLED, summary(CONTROLLED, shipment_findings=[found])))
    assert [(row["Parcel"], row["Quantity"]) for row in read["Shipment"]] == [
        ("this shipment", "150 kg"),
        ("INV-1", "1400 kg"),
    ]
    assert {row["Total"] for row in read["Shipment"]} == {"1,550 kg"}


def test_a_person_reads_first_what_the_line_is_and_no_column_is_empty_on_every_line() -> None:
    rows = sheets(answer())["Lines"]
    first = list(rows[0])
    assert first[:5] == ["Line", "Verdict", "Action", "Severity", "Declared name"]
    always = {"Line", "Verdict", "Action", "Declared name"}
    assert all(any(row[name] not in (None, "") for row in rows) for name in set(first) - always)


def test_a_quantity_is_a_number_where_it_is_one_and_a_text_where_it_is_not() -> None:
    fields = [{"name": "acetone", "quantity": quantity} for quantity in ("160", "2.5", "8 drums 180 kg", "=1+1")]
    rows = sheets(answer(*(line(declared=each, fields=each) for each in fields)))["Lines"]
    assert [row["Declared quantity"] for row in rows] == [160, 2.5, "8 drums 180 kg", "=1+1"]


def test_a_sum_of_which_nothing_is_measured_is_no_figure() -> None:
    unmeasured = {"reference": None, "line": 1, "stored": False, "why": "no quantity is declared", "may_be": "1440 kg"}
    found = shipment_finding(total="0", met="unknown", unmeasured=[unmeasured])
    rows = sheets(typed(COVERAGE, CONTROLLED, summary(CONTROLLED, shipment_findings=[found])))["Shipment"]
    assert {(row["Total"], row["Met"]) for row in rows} == {
        ("1 parcel not measured (may be 1,440 kg)", "May be reached")
    }
