"""Sentences for people, marked in English where they are written and translated when they are shown.

By itself the engine speaks English; a service that has catalogues of translations says how by `translate_by`."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol


class Sentence(Protocol):
    """A text, or one that is translated when it is shown; `%` puts facts into it."""

    def __mod__(self, facts: Any, /) -> object:
        """Return the sentence with facts in the places that it leaves for them."""


class LazyText(ABC):  # noqa: B024 - what another library translates when it is shown registers here
    """A text that is translated when it is shown: it is kept as it is, where other values become text at once."""


@dataclass(frozen=True, slots=True)
class Translation:
    """How texts are translated: alone (`by_text`), by a number, and a block within which all stay English."""

    by_text: Callable[[str], str] = str
    by_number: Callable[[str, str, int], str] = lambda singular, plural, number: singular if number == 1 else plural
    in_english: Callable[[], AbstractContextManager[None]] = nullcontext


_translations = [Translation()]


def translate_by(translation: Translation) -> None:
    """Set how this process translates from now on."""
    _translations[0] = translation


def in_english() -> AbstractContextManager[None]:
    """Return a block within which texts stay English."""
    return _translations[0].in_english()


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


@dataclass(frozen=True, slots=True)
class FilledText(LazyText):
    """A sentence with its facts by name; both are translated when it is shown."""

    sentence: Sentence
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return str(self.sentence % self.facts)

    def __mod__(self, facts: Any, /) -> object:
        return str(self) % facts


def gettext_lazy(message: str) -> Text:
    """Return a sentence that is translated when it is shown."""
    return Text(message)


def ngettext_lazy(singular: str, plural: str, number: str) -> Text:
    """Return a sentence of which a number among the facts, by its name, chooses the form."""
    return Text(singular, plural, number)


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


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, and the rest as it is."""
    return text[:1].upper() + text[1:]


def enumerated(phrases: Sequence[str]) -> str:
    """Return several phrases as one: "a, b and c"."""
    *leading, last = phrases or [""]
    return f"{', '.join(leading)} and {last}" if leading else last
