"""From a name to what it stands for: look-ups tried in order, the watchlist's names before the dictionary's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from chemistry.cas import normalise_cas
from chemistry.errors import CasError
from chemistry.nomenclature import LONGEST
from watchlist.errors import Problem
from watchlist.resolution.dictionary import Dictionary
from watchlist.resolution.records import Candidate, Certainty, Reading, in_order
from watchlist.resolution.registry_numbers import RegistryNumbers
from watchlist.resolution.wordings import Wording, readings, vague, vague_words, visible
from watchlist.scheduling.compiled import CompiledLaw

SHORTEST_SURE: Final = 3
"""A shorter name ("CO", "BP") is a symbol of too many things to be sure of."""

NUMBER_WITHIN = re.compile(r"(?:cas\W{0,3}(?:rn|no|nr|number)?\W{0,3})?(?<!\d)(\d{2,7}-\d{2}-\d)(?!\d)", re.IGNORECASE)
ALTERNATIVES = re.compile(
    r"\s[/=|]\s|;\s|\s+a\.?k\.?a\.?\s|\s+(?=[(\[][^()\[\]]+[)\]]\s*$)|" + NUMBER_WITHIN.pattern, re.IGNORECASE
)
SIDE_BY_SIDE = re.compile(r"\s[/|]\s|;\s")
ANYWHERE = re.compile(r"[,;/+&|]|\s(?:in|and|with|containing|contains)\s", re.IGNORECASE)
INVERTED = re.compile(r"-\s*$|^\s*[\d(]")
"""Part of a name written backwards ("toluene, 4-chloro-"), which names no second chemical."""
INGREDIENTS = re.compile(r"\s(?:in|and|with|&|\+)\s|\s/\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """Looks names up in one compiled law, one dictionary and, for numbers written as names, the numbers."""

    law: CompiledLaw
    dictionary: Dictionary
    numbers: RegistryNumbers

    def read(self, text: str) -> Reading:
        """Return what a name stands for, by the first look-up that knows it; else why nothing does."""
        if len(text) > LONGEST:
            cut = Problem("field_too_long", "name", f"only its first {LONGEST} characters were compared.")
            found, problems = self.read(text[:LONGEST])
            return found, (cut, *problems)
        name = visible(text)
        for look_up in LOOKUPS:
            if found := look_up(self, name):
                return found, self._rest_of(name, found) if look_up in IN_PART else ()
        says = vague(name)
        why = f"stands for {says}, not for a substance" if says else "is on no list held and not in the dictionary"
        return (), (Problem("name_not_found", "name", f'The name "{_short(name)}" {why}.'),)

    def _rest_of(self, name: str, found: tuple[Candidate, ...]) -> tuple[Problem, ...]:
        """Say that a name was read only in part: nothing sure came of it, or goods stand in it that nobody knows."""
        is_whole = all(_one_name(self, part) for part in _parts(SIDE_BY_SIDE, name))
        if is_whole and any(candidate.certainty != "guess" for candidate in found):
            return ()
        known = ", ".join(dict.fromkeys(candidate.name for candidate in found))
        return (Problem("name_partly_read", "name", f"only this of it is known: {known}."),)

    def held(self, wording: Wording, certainty: Certainty) -> tuple[Candidate, ...]:
        """Return the held substances of that name; a guess where it names several."""
        targets = self.law.names.get(wording.key, ())
        sure = certainty if len({target.substance for target in targets}) == 1 else "guess"
        found = (self._held(target.substance, wording, sure) for target in targets)
        return tuple(candidate for candidate in found if candidate is not None)

    def known(self, wording: Wording, certainty: Certainty) -> tuple[Candidate, ...]:
        """Return the dictionary's chemicals of that name; a guess where it names several."""
        key = wording.key
        entries = () if key in vague_words() or not key else self.dictionary.by_names(key)
        sure = len(entries) == 1 and len(key) >= SHORTEST_SURE
        return tuple(
            Candidate(
                entry.name,
                entry.smiles,
                "" if wording.forms else entry.inchikey,
                certainty if sure else "guess",
                "dictionary",
                peeled=wording.forms,
            )
            for entry in entries
        )

    def _held(self, key: str, wording: Wording, certainty: Certainty) -> Candidate | None:
        """Return the substance; None where the words make another chemical of it.

        An element with a counter-ion is a compound (iodine chloride). The salt of an inorganic acid or base is for the
        dictionary's structure to say first: sodium sulfate is no shipment of sulfuric acid.
        """
        substance = self.law.substances[key]
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
        )


