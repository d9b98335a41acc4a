"""What cannot be examined in time is said, asks for a person, and costs no other line its answer."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import ask, ask_all
from tests.resolution.bombs import bombs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

BOMB = "a ladder of nitrogen"


def test_a_structure_that_takes_too_long_is_unresolved_and_says_so() -> None:
    record = ask({"smiles": bombs()[BOMB]})
    assert (record["verdict"], record["action"]) == ("unresolved", "unknown")
    assert [(problem["code"], problem["field"]) for problem in record["problems"]] == [
        ("structure_timed_out", "smiles")
    ]


def test_beside_a_name_that_is_read_it_asks_for_a_person() -> None:
    assert ask({"name": "glycerol"})["verdict"] == "no_match"
    assert ask({"name": "glycerol", "smiles": bombs()[BOMB]})["verdict"] == "review"


def test_it_costs_its_neighbours_nothing() -> None:
    neighbours = [{"smiles": "CC(=O)Cc1ccccc1"}, {"name": "ethanol"}, {"smiles": "CCO"}, {"cas": "103-79-7"}]
    alone = ask_all(neighbours).lines
    beside = ask_all([{"smiles": bombs()[BOMB]}, *neighbours]).lines[1:]
    unnumbered = [[{**line, "line": 0, "key": ""} for line in lines] for lines in (alone, beside)]
    assert unnumbered[0] == unnumbered[1]
