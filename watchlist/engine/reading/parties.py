"""Names of parties: the key by which two writings are one party, and how much alike two keys are.

A legal form is taken off and kept apart: "Acme Ltd", "ACME Limited" and "Acme" have one key. Other differences make
other keys; those that look alike are told as similar, with their score, and never merged.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from watchlist.engine.reading.data_tables import rows_of

REMEMBERED: Final = 65_536
LONGEST: Final = 300
"""Characters of a name that are read: a longer text is an address or worse."""

SIMILAR: Final = 90.0
"""The least likeness, of 100, that is told: chosen on fixtures/bench/parties.csv, where a test holds what it finds."""

ABOUT: Final = SIMILAR / (200 - SIMILAR)
"""The least length of the shorter of two texts so much alike, as a share of the longer."""

_DROPPED = re.compile(r"['’`´ʼ\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_SEPARATOR = re.compile(r"[\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_JOINED = frozenset("&+＆＋")
_CONNECTIVES = frozenset({"and", "und", "et", "y", "и"})
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class PartyName:
    """A name as compared: its key, its legal forms as the data spell them, and words that say which branch it is."""

    key: str
    forms: tuple[str, ...] = ()


def party_key(name: str) -> str:
    """Return the key by which a party is known; empty where nothing is left to know it by."""
    return read_party(name).key


@lru_cache(REMEMBERED)
def read_party(name: str) -> PartyName:
    """Return the key of a name and the legal forms taken off it; a name that is all form keeps it as its key."""
    words = _words(name)
    forms: list[str] = []
    while found := _form_of(words):
        form, words = found
        forms.insert(0, form)
    return PartyName(" ".join(words)[:LONGEST].rstrip(), tuple(forms))


@lru_cache(REMEMBERED)
def similarity(key: str, other: str) -> float:
    """Return the similarity of two keys, of 100: their letters whatever the order of words, in Latin script.

    A branch bears its company's name: what stands beside a word for a branch (a place, a number) does not count.
    """
    left, right = _romanised(key), _romanised(other)
    if _is_branch(left) or _is_branch(right):
        short, long = sorted((left, right), key=len)
        is_branch = bool(short) and long.startswith(short)
        return 100.0 if is_branch else float(fuzz.token_set_ratio(*map(_without_branch, (left, right))))
    return float(max(fuzz.ratio(_ordered(left), _ordered(right)), fuzz.ratio(_joined(left), _joined(right))))


def similar_keys(
    keys: Sequence[str], among: Iterable[str], prepared: Iterable[PartyKeys] = ()
) -> Iterator[tuple[str, str, float]]:
    """Yield each pair of two different keys that look alike, one of `keys` and one `among` others, with its score.

    `prepared`: further others. A score is of 1, to two places. The pairs come in the order of `keys`, then of likeness,
    then of the other key.
    """
    others = [PartyKeys(among), *prepared]
    for key in keys:
        scored = [(similarity(key, other), other) for other in set[str]().union(*(each.near(key) for each in others))]
        for score, other in sorted(scored, key=lambda found: (-found[0], found[1])):
            if other != key and score >= SIMILAR:
                yield key, other, round(score / 100, 2)


class PartyKeys:
    """Keys of parties, prepared once so that those that may be similar to another are found among them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = sorted(set(keys))
        romanised = [_romanised(key) for key in self._keys]
        self._ordered, self._joined = (TextsByLength(list(map(how, romanised))) for how in (_ordered, _joined))
        self._branches = [key for key, text in zip(self._keys, romanised, strict=True) if _is_branch(text)]

    def near(self, key: str) -> set[str]:
        """Return those that may be similar to a key."""
        romanised = _romanised(key)
        places = (*self._ordered.near(_ordered(romanised)), *self._joined.near(_joined(romanised)))
        return {self._keys[at] for at in places}.union(self._keys if _is_branch(romanised) else self._branches)


