"""Name, number, structure and codes, each resolved on its own, compared: do they name one thing?

An abbreviation beside numbers and structures that say another thing is a guess: "4-AP" of 4-aminopyridine.

A few letters stand for many things, so `controlled` by name alone needs a whole name. The conflict between the fields
stays as it is, and asks for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import combinations, permutations, product
from typing import Final

from chemistry import INORGANIC, UNTOLD, Fragment, Identity, gives_inchikey, has_heading, heavy_atoms
from watchlist.engine.identification.codes import CHEMICALS, CODES, codes_in, written
from watchlist.engine.identification.records import ConflictSeverity, FieldConflict, FieldResolution
from watchlist.engine.law import CompiledLaw
from watchlist.engine.texts import FilledText, Text, capitalised, gettext_lazy as _, in_english

KIND_NAMES: Final = {
    "un": _("the UN number"),
    "cn": _("the CN code"),
    "hs": _("the HS code"),
    "cas": _("the CAS number"),
    "name": _("the name"),
    "elements": _("the declaration elements"),
    "structure": _("the structure"),
}
"""What a field says, in the order in which a code names two."""

NOT_ONE: Final = _("What %(first)s and %(second)s name is not one thing, or not one isomer.")
CONFLICT_MEANINGS: Final[dict[str, Text | FilledText]] = {
    **{
        f"{first}_{second}_mismatch": FilledText(NOT_ONE, {"first": KIND_NAMES[first], "second": KIND_NAMES[second]})
        for first, second in combinations(KIND_NAMES, 2)
    },
    "cn_hs_mismatch": _("The CN code is no subdivision of the HS code."),
    "cn_structure_mismatch": _("The CN code names something else than the structure, or its heading cannot hold it."),
    "hs_structure_mismatch": _("The HS code names something else than the structure, or its heading cannot hold it."),
    "structures_mismatch": _("Two structures of one line are not one, or not one isomer."),
}
with in_english():
    CONFLICTS: Final = {code: str(meaning) for code, meaning in CONFLICT_MEANINGS.items()}
KINDS: Final = {
    "un_number": "un",
    "cn_code": "cn",
    "hs_code": "hs",
    "cas": "cas",
    "name": "name",
    "declaration_elements": "elements",
    "smiles": "structure",
    "inchi": "structure",
    "inchikey": "structure",
}
"""What a field says, as a conflict names it, in the order in which its name puts the two."""
CUSTOMS: Final = frozenset({"hs_code", "cn_code"})
SAYS: Final = {
    "un_number": "{code} is {name}",
    "cn_code": "{code} holds {name}",
    "hs_code": "{code} holds {name}",
    "cas": "CAS {value} is {name}",
    "name": "the name says {name}",
    "declaration_elements": "the declaration elements say {name}",
    "smiles": "the SMILES is {name}",
    "inchi": "the InChI is {name}",
    "inchikey": "the InChIKey is that of {name}",
}
ISOMERS: Final = frozenset({"optical_isomer", "geometric_isomer"})
FIRM: Final = frozenset({"cas", "smiles", "inchi", "inchikey"})
HEADING: Final = 4
SUBHEADING: Final = 6
GOODS: Final = tuple(sorted(KINDS.keys() - set(CODES), key=lambda field: (KINDS[field] != "structure", field)))
"""The fields that say what the goods are, structures first."""
SCHEMES: Final = {"hs_code": "HS", "cn_code": "CN"}

Refusal = Callable[[str, Identity], str | None]
"""A heading and a structure: why the one cannot hold the other, in words; None where it may."""


def conflict_code(first: str, second: str) -> str:
    """Return the code of a conflict between fields of two kinds, given in the order of `KIND_NAMES`."""
    return "structures_mismatch" if first == second else f"{first}_{second}_mismatch"


class FieldAgreement(IntEnum):
    """How far two identifications agree."""

    different = 0
    stereo_differs = 1
    same = 2


@dataclass(frozen=True, slots=True)
class Identification:
    """A resolution with the identity of its structure, where it has one; `is_abbreviation`: read from one.

    `is_leading`: only what a text begins with.
    """

    resolution: FieldResolution
    identity: Identity | None
    is_abbreviation: bool = False
    is_leading: bool = False


FormsOf = Callable[[str, str], frozenset[str] | None]
"""A reference and a structure, by SMILES: the forms by which it is that reference; None where it is not."""


InchiKeyOf = Callable[[FieldResolution], str]
"""The InChIKey of what was read, which may have to be computed; "" where there is none."""


@dataclass(frozen=True, slots=True)
class StructureAsking:
    """What two structures are asked of the child processes: only where nothing at hand settles it."""

    forms_of: FormsOf
    inchikey_of: InchiKeyOf


def find_conflicts(identified: Sequence[Identification], asking: StructureAsking) -> tuple[FieldConflict, ...]:
    """Return a conflict for each two fields of which no identifications agree; one for each code.

    Two customs codes are compared by their digits, elsewhere.
    """
    by_field: dict[str, list[Identification]] = {}
    for each in filter(_is_compared, identified):
        by_field.setdefault(each.resolution.field, []).append(each)
    by_field = {field: _whole_names(of_field) for field, of_field in by_field.items()}
    pairs = combinations([field for field in KINDS if field in by_field], 2)
    found: dict[str, FieldConflict] = {}
    for first, second in sorted(
        (pair for pair in pairs if not CUSTOMS.issuperset(pair)), key=lambda pair: pair[0] in CODES
    ):
        code = conflict_code(KINDS[first], KINDS[second])
        conflict = _compare(code, by_field[first], by_field[second], asking) if code not in found else None
        if conflict is not None:
            found[code] = conflict
    return tuple(found.values())


def _whole_names(of_field: list[Identification]) -> list[Identification]:
    """Return what a field says without its abbreviations, where it says it in full: "4-AP (fampridine)"."""
    return [each for each in of_field if not each.is_abbreviation] or of_field


def _compare(
    code: str, ones: Sequence[Identification], others: Sequence[Identification], asking: StructureAsking
) -> FieldConflict | None:
    best = max(agreement(ours, theirs, asking) for ours, theirs in product(ones, others))
    if best is FieldAgreement.same or _may_be_parts(ones, others) or _may_be_parts(others, ones):
        return None
    ours, theirs = ones[0].resolution, others[0].resolution
    sentence = capitalised(f"{_says(ours)}; {_says(theirs)}")
    if best is FieldAgreement.different:
        return FieldConflict(code, (ours.field, theirs.field), _severity(ones, others), f"{sentence}.")
    are_both_held = ours.substance is not None and theirs.substance is not None and ours.substance != theirs.substance
    severity: ConflictSeverity = "medium" if are_both_held else "low"
    return FieldConflict(code, (ours.field, theirs.field), severity, f"{sentence}: the stereochemistry differs.")


def _may_be_parts(ones: Sequence[Identification], others: Sequence[Identification]) -> bool:
    """Say whether some goods that are no single chemical may hold others, or be another word for them."""
    if not all(each.resolution.other_goods == "product" for each in ones):
        return False
    return any(each.resolution.other_goods or is_part(each) for each in others)


def is_part(identified: Identification) -> bool:
    """Say whether an identification is of a part of a mixture."""
    return any("mixture_component" in match.forms for match in identified.resolution.matches)


def _severity(ones: Sequence[Identification], others: Sequence[Identification]) -> ConflictSeverity:
    """A guess that disagrees is a low signal, unless something of the watchlist is involved. Every code is a guess."""
    if any(map(involves_law, (*ones, *others))):
        return "medium"
    are_sure = all(any(each.resolution.certainty != "guess" for each in side) for side in (ones, others))
    return "medium" if are_sure else "low"


def involves_law(identified: Identification) -> bool:
    """Say whether an identification is of a substance of the watchlist, or of a form of one."""
    return identified.resolution.substance is not None or bool(identified.resolution.matches)


def _is_compared(identified: Identification) -> bool:
    """What a customs code outside the chapters of chemicals names may hold the goods as a mixture."""
    field, value = identified.resolution.field, identified.resolution.value
    return field not in CUSTOMS or any(code[:2] in CHEMICALS for code in codes_in(field, value))


def _says(resolution: FieldResolution) -> str:
    field, value = resolution.field, resolution.value.strip()
    named = resolution.name or resolution.smiles or resolution.inchikey
    code = " or ".join(written(field, code) for code in codes_in(field, value)) if field in CODES else ""
    return SAYS[field].format(value=value, name=named, code=code)


def agreement(identification: Identification, other: Identification, asking: StructureAsking) -> FieldAgreement:
    """Return how far two identifications agree: salts of one parent do, different parents do not.

    What has one InChIKey is one thing: it is asked last, because it may have to be computed.
    """
    ours, theirs = identification.resolution, other.resolution
    if ours.inchikey and ours.inchikey == theirs.inchikey:
        return FieldAgreement.same
    if identification.identity is not None and other.identity is not None:
        found = _structure_agreement(identification.identity, other.identity, asking.forms_of)
    else:
        is_same = ours.substance == theirs.substance if ours.substance else ours.name == theirs.name
        found = FieldAgreement.same if is_same else FieldAgreement.different
    if found is not FieldAgreement.same and _have_one_inchikey(identification, other, asking.inchikey_of):
        return FieldAgreement.same
    return found


def _have_one_inchikey(identification: Identification, other: Identification, inchikey_of: InchiKeyOf) -> bool:
    """Say whether two identifications have one InChIKey, where one at least was not computed before."""
    ours, theirs = identification.resolution, other.resolution
    if not (ours.untold or theirs.untold) or _differ_in_formula(identification.identity, other.identity):
        return False
    key = inchikey_of(ours)
    return bool(key) and key == inchikey_of(theirs)


def _differ_in_formula(identity: Identity | None, other: Identity | None) -> bool:
    """Say whether two structures, whose InChIKeys are certainly those of their drawings, have two formulas."""
    if identity is None or other is None or identity.formula == other.formula:
        return False
    return gives_inchikey(identity.smiles) and gives_inchikey(other.smiles)


def _structure_agreement(identity: Identity, other: Identity, forms_of: FormsOf) -> FieldAgreement:
    shared = [
        (ours, theirs)
        for ours in _parents(identity)
        if (theirs := _same_substance(ours, _parents(other), forms_of)) is not None
    ]
    if not shared and _have_other_skeletons(_parents(identity), _parents(other)):
        return FieldAgreement.different
    if not shared:
        is_form = any(forms_of(*pair) is not None for pair in permutations((identity.smiles, other.smiles)))
        return FieldAgreement.same if is_form else FieldAgreement.different
    forms = (forms_of(ours.smiles, theirs.smiles) for ours, theirs in shared)
    differs = any(ISOMERS & (found or frozenset()) for found in forms)
    return FieldAgreement.stereo_differs if differs else FieldAgreement.same


def _same_substance(ours: Fragment, others: Sequence[Fragment], forms_of: FormsOf) -> Fragment | None:
    """Return the last of the others that is one substance with ours, whatever its tautomer, charge or stereochemistry.

    Of what is composed as nothing held is, no match key was told: of one composition, forms alone tell it. No hydrate,
    ester or adduct has the heavy atoms of what it is one of.
    """
    if ours.match_key != UNTOLD:
        return next((other for other in reversed(others) if other.match_key == ours.match_key), None)
    alike = (other for other in reversed(others) if other.match_key == UNTOLD and _heavy(other) == _heavy(ours))
    return next((other for other in alike if forms_of(ours.smiles, other.smiles) is not None), None)


def _heavy(fragment: Fragment) -> tuple[str, ...]:
    return heavy_atoms(fragment.smiles)


def _have_other_skeletons(ours: Sequence[Fragment], theirs: Sequence[Fragment]) -> bool:
    """Say whether no organic component of one can be a form of one of the other: it saves asking a child process."""
    return bool(ours and theirs) and {fragment.carbons for fragment in ours}.isdisjoint(
        other.carbons for other in theirs
    )


def _parents(identity: Identity) -> list[Fragment]:
    """Return the organic components that are not acids beside a base; none of what is wholly inorganic."""
    organic = [fragment for fragment in identity.fragments if not fragment.match_key.startswith(INORGANIC)]
    return [fragment for fragment in organic if fragment.role not in ("acid", "anion")] or organic


def outranked(identified: Sequence[Identification], asking: StructureAsking) -> list[Identification]:
    """Return identifications in their order, abbreviations as guesses where all firm ones agree on another thing."""
    resolved = ((item, item.resolution) for item in identified)
    firm = [item for item, resolution in resolved if resolution.field in FIRM and resolution.certainty == "exact"]
    if not firm or not any(item.is_abbreviation for item in identified):
        return list(identified)
    if any(agreement(*pair, asking) is FieldAgreement.different for pair in combinations(firm, 2)):
        return list(identified)
    weighed = []
    for item in identified:
        agreements = (agreement(item, other, asking) for other in firm)
        if item.is_abbreviation and all(found is FieldAgreement.different for found in agreements):
            weighed.append(replace(item, resolution=replace(item.resolution, certainty="guess")))
        else:
            weighed.append(item)
    return weighed


def headings_in(item: Mapping[str, str]) -> tuple[str, ...]:
    """Return the headings that an item declares, of those of which it is known what they cannot hold."""
    codes = (code for field in CODES if field in CUSTOMS for code in codes_in(field, item.get(field, "")))
    return tuple(dict.fromkeys(code[:HEADING] for code in codes if has_heading(code)))


def find_code_conflicts(
    item: Mapping[str, str],
    identified: Sequence[Identification],
    found: Sequence[FieldConflict],
    law: CompiledLaw,
    why: Refusal,
    *,
    is_read_whole: bool,
) -> Iterator[FieldConflict]:
    """Yield the conflict of the two customs codes, and one for each that cannot hold any structure of the goods.

    `found` are the conflicts of what the codes name: a code that is in one of them is not reported twice. Of a name
    that is not `is_read_whole` a guess counts for nothing: "thinner containing acetone" is no acetone.
    """
    codes = {field: codes_in(field, item.get(field, "")) for field in CODES if field in CUSTOMS}
    goods = [each for each in identified if each.resolution.field not in CODES]
    sure = [each for each in goods if each.resolution.certainty != "guess"]
    weighed = sure or (goods if is_read_whole else [])
    severity: ConflictSeverity = "medium" if any(map(involves_law, identified)) else "low"
    if codes["cn_code"] and codes["hs_code"] and not _agree(codes["cn_code"], codes["hs_code"], law):
        cn, hs = written("cn_code", codes["cn_code"][0]), written("hs_code", codes["hs_code"][0])
        yield FieldConflict(
            conflict_code("cn", "hs"), ("cn_code", "hs_code"), severity, f"{cn} is no subdivision of {hs}."
        )
    for field, of_field in codes.items():
        is_reported = any(field in conflict.fields for conflict in found)
        if of_field and not is_reported and (refused := _refused(field, of_field, weighed, law, why)):
            against, reason = refused
            yield FieldConflict(conflict_code(KINDS[field], "structure"), (field, against), severity, reason)
        elif of_field and not is_reported and (no_chemical := _no_chemical(of_field, goods)):
            sentence = f"{written(field, of_field[0])} holds chemicals by themselves; {_says(no_chemical)}."
            yield FieldConflict(conflict_code(KINDS[field], "name"), (field, "name"), "medium", sentence)


def _agree(cn: Sequence[str], hs: Sequence[str], law: CompiledLaw) -> bool:
    """Say whether two codes lie under one another, or are those of one substance in two versions of the System."""
    for code, other in product(cn, hs):
        length = min(len(code), len(other), SUBHEADING)
        if code[:length] == other[:length] or not _bearers(code, law).isdisjoint(_bearers(other, law)):
            return True
    return False


def _bearers(code: str, law: CompiledLaw) -> frozenset[str]:
    """Return the substances of the watchlist that bear a subheading, or bore it in an earlier version."""
    return frozenset(law.codes.get(("hs", code[:SUBHEADING]), ()))


def _refused(
    field: str, codes: Sequence[str], goods: Sequence[Identification], law: CompiledLaw, why: Refusal
) -> tuple[str, str] | None:
    """Return the field whose structures no code of `field` can hold, with the reason."""
    for against in GOODS:
        of_field = [each for each in goods if each.resolution.field == against]
        reasons = [_reason(code, each, law, why) for code, each in product(codes, of_field)]
        if reasons and all(reasons):
            return against, f"{SCHEMES[field]} {reasons[0]}."
    return None


def _no_chemical(codes: Sequence[str], goods: Sequence[Identification]) -> FieldResolution | None:
    """Return the goods that are no chemical, where all codes lie in the chapters of chemicals by themselves."""
    if not all(code[:2] in CHEMICALS for code in codes):
        return None
    return next((each.resolution for each in goods if each.resolution.other_goods == "thing"), None)


def _reason(code: str, goods: Identification, law: CompiledLaw, why: Refusal) -> str | None:
    bears = goods.resolution.substance in _bearers(code, law)
    if goods.identity is None or is_part(goods) or bears or not has_heading(code):
        return None
    return why(code[:HEADING], goods.identity)
