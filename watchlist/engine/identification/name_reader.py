"""From the text of a name field to what it stands for, by one look-up after the other; or why none knows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from chemistry import LONGEST_NAME, normalise_name
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.abbreviations import without_spelled_out
from watchlist.engine.identification.chinese import in_simplified
from watchlist.engine.identification.confusions import as_typed, look_alikes
from watchlist.engine.identification.elements import elements_of, read_elements
from watchlist.engine.identification.names import Names, first
from watchlist.engine.identification.other_goods import load_goods, other_goods
from watchlist.engine.identification.other_words import OtherWords
from watchlist.engine.identification.parts import (
    IN_PART,
    SENTENCE,
    SHARES,
    SIDE_BY_SIDE,
    are_named_together,
    is_whole,
    law_names_among_words,
    leading_name,
    parts_of,
)
from watchlist.engine.identification.phrases import words_in
from watchlist.engine.identification.records import Candidate, Certainty, Reading
from watchlist.engine.identification.registry_numbers import number_in_name
from watchlist.engine.identification.short_words import in_full
from watchlist.engine.identification.strip_trade_terms import ReorderedName, reordered_name
from watchlist.engine.identification.systematic_names import nomenclature, read_systematic
from watchlist.engine.identification.within import denies_something, holds_nothing
from watchlist.engine.identification.wordings import vague, vague_words, visible

if TYPE_CHECKING:
    from watchlist.engine.identification.fuzzy import FuzzyNames
    from watchlist.engine.identification.kept_tables import NameTables
    from watchlist.engine.identification.other_forms import OtherForms

HAN: Final = re.compile("[\u3400-\u9fff]")
CARBON: Final = re.compile(r"[Cc](?!l)")
REMEMBERED: Final = 65_536


class NameReader:
    """Reads names under one compiled law; it remembers them, so keep one for as long as the law stands."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._look_up = lru_cache(REMEMBERED)(names.look_up)
        self._as_one_name = lru_cache(REMEMBERED)(self._known_as_one_name)
        self._other_words = OtherWords(names, self._is_near, self._has_other_form)
        self.other_goods = lru_cache(REMEMBERED)(partial(other_goods, self._other_words))
        self._systematic: dict[str, Reading] = {}
        self._former: dict[str, Reading] = {}

    # With the tables come numpy, rapidfuzz, stemmers and the readings of Japanese: most names are read without.
    @cached_property
    def _tables(self) -> NameTables:
        from watchlist.engine.identification.kept_tables import name_tables  # noqa: PLC0415

        return name_tables(self._names.law)

    @cached_property
    def _fuzzy(self) -> FuzzyNames:
        from watchlist.engine.identification.fuzzy import FuzzyNames  # noqa: PLC0415

        return FuzzyNames(self._names.law, self._tables.nearness, self._tables.counterions)

    @cached_property
    def _other_forms(self) -> OtherForms:
        from watchlist.engine.identification.other_forms import OtherForms  # noqa: PLC0415

        return OtherForms(self._names.law, self._tables.filed)

    def load_tables(self) -> None:
        """Load what names are compared with that no look-up knows."""
        load_goods()
        _ = self._fuzzy, self._other_forms

    def prepare(self, texts: Iterable[str]) -> None:
        """Read the names that no list holds as systematic ones, all at once: one by one they take ten times as long."""
        written = [visible(text) for text in texts if len(text) <= LONGEST_NAME and not elements_of(text)]
        open_names = [name for name in written if not self._as_one_name(name)]
        names = dict.fromkeys(text_as_read for name in open_names for text_as_read in _ways_to_read(name))
        if len(self._systematic) > REMEMBERED:
            self._former, self._systematic = self._systematic, {}  # another thread may be about to read what it holds
        cached = self._systematic
        unknown = [
            name for name in names if name not in cached and not self._look_up(name) and not self.other_goods(name)
        ]
        cached |= read_systematic(unknown, nomenclature())

    def read(self, text: str) -> Reading:
        """Return what a name stands for, by the first look-up that knows it; else why nothing does.

        Letters that look like others are said beside it, whatever was found.
        """
        found, problems = self._read(text)
        return found, (*problems, *look_alikes(text))

    def _read(self, text: str) -> Reading:
        if len(text) > LONGEST_NAME and not elements_of(text):
            too_long = LineProblem("field_too_long", "name", f"only its first {LONGEST_NAME} characters were compared.")
            found, problems = self._read(text[:LONGEST_NAME])
            return found, (too_long, *problems)
        if elements_of(text):
            stated = read_elements(self._names, text)
            return (stated, ()) if stated else _unknown(visible(text))
        name = visible(text)
        cut = self._names.numbers.cut(name) if "cas" in name.casefold() else ()
        slipped, wrong = self._names.numbers.slipped(name)
        found, problems = self._whole(name)
        found, problems = (*found, *slipped), (*problems, *wrong)
        if not found and not problems and cut:
            problems = (LineProblem("cas_cut", "name", "it holds only the beginning of a CAS number."),)
        return ((*found, *cut), problems) if found or cut or problems else _unknown(name)

    def whole_name(self, text: str) -> tuple[Candidate, ...]:
        """Return what a text stands for as one name, without an abbreviation that it spells out."""
        return self._names.part(without_spelled_out(text, self._is_abbreviation, self._is_whole_name))

    def _known_as_one_name(self, name: str) -> tuple[Candidate, ...]:
        """Return what a name stands for that is known whole, and as one name: nothing else of it need be looked at."""
        name = without_spelled_out(name, self._is_abbreviation, self._is_whole_name)
        found = self._look_up(name) or self._held_as_typed(name)
        return () if found and self._are_several(name, found) else found

    def _are_several(self, name: str, found: Sequence[Candidate]) -> bool:
        return not any(candidate.substance for candidate in found) and are_named_together(self._names, name)

    def _whole(self, name: str) -> Reading:
        if known := self._as_one_name(name):
            return known, ()
        name = without_spelled_out(name, self._is_abbreviation, self._is_whole_name)
        are_several = self._are_several(name, self._look_up(name) or self._held_as_typed(name))
        if (other := reordered_name(name)) and (candidates := self._names.part(other.parent_name)):
            return self._reordered(other, candidates)
        systematic, problems = self._systematic_of(name)
        if systematic and not are_several and not any(map(_is_of_several, systematic)):
            return systematic, problems
        in_part, partly = self._in_part(name)
        if systematic and partly:
            return ((*systematic, *in_part), (*problems, *partly)) if are_several else (systematic, problems)
        if found := in_part or systematic:
            return found, (*problems, *partly)
        found, guessing_problems = self._guessed(name)
        return found, (*problems, *partly, *guessing_problems)

    def _held_as_typed(self, name: str) -> tuple[Candidate, ...]:
        """Return the held substance that a name is with a scanner's slips undone: before any part of it is read."""
        typed = as_typed(name)
        found = self._look_up(typed) if typed != name else ()
        is_listed = any(candidate.substance for candidate in found)
        return tuple(replace(candidate, certainty="guess") for candidate in found) if is_listed else ()

    def _guessed(self, name: str) -> Reading:
        """Return what a name that nothing knows may be in another spelling, form or script."""
        if self.other_goods(name):
            return (), ()
        misspelt = self._misspelt(name)
        return (misspelt, ()) if misspelt else self._rewritten(name)

    def _is_abbreviation(self, text: str) -> bool:
        targets = self._names.law.names.get(normalise_name(text), ())
        return any(target.kind == "abbreviation" for target in targets)

    def _is_known_in_all_parts(self, name: str, found: Sequence[Candidate]) -> bool:
        """Say whether ordinary chemicals are all that a text may name: each part is known, or cannot be a chemical."""
        if not parts_of(SHARES, name) or any(candidate.substance for candidate in found):
            return False
        return is_whole(self._names, name, self._may_be_more)

    def _may_be_more(self, text: str) -> bool:
        """Say whether a part of a name may be a chemical that nobody knows."""
        words = words_in(text)
        return self._other_words.may_name_chemical(text, words) or not self._other_words.are_readable(words)

    def _is_near(self, text: str) -> bool:
        return bool(self._fuzzy.find(text) or self._other_forms.find(text))

    def _has_other_form(self, text: str) -> bool:
        return self._other_forms.has_any(text)

    def _is_whole_name(self, text: str) -> bool:
        """Say whether a text is a name as it stands, with no word taken off."""
        key = normalise_name(text)
        return key in self._names.law.names or bool(self._names.dictionary.by_names(key))

    def in_other_forms(self, text: str) -> tuple[Candidate, ...]:
        """Return the held substances that running text names in another case, order or script: guesses."""
        sentences = (sentence for sentence in SENTENCE.split(text) if not holds_nothing(sentence))
        return tuple(candidate for sentence in sentences for candidate in self._other_forms.among_words(sentence))

    def may_name_chemical(self, text: str) -> bool:
        """Say whether running text beside a name may name a chemical, known or not; words like "goods" name none."""
        return self._other_words.may_name_chemical(text, [word for word in words_in(text) if word not in vague_words()])

    def beginning(self, text: str) -> tuple[Candidate, ...]:
        """Return the ordinary chemical that a text begins with, where it goes on with words that are no part of a name.

        Where any of these may name a chemical it is for a comparison with other fields alone (`is_leading`). A lone
        word only by its proper name: what a brand sells under further words ("Plus") may hold another medicine.
        """
        name = visible(text)
        leading = leading_name(name, self._names.of_words().is_one_name)
        found = self._names.part(leading) or self._names.as_pronounced(leading)
        if any(candidate.substance or candidate.inchikey in self._names.law.inchikeys for candidate in found):
            return ()
        if self._other_words.begins_a_name(leading):
            return tuple(replace(each, certainty="guess", is_leading=True) for each in found)
        is_leading = self._may_be_more(name.removeprefix(leading))
        return tuple(replace(each, certainty="guess", is_leading=is_leading) for each in found)

    def _rewritten(self, name: str) -> Reading:
        """Return what a name is in simplified characters, with a scanner's slips undone, or as it is pronounced.

        Always a guess.
        """
        for text in _rewritings(name):
            found, problems = self._whole(text)
            if found:
                return tuple(replace(candidate, certainty="guess") for candidate in found), problems
        return self._names.as_pronounced(name), ()

    def _reordered(self, name: ReorderedName, parents: tuple[Candidate, ...]) -> Reading:
        """Return what an ether, ester or salt of a known chemical is; else a guess of the chemical that it is of."""
        for text in name.texts:
            found, problems = (matches, ()) if (matches := self._look_up(text)) else self._systematic_of(text)
            if found:
                return tuple(_as_parsed(candidate, name) for candidate in found), problems
        return tuple(replace(parent, certainty="guess") for parent in parents), (_partly_read_problem(parents),)

    def _systematic_of(self, name: str) -> Reading:
        return self._systematic.get(name) or self._former.get(name, ((), ()))

    def _misspelt(self, name: str) -> tuple[Candidate, ...]:
        """Return the held names that a name may be another form or a misspelling of: guesses, of what nothing knows."""
        if vague(name) or holds_nothing(name):
            return ()
        may_be_denied = denies_something(name)
        misspelt = () if may_be_denied else self._fuzzy.find(name)
        return misspelt or self._other_forms.find(name) or (() if may_be_denied else self._fuzzy.begun(name))

    def _in_part(self, name: str) -> Reading:
        found = first(look_up(self._names, name) for look_up in IN_PART)
        is_side_by_side = all(self._names.part(part) for part in parts_of(SIDE_BY_SIDE, name))
        if not found or (is_side_by_side and any(candidate.certainty != "guess" for candidate in found)):
            return found, ()
        if self._is_known_in_all_parts(name, found):
            return found, ()
        named = {candidate.substance for candidate in found}
        others = (
            candidate for candidate in law_names_among_words(self._names, name) if candidate.substance not in named
        )
        found = (*found, *others)
        return found, (_partly_read_problem(found),)


