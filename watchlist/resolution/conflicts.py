"""Name, number and structure, each resolved on its own, compared: do they name one thing?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, permutations, product
from typing import Final

from chemistry.identity import INORGANIC, Fragment, Identity
from watchlist.resolution.records import Conflict, Resolution

KINDS: Final = {
    "cas": "cas",
    "name": "name",
    "declaration_elements": "elements",
    "smiles": "structure",
    "inchi": "structure",
    "inchikey": "structure",
}
SAYS: Final = {
    "cas": "CAS {value} is {name}",
    "name": "the name says {name}",
    "declaration_elements": "the declaration elements say {name}",
    "smiles": "the SMILES is {name}",
    "inchi": "the InChI is {name}",
    "inchikey": "the InChIKey is that of {name}",
}
ISOMERS: Final = frozenset({"optical_isomer", "geometric_isomer"})


class Agreement(IntEnum):
    """How far two identifications agree."""

    different = 0
    stereo_differs = 1
    same = 2


@dataclass(frozen=True, slots=True)
class Identified:
    """A resolution with the identity of its structure, where it has one."""

    resolution: Resolution
    identity: Identity | None


FormsOf = Callable[[str, str], frozenset[str] | None]
"""A reference and a structure, by SMILES: the forms by which it is that reference; None where it is not."""


def find_conflicts(identified: Sequence[Identified], forms_of: FormsOf) -> tuple[Conflict, ...]:
    """Return a conflict for each two fields of which no identifications agree; one for each code."""
    by_field: dict[str, list[Identified]] = {}
    for each in identified:
        by_field.setdefault(each.resolution.field, []).append(each)
    fields = [field for field in KINDS if field in by_field]
    found: dict[str, Conflict] = {}
    for one, other in combinations(fields, 2):
        code = _code(one, other)
        conflict = _compare(code, by_field[one], by_field[other], forms_of) if code not in found else None
        if conflict is not None:
            found[code] = conflict
    return tuple(found.values())


def _code(one: str, other: str) -> str:
    kinds = KINDS[one], KINDS[other]
    return "structures_mismatch" if kinds[0] == kinds[1] else f"{kinds[0]}_{kinds[1]}_mismatch"


def _compare(code: str, ones: Sequence[Identified], others: Sequence[Identified], forms_of: FormsOf) -> Conflict | None:
    best = max(agreement(one, other, forms_of) for one, other in product(ones, others))
    if best is Agreement.same:
        return None
    one, other = ones[0].resolution, others[0].resolution
    said = _capital(f"{_says(one)}; {_says(other)}")
    are_both_held = one.substance is not None and other.substance is not None and one.substance != other.substance
    if best is Agreement.different:
        return Conflict(code, (one.field, other.field), "medium", f"{said}.")
    return Conflict(
        code,
        (one.field, other.field),
        "medium" if are_both_held else "low",
        f"{said}: the stereochemistry differs.",
    )


def _says(resolution: Resolution) -> str:
    named = resolution.name or resolution.smiles or resolution.inchikey
    return SAYS[resolution.field].format(value=resolution.value.strip(), name=named)


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def agreement(one: Identified, other: Identified, forms_of: FormsOf) -> Agreement:
    """Return how far two identifications agree: salts of one parent do, different parents do not."""
    ours, theirs = one.resolution, other.resolution
    if ours.inchikey and ours.inchikey == theirs.inchikey:
        return Agreement.same
    if one.identity is not None and other.identity is not None:
        return _of_structures(one.identity, other.identity, forms_of)
    is_same = ours.substance == theirs.substance if ours.substance else ours.name == theirs.name
    return Agreement.same if is_same else Agreement.different


def _of_structures(one: Identity, other: Identity, forms_of: FormsOf) -> Agreement:
    shared = list(_shared_parents(one, other))
    if not shared:
        is_form = any(forms_of(*pair) is not None for pair in permutations((one.smiles, other.smiles)))
        return Agreement.same if is_form else Agreement.different
    forms = (forms_of(ours.smiles, theirs.smiles) for ours, theirs in shared)
    differs = any(ISOMERS & (found or frozenset()) for found in forms)
    return Agreement.stereo_differs if differs else Agreement.same


def _shared_parents(one: Identity, other: Identity) -> Iterator[tuple[Fragment, Fragment]]:
    theirs = {fragment.match_key: fragment for fragment in _parents(other)}
    return ((ours, theirs[ours.match_key]) for ours in _parents(one) if ours.match_key in theirs)


def _parents(identity: Identity) -> list[Fragment]:
    """Return the organic components that are not acids beside a base; none of what is wholly inorganic."""
    organic = [fragment for fragment in identity.fragments if not fragment.match_key.startswith(INORGANIC)]
    return [fragment for fragment in organic if fragment.role not in ("acid", "anion")] or organic
