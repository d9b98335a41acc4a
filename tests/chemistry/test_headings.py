from __future__ import annotations

import pytest

from chemistry.data import rows as data
from chemistry.headings import cannot_hold
from chemistry.identity.molecules import parse_structure
from tests.chemistry.labelled import rows


@pytest.mark.parametrize("row", rows("headings.csv"), ids=lambda row: f"{row['heading']}: {row['case']}")
def test_a_heading_holds_a_structure_or_says_why_it_cannot(row: dict[str, str]) -> None:
    why = cannot_hold(row["heading"], parse_structure(row["smiles"]))
    assert (why is None) == (row["holds"] == "yes"), why
    assert row["why"] in (why or "")


def test_every_heading_that_the_table_holds_has_a_structure_that_it_takes() -> None:
    taken = {row["heading"][:4] for row in rows("headings.csv") if row["holds"] == "yes"}
    assert [
        row["heading"] for row in data("headings.csv") if row["needs"] and row["heading"] not in (*taken, "29")
    ] == []


def test_every_group_belongs_to_a_heading() -> None:
    named = {name for row in data("headings.csv") for name in f"{row['needs']} {row['refuses']}".split()}
    assert {row["group"] for row in data("heading_groups.csv")} == named


@pytest.mark.parametrize("code", ["2916.34", "2916 34 00", "291634", "2916340010"])
def test_a_code_is_read_however_it_is_written(code: str) -> None:
    assert "2916 holds" in (cannot_hold(code, parse_structure("CC(C)=O")) or "")


@pytest.mark.parametrize("code", ["", "29", "2A", "9999.99"])
def test_a_code_that_the_table_does_not_hold_refuses_nothing(code: str) -> None:
    assert cannot_hold(code, parse_structure("CC(C)=O")) is None
