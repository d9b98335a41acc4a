"""The parent of a structure: the one organic component of a salt or a hydrate, without its charge."""

from __future__ import annotations

from functools import lru_cache

from rdkit.Chem import rdinchi

from chemistry.errors import StructureError
from chemistry.identity.drawing_steps import uncharge
from chemistry.identity.identities import drawn, identify
from chemistry.identity.molecules import parse_structure

KEPT = 2_000


@lru_cache(maxsize=KEPT)
def parent_inchikey(smiles: str) -> str:
    """Return the InChIKey of the parent of a structure, of the whole where no component is it; "" of what is none.

    Stereochemistry and isotopes stay: the mirror image of a parent is another one.
    """
    try:
        identity = identify(parse_structure(smiles, "smiles"))
    except StructureError:
        return ""
    organic = [fragment for fragment in identity.fragments if fragment.carbons]
    if len(organic) != 1:
        return identity.inchikey
    return str(rdinchi.MolToInchiKey(uncharge(drawn(organic[0].smiles))))
