"""The worked example of docs/practices/class-rules.md is a rule, and comes out as its table says."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from chemistry.class_rules.vocabulary import classes
from tests.chemistry.class_rules.invented import trace_of

PAGE = (Path(__file__).parents[3] / "docs" / "practices" / "class-rules.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    return PAGE.partition(f"```{language}\n")[2].partition("```")[0]


@pytest.mark.parametrize("row", list(csv.DictReader(_block("csv").splitlines())), ids=lambda row: row["name"])
def test_the_worked_example_comes_out_as_its_table_says(row: dict[str, str]) -> None:
    trace = trace_of(row["smiles"], _block("toml"))
    assert (trace.outcome if trace else "no_core") == row["expected"]
    if trace is not None and row["expected"] != "outside":
        assert " ".join(trace.limbs) == row["limbs"]
    if trace is not None and row["fails"]:
        assert [failure.condition for failure in trace.failures] == [row["fails"]]


def test_the_page_names_every_class_of_the_vocabulary() -> None:
    table = PAGE.partition("| kind | classes |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", table)) == {*classes(), "hydrogen"}
