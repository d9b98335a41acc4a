"""Sentences for people, marked in English where they are written and translated when they are shown.

By itself the engine speaks English; a service that has catalogues of translations says how by `translate_by`."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

SOURCE_LANGUAGE: Final = "en"
KEEP_CAPITALS: Final = frozenset({"de"})
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Sentence(Protocol):
    """A text, or one that is translated when it is shown; `%` puts facts into it."""

    def __mod__(self, facts: Any, /) -> object:
        """Return the sentence with facts in the places that it leaves for them."""


class LazyText(ABC):  # noqa: B024 - what another library translates when it is shown registers here
    """A text that is translated when it is shown: it is kept as it is, where other values become text at once."""


def english_day(on: date) -> str:
    """Return a day as English writes it: "28 Jul 2025"."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def english_number(number: str) -> str:
    """Return a plain decimal as English writes it: "12,800", "890.36"."""
    whole, point, fraction = number.partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole.lstrip("-").isdigit() else number


@dataclass(frozen=True, slots=True)
class Translation:
    """How texts are translated: alone (`by_text`), by a number, and a block within which all stay English.

    And how a day is written (`day`), and a plain decimal (`decimal`); and which language is spoken now.
    """

    by_text: Callable[[str], str] = str
    by_number: Callable[[str, str, int], str] = lambda singular, plural, number: singular if number == 1 else plural
    in_english: Callable[[], AbstractContextManager[None]] = nullcontext
    day: Callable[[date], str] = english_day
    decimal: Callable[[str], str] = english_number
    language: Callable[[], str] = lambda: SOURCE_LANGUAGE


_translations = [Translation()]


def translate_by(translation: Translation) -> None:
    """Set how this process translates from now on."""
    _translations[0] = translation


def in_english() -> AbstractContextManager[None]:
    """Return a block within which texts stay English."""
    return _translations[0].in_english()


def speaks_english() -> bool:
    """Say whether texts are shown in English now."""
    return spoken_language().partition("-")[0] == SOURCE_LANGUAGE


def spoken_language() -> str:
    """Return the language in which texts are shown now: "en-gb", "de"."""
    return _translations[0].language()


def day_in_words(on: date) -> str:
    """Return a day with the name of its month: "28 Jul 2025"."""
    return _translations[0].day(on)


def decimal_in_words(number: str) -> str:
    """Return a plain decimal as it is written for people: "12,800", "890.36"."""
    return _translations[0].decimal(number)


def grouped(number: int) -> str:
    """Return a whole number with its thousands apart: "12,800"."""
    return decimal_in_words(str(number))


class Count(int):
    """A whole number that chooses between singular and plural, and is written with its thousands apart."""

    __slots__ = ()

    def __str__(self) -> str:
        return grouped(int(self))


@dataclass(frozen=True, slots=True)
class Day(LazyText):
    """A day that is written in words when it is shown."""

    on: date

    def __str__(self) -> str:
        return day_in_words(self.on)

    def __mod__(self, facts: Any, /) -> object:
        return str(self)


@dataclass(frozen=True, slots=True)
class Text(LazyText):
    """A sentence by its English; with a plural, a number among the facts, by its name, chooses between both."""

    singular: str
    plural: str = ""
    number: str = ""

    def __str__(self) -> str:
        return _translations[0].by_text(self.singular)

    def __mod__(self, facts: Any, /) -> object:
        if self.number:
            count = facts[self.number]
            return _translations[0].by_number(self.singular, self.plural, count) % facts
        return str(self) % facts

    def fill(self, **facts: object) -> str:
        """Return the sentence with its facts, in the language that is spoken now."""
        return str(self % facts)

    def english(self, **facts: object) -> str:
        """Return the sentence in English, whoever reads it: as records have it."""
        chosen = self.plural if self.number and facts[self.number] != 1 else self.singular
        return chosen % facts if facts else chosen


@dataclass(frozen=True, slots=True)
class FilledText(LazyText):
    """A sentence with its facts by name; both are translated when it is shown."""

    sentence: Sentence
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return str(self.sentence % self.facts)

    def __mod__(self, facts: Any, /) -> object:
        return str(self) % facts


@dataclass(frozen=True, slots=True)
class Enumeration(LazyText):
    """Several phrases as one, "a, b and c", each translated when it is shown."""

    phrases: tuple[str | LazyText, ...]

    def __str__(self) -> str:
        *leading, last = self.phrases or ("",)
        if not leading:
            return str(last)
        first = str(leading[0])
        for phrase in leading[1:]:
            first = COMMA.fill(first=first, second=phrase)
        return AND.fill(leading=first, last=last)

    def __mod__(self, facts: Any, /) -> object:
        return str(self)


def gettext_lazy(message: str) -> Text:
    """Return a sentence that is translated when it is shown."""
    return Text(message)


def ngettext_lazy(singular: str, plural: str, number: str) -> Text:
    """Return a sentence of which a number among the facts, by its name, chooses the form."""
    return Text(singular, plural, number)


COMMA: Final = gettext_lazy("%(first)s, %(second)s")
AND: Final = gettext_lazy("%(leading)s and %(last)s")


def filled(sentence: Sentence, facts: Mapping[str, object]) -> FilledText:
    """Return a sentence with its facts, translated when it is shown.

    A number among the facts chooses between singular and plural; of what is neither text nor number, its text as it is
    now is kept.
    """
    return FilledText(
        sentence,
        {name: fact if isinstance(fact, str | int | LazyText) else str(fact) for name, fact in facts.items()},
    )


def gettext_noop(message: str) -> str:
    """Return a text as it is: marked for translation, and translated by whoever shows it."""
    return message


def translated(text: str) -> str:
    """Return a text that is marked for translation in the language that is spoken now."""
    return _translations[0].by_text(text)


def lowered(label: object) -> str:
    """Return a label as it stands within a sentence: small, but in languages that write nouns with a capital."""
    return str(label) if spoken_language().partition("-")[0] in KEEP_CAPITALS else str(label).lower()


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, and the rest as it is."""
    return text[:1].upper() + text[1:]


def enumerated(phrases: Sequence[str]) -> str:
    """Return several phrases as one: "a, b and c"."""
    *leading, last = phrases or [""]
    return f"{', '.join(leading)} and {last}" if leading else last