class TextsByLength:
    """Texts in order of length: only those of about one length can be similar enough."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._places = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        self._texts = [texts[at] for at in self._places]
        self._lengths = [len(text) for text in self._texts]

    def near(self, text: str) -> Iterator[int]:
        """Yield the places of the texts that are similar enough."""
        first = bisect_left(self._lengths, int(len(text) * ABOUT))
        last = bisect_right(self._lengths, int(len(text) / ABOUT) + 1)
        candidates = self._texts[first:last]
        for _, _, at in process.extract(text, candidates, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=None):
            yield self._places[first + at]


def _ordered(text: str) -> str:
    return " ".join(sorted(text.split()))


def _joined(text: str) -> str:
    return text.replace(" ", "")


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded; letters that stand alone are one word, so that "S. A." is "S.A."."""
    folded = unicodedata.normalize("NFKC", name[:LONGEST]).casefold()
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", _DROPPED.sub("", folded))))
    spelled = "".join(" and " if character in _JOINED else character for character in bare)
    parts = _SEPARATOR.sub(" ", spelled).split()
    words: list[str] = []
    is_open = False
    for at, part in enumerate(parts):
        is_between = 0 < at < len(parts) - 1 and len(parts[at - 1]) > 1 and len(parts[at + 1]) > 1
        if part in _CONNECTIVES and (len(part) > 1 or is_between):
            words.append("and")
            is_open = False
        elif len(part) == 1 and part.isalpha() and not _WITHOUT_SPACES.match(part):
            words[-1:] = [words[-1] + part] if is_open else [*words[-1:], part]
            is_open = True
        else:
            words.append(part)
            is_open = False
    return tuple(words)


def _form_of(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Return the longest legal form that stands at an end of a name, and the words without it; never all of them."""
    ends, starts, joined, longest = _forms()
    for length in range(min(len(words) - 1, longest), 0, -1):
        if form := ends.get(words[-length:]):
            return form, words[:-length]
        if form := starts.get(words[:length]):
            return form, words[length:]
    if words and _WITHOUT_SPACES.search(words[-1] + words[0]):
        for text, (form, place) in joined.items():
            if words[-1].endswith(text) and len(words[-1]) > len(text):
                return form, (*words[:-1], words[-1].removesuffix(text))
            if "start" in place and words[0].startswith(text) and len(words[0]) > len(text):
                return form, (words[0].removeprefix(text), *words[1:])
    return None


Forms = dict[tuple[str, ...], str]


@cache
def _forms() -> tuple[Forms, Forms, dict[str, tuple[str, str]], int]:
    """Return the legal forms by the words at the end, at the start, those of scripts without spaces by text.

    The last is how many words the longest has.
    """
    rows = [(row, _words(row["form"])) for row in rows_of("legal_forms.csv") if row["place"] != "branch"]
    ends = {words: row["form"] for row, words in rows if "end" in row["place"]}
    starts = {words: row["form"] for row, words in rows if "start" in row["place"]}
    plain = {"".join(words): (row["form"], row["place"]) for row, words in rows if _WITHOUT_SPACES.search(row["form"])}
    by_length = dict(sorted(plain.items(), key=lambda found: -len(found[0])))
    return ends, starts, by_length, max(map(len, (*ends, *starts)))


@lru_cache(REMEMBERED)
def _romanised(key: str) -> str:
    letters = _letters()
    return key if key.isascii() else "".join(letters.get(character, character) for character in key)


@cache
def _letters() -> dict[str, str]:
    return {row["letter"]: row["latin"] for row in rows_of("romanised.csv")}


@cache
def _branch() -> re.Pattern[str]:
    texts = [" ".join(_words(row["form"])) for row in rows_of("legal_forms.csv") if row["place"] == "branch"]
    words = [text for text in map(_romanised, texts) if not _WITHOUT_SPACES.search(text)]
    joined = [text for text in texts if _WITHOUT_SPACES.search(text)]
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b|(?:{'|'.join(joined)})$")


def _is_branch(key: str) -> bool:
    return _branch().search(key) is not None


def _without_branch(key: str) -> str:
    return " ".join(_branch().sub(" ", key).split()) or key
