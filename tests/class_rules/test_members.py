"""The table of each class rule: wide, in order, its numbers checked, its exclusions those of the rule."""

from __future__ import annotations

from collections import Counter

import pytest
from stdnum import casrn

from chemistry.identity.identities import identify
from chemistry.identity.molecules import parse_structure
from tests.chemistry.class_rules.held import members, rules

COLUMNS = ["name", "cas", "hs", "smiles", "expected", "limbs", "fails", "confidence", "source", "note"]
EXPECTED = ("member", "question", "excluded", "outside", "no_core")
# Rows inside (members, or questions of an open rule) and rows outside that each table has at least.
BOUNDS = {
    "us-fentanyl-related": (60, 30),
    "cn-fentanyl": (60, 30),
    "gb-fentanyl": (60, 30),
    "cn-nitazene": (40, 30),
}
OPEN_BOUNDS = (5, 8)


def rows_of(key: str) -> list[dict[str, str]]:
    return [row for row in members() if row["rule"] == key]


def inchikey(smiles: str) -> str:
    return identify(parse_structure(smiles)).inchikey


EACH_RULE = pytest.mark.parametrize("key", rules())


@EACH_RULE
def test_a_table_is_wide(key: str) -> None:
    count = Counter(row["expected"] for row in rows_of(key))
    inside, outside = BOUNDS.get(key, OPEN_BOUNDS)
    assert count["member"] + count["question"] >= inside
    assert count["outside"] + count["no_core"] >= outside


@EACH_RULE
def test_every_exclusion_of_a_rule_is_a_row_and_every_excluded_row_an_exclusion(key: str) -> None:
    rule = rules()[key]
    open_questions = {question.id for question in rule.questions if question.answer is None}
    asked = {inchikey(one.smiles) for one in rule.exclusions if one.question in open_questions}
    named = {inchikey(one.smiles) for one in rule.exclusions if not one.question}
    rows = {inchikey(row["smiles"]): row["expected"] for row in rows_of(key)}
    excluded = {key for key, expected in rows.items() if expected == "excluded"}
    assert excluded <= named | {inchikey(rule.reference.smiles)}
    # What the law names elsewhere and what fails a condition as well is outside, by that condition.
    assert all(rows.get(one) in ("excluded", "outside") for one in named)
    assert all(rows.get(one) == "question" for one in asked)


@EACH_RULE
def test_a_table_has_its_columns_and_names_each_substance_once(key: str) -> None:
    rows = rows_of(key)
    assert all(list(row) == [*COLUMNS, "rule"] for row in rows)
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
