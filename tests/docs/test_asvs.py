"""The page on ASVS: each requirement of levels 1 and 2 once and in order, and what it names is there."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from tests.docs.naming import is_there, linked, named, tables
from watchlist.engine.host import ROOT

PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROWS = [row for _, rows in tables(PAGE) if "asks" in rows[0] for row in rows]
STATES: Final = ("holds", "partly", "gap", "none")
OF_LEVEL: Final = {"1": 70, "2": 183}
"""Requirements of version 5.0.0."""
WHOLE_CHAPTER: Final = re.compile(r"\((\d+) requirements of level 1, (\d+) of level 2\)")


def _number(row: dict[str, str]) -> tuple[int, ...]:
    assert re.fullmatch(r"[1-9]\d?\.[1-9]\.[1-9]\d?", row["id"]), row
    return tuple(map(int, row["id"].split(".")))


def test_every_requirement_stands_once_and_in_order() -> None:
    assert all(one < other for one, other in pairwise(map(_number, ROWS)))


def test_a_requirement_stands_in_its_chapter() -> None:
    for heading, rows in tables(PAGE):
        if "asks" in rows[0]:
            assert {f"V{_number(row)[0]}" for row in rows} == {heading.split()[0]}


def test_none_is_left_out_of_either_level() -> None:
    whole = [WHOLE_CHAPTER.search(line) for line in PAGE.splitlines()]
    for place, (level, count) in enumerate(OF_LEVEL.items(), start=1):
        elsewhere = sum(int(found[place]) for found in whole if found)
        assert sum(row["level"] == level for row in ROWS) + elsewhere == count


def test_a_state_is_one_of_four_and_what_holds_says_where() -> None:
    for row in ROWS:
        assert row["state"] in STATES, row
        assert row["where and why"], row


def test_every_gap_is_among_the_gaps_and_no_other() -> None:
    told = PAGE.split("\n## Gaps, the widest first\n")[1]
    gaps = {row["id"] for row in ROWS if row["state"] == "gap"}
    assert set(re.findall(r"\d+\.\d+\.\d+", told)) == gaps


def test_every_file_and_test_that_is_named_is_there() -> None:
    names = {*named(PAGE), *linked(PAGE)}
    assert len(names) > 100
    assert not sorted(name for name in names if not is_there(name))
