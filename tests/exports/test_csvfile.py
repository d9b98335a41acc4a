"""The CSV opens in a spreadsheet: one row a line, columns that do not move, and nothing that computes."""

from __future__ import annotations

import csv
import io

import pytest

from tests.exports.records import CONTROLLED, HOSTILE, LINES, answer, typed
from watchlist.engine.reports.csvfile import COLUMNS, CsvFile, inert
from watchlist.engine.reports.records import NoCoverageError


def rows(*lines: dict[str, object]) -> list[dict[str, str]]:
    out = io.StringIO()
    CsvFile().write(answer(*lines), out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_every_line_is_one_row_under_the_same_columns() -> None:
    written = rows()
    assert [row["line"] for row in written] == [str(each["line"]) for each in LINES]
    assert all(tuple(row) == COLUMNS for row in written)


def test_a_row_says_what_it_rests_on() -> None:
    row = rows(CONTROLLED)[0]
    assert (row["as_of"], row["known_at"], row["not_held"]) == ("2025-07-28", "2025-07-28T09:14:00Z", "BR")
    assert row["lists"] == "un-table-1 2025-07-25; cn-catalogue 2025-07-25; eu-111-2005 2025-07-25"
    assert row["stale_lists"] == "cn-catalogue"


def test_a_row_says_verdict_reasons_and_duties() -> None:
    row = rows(CONTROLLED)[0]
    assert (row["verdict"], row["severity"], row["action"]) == ("controlled", "high", "authorise")
    assert row["tiers"] == "listed_form; listed; announced"
    assert row["found_on"] == "UN Table I; CN Category 2; EU Category 1"
    assert (
        row["obligations"] == "Export permit from China, in any quantity.; Operator licence and import authorisation."
    )
    assert row["declared_name"] == "4-PIPERIDONE MONOHYDRATE HYDROCHLORIDE, 98%"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "  =1", "＝1", "＋1", "－1", "＠A1", "\u3000＝1", "\u22121", "﹦1"],
)
def test_a_cell_that_could_compute_gets_an_apostrophe(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "acetone", "4-piperidone", "(+)-pseudoephedrine", "  a=b", "氯化钠"])
def test_other_cells_are_left_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


def test_no_cell_of_a_hostile_line_computes() -> None:
    row = rows(HOSTILE)[0]
    assert (row["key"], row["declared_cas"]) == ("'=cmd()", "'=cmd|' /C calc'!A0")
    assert all(cell == inert(cell) for cell in row.values())


def test_without_coverage_there_is_no_answer() -> None:
    with pytest.raises(NoCoverageError) as refused:
        CsvFile().write(typed(CONTROLLED), io.StringIO())
    assert refused.value.got == "line"
