"""The sentences of a notification, kept as templates and facts, so that each person is written to in their language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct, json

from watchlist.engine.texts import Count, Day, FilledText, LazyText, Text, in_english

PARAGRAPH: Final = "\n\n"


class StoredPhrase(Struct, frozen=True, tag="phrase"):
    """A sentence: its English, for one and for many, which fact chooses between both, and its facts by name."""

    singular: str
    plural: str
    number: str
    facts: dict[str, str | int | StoredPhrase | StoredDay]


class StoredDay(Struct, frozen=True, tag="day"):
    """A day among the facts of a sentence."""

    on: date


class StoredWords(Struct, frozen=True):
    """What a notification says: its title, its paragraphs, and the page where the rest stands."""

    title: StoredPhrase
    paragraphs: tuple[StoredPhrase, ...]
    page: str


def written(title: FilledText | Text, paragraphs: Sequence[FilledText | Text], page: str) -> str:
    """Return what a notification says as it is stored."""
    words = StoredWords(_stored(title), tuple(map(_stored, paragraphs)), page)
    return json.encode(words).decode()


def read(stored: str) -> StoredWords | None:
    """Return what a notification says; None of one that was stored by the version before, as its text alone."""
    return json.decode(stored, type=StoredWords) if stored else None


def spoken_phrase(phrase: StoredPhrase) -> str:
    """Return a sentence in the language that is spoken now."""
    return str(_filled(phrase))


def english(phrase: LazyText) -> str:
    """Return a sentence in English."""
    with in_english():
        return str(phrase)


def _stored(phrase: FilledText | Text) -> StoredPhrase:
    text, facts = (phrase.sentence, phrase.facts) if isinstance(phrase, FilledText) else (phrase, {})
    assert isinstance(text, Text)
    return StoredPhrase(text.singular, text.plural, text.number, {name: _fact(fact) for name, fact in facts.items()})


def _fact(fact: object) -> str | int | StoredPhrase | StoredDay:
    if isinstance(fact, Day):
        return StoredDay(fact.on)
    if isinstance(fact, FilledText | Text):
        return _stored(fact)
    return int(fact) if isinstance(fact, int) else str(fact)


def _filled(phrase: StoredPhrase) -> FilledText:
    facts = {name: _fact_in_words(fact) for name, fact in phrase.facts.items()}
    return FilledText(Text(phrase.singular, phrase.plural, phrase.number), facts)


def _fact_in_words(fact: str | int | StoredPhrase | StoredDay) -> object:
    match fact:
        case StoredPhrase():
            return _filled(fact)
        case StoredDay():
            return Day(fact.on)
        case int():
            return Count(fact)
    return fact
