"""Salts: those that a held base or acid is traded as, those that are only named, drawn, and what they weigh of it.

An InChIKey of a salt says nothing of its parent by itself; where a name gives the counter-ion and a structure the base,
the drawing gives the mass. Base weight is the share of a salt or hydrate that is the listed substance itself, as
21 CFR 1310.04 counts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from rdkit import Chem
from rdkit.Chem import rdinchi

from chemistry.data import rows
from chemistry.errors import StructureError
from chemistry.forms.reference_set import Reference, ReferenceSet
from chemistry.identity import identify, molar_mass, parse_structure
from chemistry.names import peel_counterion

KEPT: Final = 8192
"""Pairs remembered: goods come again and again."""

PLACES: Final = Decimal("0.0001")
"""As the conversion factors of the laws are printed: pseudoephedrine hydrochloride 0.8192."""

_ACID: Final = Chem.MolFromSmarts("[CX3](=O)[OX2H]")


def traded_salts(smiles: str) -> Iterator[tuple[str, str]]:
    """Yield the SMILES and the InChIKey of each salt of data/salt_partners.csv of a base or a carboxylic acid.

    Nothing of what has several components or is neither.
    """
    identity = identify(parse_structure(smiles, "smiles"))
    if len(identity.fragments) > 1:
        return
    role, parent = identity.fragments[0].role, Chem.MolFromSmiles(identity.smiles)
    if role in ("base", "amphoteric"):
        yield from _drawn(identity.smiles, "base")
    if role in ("acid", "amphoteric") and (acid := parent.GetSubstructMatch(_ACID)):
        parent.GetAtomWithIdx(acid[-1]).SetFormalCharge(-1)
        yield from _drawn(Chem.MolToSmiles(parent), "acid")


def _drawn(parent: str, kind: str) -> Iterator[tuple[str, str]]:
    for row in _salt_partners():
        if row["of"] == kind:
            salt = ".".join((*[parent] * int(row["copies"]), row["partner"]))
            yield salt, rdinchi.MolToInchiKey(Chem.MolFromSmiles(salt))


@cache
def _salt_partners() -> tuple[dict[str, str], ...]:
    return tuple(rows("salt_partners.csv"))


@lru_cache(KEPT)
def named_salt(base: str, name: str) -> str | None:
    """The SMILES of the salt or hydrate of `base` (SMILES) that a name states: its hydrochloride, its monohydrate.

    None where the name states none, or one whose proportions the word leaves open: a sulfate may hold one or two
    molecules of the base, a "hydrate" any water.
    """
    peeled = peel_counterion(name)
    if peeled is None or not base:
        return None
    drawn = _counterions_drawn()
    words = [peeled.word] if peeled.word in drawn else re.split(r"[\s·*.,-]+", peeled.word)
    if not all(word in drawn for word in words):  # all of them, or none
        return None
    return ".".join((base, *(drawn[word] for word in words)))


@cache
def _counterions_drawn() -> dict[str, str]:
    """Partners by word, in the proportion of one base."""
    return {row["word"]: row["smiles"] for row in rows("counterion_structures.csv")}


@lru_cache(KEPT)
def base_share(goods: str, listed: str) -> Decimal | None:
    """The share of the mass of `goods` (SMILES of a salt, a hydrate) that is `listed` (SMILES), to four places.

    From atomic weights as RDKit holds them. None where the goods do not hold it as a component, where they are a
    derivative (the mass of an ester is no base weight), where they are a drawn mixture, whose proportions no drawing
    tells, and where a structure cannot be read.
    """
    try:
        mol, reference = parse_structure(goods), _reference(listed)
    except StructureError:
        return None
    matches = reference.match(mol, identify(mol))
    if not matches or "mixture_component" in matches[0].forms:
        return None
    listed_mol = parse_structure(listed)
    copies = len(matches[0].atoms) // listed_mol.GetNumAtoms()
    share = copies * molar_mass(listed_mol) / molar_mass(mol)
    return min(Decimal(share).quantize(PLACES), Decimal(1))


@lru_cache(KEPT)
def _reference(listed: str) -> ReferenceSet:
    return ReferenceSet([Reference("listed", listed)])
