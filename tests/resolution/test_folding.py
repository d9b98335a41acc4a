"""Folding a name makes no two substances of the law one: where a key is of several, a name of theirs is the same."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from chemistry.names.nomenclature import normalise_name
from watchlist.conf import seeds_dir


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def held() -> list[tuple[str, str]]:
    """Return every name of the law with its substance."""
    folder = seeds_dir() / "substances"
    named = [(row["substance"], row["text"]) for file in (folder / "names").glob("*.csv") for row in rows(file)]
    return [*named, *((row["key"], row["name"]) for row in rows(folder / "substances.csv"))]


def plain(text: str) -> str:
    """Return a name without what no reader sees as a difference: case, and how many spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


PHOSPHORUS = {"red-phosphorus", "white-phosphorus"}
"""The word for the element says not which of the two it is, in any language."""


def test_names_of_different_substances_are_one_key_only_where_they_are_one_name() -> None:
    by_key: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for substance, text in held():
        by_key[normalise_name(text)][substance].add(plain(text))
    shared = {key: list(texts.values()) for key, texts in by_key.items() if len(texts) > 1}
    assert len(by_key) > 3_000
    assert {key for key, texts in shared.items() if not set.intersection(*texts)} == set()
    assert {key for key in shared if by_key[key].keys() != PHOSPHORUS} == {
        "1,3dimethyl4phenylpiperidin4ylpropanoate",
        "3ethyl1methyl4phenylpiperidin4ylpropanoate",
        "bmkglycidate",
        "potas",
        "نشادر",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,2-dichloroethane", "12-dichloroethane"),
        ("(+)-pseudoephedrine", "(-)-pseudoephedrine"),
        ("2',4-dimethylpentan", "2,4-dimethylpentan"),
        ("α-methylfentanyl", "β-methylfentanyl"),
        ("N-methylephedrine", "O-methylephedrine"),
        ("3-methylfentanyl", "³-ethylfentanyl"),
        ("ephedrine", "эфедрин"),
    ],
)
def test_what_names_another_chemical_stays_another_key(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u202e", "\u0336", "\u20dd"])
def test_no_mark_that_hides_or_strikes_through_makes_another_key(mark: str) -> None:
    for _, text in held()[::20]:
        if text.isascii():
            assert normalise_name("".join(letter + mark if letter.isalpha() else letter for letter in text)) == (
                normalise_name(text)
            )
