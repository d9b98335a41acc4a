"""Held names among other words ("80 drums acetone s.t.c.", "复方盐酸伪麻黄碱缓释胶囊"): a guess, never overlooked.

A held name that is only part of the name of another chemical ("toluene diisocyanate") is none: the longest run of words
that anybody knows decides, and a neighbour that continues a chemical name makes the whole of it unknown.

What the words around a held name make of it (data/around_names.csv): a denial, an article, another chemical.

An article is a thing that bears the name of a chemical which it is not and does not hold: a detector, a pump or a
glove "for sulphuric acid", an empty bottle. Nothing of the substance is shipped, so the name is not raised. That must
be plain from the words: the article is named before the chemical in one part of the text ("bomba para ácido
sulfúrico"), or after it with no word of purpose between ("acetone for pumps" is acetone). Where the words say that
something is held ("test kit containing acetone", "acetone hose cleaner") the name stays a guess that a person looks at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from chemistry import counterion_words, normalise_name, peel_counterion
from chemistry.data import rows
from watchlist.engine.host import table
from watchlist.engine.identification.morphemes import is_built_of_morphemes
from watchlist.engine.identification.phrases import Phrase, phrases_of
from watchlist.engine.identification.strip_trade_terms import heads, is_joined, is_measure, word_meaning
from watchlist.engine.identification.wordings import readings, vague_words
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reading import PACKAGES, UNITS, plain_words, spelling_key

LONGEST: Final = 3
"""Words of one denial or article ("free of", "storage tank")."""
SHORT: Final = 3
"""A denial of so few letters ("no", "sin") denies only the word beside it."""
LONGEST_RUN: Final = 6
"""Words of a text that are looked at, and of one name."""
SHORTEST: Final = 3

OF_KITS: Final = "a form of product"
"""What the word "kit" stands for."""

IsChemicalName = Callable[[str], bool]
"""Says whether a match key names some chemical of commerce."""

_TITLE = re.compile(r"(?P<title>[^:\"“«,;]+)[:\"“«]")
_INVERTED = re.compile(r"\w-\s*$|\w-\s*,|,\s*\d[\d,']*-(?P<word>[\w-]*)")
"""A name written backwards ("toluene, 4-chloro-"), which names no second chemical."""
_CHEMICAL_END = re.compile(r"(?:yl|ose|ine|one|ol|ene|ane|ium|ide|ate|am|il|en|in)$")
_LOCANT = re.compile(r"[^\W\d_]-?\d+(?:,\d+)*[-‐‑–]$")
"""What stands before the rest of a longer name: 1-苯基-2-丙酮 is not 丙酮."""
_JOINED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Scripts that write no spaces between words."""
_HAS_JOINED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_IN_DIGITS = re.compile(r"\d")
_NUMERALS = re.compile("[一二三四五六七八九十百千万两〇]+")
LONGEST_UNIT: Final = 4
_THAI = re.compile("[\u0e00-\u0e7f]")
_THAI_WITHIN = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e]")
"""Signs with which no Thai word begins: after a name they go on with it."""


def is_denied(preceding: Sequence[str], following: Sequence[str]) -> bool:
    """Say whether the words before or after a name deny it: "without added acetone", "acetone free"."""
    near = {*preceding[-1:], *(word for word in preceding[-LONGEST:] if len(word) > SHORT)}
    near.update("".join(preceding[-size:]) for size in range(2, LONGEST + 1))
    next_words = {"".join(following[:size]) for size in range(1, LONGEST + 1)}
    return not words_that("denial before").isdisjoint(near) or not words_that("denial after").isdisjoint(next_words)


def _is_an_article(preceding: Sequence[str], following: Sequence[str]) -> bool:
    """Say whether the words before and after a name, in one part of a text, name an article that holds none of it."""
    if tells_of_contents((*preceding, *following)):
        return False
    if not words_that("article").isdisjoint(_runs(preceding)):
        return True
    purpose = next((n for n, word in enumerate(following) if word in words_that("purpose")), len(following))
    return not words_that("article").isdisjoint(_runs(following[:purpose]))


def bears_an_article(words: Sequence[str]) -> bool:
    """Say whether any words of a part of a text name an article, and none that it holds something."""
    return not words_that("article").isdisjoint(_runs(words)) and not tells_of_contents(words)


