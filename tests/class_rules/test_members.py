"""Every class rule against its own table of named members, near misses and exclusions."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache

import pytest
from rdkit import Chem
from stdnum import casrn

from chemistry.class_rules.evaluate import CompiledRule
from chemistry.class_rules.grammar import read_rule
from chemistry.class_rules.trace import Trace
from chemistry.identity import identify
from chemistry.molecules import parse_structure
from watchlist.conf import seeds_dir

COLUMNS = ["name", "cas", "hs", "smiles", "expected", "limbs", "fails", "confidence", "source", "note"]
EXPECTED = ("member", "question", "excluded", "outside", "no_core")
RULES = sorted(folder.name for folder in (seeds_dir() / "class_rules").iterdir() if folder.is_dir())
# Rows inside (members, or questions of an open rule) and rows outside that each table has at least.
BOUNDS = {
    "us-fentanyl-related": (60, 30),
    "cn-fentanyl": (60, 30),
    "gb-fentanyl": (60, 30),
    "cn-nitazene": (40, 30),
}
OPEN_BOUNDS = (5, 8)


@cache
def rows_of(key: str) -> tuple[dict[str, str], ...]:
    with (seeds_dir() / "class_rules" / key / "members.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def rule_of(key: str) -> CompiledRule:
    path = seeds_dir() / "class_rules" / key / "rule.toml"
    return CompiledRule(read_rule(path.read_text(encoding="utf-8"), str(path)))


def trace_of(key: str, row: dict[str, str]) -> Trace | None:
    return rule_of(key).evaluate(Chem.MolFromSmiles(identify(parse_structure(row["smiles"])).smiles))


def inchikey(smiles: str) -> str:
    return identify(parse_structure(smiles)).inchikey


EACH_ROW = pytest.mark.parametrize(
    ("key", "row"),
    [pytest.param(key, row, id=f"{key}: {row['name']}") for key in RULES for row in rows_of(key)],
)
EACH_RULE = pytest.mark.parametrize("key", RULES)


@EACH_ROW
def test_a_named_substance_stands_to_the_class_as_its_row_says(key: str, row: dict[str, str]) -> None:
    trace = trace_of(key, row)
    assert (trace.outcome if trace else "no_core") == row["expected"]
    if trace and row["expected"] != "outside":
        assert " ".join(trace.limbs) == row["limbs"]


@EACH_ROW
def test_a_near_miss_fails_by_the_condition_that_its_row_names(key: str, row: dict[str, str]) -> None:
    trace = trace_of(key, row)
    failing = [failure.condition for failure in trace.failures] if trace else []
    if row["expected"] != "outside":
        assert failing == []
    elif row["fails"]:
        assert failing == [row["fails"]]
    else:
        assert len(failing) > 1


@EACH_RULE
def test_a_table_is_wide(key: str) -> None:
    count = Counter(row["expected"] for row in rows_of(key))
    inside, outside = BOUNDS.get(key, OPEN_BOUNDS)
    assert count["member"] + count["question"] >= inside
    assert count["outside"] + count["no_core"] >= outside


@EACH_RULE
def test_every_exclusion_of_a_rule_is_a_row_and_every_excluded_row_an_exclusion(key: str) -> None:
    rule = rule_of(key).rule
    named = {inchikey(one.smiles) for one in rule.exclusions}
    rows = {inchikey(row["smiles"]): row["expected"] for row in rows_of(key)}
    excluded = {key for key, expected in rows.items() if expected == "excluded"}
    assert excluded <= named | {inchikey(rule.reference.smiles)}
    # What the law names elsewhere and what fails a condition as well is outside, by that condition.
    assert all(rows.get(one) in ("excluded", "outside") for one in named)


@EACH_RULE
def test_a_table_has_its_columns_and_names_each_substance_once(key: str) -> None:
    rows = rows_of(key)
    assert all(list(row) == COLUMNS for row in rows)
    assert all(row["expected"] in EXPECTED and row["confidence"] in ("confirmed", "reported") for row in rows)
    assert all(row["source"] for row in rows)
    assert len({row["name"] for row in rows}) == len(rows)


@EACH_RULE
def test_a_table_is_sorted_from_the_inside_outwards(key: str) -> None:
    order = [(EXPECTED.index(row["expected"]), row["name"].lower()) for row in rows_of(key)]
    assert order == sorted(order)


@EACH_RULE
def test_a_registry_number_of_a_table_has_its_check_digit(key: str) -> None:
    assert [row["cas"] for row in rows_of(key) if row["cas"] and not casrn.is_valid(row["cas"])] == []
