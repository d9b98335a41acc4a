"""Held names in another case, in another order of their words, or in the letters of another script: always guesses.

"bezwodnika octowego" is the genitive of a Polish name, "uksusny angidrid" a Russian one in Latin letters, "ryusan" a
Japanese one by its sound. Stems are those of the Snowball stemmers, letters those of `anyascii`, and the readings of
Japanese names those of `pykakasi`; what is compared is a name that nothing else knows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

import pykakasi
import snowballstemmer
from anyascii import anyascii

from chemistry import normalise_name
from watchlist.engine.identification.names import first, law_candidate
from watchlist.engine.identification.records import Candidate
from watchlist.engine.identification.wordings import Wording, readings, vague_words
from watchlist.engine.law import CompiledLaw, NameTarget

STEMMERS: Final = {
    **dict.fromkeys(("cs", "sk"), "czech"),
    **dict.fromkeys(("hr", "sl"), "serbian"),
    "ar": "arabic",
    "da": "danish",
    "el": "greek",
    "et": "estonian",
    "fa": "persian",
    "fi": "finnish",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "lt": "lithuanian",
    "no": "norwegian",
    "pl": "polish",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
"""The stemmer of each language whose words take endings."""
MOST_WORDS: Final = 5
SHORTEST_STEMS: Final = 5
SHORTEST_SOUND: Final = 6
SHORTEST_SKELETON: Final = 5
"""Letters of all stems, of a sound, and of its consonants: what is shorter sounds like too many things."""
MOST_CANDIDATES: Final = 3
MOST_WORDINGS: Final = 6

_WORD = re.compile(r"[^\s,;()/]+")
_LETTERS = re.compile(r"[^a-z0-9]+")
_TWICE = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"[aeiou]+")
_HAN = re.compile("[\u3400-\u9fff]")
_UNVOWELLED = re.compile("[\u0590-\u06ff]")
_SOUNDS: Final = (
    *(("shch", "s"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("ch", "c")),
    *(("ts", "c"), ("tz", "c"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i")),
    *(("ee", "i"), ("oo", "u"), ("ou", "o"), ("ce", "se"), ("ci", "si")),
)
"""Spellings of one sound, longest first: what romanisations of one name differ by."""

Stems = tuple[str, tuple[str, ...]]


class OtherForms:
    """The other forms of the names of one compiled law; build it once a law."""

    def __init__(self, law: CompiledLaw) -> None:
        self._law = law
        self._by_stems: defaultdict[Stems, list[NameTarget]] = defaultdict(list)
        self._by_sound: defaultdict[str, list[NameTarget]] = defaultdict(list)
        self._by_skeleton: defaultdict[str, list[NameTarget]] = defaultdict(list)
        for targets in law.names.values():
            for target in targets:
                if target.kind != "abbreviation":
                    self._file(target)

    def _file(self, target: NameTarget) -> None:
        stemmer = STEMMERS.get(target.language)
        if stemmer and (stems := _stems(stemmer, target.text)):
            self._by_stems[stemmer, stems].append(target)
        if target.text.isascii():
            return
        for text in dict.fromkeys(_in_latin_letters(target)):
            sound = _sound(text)
            if len(sound) >= SHORTEST_SOUND:
                self._by_sound[sound].append(target)
            if _UNVOWELLED.search(target.text) and len(skeleton := _VOWELS.sub("", sound)) >= SHORTEST_SKELETON:
                self._by_skeleton[skeleton].append(target)

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Return the held substances whose names these may be in another case, order or script: at most three."""
        wordings = [Wording(name), *readings(name)][:MOST_WORDINGS]
        return first(self._candidates(wording, self._targets(wording.text)) for wording in wordings)

    def _targets(self, text: str) -> Iterator[NameTarget]:
        if normalise_name(text) in vague_words():
            return
        for stemmer in sorted(set(STEMMERS.values())):
            if stems := _stems(stemmer, text):
                yield from self._by_stems.get((stemmer, stems), ())
        sound = _sound(anyascii(text))
        yield from self._by_sound.get(sound, ())
        if text.isascii():
            yield from self._by_skeleton.get(_VOWELS.sub("", sound), ())

    def _candidates(self, wording: Wording, targets: Iterable[NameTarget]) -> tuple[Candidate, ...]:
        keys = list(dict.fromkeys(target.substance for target in targets))[:MOST_CANDIDATES]
        found = (law_candidate(self._law, key, wording, "guess") for key in keys)
        return tuple(candidate for candidate in found if candidate is not None)


def _stems(stemmer: str, text: str) -> tuple[str, ...]:
    words = _WORD.findall(text.casefold())
    if not 1 <= len(words) <= MOST_WORDS:
        return ()
    stems = tuple(sorted(_stemmer(stemmer).stemWords(words)))
    return stems if sum(map(len, stems)) >= SHORTEST_STEMS else ()


def _in_latin_letters(target: NameTarget) -> Iterator[str]:
    yield anyascii(target.text)
    if target.language == "ja" and _HAN.search(target.text):
        yield "".join(part["hepburn"] for part in _kakasi().convert(target.text))


def _sound(text: str) -> str:
    """Return the sound of a name in Latin letters, as far as romanisations agree."""
    letters = _LETTERS.sub("", text.casefold())
    for spelling, sound in _SOUNDS:
        letters = letters.replace(spelling, sound)
    return _TWICE.sub(r"\1", letters)


@cache
def _stemmer(name: str) -> Any:
    return snowballstemmer.stemmer(name)


@cache
def _kakasi() -> Any:
    return pykakasi.kakasi()