def _is_denied_or_article_joined(preceding: str, following: str) -> bool:
    """Say whether a name is denied or names an article, in a script without spaces.

    不含丙酮, 丙酮检测管 and 硫酸用ポンプ are; 泵用丙酮 is not. Thai names an article first.
    """
    articles = words_that("joined article")
    return (
        _ends_with(preceding, words_that("joined denial before"))
        or _begins_with(following, words_that("joined denial after"))
        or _ends_with(following, articles)
        or (_THAI.match(preceding) is not None and _begins_with(preceding, articles))
    )


def _ends_with(text: str, keys: frozenset[str]) -> bool:
    return any(text[start:] in keys for start in range(len(text)))


def _begins_with(text: str, keys: frozenset[str]) -> bool:
    return any(text[:end] in keys for end in range(1, len(text) + 1))


def tells_of_contents(words: Sequence[str]) -> bool:
    """Say whether words tell of contents, or state the strength or the grade that only a chemical has."""
    return not words_that("holds").isdisjoint(_runs(words)) or any(word.endswith("%") for word in words)


def _runs(words: Sequence[str]) -> Iterator[str]:
    for first in range(len(words)):
        yield from ("".join(words[first:last]) for last in range(first + 1, min(first + LONGEST, len(words)) + 1))


@cache
def words_that(what: str) -> frozenset[str]:
    """Return the match keys of the words of data/around_names.csv whose column `what` says so."""
    return frozenset(map(normalise_name, _texts(what)))


@cache
def _texts(what: str) -> tuple[str, ...]:
    """Return the texts of data/around_names.csv whose column `what` says so.

    With an `ending` the word after a held name goes on as a chemical's name does.
    """
    return tuple(row["text"] for row in table("identification", "around_names.csv") if row["what"] == what)


@cache
def chemical_characters() -> frozenset[str]:
    """Return the characters that go on a chemical's name in scripts without spaces: 酸 after 甲, 基 before it."""
    return frozenset("".join(_texts("character")))


def without_denial(words: Sequence[str]) -> str:
    """Return what words deny as one match key ("methanol-free", "sans acétone"); empty where they deny nothing."""
    whole = "".join(words)
    for size in range(1, min(LONGEST, len(words) - 1) + 1):
        if "".join(words[:size]) in words_that("denial before"):
            return "".join(words[size:])
    endings = (ending for ending in words_that("denial after") if whole.endswith(ending))
    return whole.removesuffix(max(endings, key=len, default=whole))


def _is_counted(phrase: Phrase) -> bool:
    """Say whether a part of a text states how many there are of it: "3 drums of toluene" beside empty bottles."""
    pairs = pairwise(phrase.words)
    return any(word_meaning(number) == "number" and _measures_goods(unit) for number, unit in pairs)


def _measures_goods(word: str) -> bool:
    """Say whether a word is a unit of mass or volume, or a vessel: pieces and metres are of things."""
    unit = UNITS.get(spelling_key(word))
    return (unit is not None and unit.dimension in ("mass", "volume")) or spelling_key(word) in PACKAGES


class WordRun(NamedTuple):
    """Some words of a text, one after the other, by their match key."""

    first: int
    last: int
    key: str


@lru_cache(maxsize=65_536)
def holds_nothing(text: str) -> bool:
    """Say whether a text is plainly of articles or of empty packing, whatever chemical it names."""
    phrases = phrases_of(text)
    return _is_empty(phrases) or any(bears_an_article(phrase.words) for phrase in phrases)


def _is_empty(phrases: Iterable[Phrase]) -> bool:
    """Say whether any words of a text say that packing is empty: "Leergut", "empty drums"."""
    return any(not words_that("empty").isdisjoint(_runs(phrase.words)) for phrase in phrases)


@lru_cache(maxsize=65_536)
def denies_something(text: str) -> bool:
    """Say whether any words of a text deny: what is like a held name there may be what the goods are free of."""
    denials = _denials()
    return any(not denials.isdisjoint(_runs(phrase.words)) for phrase in phrases_of(text))


@cache
def _denials() -> frozenset[str]:
    return words_that("denial before") | words_that("denial after")


def _is_titled_as_an_article(text: str) -> bool:
    """Say whether a text begins with articles, and names what they bear apart: "safety signs: sulphuric acid".

    What is named after a kit is in it.
    """
    title = _TITLE.match(text)
    phrases = phrases_of(title["title"]) if title else ()
    is_of_kits = any(vague_words().get(word) == OF_KITS for phrase in phrases for word in phrase.words)
    return not is_of_kits and any(bears_an_article(phrase.words) for phrase in phrases)


def is_inverted(text: str) -> bool:
    """Say whether a name is written backwards; "acetic anhydride, 4-L bottle" is none."""
    return any(not (match["word"] and is_measure(match["word"])) for match in _INVERTED.finditer(text))


