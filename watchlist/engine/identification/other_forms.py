"""Held names in another case, in another order of their words, or in the letters of another script: always guesses.

"bezwodnika octowego" is the genitive of a Polish name, "uksusny angidrid" a Russian one in Latin letters, "ryusan" a
Japanese one by its sound. Stems are those of the Snowball stemmers, letters those of `anyascii`; characters sound
Chinese there, so Japanese names are held in kana, too. Compared is a name that nothing else knows.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from anyascii import anyascii
from Stemmer import Stemmer

from chemistry import normalise_name
from watchlist.engine.identification.inflections import (
    BEGINNING,
    MOST_WORDS,
    are_inflected,
    beginnings_of,
    by_beginnings,
    words_of,
)
from watchlist.engine.identification.names import first, law_candidate
from watchlist.engine.identification.records import Candidate
from watchlist.engine.identification.strip_trade_terms import heads
from watchlist.engine.identification.within import is_denied, words_that
from watchlist.engine.identification.wordings import Wording, readings, vague_words
from watchlist.engine.law import CompiledLaw, NameTarget

STEMMERS: Final = {
    **dict.fromkeys(("cs", "sk"), "czech"),
    **dict.fromkeys(("hr", "sl"), "serbian"),
    **dict.fromkeys(("ru", "uk"), "cyrillic"),
    "bg": "bulgarian",
    "ar": "arabic",
    "da": "danish",
    "el": "greek",
    "es": "spanish",
    "et": "estonian",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
"""The stemmer of each language whose words take endings or any order; of Cyrillic ones our own, by endings alone."""
SPELT_ALIKE: Final = ("de", "en")
"""Languages whose names others spell alike ("Aceton"), and inflect in their own way."""
STEMMERS_IN_ORDER: Final = tuple(sorted(set(STEMMERS.values())))
MOST_LOOKED_AT: Final = 24
"""Words of a text among which names are looked for."""
SHORTEST_STEMS: Final = 6
SHORTEST_SOUND: Final = 6
SHORTEST_SKELETON: Final = 5
"""Letters of all stems, of a sound, and of its consonants: what is shorter sounds like too many things."""
MOST_CANDIDATES: Final = 3
MOST_WORDINGS: Final = 6
REMEMBERED: Final = 65_536

_CYRILLIC_ENDING = re.compile(
    "(?:ього|ої|ою|ого|его|ому|ему|ими|ыми|ами|ями|ием|ий|ый|ой|ій|ая|яя|ое|ее|ую|юю|их|ых|ів|ом|ем|ам|ям|ей|ею|ът|ят"
    "|ия|ии|ию|і|у|ю|а|я|ы|и|о|е|ь|й)$"
)
_BULGARIAN_ARTICLE = re.compile("(?:ите|ът|ят|та|то|те)$")
_LETTERS = re.compile(r"[^a-z0-9]+")
_TWICE = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"[aeiou]+")
_UNVOWELLED = re.compile("[\u0590-\u06ff\u0900-\u097f]")
_SOUNDS: Final = (
    *(("shch", "s"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("ch", "c")),
    *(("ts", "c"), ("tz", "c"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i")),
    *(("ee", "i"), ("oo", "u"), ("ou", "o"), ("ce", "se"), ("ci", "si")),
)
"""Spellings of one sound, longest first: what romanisations of one name differ by."""

Stems = tuple[str, tuple[str, ...]]


class FoundWords(NamedTuple):
    """A run of words of a text that are a held name in another form."""

    first: int
    last: int
    targets: Sequence[NameTarget]

    @property
    def place(self) -> tuple[int, int]:
        """Return what puts longer runs before shorter ones, and earlier before later."""
        return self.first - self.last, self.first


class FiledNames:
    """The names of a law by their stems, their words, their sounds and the beginnings of their words."""

    def __init__(self, law: CompiledLaw) -> None:
        self.by_stems: defaultdict[Stems, list[NameTarget]] = defaultdict(list)
        self.by_words: defaultdict[tuple[str, ...], list[NameTarget]] = defaultdict(list)
        self.by_sound: defaultdict[str, list[NameTarget]] = defaultdict(list)
        self.by_skeleton: defaultdict[str, list[NameTarget]] = defaultdict(list)
        for targets in law.names.values():
            for target in targets:
                if target.kind != "abbreviation":
                    self._file(target)
        # Most words of a text are in no name: what only begins as names do need not be put together.
        self.words = {word for words in self.by_words for word in words}
        self.stems = {(stemmer, stem) for stemmer, stems in self.by_stems for stem in stems}
        self.by_beginnings = by_beginnings(chain.from_iterable(law.names.values()))
        self.sound_beginnings = _beginnings(self.by_sound)
        self.skeleton_beginnings = _beginnings(self.by_skeleton)

    def _file(self, target: NameTarget) -> None:
        stemmer = STEMMERS.get(target.language)
        words = words_of(target.text)
        if len(words) <= MOST_WORDS:
            if stemmer and (stems := _in_any_order([_stem(stemmer, word) for word in words])):
                self.by_stems[stemmer, stems].append(target)
            if (stemmer or target.language in SPELT_ALIKE) and (in_any_order := _in_any_order(words)):
                self.by_words[in_any_order].append(target)
        if target.text.isascii():
            return
        sound = _sound(anyascii(target.text))
        if len(sound) >= SHORTEST_SOUND:
            self.by_sound[sound].append(target)
        if _UNVOWELLED.search(target.text) and len(skeleton := _skeleton(sound)) >= SHORTEST_SKELETON:
            self.by_skeleton[skeleton].append(target)


class OtherForms:
    """Finds the names of one compiled law in their other forms; build it once a law."""

    def __init__(self, law: CompiledLaw, filed: FiledNames) -> None:
        """Take a law, and its names as they are filed."""
        self._law = law
        self._filed = filed
        self._stems_of = lru_cache(REMEMBERED)(self._known_stems)

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Return the held substances whose names these may be in another case, order or script: at most three."""
        wordings = [Wording(name), *readings(name)][:MOST_WORDINGS]
        runs = self._runs_of(name)
        if not runs and all(wording.text in name for wording in wordings):
            return ()
        found = first(self._candidates(wording, self._targets(wording.text)) for wording in wordings)
        return found or self._candidates(Wording(name), self._among_words(name, runs))

    def has_any(self, text: str) -> bool:
        """Say whether any words of a text are a held name in another form, whatever the words around deny."""
        return bool(self._runs_of(text))

    def among_words(self, text: str) -> tuple[Candidate, ...]:
        """Return the held substances whose names some words of a text may be: at most three."""
        return self._candidates(Wording(text), self._among_words(text, self._runs_of(text)))

    def _targets(self, text: str) -> Iterator[NameTarget]:
        """Yield the names that a whole text is."""
        words = words_of(text)
        if normalise_name(text) in vague_words() or not 1 <= len(words) <= MOST_WORDS:
            return
        runs = self._runs_of(text)
        yield from chain.from_iterable(run.targets for run in runs if (run.first, run.last) == (0, len(words)))

    def _runs_of(self, text: str) -> list[FoundWords]:
        """Return the runs of the first words of a text that are names in another form."""
        words = words_of(text)[:MOST_LOOKED_AT]
        return [
            *self._by_stems_of(words),
            *self._by_sounds_of(words, is_latin=text.isascii()),
            *self._by_beginnings_of(words),
        ]

    def _among_words(self, name: str, runs: Iterable[FoundWords]) -> Iterator[NameTarget]:
        """Yield the names that some words of a text are, one after the other, where no word denies them."""
        keys = [normalise_name(word) for word in words_of(name)[:MOST_LOOKED_AT]]
        vague = _vague_places(keys)
        for run in sorted(runs, key=lambda run: run.place):
            key = "".join(keys[run.first : run.last])
            # What is held as it is written was weighed before, among the words around it.
            if key in self._law.names or key in heads() or not vague.isdisjoint(range(run.first, run.last)):
                continue
            if vague_words().keys() >= set(keys[run.first : run.last]):
                continue
            if not is_denied(keys[: run.first], keys[run.last :]) and not _is_denied_within(keys[run.last - 1]):
                yield from run.targets

    def _by_stems_of(self, words: Sequence[str]) -> Iterator[FoundWords]:
        """Yield the runs of words that have the stems of a name, in any order."""
        stems_of_words = [self._stems_of(word) for word in words]
        for stemmer in dict.fromkeys(chain.from_iterable(stems_of_words)):
            for start, end in _runs([stemmer in stems for stems in stems_of_words]):
                in_any_order = _in_any_order([stems[stemmer] for stems in stems_of_words[start:end]])
                if targets := (
                    *self._filed.by_stems.get((stemmer, in_any_order), ()),
                    *self._filed.by_words.get(in_any_order, ()),
                ):
                    yield FoundWords(start, end, targets)

    def _by_beginnings_of(self, words: Sequence[str]) -> Iterator[FoundWords]:
        """Yield the runs of words that differ from those of a name by their endings alone, in any order."""
        for start, end in _runs([len(word) >= BEGINNING for word in words]):
            targets = self._filed.by_beginnings.get(beginnings_of(words[start:end]), ())
            if found := [target for target in targets if are_inflected(words[start:end], words_of(target.text))]:
                yield FoundWords(start, end, found)

    def _known_stems(self, word: str) -> dict[str, str]:
        """Return the stems of a word that some name has, by their stemmers."""
        stems = ((stemmer, _stem(stemmer, word)) for stemmer in STEMMERS_IN_ORDER)
        return {
            stemmer: stem
            for stemmer, stem in stems
            if stem in self._filed.words or (stemmer, stem) in self._filed.stems
        }

    def _by_sounds_of(self, words: Sequence[str], *, is_latin: bool) -> Iterator[FoundWords]:
        """Yield the runs of words that sound like a name, or in Latin letters have the consonants of one."""
        sounds = [_sound(anyascii(word)) for word in words]
        for start in range(len(words)):
            joined = ""
            for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
                joined = _TWICE.sub(r"\1", joined + sounds[end - 1])
                skeleton = _skeleton(joined) if is_latin else ""
                if targets := (*self._filed.by_sound.get(joined, ()), *self._filed.by_skeleton.get(skeleton, ())):
                    yield FoundWords(start, end, targets)
                if joined not in self._filed.sound_beginnings and skeleton not in self._filed.skeleton_beginnings:
                    break

    def _candidates(self, wording: Wording, targets: Iterable[NameTarget]) -> tuple[Candidate, ...]:
        keys = list(dict.fromkeys(target.substance for target in targets))[:MOST_CANDIDATES]
        found = (law_candidate(self._law, key, wording, "guess") for key in keys)
        return tuple(candidate for candidate in found if candidate is not None)