def _ways_to_read(name: str) -> tuple[str, ...]:
    """Return every text as which a name may be read, so that each is looked up before, whatever else is screened."""
    _, rest = number_in_name(name)
    texts = dict.fromkeys((name, *_rewritings(name), *filter(None, (rest,))))
    reordered = (other.texts for text in texts if (other := reordered_name(text)))
    return tuple(dict.fromkeys((*texts, *chain.from_iterable(reordered))))


def _rewritings(name: str) -> Iterator[str]:
    if HAN.search(name) and (simplified := in_simplified(name)) != name:
        yield simplified
    if (typed := as_typed(name)) != name:
        yield typed
    yield from in_full(name)


def _as_parsed(candidate: Candidate, name: ReorderedName) -> Candidate:
    certainty: Certainty = "guess" if candidate.certainty == "guess" else "parsed"
    return replace(candidate, certainty=certainty, words=(*candidate.words, *name.words))


def _partly_read_problem(found: Iterable[Candidate]) -> LineProblem:
    names = ", ".join(dict.fromkeys(candidate.name for candidate in found))
    return LineProblem("name_partly_read", "name", f"only this of it is known: {names}.")


def _is_of_several(candidate: Candidate) -> bool:
    """Say whether a structure has several organic components: two chemicals named together, or an organic salt."""
    return sum(1 for part in candidate.smiles.split(".") if CARBON.search(part)) > 1


def _unknown(name: str) -> Reading:
    says = vague(name)
    why = f"stands for {says}, not for a substance" if says else "is on no list held and not in the dictionary"
    short = name if len(name) <= 80 else f"{name[:79]}…"
    return (), (LineProblem("name_not_found", "name", f'The name "{short}" {why}.'),)
