"""Reach: which forms the words of a listing cover."""

from __future__ import annotations

import pytest

from watchlist.engine.law.reach import ALWAYS, COVERS, DERIVATIVES, beyond, forms_reached, read_reach


def test_a_word_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="analogues"):
        read_reach("salts analogues")


def test_no_words_reach_only_what_no_law_needs_to_name() -> None:
    assert forms_reached(read_reach("")) == ALWAYS


@pytest.mark.parametrize("word", sorted(COVERS))
def test_every_word_adds_to_what_is_reached_and_takes_nothing_away(word: str) -> None:
    assert forms_reached([word]) == ALWAYS | COVERS[word]


def test_stereoisomers_are_both_kinds_of_isomer() -> None:
    assert COVERS["stereoisomers"] == COVERS["optical_isomers"] | COVERS["geometric_isomers"]


def test_every_derivative_is_reached_by_a_word() -> None:
    assert frozenset().union(*COVERS.values()) >= DERIVATIVES


def test_what_lies_beyond_is_said_in_the_order_of_the_forms() -> None:
    assert beyond(["ester", "salt", "hydrate", "optical_isomer"], read_reach("salts")) == ("ester", "optical_isomer")


def test_salts_of_isomers_are_reached_where_both_words_stand() -> None:
    assert beyond(["salt", "optical_isomer"], read_reach("salts optical_isomers")) == ()
