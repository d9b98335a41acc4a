"""What the words around a held name make of it (data/around_names.csv): a denial, an article, another chemical.

An article is a thing that bears the name of a chemical which it is not and does not hold: a detector, a pump or a
glove "for sulphuric acid", an empty bottle. Nothing of the substance is shipped, so the name is not raised. That must
be plain from the words: the article is named right before the chemical ("bomba para ácido sulfúrico"), or after it with
no word of purpose between ("acetone for pumps" is acetone). Where the words say that something is held ("test kit
containing acetone", "acetone hose cleaner") the name stays a guess that a person looks at.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from chemistry.nomenclature import normalise_name

LONGEST: Final = 3
"""Words of one denial or article ("free of", "storage tank")."""
SHORT: Final = 3
"""A denial of so few letters ("no", "sin") denies only the word beside it."""


def is_denied(preceding: Sequence[str], following: Sequence[str]) -> bool:
    """Say whether the words before or after a name deny it: "without added acetone", "acetone free"."""
    near = {*preceding[-1:], *(word for word in preceding[-LONGEST:] if len(word) > SHORT)}
    near.update("".join(preceding[-size:]) for size in range(2, LONGEST + 1))
    next_words = {"".join(following[:size]) for size in range(1, LONGEST + 1)}
    return not words_that("denial before").isdisjoint(near) or not words_that("denial after").isdisjoint(next_words)


def is_an_article(preceding: Sequence[str], following: Sequence[str]) -> bool:
    """Say whether the words before and after a name, in one part of a text, name an article that holds none of it."""
    if _holds_something((*preceding, *following)):
        return False
    ahead = list(preceding)
    while ahead and ahead[-1] in words_that("purpose"):
        ahead.pop()
    if any("".join(ahead[-size:]) in words_that("article") for size in range(1, LONGEST + 1) if ahead):
        return True
    purpose = next((n for n, word in enumerate(following) if word in words_that("purpose")), len(following))
    return not words_that("article").isdisjoint(_runs(following[:purpose]))


def bears_an_article(words: Sequence[str]) -> bool:
    """Say whether any words of a part of a text name an article, and none that it holds something."""
    return not words_that("article").isdisjoint(_runs(words)) and not _holds_something(words)


def is_empty(words: Sequence[str]) -> bool:
    """Say whether a text says that what it names is empty."""
    return not words_that("empty").isdisjoint(words)


def is_denied_or_article_joined(preceding: str, following: str) -> bool:
    """Say whether a name is denied or names an article, in a script without spaces.

    不含丙酮, 丙酮检测管 and 硫酸用ポンプ are; 泵用丙酮 is not.
    """
    return (
        preceding.endswith(tuple(words_that("joined denial before")))
        or following.startswith(tuple(words_that("joined denial after")))
        or following.endswith(tuple(words_that("joined article")))
    )


def _holds_something(words: Sequence[str]) -> bool:
    """Say whether words tell of contents, or state the strength or the grade that only a chemical has."""
    return not words_that("holds").isdisjoint(_runs(words)) or any(word.endswith("%") for word in words)


def _runs(words: Sequence[str]) -> Iterator[str]:
    for first in range(len(words)):
        yield from ("".join(words[first:last]) for last in range(first + 1, min(first + LONGEST, len(words)) + 1))


@cache
def words_that(what: str) -> frozenset[str]:
    """Return the match keys of the words of data/around_names.csv whose column `what` says so."""
    return frozenset(normalise_name(row["text"]) for row in _rows() if row["what"] == what)


@cache
def chemical_characters() -> frozenset[str]:
    """Return the characters that go on a chemical's name in scripts without spaces: 酸 after 甲, 基 before it."""
    return frozenset("".join(row["text"] for row in _rows() if row["what"] == "character"))


@cache
def endings() -> tuple[str, ...]:
    """Return how the word after a held name ends where it goes on as a chemical's name does."""
    return tuple(row["text"] for row in _rows() if row["what"] == "ending")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (files("watchlist.engine.identification") / "data" / "around_names.csv").open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))
