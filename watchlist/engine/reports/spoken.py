"""A sentence of an answer as its reader sees it: in their language where the facts of the answer give it.

Nothing is read out of the stored sentence. It is made anew, in English, of the facts of the answer; where that is what
was stored, the same facts say it in the language of the reader. What was stored by rules that are not these, and what
no fact tells, stays as it was stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from watchlist.engine.texts import FilledText, LazyText, Text, in_english, speaks_english

OPENS, CLOSES = "\x02", "\x03"
"""Around what is quoted, while a sentence is made: no text that was made visible holds them."""
BETWEEN: Final = " "
Template = Text | FilledText


class SpokenPiece(NamedTuple):
    """A part of a sentence; one `in_english` stays as it was stored, or as the law has it."""

    text: str
    in_english: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence in pieces."""

    pieces: tuple[SpokenPiece, ...]

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def __add__(self, other: Spoken) -> Spoken:
        return Spoken((*self.pieces, *other.pieces))


@dataclass(frozen=True, slots=True)
class Quoted(LazyText):
    """A fact that is sentences in English within a sentence of any language: a name, a title, words of the law."""

    text: str

    def __str__(self) -> str:
        return self.text if speaks_english() else f"{OPENS}{self.text}{CLOSES}"

    def __mod__(self, facts: Any, /) -> object:
        return str(self)


def as_stored(stored: str) -> Spoken:
    """Return a sentence as it was stored."""
    return Spoken((SpokenPiece(stored, in_english=True),) if stored else ())


def spoken(stored: str, openings: Iterable[Template], tails: Iterable[Template] = ()) -> Spoken:
    """Return a stored sentence in the language that is spoken now.

    `openings`: the sentences that it may begin with, by the facts; `tails`: those that may follow, in any order.
    """
    if speaks_english() or not stored:
        return as_stored(stored)
    opening = next((template for template in openings if _begins(stored, _english(template))), None)
    if opening is None:
        return as_stored(stored)
    sentences, rest = [opening], stored.removeprefix(_english(opening)).removeprefix(BETWEEN)
    following = list(tails)
    while tail := next((template for template in following if rest and _begins(rest, _english(template))), None):
        sentences.append(tail)
        rest = rest.removeprefix(_english(tail)).removeprefix(BETWEEN)
    pieces = list(_pieces(BETWEEN.join(map(str, sentences))))
    return Spoken((*pieces, SpokenPiece(BETWEEN, in_english=False), *as_stored(rest).pieces) if rest else (*pieces,))


def in_pieces(template: Template) -> Spoken:
    """Return a sentence of facts alone in the language that is spoken now."""
    return Spoken(tuple(_pieces(str(template))))


def _begins(stored: str, sentence: str) -> bool:
    return stored == sentence or stored.startswith(f"{sentence}{BETWEEN}")


def _english(template: Template) -> str:
    with in_english():
        return str(template)


def _pieces(sentence: str) -> Iterator[SpokenPiece]:
    for part in sentence.split(OPENS):
        quoted, closes, plain = part.rpartition(CLOSES)
        if closes and quoted:
            yield SpokenPiece(quoted, in_english=True)
        if plain:
            yield SpokenPiece(plain, in_english=False)