def _beginnings(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text[:size] for text in texts for size in range(1, len(text) + 1))


def _runs(are_in_names: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where each run of known words begins and ends, of at most so many words as a name has."""
    for start in range(len(are_in_names)):
        for end in range(start + 1, min(start + MOST_WORDS, len(are_in_names)) + 1):
            if not are_in_names[end - 1]:
                break
            yield start, end


def _stem(stemmer: str, word: str) -> str:
    if stemmer in ("bulgarian", "cyrillic"):
        return _CYRILLIC_ENDING.sub("", _BULGARIAN_ARTICLE.sub("", word) if stemmer == "bulgarian" else word)
    stem: str = _stemmer(stemmer).stemWord(word)
    # An ending comes off, and no beginning: "diacetone" is no acetone, whatever "di" is in Indonesian.
    return stem if word.startswith(stem[:2]) else word


def _is_denied_within(key: str) -> bool:
    """Say whether a word ends with a denial: "asetonsuz", "acetonfri"."""
    denials = words_that("denial after")
    return any(key[start:] in denials for start in range(BEGINNING, len(key) - 2))


def _vague_places(keys: Sequence[str]) -> set[int]:
    """Return the places of words that together name no substance: "petroleum ether"."""
    runs = ((start, end) for start in range(len(keys)) for end in range(start + 2, min(start + 4, len(keys)) + 1))
    return {place for start, end in runs if "".join(keys[start:end]) in vague_words() for place in range(start, end)}


def _in_any_order(stems: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(stems)) if sum(map(len, stems)) >= SHORTEST_STEMS else ()


@lru_cache(REMEMBERED)
def _sound(text: str) -> str:
    """Return the sound of a name in Latin letters, as far as romanisations agree."""
    letters = _LETTERS.sub("", text.casefold())
    for written, sound in _SOUNDS:
        letters = letters.replace(written, sound)
    return _TWICE.sub(r"\1", letters)


def _skeleton(sound: str) -> str:
    """Return the consonants of a sound, without those that carry vowels in scripts that write none."""
    return _VOWELS.sub("", sound).replace("v", "")


def _stemmer(name: str) -> Stemmer:
    """Return the stemmer of this thread: none may be shared."""
    if not hasattr(_of_thread, name):
        setattr(_of_thread, name, Stemmer(name))
    stemmer: Stemmer = getattr(_of_thread, name)
    return stemmer


_of_thread = threading.local()
