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
from typing import Final

from anyascii import anyascii
from Stemmer import Stemmer

from chemistry import normalise_name
from watchlist.engine.identification.names import first, law_candidate
from watchlist.engine.identification.records import Candidate
from watchlist.engine.identification.strip_trade_terms import heads
from watchlist.engine.identification.within import is_denied
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
MOST_WORDS: Final = 5
SHORTEST_STEMS: Final = 5
SHORTEST_SOUND: Final = 6
SHORTEST_SKELETON: Final = 5
"""Letters of all stems, of a sound, and of its consonants: what is shorter sounds like too many things."""
MOST_CANDIDATES: Final = 3
MOST_WORDINGS: Final = 6

_WORD = re.compile(r"[^\s,;()/\"\u060c\u061b]+")
_ELIDED = re.compile(r"\b[dl]['\u2019]", re.IGNORECASE)
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


class OtherForms:
    """The other forms of the names of one compiled law; build it once a law."""

    def __init__(self, law: CompiledLaw) -> None:
        self._law = law
        self._by_stems: defaultdict[Stems, list[NameTarget]] = defaultdict(list)
        self._by_words: defaultdict[tuple[str, ...], list[NameTarget]] = defaultdict(list)
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
        if stemmer or target.language in SPELT_ALIKE:
            words = _words(target.text)
            if len(words) <= MOST_WORDS and (in_any_order := _in_any_order(words)):
                self._by_words[in_any_order].append(target)
        if target.text.isascii():
            return
        sound = _sound(anyascii(target.text))
        if len(sound) >= SHORTEST_SOUND:
            self._by_sound[sound].append(target)
        if _UNVOWELLED.search(target.text) and len(skeleton := _skeleton(sound)) >= SHORTEST_SKELETON:
            self._by_skeleton[skeleton].append(target)

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Return the held substances whose names these may be in another case, order or script: at most three."""
        wordings = [Wording(name), *readings(name)][:MOST_WORDINGS]
        found = first(self._candidates(wording, self._targets(wording.text)) for wording in wordings)
        return found or self._candidates(Wording(name), self._among_words(name))

    def _among_words(self, name: str) -> Iterator[NameTarget]:
        """Yield the names that some words of a text are, one after the other, where no word denies them."""
        words = _words(name)[:MOST_LOOKED_AT]
        keys = [normalise_name(word) for word in words]
        stems = {stemmer: _stemmed(stemmer, words) for stemmer in STEMMERS_IN_ORDER}
        sounds = [_sound(anyascii(word)) for word in words]
        vague = _vague_places(keys)
        for size in range(min(MOST_WORDS, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                end, key = start + size, "".join(keys[start : start + size])
                # What is held as it is written was weighed before, among the words around it.
                if key in self._law.names or key in heads() or not vague.isdisjoint(range(start, end)):
                    continue
                if is_denied(keys[:start], keys[end:]):
                    continue
                for stemmer, of_words in stems.items():
                    in_any_order = _in_any_order(of_words[start:end])
                    yield from self._by_stems.get((stemmer, in_any_order), ())
                    yield from self._by_words.get(in_any_order, ())
                sound = _TWICE.sub(r"\1", "".join(sounds[start:end]))
                yield from self._by_sound.get(sound, ())
                if name.isascii():
                    yield from self._by_skeleton.get(_skeleton(sound), ())

    def _targets(self, text: str) -> Iterator[NameTarget]:
        if normalise_name(text) in vague_words():
            return
        for stemmer in STEMMERS_IN_ORDER:
            if stems := _stems(stemmer, text):
                yield from self._by_stems.get((stemmer, stems), ())
                yield from self._by_words.get(stems, ())
        sound = _sound(anyascii(text))
        yield from self._by_sound.get(sound, ())
        if text.isascii():
            yield from self._by_skeleton.get(_skeleton(sound), ())

    def _candidates(self, wording: Wording, targets: Iterable[NameTarget]) -> tuple[Candidate, ...]:
        keys = list(dict.fromkeys(target.substance for target in targets))[:MOST_CANDIDATES]
        found = (law_candidate(self._law, key, wording, "guess") for key in keys)
        return tuple(candidate for candidate in found if candidate is not None)


def _stems(stemmer: str, text: str) -> tuple[str, ...]:
    words = _words(text)
    return _in_any_order(_stemmed(stemmer, words)) if 1 <= len(words) <= MOST_WORDS else ()


def _words(text: str) -> list[str]:
    return _WORD.findall(_ELIDED.sub("", text.casefold()))


def _stemmed(stemmer: str, words: list[str]) -> list[str]:
    if stemmer in ("bulgarian", "cyrillic"):
        bare = [_BULGARIAN_ARTICLE.sub("", word) for word in words] if stemmer == "bulgarian" else words
        return [_CYRILLIC_ENDING.sub("", word) for word in bare]
    stems = _stemmer(stemmer).stemWords(words)
    # An ending comes off, and no beginning: "diacetone" is no acetone, whatever "di" is in Indonesian.
    return [stem if word.startswith(stem[:2]) else word for word, stem in zip(words, stems, strict=True)]


def _vague_places(keys: Sequence[str]) -> set[int]:
    """Return the places of words that together name no substance: "petroleum ether"."""
    runs = ((start, end) for start in range(len(keys)) for end in range(start + 1, min(start + 4, len(keys)) + 1))
    return {place for start, end in runs if "".join(keys[start:end]) in vague_words() for place in range(start, end)}


def _in_any_order(stems: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(stems)) if sum(map(len, stems)) >= SHORTEST_STEMS else ()


def _sound(text: str) -> str:
    """Return the sound of a name in Latin letters, as far as romanisations agree."""
    letters = _LETTERS.sub("", text.casefold())
    for spelling, sound in _SOUNDS:
        letters = letters.replace(spelling, sound)
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
