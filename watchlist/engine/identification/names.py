"""From one name to what it stands for: look-ups tried in order, the watchlist's names before the dictionary's.

Held names in a script whose words take cases and any order: "Кислота серная", "Эфедрина гидрохлорид".

Russian documents put the head noun first, as a catalogue does, and the base of a salt into the genitive. Two names of
the same stems are one name; Latin script is left alone, where the order of words can tell two chemicals apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from chemistry import CasError, counterion_words, normalise_cas
from watchlist.engine.identification.dictionary import Dictionary, DictionaryEntry
from watchlist.engine.identification.morphemes import as_pronounced, is_built_of_morphemes
from watchlist.engine.identification.records import Candidate, Certainty
from watchlist.engine.identification.registry_numbers import RegistryNumbers
from watchlist.engine.identification.wordings import Wording, readings, vague_words
from watchlist.engine.law import CompiledLaw

SHORTEST: Final = 2
"""One letter names nothing: it is a tunnel code, a hand, an article's mark."""
INVERTED_AT: Final = re.compile(r",\s+|\s\((?=[^()]+\s(?:de|di|do|of)\)?$)")
"""Between the two halves of an inverted name: "acid, sulphuric", "bencilo (cloruro de)"."""
STRAIGHT: Final = re.compile(r"\bn-(?=(?:prop|but|pent|am|hex|hept|oct|non|dec)yl)", re.IGNORECASE)
"""The sign of a straight chain, and no locant: names on the nitrogen are held with theirs, and are tried before."""
FEWEST_DIGITS: Final = 5
"""Of a CAS number: 50-00-0."""
SHORTEST_SURE: Final = 3
"""A shorter name ("CO", "BP") is a symbol of too many things to be sure of."""
MOST_WORDS: Final = 4
SHORTEST_STEM: Final = 3

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;()]+")
_ENDING = re.compile(r"(?:[оеыи]го|[оеыи]му|[ыи]ми|ием|[ыиоа]й|[ая]я|[оеыи]е|[ую]ю|[ыиое]м|[ыи]х|и[яюи]|[аяуюыиеоьй])$")

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Looks names up in one compiled law, one dictionary and, for numbers written as names, the numbers."""

    law: CompiledLaw
    dictionary: Dictionary
    numbers: RegistryNumbers
    are_words: bool = False
    """Whether what is looked up may be a mere word of a sentence, and so no loose synonym of a chemical."""

    def part(self, text: str) -> tuple[Candidate, ...]:
        """Return what a part of a longer text stands for: a lone word ("detail", "impact") only by its proper name."""
        return self.of_words().look_up(text)

    def of_words(self) -> Names:
        """Return what looks up mere words: no loose synonyms of chemicals."""
        return Names(self.law, self.dictionary, self.numbers, are_words=True)

    def is_one_name(self, text: str) -> bool:
        """Say whether a text is a name as it stands, with nothing taken off it, or one word pronounced as one."""
        wording = Wording(text)
        if wording.key in self.law.names or self.from_dictionary(wording, "exact"):
            return True
        return (
            " " not in text
            and not _names_none(wording.key)
            and self.dictionary.by_pronounced(as_pronounced(text)) is not None
        )

    def look_up(self, name: str) -> tuple[Candidate, ...]:
        """Return what one name stands for, by the first look-up that knows it."""
        return first(look_up(self, name) for look_up in ONE_NAME)

    def from_law(self, wording: Wording, certainty: Certainty) -> tuple[Candidate, ...]:
        """Return the held substances of that name; a guess where it names several, or no source confirms it."""
        targets = self.law.names.get(wording.key)
        if targets is None:
            return ()
        sure = certainty if len({target.substance for target in targets}) == 1 else "guess"
        return tuple(
            replace(candidate, is_abbreviation=target.kind == "abbreviation")
            for target in targets
            for surety in ("guess" if target.is_unverified else sure,)
            if (candidate := law_candidate(self.law, target.substance, wording, surety)) is not None
        )

    def from_dictionary(self, wording: Wording, certainty: Certainty) -> tuple[Candidate, ...]:
        """Return the dictionary's chemicals of that name; a guess where it names several."""
        key = wording.key
        is_word = self.are_words and " " not in wording.text and not is_built_of_morphemes(key)
        look_up = self.dictionary.by_proper_names if is_word else self.dictionary.by_names
        entries = () if _names_none(key) else look_up(key)
        sure = len(entries) == 1 and len(key) >= SHORTEST_SURE and not entries[0].is_unverified
        return tuple(_of_entry(entry, wording, certainty if sure else "guess") for entry in entries)

    def as_pronounced(self, name: str) -> tuple[Candidate, ...]:
        """Return the dictionary's chemical that a name of another language or script is pronounced as: a guess."""
        wordings = (wording for wording in (Wording(name), *readings(name)) if not _names_none(wording.key))
        found = (
            (wording, self.dictionary.by_pronounced(letters))
            for wording in wordings
            if (letters := as_pronounced(wording.text))
        )
        return next(((_of_entry(entry, wording, "guess"),) for wording, entry in found if entry), ())


def _names_none(key: str) -> bool:
    """Say whether a match key is too short, or too vague, for a chemical's name."""
    return len(key) < SHORTEST or key in vague_words() or key in counterion_words()


def _of_entry(entry: DictionaryEntry, wording: Wording, certainty: Certainty) -> Candidate:
    return Candidate(
        entry.name,
        entry.smiles,
        "" if wording.forms else entry.inchikey,
        certainty,
        "dictionary",
        peeled=wording.forms,
        words=wording.words,
    )


