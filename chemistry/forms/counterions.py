"""A salt, a hydrate or a mixture: what the other components make of the one that is looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from chemistry.data import rows
from chemistry.identity import INORGANIC, Fragment, drawn_charge, identify, inorganic_by_label, parse_structure

ACIDIC: Final = frozenset({"acid", "anion", "amphoteric"})
BASIC: Final = frozenset({"base", "cation", "metal", "amphoteric"})
PARTNERS: Final = {
    "base": ACIDIC,
    "cation": ACIDIC,
    "acid": BASIC,
    "anion": BASIC,
    "amphoteric": ACIDIC | BASIC,
}
PROTON: Final = f"{INORGANIC}proton"
HYDROXIDE: Final = f"{INORGANIC}hydroxide"
PEROXIDE: Final = f"{INORGANIC}hydrogen peroxide"

METAL: Final = re.compile(r"[A-Z][a-z]?1")
"""The composition of one atom: what the table names (phosphorus, chlorine) has a word for a key."""
NITROGEN: Final = re.compile(r"N(?![a-z])|(?<!\[[A-Z])n")


def partner_forms(mains: Sequence[Fragment], others: Sequence[Fragment]) -> set[str]:
    """Of salt, hydrate and mixture_component, what `others` make of `mains`, the drawings of one substance."""
    charged = [other for other in others if drawn_charge(other.smiles)]
    are_foreign = bool(charged) and _charge(charged) == 0 and _charge(mains) == 0  # table salt beside a base
    is_balanced = _charge([*mains, *others]) == 0
    forms = set()
    for other in others:
        is_foreign = are_foreign and other in charged
        if other.match_key == PROTON:
            continue
        if other.role == "water" or (other.match_key == HYDROXIDE and is_balanced and not is_foreign):
            forms.add("hydrate")
        elif not is_foreign and any(other.role in PARTNERS.get(main.role, ()) for main in mains):
            forms.add("salt")
        else:
            forms.add("mixture_component")
    if _charge(mains) and not is_balanced:
        forms.add("salt")  # an ion whose partner was left out
    return forms


def is_perhydrate(mains: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
    """Whether an inorganic salt has hydrogen peroxide in its crystals: sodium percarbonate is no carbonate."""
    return all(map(_is_inorganic, mains)) and any(other.match_key == PEROXIDE for other in others)


def is_the_acid_itself(mains: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
    """False where an inorganic or a common organic acid or base is only the counter-ion of something else.

    The table of inorganics says of which acids the salts with a metal or ammonium count as that acid. An element
    beside a metal is a compound of both: public data draw iron phosphide as iron and phosphorus. The acetate of a
    medicine is no acetic acid, as its hydrochloride is no hydrochloric acid; sodium acetate is a salt of it. A metal is
    itself where it is drawn without charge and beside no acid: lithium carbonate is no shipment of lithium.
    """
    if not _is_inorganic(mains[0]):
        is_partner = {"acid": _is_organic_base, "base": _is_organic_acid}
        role = _common_counterions().get(mains[0].match_key)
        return role is None or not any(map(is_partner[role], others))
    is_of_a_salt = _is_of_a_metal(mains[0]) and (_charge(mains) or any(other.role in ACIDIC for other in others))
    if is_of_a_salt or (mains[0].role == "inorganic" and any(other.role == "metal" for other in others)):
        return False
    entry = inorganic_by_label(mains[0].match_key.removeprefix(INORGANIC))
    if entry is None or entry.role not in ("acid", "base"):
        return True
    if entry.role == "base":
        return entry.stands_alone or _is_free_base(mains, others)
    partners = [other for other in others if other.match_key != PROTON and _holds_an_acid(other)]
    is_ion = _charge(mains) < 0 and not any(_gives_protons(other) for other in others)
    if not partners and not is_ion:
        return True
    return entry.stands_alone and all(_is_inorganic(other) for other in partners)


@cache
def _common_counterions() -> Mapping[str, str]:
    """Return the roles of organic acids and bases of which medicines are the salts, by the key of their match."""
    return {
        identify(parse_structure(row["smiles"], "smiles")).fragments[0].match_key: row["role"]
        for row in rows("common_counterions.csv")
    }


def _is_organic_acid(other: Fragment) -> bool:
    return other.role in ACIDIC and not _is_inorganic(other)


def _is_organic_base(other: Fragment) -> bool:
    return not _is_inorganic(other) and _holds_an_acid(other)


def _is_free_base(mains: Sequence[Fragment], others: Sequence[Fragment]) -> bool:
    """Neither a salt nor a metal's complex; ammonium with hydroxide is ammonia in water."""
    has_partner = any(other.role in ACIDIC | {"cation", "metal"} and other.match_key != HYDROXIDE for other in others)
    return not has_partner and _charge([*mains, *others]) == 0


def _holds_an_acid(other: Fragment) -> bool:
    """A base, a cation, or any organic nitrogen compound."""
    return other.role in BASIC or (not _is_inorganic(other) and NITROGEN.search(other.smiles) is not None)


def _gives_protons(other: Fragment) -> bool:
    return other.match_key == PROTON or (other.role == "water" and drawn_charge(other.smiles) > 0)


def _is_inorganic(fragment: Fragment) -> bool:
    return fragment.match_key.startswith(INORGANIC)


def _is_of_a_metal(fragment: Fragment) -> bool:
    """Say whether it is one atom of an element that the table of inorganics does not name, or an ion of one."""
    return _is_inorganic(fragment) and METAL.fullmatch(fragment.match_key.removeprefix(INORGANIC)) is not None


def _charge(fragments: Sequence[Fragment]) -> int:
    return sum(drawn_charge(fragment.smiles) * fragment.count for fragment in fragments)
