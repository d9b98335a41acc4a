"""From systematic names to candidates: names that nothing else knows, asked of the nomenclature together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from chemistry.structures import Refused
from watchlist.errors import Problem
from watchlist.resolution.nomenclature import Nomenclature, Parsed
from watchlist.resolution.opsin.readings import systematic_readings
from watchlist.resolution.records import Candidate, Certainty, Reading
from watchlist.resolution.wordings import Wording, readings, vague_words, visible

REMEMBERED: Final = 65_536
MOST: Final = 3
"""Wordings of one name that are asked: as written, and with words of trade and counter-ions off it."""

STEREO_NOT_READ: Final = "name_stereo_not_read"


def read_systematic(names: Iterable[str], nomenclature: Nomenclature) -> dict[str, Reading]:
    """Return what each name stands for by nomenclature: a candidate, or a problem, or neither."""
    wordings = {name: systematic_wordings(name) for name in names}
    found: dict[str, Reading] = dict.fromkeys(wordings, ((), ()))
    for turn in range(MOST):
        asked = {name: ways[turn] for name, ways in wordings.items() if turn < len(ways) and not any(found[name])}
        answers = nomenclature.parse([wording.text for wording in asked.values()]) if asked else {}
        for name, wording in asked.items():
            found[name] = _reading(wording, answers[wording.text])
    return found


@lru_cache(REMEMBERED)
def systematic_wordings(name: str) -> tuple[Wording, ...]:
    """Return the wordings of a name that may be systematic: as written, bare of trade, bare of counter-ions too."""
    written = visible(name)
    bare = [wording for wording in readings(written) if "salt" not in wording.forms]
    without_salt = [wording for wording in readings(written) if "salt" in wording.forms]
    wanted = (Wording(written), *bare[-1:], *without_salt[-1:])
    return tuple(w for w in wanted if w.key not in vague_words() and systematic_readings(w.text))


def _reading(wording: Wording, answer: Parsed | Refused | None) -> Reading:
    if answer is None:
        return (), ()
    if isinstance(answer, Refused):
        return (), (Problem(answer.code, "name", answer.detail),)
    certainty: Certainty = "parsed" if answer.is_sure else "guess"
    found = Candidate(answer.read_as, answer.smiles, "", certainty, "nomenclature", peeled=wording.forms)
    left_out = Problem(STEREO_NOT_READ, "name", "the stereochemistry that the name states was not read.")
    return (found,), (left_out,) if answer.is_stereo_open else ()
