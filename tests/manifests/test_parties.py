"""Two writings of one party: one key, or alike and shown; two parties: neither, as far as letters can tell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watchlist.engine.reading.parties import SIMILAR, party_key, read_party, similar_keys, similarity

BENCH = Path("fixtures/bench/parties.csv")
PAIRS = list(csv.DictReader(BENCH.open(encoding="utf-8", newline="")))
# Where letters alone cannot tell: shown as similar, and so for a person to say.
ALIKE = {"initials", "two provinces a letter apart", "another family"}
MISSED = {"spelling of another language"}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['one']} | {pair['other']}")
def test_pairs_are_linked_as_labelled(pair: dict[str, str]) -> None:
    one, other = party_key(pair["one"]), party_key(pair["other"])
    is_linked = one == other or similarity(one, other) >= SIMILAR
    is_beyond_letters = pair["why"] in ALIKE | MISSED
    assert is_beyond_letters or is_linked == (pair["same"] == "yes")
    assert pair["same"] == "yes" or one != other, "two parties are never merged"


def test_most_of_what_is_one_party_is_linked_and_few_of_two_are_shown() -> None:
    linked = {"yes": 0, "no": 0}
    for pair in PAIRS:
        one, other = party_key(pair["one"]), party_key(pair["other"])
        linked[pair["same"]] += one == other or similarity(one, other) >= SIMILAR
    assert len(PAIRS) >= 75
    assert linked["yes"] >= 0.97 * sum(pair["same"] == "yes" for pair in PAIRS)
    assert linked["no"] <= 4


def test_legal_forms_are_taken_off_and_kept_apart() -> None:
    assert read_party("Química del Sur, S. A. de C. V.").forms == ("S.A. de C.V.",)
    assert read_party("PT Nusantara Kimia Tbk").forms == ("PT", "Tbk")
    assert read_party("株式会社山手化学").key == "山手化学"


@pytest.mark.parametrize("name", ["Ltd", "S.A. de C.V.", "有限公司", "OOO"])
def test_a_name_that_is_all_form_still_has_a_key(name: str) -> None:
    assert party_key(name)


@pytest.mark.parametrize("name", ["", "  ", "—", "«»"])
def test_what_names_nobody_has_no_key(name: str) -> None:
    assert party_key(name) == ""


def test_similar_keys_are_told_with_their_score_and_never_the_key_itself() -> None:
    found = list(similar_keys(["beauval laboratoires"], ["laboratoires beauval", "beauval laboratoires", "nordkemi"]))
    assert found == [("beauval laboratoires", "laboratoires beauval", 1.0)]


@given(st.text(max_size=290))
def test_spaces_around_a_name_are_no_part_of_its_key(name: str) -> None:
    key = party_key(name)
    assert key == " ".join(key.split())
    assert party_key(f"  {name}\t ") == key