def law_candidate(law: CompiledLaw, key: str, wording: Wording, certainty: Certainty) -> Candidate | None:
    """Return a held substance as a name gives it; None where the words make another chemical of it.

    An element with a counter-ion is a compound (iodine chloride). The salt of an inorganic acid or base is for the
    dictionary's structure to say first: sodium sulfate is no shipment of sulfuric acid.
    """
    substance = law.substances[key]
    if "salt" in wording.forms and substance.kind in ("element", "inorganic"):
        return None
    inchikey = "" if wording.forms else substance.inchikey
    return Candidate(
        substance.name,
        substance.smiles,
        inchikey,
        certainty,
        "watchlist",
        substance=key,
        peeled=wording.forms,
        words=wording.words,
    )


def law_name_as_written(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the watchlist holds."""
    return names.from_law(Wording(name), "exact")


def number_as_name(names: Names, name: str) -> tuple[Candidate, ...]:
    """A CAS number, written where the name belongs."""
    return number(names, name, "exact")


def number_as_read(names: Names, name: str) -> tuple[Candidate, ...]:
    """A CAS number written where the name belongs, with purity, grade and packing on it."""
    return first(number(names, wording.text, "parsed") for wording in readings(name) if not wording.forms)


def law_name_as_read(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the watchlist holds, once counter-ions, purity, grade and packing are off it."""
    return first(names.from_law(wording, "parsed") for wording in readings(name))


def law_name_inverted(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the watchlist holds, with its last word or words first: "acid, sulphuric", "phosphorus, white"."""
    wordings = (Wording(name), *readings(name)) if INVERTED_AT.search(name) else ()
    parted = ((wording, INVERTED_AT.split(wording.text.rstrip(")"))) for wording in wordings)
    return first(
        names.from_law(Wording(f"{parts[1]} {parts[0]}", wording.forms, wording.words), "parsed")
        for wording, parts in parted
        if len(parts) == 2
    )


def law_name_without_n(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the watchlist holds without the "n-" of a straight chain: "BMK n-propyl glycidate"."""
    plain = (replace(wording, text=STRAIGHT.sub("", wording.text)) for wording in (Wording(name), *readings(name)))
    return first(names.from_law(wording, "parsed") for wording in plain) if STRAIGHT.search(name) else ()


def law_name_in_any_order(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the watchlist holds in another order of its words or in another case."""
    if not _is_cyrillic(name):
        return ()
    by_stems = _by_stems(names.law)
    inflected = ((wording, by_stems.get(_stems(wording.text))) for wording in (Wording(name), *readings(name)))
    return first(
        names.from_law(Wording(key, wording_read.forms, wording_read.words), "parsed")
        for wording_read, key in inflected
        if key
    )


def dictionary_name_as_written(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the dictionary holds."""
    return names.from_dictionary(Wording(name), "exact")


def dictionary_name_as_read(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the dictionary holds, once counter-ions, purity, grade and packing are off it."""
    return first(names.from_dictionary(wording, "parsed") for wording in readings(name))


def dictionary_name_inverted(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name of two words that the dictionary holds in the other order: "кислота щавелевая"."""
    wordings = (Wording(name), *readings(name)) if not name.isascii() else ()
    parted = ((wording, wording.text.split()) for wording in wordings)
    return first(
        names.from_dictionary(Wording(f"{words[1]} {words[0]}", wording.forms, wording.words), "guess")
        for wording, words in parted
        if len(words) == 2
    )


NameLookup = Callable[[Names, str], tuple[Candidate, ...]]
ONE_NAME: Final[tuple[NameLookup, ...]] = (
    law_name_as_written,
    number_as_name,
    number_as_read,
    law_name_inverted,
    law_name_as_read,
    law_name_without_n,
    law_name_in_any_order,
    dictionary_name_as_written,
    dictionary_name_as_read,
    dictionary_name_inverted,
)
"""Tried in this order: the first that finds anything decides."""


def number(names: Names, text: str, certainty: Certainty) -> tuple[Candidate, ...]:
    """Return what a text that is a CAS number stands for; nothing where it is none."""
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return ()
    try:
        return names.numbers.look_up(normalise_cas(text), certainty)
    except CasError:
        return ()


def first(answers: Iterator[tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
    """Return the first answer that holds anything."""
    return next((found for found in answers if found), ())


def _is_cyrillic(name: str) -> bool:
    return _CYRILLIC.search(name) is not None


@lru_cache(65_536)
def _stems(name: str) -> Stems:
    """Return the stems of a name's words, sorted; none where it has no Cyrillic letter or more than four words."""
    words = _WORD.findall(name.casefold().replace("ё", "е"))
    if not 1 <= len(words) <= MOST_WORDS or not _is_cyrillic(name):
        return ()
    stems = ((word, _ENDING.sub("", word)) for word in words)
    return tuple(sorted(stem if len(stem) >= SHORTEST_STEM else word for word, stem in stems))


@lru_cache(maxsize=2)
def _by_stems(law: CompiledLaw) -> dict[Stems, str]:
    """Return the held names by their stems, where all of the same stems name one substance."""
    keys: defaultdict[Stems, dict[str, frozenset[str]]] = defaultdict(dict)
    for key, targets in law.names.items():
        for target in targets:
            if found := _stems(target.text):
                keys[found][key] = frozenset(bearer.substance for bearer in targets)
    return {found: next(iter(several)) for found, several in keys.items() if len(set(several.values())) == 1}
