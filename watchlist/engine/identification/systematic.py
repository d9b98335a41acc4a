"""From systematic names to candidates: names that nothing else knows, asked of the nomenclature together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from chemistry.nomenclature import counterion_words
from chemistry.structures import StructureRefusal
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification.nomenclature import Nomenclature, ParsedName
from watchlist.engine.identification.opsin.readings import systematic_readings
from watchlist.engine.identification.records import Candidate, Certainty, Reading
from watchlist.engine.identification.wordings import Wording, readings, vague_words, visible

REMEMBERED: Final = 65_536
MOST: Final = 3
"""Wordings of one name that are asked: as written, and with words of trade and counter-ions off it."""

STEREO_NOT_READ: Final = "name_stereo_not_read"

BRACKET = re.compile(r"\s[(\[]")


def read_systematic(names: Iterable[str], nomenclature: Nomenclature) -> dict[str, Reading]:
    """Return the candidates and problems of each name by nomenclature, or neither.

    "Phenylacetone (1-phenyl-2-propanone)" has two candidates, which are compared when their structures are examined.
    """
    parts = {name: alternatives(name) for name in names}
    found = _read({part for several in parts.values() for part in several}, nomenclature)
    return {name: _together(found[part] for part in several) for name, several in parts.items()}


def _read(names: Iterable[str], nomenclature: Nomenclature) -> dict[str, Reading]:
    wordings = {name: systematic_wordings(name) for name in sorted(names)}
    found: dict[str, Reading] = dict.fromkeys(wordings, ((), ()))
    for attempt in range(MOST):
        pending = {
            name: ways[attempt] for name, ways in wordings.items() if attempt < len(ways) and not any(found[name])
        }
        answers = nomenclature.parse([wording.text for wording in pending.values()]) if pending else {}
        for name, wording in pending.items():
            found[name] = _reading(wording, answers[wording.text])
    return found


@lru_cache(REMEMBERED)
def systematic_wordings(name: str) -> tuple[Wording, ...]:
    """Return the wordings of a name that may be systematic: as written, bare of trade, bare of counter-ions too."""
    written = visible(name)
    bare = [wording for wording in readings(written) if "salt" not in wording.forms]
    without_salt = [wording for wording in readings(written) if "salt" in wording.forms]
    wanted = (Wording(written), *bare[-1:], *without_salt[-1:])
    return tuple(w for w in wanted if not _names_nothing(w.key) and systematic_readings(w.text))


def _names_nothing(key: str) -> bool:
    return key in vague_words() or key in counterion_words()


@lru_cache(REMEMBERED)
def alternatives(name: str) -> tuple[str, ...]:
    """Return the name, or the two names that it is, one in brackets after the other: no mixture, as OPSIN has it."""
    written = visible(name)
    for bracket in BRACKET.finditer(written):
        outside, within = written[: bracket.start()], written[bracket.end() : -1]
        if written[-1] in ")]" and _is_balanced(within) and all(map(systematic_wordings, (outside, within))):
            return outside, within
    return (name,)


def _is_balanced(text: str) -> bool:
    """Return whether no bracket of the text is left open, or closed before it opens."""
    depth = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if depth < 0:
            return False
    return depth == 0


def _reading(wording: Wording, answer: ParsedName | StructureRefusal | None) -> Reading:
    if answer is None:
        return (), ()
    if isinstance(answer, StructureRefusal):
        return (), (LineProblem(answer.code, "name", answer.detail),)
    certainty: Certainty = "parsed" if answer.is_sure else "guess"
    found = Candidate(answer.read_as, answer.smiles, "", certainty, "nomenclature", peeled=wording.forms)
    left_out = LineProblem(STEREO_NOT_READ, "name", "the stereochemistry that the name states was not read.")
    return (found,), (left_out,) if answer.is_stereo_open else ()


def _together(several: Iterable[Reading]) -> Reading:
    read = list(several)
    candidates = (candidate for found, _ in read for candidate in found)
    problems = (problem for _, noted in read for problem in noted)
    return tuple(candidates), tuple(dict.fromkeys(problems))
