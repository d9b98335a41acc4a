"""Several names in one text: side by side, as ingredients, or one held name among words that nobody knows.

What comments on the cells of goods name: listed substances among their words and numbers, always as guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from chemistry import LONGEST_NAME, written_in
from watchlist.engine.identification.names import NameLookup, Names, number
from watchlist.engine.identification.phrases import words_in
from watchlist.engine.identification.records import Candidate, Certainty, in_order
from watchlist.engine.identification.registry_numbers import MARKED, WRITTEN
from watchlist.engine.identification.strip_trade_terms import StrippedName, is_of_trade, strip_trade_terms
from watchlist.engine.identification.within import law_names_within, without_denial
from watchlist.engine.identification.wordings import Wording, readings, vague, vague_words

ALTERNATIVES = re.compile(
    r"(?<=[A-Z])(?=\([^()]*[^\x00-\x7f()][^()]*\))|"
    r"\s[/=|]\s|;\s|\s+a\.?k\.?a\.?\s|(?:\s+|(?<=[\u3040-\u9fff]))(?=[(\[][^()\[\]]+[)\]]\s*$)|"
    + "|".join((WRITTEN.pattern, MARKED.pattern)),
    re.IGNORECASE,
)
SIDE_BY_SIDE = re.compile(r"\s[/|]\s|;\s")
INGREDIENTS = re.compile(r"\s(?:in|and|with|y|e|et|und|mit|con|com|avec|и|с|&|\+)\s|\s/\s|、|[和与]", re.IGNORECASE)
"""Between chemicals named together."""
SHARES = re.compile(INGREDIENTS.pattern + r"|[,:()]|(?<=%)\s+(?=\D)", re.IGNORECASE)
"""The same where shares are stated: "thinner (toluene 60%, MEK 20%)", "acetone 60 % toluene 40 %"."""
TOGETHER = re.compile(INGREDIENTS.pattern + r"|[;,|]\s|\s[|+]\s", re.IGNORECASE)
"""Between chemicals that one text may name beside each other."""
ESTER = re.compile(r"\besters?$", re.IGNORECASE)
"""The end of a name written backwards: "acetic acid, ethyl ester" is ethyl acetate, and no two chemicals."""
MOST_LEADING: Final = 6
SHORTEST_LEADING: Final = 4
SHORTEST_OF_OTHER_SCRIPTS: Final = 2
SENTENCE: Final = re.compile(r"(?<=[.!?;。！？；])\s+")
"""Between sentences: of each only so many words are looked at, and what one denies the next may say."""


def one_of_several_names(names: Names, name: str) -> tuple[Candidate, ...]:
    """Names and numbers side by side: "propanone / acetone", "acetone (dimethyl ketone)", "acetone CAS 67-64-1".

    A guess where they disagree, where neither the first of them nor a number is known, and where only an abbreviation
    is: what beside it says what it stands for may say another thing ("PPA (polyphthalamide)").
    """
    stripped = next(reversed(strip_trade_terms(name)), StrippedName(name, ()))
    alternatives = (
        parts_of(ALTERNATIVES, stripped.text)
        or parts_of(ALTERNATIVES, name)
        or _abbreviation_and_name(names, stripped.text)
    )
    # A name may hold a bracket of its own: "sucrose / amyl phenylacetate (pentyl)".
    parts = list(dict.fromkeys((*alternatives, *parts_of(SIDE_BY_SIDE, name))))
    found = [names.part(part) for part in parts]
    candidates = list(dict.fromkeys(candidate for part in found for candidate in part))
    is_single = len({candidate.substance or candidate.smiles or candidate.name for candidate in candidates}) == 1
    is_led = any(found[:1]) or any(number(names, part, "parsed") for part in parts)
    is_open = not all(found) and all(candidate.is_abbreviation for candidate in candidates)
    certainty: Certainty = "parsed" if is_single and is_led and not is_open else "guess"
    return tuple(
        replace(entry, certainty=_less_sure(entry.certainty, certainty), words=(*entry.words, *stripped.words))
        for entry in candidates
    )


def _abbreviation_and_name(names: Names, text: str) -> list[str]:
    """Return the abbreviation that a text begins with and the name after it: "4-AP fampridine"; nothing of another."""
    letters, _, name = text.partition(" ")
    if name and any(candidate.is_abbreviation for candidate in names.part(letters)) and names.is_one_name(name):
        return [letters, name]
    return []


def ingredients(names: Names, name: str) -> tuple[Candidate, ...]:
    """Chemicals named together: "acetone and toluene", "ephedrine in ethanol"; a guess unless every one is known."""
    are_shares = name.count("%") > 1
    wordings = map(_bare_of_mixture_words, parts_of(SHARES if are_shares else INGREDIENTS, name))
    found = [names.part(part) for part in wordings if not (are_shares and _is_no_component(part))]
    certainty: Certainty = "parsed" if all(found) else "guess"
    return tuple(
        replace(
            candidate,
            certainty=_less_sure(candidate.certainty, certainty),
            peeled=in_order((*candidate.peeled, "mixture_component")),
            inchikey="",
        )
        for part in found
        for candidate in part
    )


def are_named_together(names: Names, name: str) -> bool:
    """Say whether a name is several, each of them known by itself and one of them held: "sulphuric acid, salt".

    Read as one name, they would be the salt of an acid, or an acid would be the counter-ion of what is no base.
    """
    parts = parts_of(TOGETHER, name)
    if any(ESTER.search(part) for part in parts[1:]):
        return False
    found = [names.part(part) for part in parts]
    return bool(found) and all(found) and any(candidate.substance for part in found for candidate in part)


def law_names_among_words(names: Names, name: str) -> tuple[Candidate, ...]:
    """A held name among words that nothing else is known of: always a guess, never overlooked."""
    keys = law_names_within(names.law).keys(name, lambda key: bool(names.dictionary.by_names(key)))
    return tuple(candidate for key in keys for candidate in names.from_law(Wording(key), "guess"))


IN_PART: Final[tuple[NameLookup, ...]] = (one_of_several_names, ingredients, law_names_among_words)


def parts_of(separator: re.Pattern[str], name: str) -> list[str]:
    """Return the parts of a name, none where it has only one; a number caught by the separator is a part."""
    parts = [part.strip(" ()[],:") for part in separator.split(name[:LONGEST_NAME]) if part]
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 else []


def leading_name(name: str, is_name: Callable[[str], bool]) -> str:
    """Return the longest known name that a text begins with, of whole words; empty where none is."""
    words = name.split()
    leading = (" ".join(words[:count]).strip(" ,;:(") for count in range(min(len(words) - 1, MOST_LEADING), 0, -1))
    return next((text for text in leading if _is_long(text) and is_name(text)), "")


def _is_long(text: str) -> bool:
    return len(text) >= (SHORTEST_LEADING if text.isascii() else SHORTEST_OF_OTHER_SCRIPTS)


def is_whole(names: Names, name: str, may_name_chemical: Callable[[str], bool]) -> bool:
    """Say whether each part of a text is an ordinary name, is of trade, denies a chemical, or can name none."""
    parts = parts_of(SHARES, name)
    if any(candidate.substance for part in parts for candidate in names.part(part)):
        return False
    return all(names.part(part) or _says_no_chemical(names, part) or not may_name_chemical(part) for part in parts)


def _says_no_chemical(names: Names, part: str) -> bool:
    denied = without_denial(words_in(part))
    return bool(denied and names.from_law(Wording(denied), "guess")) or (is_of_trade(part) and not vague(part))


def _is_no_component(part: str) -> bool:
    """Say whether a part of a mixture with shares is a mere figure, or a word for the mixture ("thinner")."""
    return not any(map(str.isalpha, part)) or Wording(part).key in vague_words()


def _bare_of_mixture_words(name: str) -> str:
    return next((wording.text for wording in readings(name) if "mixture_component" in wording.forms), name)


def _less_sure(certainty: Certainty, other: Certainty) -> Certainty:
    order: tuple[Certainty, ...] = ("exact", "parsed", "guess")
    return max(certainty, other, key=order.index)


def read_comment(names: Names, text: str) -> tuple[Candidate, ...]:
    """Return the held substances that a comment names: a person who wrote it knew something of the goods."""
    numbers = names.numbers.remarked("; ".join(written_in(text)))
    worded = (candidate for sentence in SENTENCE.split(text) for candidate in law_names_among_words(names, sentence))
    return tuple(dict.fromkeys((*numbers, *worded)))
