"""The glossary names what is there, and each word once."""

from __future__ import annotations

from tests.docs.naming import is_there, linked, named, tables
from watchlist.engine.host import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_whatever_it_names_is_there() -> None:
    places = {*named(GLOSSARY), *linked(GLOSSARY)}
    assert len(places) > 100
    assert [place for place in sorted(places) if not is_there(place)] == []


def test_each_word_stands_once_and_in_its_place_in_the_alphabet() -> None:
    *groups, (_, of_several) = tables(GLOSSARY)
    words = [[row["word"].casefold() for row in rows] for _, rows in groups]
    assert all(group == sorted(group) for group in words)
    together = [word for group in words for word in group]
    assert len(together) == len(set(together)) > 150
    assert of_several
