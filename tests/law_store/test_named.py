"""A name asked for finds the names held: themselves, what begins with them, what contains their words."""

from __future__ import annotations

import pytest

from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.name_search import NameMatch, find_named


def test_each_substance_is_found_once_by_its_closest_name(law: CompiledLaw) -> None:
    found = find_named(law, "acetone")
    assert found[0] == NameMatch("acetone", "Acetone", "exact")
    assert len({one.substance for one in found}) == len(found)
    assert find_named(law, "pseudoephed")[0] == NameMatch("pseudoephedrine", "Pseudoephedrin", "prefix")


def test_words_are_found_in_any_order(law: CompiledLaw) -> None:
    assert [one.substance for one in find_named(law, "acid sulphuric")][:1] == ["sulphuric-acid"]


@pytest.mark.parametrize("words", ["", " ", "-", "qqqq"])
def test_what_names_nothing_finds_nothing(law: CompiledLaw, words: str) -> None:
    assert find_named(law, words) == ()