def held_as_written(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the watchlist holds."""
    return names.held(Wording(name), "exact")


def number_as_name(names: Names, name: str) -> tuple[Candidate, ...]:
    """A CAS number, written where the name belongs."""
    return _number(names, name, "exact")


def number_as_read(names: Names, name: str) -> tuple[Candidate, ...]:
    """A CAS number written where the name belongs, with purity, grade and packing on it."""
    return _first(_number(names, wording.text, "parsed") for wording in readings(name) if not wording.forms)


def held_as_read(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the watchlist holds, once counter-ions, purity, grade and packing are off it."""
    return _first(names.held(wording, "parsed") for wording in readings(name))


def known_as_written(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the dictionary holds."""
    return names.known(Wording(name), "exact")


def known_as_read(names: Names, name: str) -> tuple[Candidate, ...]:
    """A name that the dictionary holds, once counter-ions, purity, grade and packing are off it."""
    return _first(names.known(wording, "parsed") for wording in readings(name))


def one_of_several_names(names: Names, name: str) -> tuple[Candidate, ...]:
    """Names and numbers side by side: "propanone / acetone", "acetone (dimethyl ketone)", "acetone CAS 67-64-1".

    A guess where they disagree, and where neither the first of them nor a number is known.
    """
    parts = _parts(ALTERNATIVES, name)
    found = [_one_name(names, part) for part in parts]
    known = list(dict.fromkeys(candidate for part in found for candidate in part))
    is_one = len({candidate.substance or candidate.smiles or candidate.name for candidate in known}) == 1
    is_led = any(found[:1]) or any(_number(names, part, "parsed") for part in parts)
    certainty: Certainty = "parsed" if is_one and is_led else "guess"
    return tuple(replace(candidate, certainty=_less_sure(candidate.certainty, certainty)) for candidate in known)


def ingredients(names: Names, name: str) -> tuple[Candidate, ...]:
    """Chemicals named together: "acetone and toluene", "ephedrine in ethanol"; a guess unless every one is known."""
    wordings = [_bare_of_mixture_words(part) for part in _parts(INGREDIENTS, name)]
    found = [_one_name(names, part) for part in wordings]
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


def held_among_parts(names: Names, name: str) -> tuple[Candidate, ...]:
    """A held name among words that nothing else is known of: always a guess, never overlooked."""
    parts = _parts(ANYWHERE, name)
    if any(INVERTED.search(part) for part in parts):
        return ()
    held = [candidate for part in parts for candidate in held_as_written(names, part) or held_as_read(names, part)]
    return tuple(replace(c, certainty="guess", peeled=in_order((*c.peeled, "mixture_component"))) for c in held)


NameLookup = Callable[[Names, str], tuple[Candidate, ...]]
ONE_NAME: Final[tuple[NameLookup, ...]] = (
    held_as_written,
    number_as_name,
    number_as_read,
    held_as_read,
    known_as_written,
    known_as_read,
)
IN_PART: Final[tuple[NameLookup, ...]] = (one_of_several_names, ingredients, held_among_parts)
LOOKUPS: Final[tuple[NameLookup, ...]] = (*ONE_NAME, *IN_PART)
"""Tried in this order: the first that finds anything decides."""


def _number(names: Names, text: str, certainty: Certainty) -> tuple[Candidate, ...]:
    try:
        return names.numbers.look_up(normalise_cas(text), certainty)
    except CasError:
        return ()


def _one_name(names: Names, name: str) -> tuple[Candidate, ...]:
    return _first(look_up(names, name) for look_up in ONE_NAME)


def _first(answers: Iterator[tuple[Candidate, ...]]) -> tuple[Candidate, ...]:
    return next((found for found in answers if found), ())


def _parts(separator: re.Pattern[str], name: str) -> list[str]:
    """Return the parts of a name, none where it has only one; a number caught by the separator is a part."""
    parts = [part.strip(" ()[],") for part in separator.split(name[:LONGEST]) if part]
    parts = [part for part in parts if part]
    return parts if len(parts) > 1 else []


def _bare_of_mixture_words(name: str) -> str:
    return next((wording.text for wording in readings(name) if "mixture_component" in wording.forms), name)


def _less_sure(one: Certainty, other: Certainty) -> Certainty:
    order: tuple[Certainty, ...] = ("exact", "parsed", "guess")
    return max(one, other, key=order.index)


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:79]}…"
