"""A name asked for finds the names held: themselves, what begins with them, what contains their words."""

from __future__ import annotations

import pytest

from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.named import Named, named


def test_each_substance_is_found_once_by_its_closest_name(law: CompiledLaw) -> None:
    found = named(law, "acetone")
    assert found[0] == Named("acetone", "Acetone", "exact")
    assert len({one.substance for one in found}) == len(found)
    assert named(law, "pseudoephed")[0] == Named("pseudoephedrine", "Pseudoephedrin", "prefix")


def test_words_are_found_in_any_order(law: CompiledLaw) -> None:
    assert [one.substance for one in named(law, "acid sulphuric")][:1] == ["sulphuric-acid"]


@pytest.mark.parametrize("words", ["", " ", "-", "qqqq"])
def test_what_names_nothing_finds_nothing(law: CompiledLaw, words: str) -> None:
    assert named(law, words) == ()