class LawNamesWithin:
    """Finds the names of one compiled law among the words of a text."""

    def __init__(self, law: CompiledLaw) -> None:
        long = (key for key in law.names if len(key) >= SHORTEST or _HAS_JOINED.search(key))
        self._held = frozenset(long) - vague_words().keys()
        self._joined = frozenset(key for key in self._held if _HAS_JOINED.match(key))
        mixed = (key for key in law.names if key in self._held and _JOINED.search(key) and _IN_DIGITS.search(key))
        self._mixed = tuple(sorted(mixed, key=len, reverse=True))
        self._longest = max(map(len, self._joined), default=0)

    def keys(self, text: str, is_chemical_name: IsChemicalName) -> tuple[str, ...]:
        """Return the match keys of held names that stand in a text; `is_chemical_name`: of a key."""
        phrases = phrases_of(text)
        if is_inverted(text) or _is_titled_as_an_article(text):
            return ()
        if _is_empty(phrases):
            phrases = tuple(phrase for phrase in phrases if _is_counted(phrase) and not _is_empty([phrase]))
            text = " ".join(word for phrase in phrases for word in phrase.words)
        words = (key for phrase in phrases for key in self._among_words(phrase, is_chemical_name))
        characters = (
            key
            for joined in _JOINED.finditer(text)
            for key in self._among_characters(joined[0], goes_on=_LOCANT.search(text[: joined.start()]) is not None)
        )
        return tuple(dict.fromkeys((*words, *self._mixed_within(text), *characters)))

    def _mixed_within(self, text: str) -> Iterator[str]:
        """Yield the names of characters and figures ("N-苯乙基-4-哌啶酮") in text without spaces, longest first."""
        if not _JOINED.search(text) or not _IN_DIGITS.search(text):
            return
        whole = normalise_name(text)
        for key in self._mixed:
            if key in whole and not _goes_on_joined(whole, whole.index(key) + len(key)):
                yield key

    def holds_name(self, words: Sequence[str]) -> bool:
        """Say whether any words of a phrase are a held name, or hold one in a script without spaces."""
        if next(self._runs(words), None) is not None:
            return True
        joined = [word for word in words if _HAS_JOINED.search(word)]
        return any(
            word[start:end] in self._joined
            for word in joined
            for start in range(len(word))
            for end in range(start + 2, min(start + self._longest, len(word)) + 1)
        )

    def _among_words(self, phrase: Phrase, is_chemical_name: IsChemicalName) -> Iterator[str]:
        words, after = phrase.words, 0
        for run in self._runs(words):
            if run.first < after:
                continue
            after = run.last
            preceding, following = words[: run.first], words[run.last :]
            if not (
                is_denied(preceding, following)
                or (not _is_counted(phrase) and _is_an_article(*self._reach(phrase, preceding, following)))
                or self._is_other(words, run, is_chemical_name)
            ):
                yield run.key

    def _runs(self, words: Sequence[str]) -> Iterator[WordRun]:
        """Yield the runs of at most six words that are held names, the longest first from each word on."""
        for first in range(len(words)):
            for last in range(min(first + LONGEST_RUN, len(words)), first, -1):
                if (key := "".join(words[first:last])) in self._held:
                    yield WordRun(first, last, key)

    def _reach(
        self, phrase: Phrase, preceding: Sequence[str], following: Sequence[str]
    ) -> tuple[Sequence[str], Sequence[str]]:
        """Return the words before and after a name among which an article may be that bears it.

        None beyond "and" or a mark, but "detector for benzene/toluene" is for both, and "toluene/acetone pump" too.
        """
        are_for_both = any(word in words_that("purpose") for word in (*phrase.preceding, *preceding))
        preceding = (*self._without_names(phrase.preceding), *preceding) if are_for_both else _after_joint(preceding)
        names_go_on = bool(phrase.following) and phrase.following[0] in self._held
        return preceding, (*_before_joint(following), *(phrase.following if names_go_on else ()))

    def _without_names(self, words: Sequence[str]) -> Sequence[str]:
        """Return words without the held names at their end: in "detector for benzene/toluene" it is for both."""
        return words[:-1] if words and words[-1] in self._held else words

    def _is_other(self, words: Sequence[str], run: WordRun, is_chemical_name: IsChemicalName) -> bool:
        """Say whether the words around make another chemical of it."""
        longer = (
            (first, last)
            for first in range(max(run.first - 2, 0), run.first + 1)
            for last in range(run.last, min(run.last + 3, len(words)) + 1)
            if (first, last) != (run.first, run.last)
        )
        others = [words[first:last] for first, last in longer if "".join(words[first:last]) not in self._held]
        if any("".join(other) in vague_words() for other in others):
            return True  # "petroleum ether" is a mixture of hydrocarbons
        if _is_a_kind_of(words, run, is_chemical_name):
            return True
        if any(_goes_on(word, is_chemical_name) for word in _neighbours(words, run)):
            return True  # "éther diphénylique", "diisocyanate de toluène"
        return any(map(_continues, words[run.last : run.last + 1])) or any(
            is_chemical_name("".join(other)) and not _is_same(other, run.key) for other in others
        )

    def _among_characters(self, text: str, *, goes_on: bool) -> Iterator[str]:
        """Yield the names in a text without spaces; `goes_on` says that it goes on a name begun before it."""
        at = named = 0
        while at < len(text):
            ends = range(min(at + self._longest, len(text)), at + 1, -1)
            end = next((end for end in ends if text[at:end] in self._joined), None)
            if end is None:
                at += 1
            elif text[at:end] in counterions() and end < len(text) and not is_joined(text[end:]):
                at = named = end  # 盐酸 before a base is its hydrochloride, and no hydrochloric acid
            else:
                preceding = text[max(at - 1, named) : at]
                is_part = (goes_on and at == 0) or not chemical_characters().isdisjoint(preceding)
                is_part |= _goes_on_joined(text, end)
                if not is_part and not _is_denied_or_article_joined(text[:at], text[end:]):
                    yield text[at:end]
                at = named = end


