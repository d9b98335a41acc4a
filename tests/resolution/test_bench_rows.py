"""The labelled bench and its hold-out: rows that are what they say they are."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from chemistry.names.cas import normalise_cas
from tests.bench_resolution import BENCH, FIELDS, HOLDOUT, is_given, rows
from watchlist.conf import seeds_dir

CAS_IN_ANOTHER_WRITING = (
    "CAS number with a wrong check digit beside the right name",
    "CAS number written in another way",
    "several CAS numbers",
    "unreadable number",
)
EXPECTED = {"listed": "found", "ordinary": "not_raised", "vague": "unresolved"}
LABELLED = [*rows(), *rows(HOLDOUT)]
NAMED = [row for row in LABELLED if row["cas"] and row["trap"] not in CAS_IN_ANOTHER_WRITING]


@cache
def held(file: str, column: str) -> frozenset[str]:
    with (seeds_dir() / "substances" / file).open(encoding="utf-8", newline="") as lines:
        return frozenset(row[column] for row in csv.DictReader(lines))


@pytest.mark.parametrize("bench", [BENCH, HOLDOUT])
def test_the_columns_are_those_that_a_manifest_gives(bench: Path) -> None:
    labels = ["id", "trap", "language", "kind", "seen_in", "substance", "expect"]
    with bench.open(encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == [*labels, *FIELDS, "why"]


def test_there_are_lines_enough_of_each_kind() -> None:
    kinds = Counter(row["kind"] for row in rows())
    assert len(rows()) >= 700
    assert kinds["listed"] >= 330
    assert kinds["ordinary"] >= 300
    assert kinds["vague"] >= 70
    assert sum(row["kind"] == "listed" and is_given(row) for row in rows()) >= 110


@pytest.mark.parametrize("bench", [BENCH, HOLDOUT])
def test_no_line_stands_twice_in_a_file(bench: Path) -> None:
    declared = Counter(tuple(row[name] for name in FIELDS) for row in rows(bench))
    assert max(declared.values()) == 1


def test_no_id_stands_twice() -> None:
    assert len({row["id"] for row in LABELLED}) == len(LABELLED)


def test_every_row_says_what_it_is_where_it_is_seen_and_why() -> None:
    silent = [row["id"] for row in LABELLED if not all(row[name] for name in ("trap", "language", "seen_in", "why"))]
    empty = [row["id"] for row in LABELLED if not any(row[name] for name in FIELDS)]
    assert (silent, empty) == ([], [])


def test_every_label_is_one_of_its_kind() -> None:
    assert [row["id"] for row in LABELLED if row["expect"].split()[0] != EXPECTED[row["kind"]]] == []


def test_every_listed_line_names_a_substance_that_is_held() -> None:
    keys = held("substances.csv", "key")
    assert [row["id"] for row in LABELLED if row["kind"] == "listed" and row["substance"] not in keys] == []


def test_a_cas_number_labelled_right_passes_its_check_digit() -> None:
    assert [row["id"] for row in NAMED if normalise_cas(row["cas"]) != row["cas"]] == []


def test_the_cas_number_of_ordinary_goods_is_of_nothing_held() -> None:
    numbers = held("forms.csv", "cas")
    assert [row["id"] for row in NAMED if row["kind"] == "ordinary" and row["cas"] in numbers] == []
