"""An abbreviation beside numbers and structures that say another thing is a guess: "4-AP" of 4-aminopyridine.

A few letters stand for many things, so `controlled` by name alone needs a whole name. The conflict between the fields
stays as it is, and asks for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from watchlist.engine.identification.conflicts import FieldAgreement, FormsOf, Identification, agreement
from watchlist.engine.identification.records import FieldResolution

FIRM: Final = frozenset({"cas", "smiles", "inchi", "inchikey"})


def outranked(identified: Sequence[Identification], forms_of: FormsOf) -> list[Identification]:
    """Return identifications in their order, abbreviations as guesses where all firm ones agree on another thing."""
    firm = [item for item in identified if _is_firm(item.resolution)]
    if not firm or not any(item.is_abbreviation for item in identified):
        return list(identified)
    if any(agreement(*pair, forms_of) is FieldAgreement.different for pair in combinations(firm, 2)):
        return list(identified)
    return [
        _as_guess(item) if item.is_abbreviation and _is_other(item, firm, forms_of) else item for item in identified
    ]


def _is_firm(resolution: FieldResolution) -> bool:
    return resolution.field in FIRM and resolution.certainty == "exact"


def _is_other(item: Identification, firm: Sequence[Identification], forms_of: FormsOf) -> bool:
    return all(agreement(item, other, forms_of) is FieldAgreement.different for other in firm)


def _as_guess(item: Identification) -> Identification:
    return replace(item, resolution=replace(item.resolution, certainty="guess"))