@lru_cache(maxsize=2)
def law_names_within(law: CompiledLaw) -> LawNamesWithin:
    """Return what finds the names of a law; kept, because it indexes them."""
    return LawNamesWithin(law)


def _goes_on_joined(text: str, end: int) -> bool:
    """Say whether a name in a script without spaces goes on; a number before a unit is none of it (一公斤)."""
    if _THAI_WITHIN.match(text, end):
        return True
    number = _NUMERALS.match(text, end)
    after = number.end() if number else end
    is_counted = number and any(text[after : after + size] in plain_words() for size in range(1, LONGEST_UNIT + 1))
    return not is_counted and not chemical_characters().isdisjoint(text[end : end + 1])


def _before_joint(words: Sequence[str]) -> Sequence[str]:
    return tuple(takewhile(lambda word: word not in words_that("and"), words))


def _after_joint(words: Sequence[str]) -> Sequence[str]:
    return _before_joint(words[::-1])[::-1]


def _is_same(words: Sequence[str], key: str) -> bool:
    """Say whether words are a name with its counter-ion or words of trade: "ephedrine hydrochloride"."""
    return any(wording.key == key for wording in readings(" ".join(words)))


def _is_a_kind_of(words: Sequence[str], run: WordRun, is_chemical_name: IsChemicalName) -> bool:
    """Say whether the word before a class or a counter-ion is a chemical: "cellulose ether", "lidocaine HCl"."""
    if run.first == 0 or (run.key not in heads() and run.key not in counterion_words()):
        return False
    preceding_word = words[run.first - 1]
    return not word_meaning(preceding_word) and (
        _CHEMICAL_END.search(preceding_word) is not None or is_chemical_name(preceding_word)
    )


def _neighbours(words: Sequence[str], run: WordRun) -> Sequence[str]:
    """Return the words beside a held name, a word that joins them ("de") left out."""
    preceding = words[: run.first]
    if preceding and word_meaning(preceding[-1]) == "joint":
        preceding = preceding[:-1]
    return (*preceding[-1:], *words[run.last : run.last + 1])


def _goes_on(word: str, is_chemical_name: IsChemicalName) -> bool:
    """Say whether a word beside a held name is part of a longer name: built like one, and no chemical by itself."""
    is_a_word = word_meaning(word) or word in counterion_words() or is_chemical_name(word)
    return is_built_of_morphemes(word) and not is_a_word and peel_counterion(f"x {word}") is None


def _continues(word: str) -> bool:
    """Say whether the word after a held name goes on as a chemical's name does ("toluene sulfonamide")."""
    return word.endswith(_texts("ending")) and peel_counterion(f"x {word}") is None


@cache
def counterions() -> frozenset[str]:
    """Return the words by which a counter-ion is named in scripts without spaces."""
    return frozenset(row["word"] for row in rows("counterions.csv") if _HAS_JOINED.match(row["word"]))
