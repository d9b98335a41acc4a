"""What does not pass without a person's reason."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from watchlist.list_updates.declaring import DeclaredSource, read_source
from watchlist.list_updates.diff import UNPROVEN, changes_between, gates
from watchlist.list_updates.published import PublishedRow

DECLARED = """
key = "example"
title = "An example"
connector = "table-csv"
site = "example"
address = "https://example.org"
path = "/list.csv"
jurisdiction = "CA"
authority = "an authority"
hours = 24
accepts = ["text/csv"]
most_drop = 20

[lists.a]
least = 4
most = 12
"""


def declared() -> DeclaredSource:
    """Return a source of one list, of four to twelve rows."""
    return read_source(DECLARED, "example.toml", {})


def rows(*names: str) -> list[PublishedRow]:
    """Return rows of that list, each of its own number."""
    return [PublishedRow(list="a", code=name[:1], name=name) for name in names]


TEN = rows("Acetone", "Benzene", "Cumene", "Decane", "Ether", "Furan", "Glycol", "Hexane", "Iodine", "Jasmone")


def said(before: Sequence[PublishedRow], after: Sequence[PublishedRow], *, unproven: bool = False) -> str:
    """Return what the gates say, one sentence a line."""
    return "\n".join(gates(before, after, changes_between(before, after), declared(), unproven=unproven))


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (TEN, ""),
        (TEN[2:], ""),
        (TEN[3:], "a: 3 of 10 rows are gone, more than 20 percent."),
        (TEN[:7] + rows("Kerosene", "Limonene", "Menthol"), "a: 3 of 10 rows are gone, more than 20 percent."),
        ([*TEN, *rows("Kerosene", "Limonene", "Menthol")], "a: 13 rows, and at most 12 are declared."),
        ([*TEN, PublishedRow(list="a", code="A", name="Anisole")], "a: the number “A” stands there 2 times."),
        ([*TEN, PublishedRow(list="a", code="K", name="ACETONE")], "a: the name “ACETONE” stands there 2 times."),
        ([*TEN, PublishedRow(list="b", code="K", name="Ketene")], "b: a list that is not declared, of 1 rows."),
    ],
)
def test_a_gate_says_what_does_not_pass(after: list[PublishedRow], sentence: str) -> None:
    assert sentence in said(TEN, after)
    assert bool(sentence) == bool(said(TEN, after))


def test_fewer_rows_than_are_declared_do_not_pass() -> None:
    assert "a: 3 rows, and at least 4 are declared." in said(TEN, TEN[:3])


def test_more_changes_than_half_of_the_rows_do_not_pass() -> None:
    renamed = [PublishedRow(list="a", code=row.code, name=f"{row.name} and its salts") for row in TEN]
    assert said(TEN, [*renamed[:5], *TEN[5:]]) == ""
    assert said(TEN, [*renamed[:6], *TEN[6:]]) == "6 changes of 10 rows: more than half."


def test_a_double_that_was_there_before_passes() -> None:
    doubled = [*TEN, PublishedRow(list="a", code="K", name="Acetone")]
    assert said(doubled, doubled) == ""


def test_what_an_unproven_connector_reads_never_passes_by_itself() -> None:
    assert said(TEN, TEN, unproven=True) == UNPROVEN
