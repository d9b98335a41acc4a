"""Reach: the forms that the words of a listing extend to, as an explicit set."""

from __future__ import annotations

from collections.abc import Iterable

# What each word of a law covers, in the words of `chemistry.forms`.
COVERS: dict[str, frozenset[str]] = {
    "salts": frozenset({"salt"}),
    "optical_isomers": frozenset({"optical_isomer"}),
    "geometric_isomers": frozenset({"geometric_isomer"}),
    "stereoisomers": frozenset({"optical_isomer", "geometric_isomer"}),
    "esters": frozenset({"ester"}),
    "ethers": frozenset({"ether"}),
    "amides": frozenset({"amide"}),
    "carbamates": frozenset({"carbamate"}),
    "halides": frozenset({"halide"}),
    "acetals": frozenset({"acetal"}),
    "any_combination": frozenset(),
}

# A listed substance stays what it is in water, with heavy isotopes, beside other goods, within a material, or drawn
# without its stereochemistry: no law needs to say so.
ALWAYS = frozenset({"hydrate", "isotopologue", "mixture_component", "stereo_unspecified", "contained"})

STEREO = frozenset({"optical_isomer", "geometric_isomer"})
DERIVATIVES = frozenset({"ester", "ether", "amide", "carbamate", "halide", "acetal"})


def read_reach(text: str) -> frozenset[str]:
    """Return the words of a reach as written in the seeds; raises `ValueError` naming a word that is not one."""
    words = frozenset(text.split())
    if unknown := words - COVERS.keys():
        raise ValueError(f"not a word of reach: {', '.join(sorted(unknown))}")
    return words


def forms_reached(reach: Iterable[str]) -> frozenset[str]:
    """Return every form that these words cover, with those that no law needs to name."""
    return ALWAYS.union(*(COVERS[word] for word in reach))


def beyond(forms: Iterable[str], reach: Iterable[str]) -> tuple[str, ...]:
    """Return the forms that these words do not cover, in the order given; nothing, where all are covered."""
    reached = forms_reached(reach)
    return tuple(form for form in forms if form not in reached)
