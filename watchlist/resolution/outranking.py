"""An abbreviation beside numbers and structures that say another thing is a guess: "4-AP" of 4-aminopyridine.

A few letters stand for many things, so `controlled` by name alone needs a whole name. The conflict between the fields
stays as it is, and asks for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from watchlist.resolution.conflicts import Agreement, FormsOf, Identified, agreement

FIRM: Final = frozenset({"cas", "smiles", "inchi", "inchikey"})


def outranked(identified: Sequence[Identified], forms_of: FormsOf) -> list[Identified]:
    """Return identifications in their order, abbreviations as guesses where all firm ones agree on another thing."""
    firm = [one for one in identified if one.resolution.field in FIRM and one.resolution.certainty == "exact"]
    if not firm or not any(one.is_abbreviation for one in identified):
        return list(identified)
    if any(agreement(one, other, forms_of) is Agreement.different for one, other in combinations(firm, 2)):
        return list(identified)
    return [_as_guess(one) if one.is_abbreviation and _is_other(one, firm, forms_of) else one for one in identified]


def _is_other(one: Identified, firm: Sequence[Identified], forms_of: FormsOf) -> bool:
    return all(agreement(one, other, forms_of) is Agreement.different for other in firm)


def _as_guess(one: Identified) -> Identified:
    return replace(one, resolution=replace(one.resolution, certainty="guess"))
