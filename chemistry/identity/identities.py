"""Who a structure is: the whole, and each component by a key that is indifferent to how it was drawn."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rdkit import Chem
from rdkit.Chem import rdinchi, rdMolHash

from chemistry.errors import StructureError
from chemistry.identity.drawing_steps import (
    DRAWING_STEPS,
    ISOTOPE_TEXT,
    standardise,
    strip_for_key,
    strip_to_connections,
    uncharge,
)
from chemistry.identity.element_counts import heavy_formula
from chemistry.identity.fragments import CARBON_TEXT, SMALLEST_ORGANIC, find_inorganic, role_of
from chemistry.identity.inchikeys import inchikey_of_molecule
from chemistry.identity.molecules import MAX_ATOMS_OF_WORK, MAX_CHARACTERS, formula_of, parse_structure
from chemistry.identity.tautomers import as_named

INORGANIC: Final = "inorganic:"
TAUTOMER: Final = "tautomer:"
PLAIN: Final = "smiles:"
"""What a match key begins with: composition, tautomer hash, or the plain SMILES of what is too large for one."""

UNTOLD: Final = TAUTOMER
"""The match key of an organic component of a composition that nothing compared has: its hash is not made."""

UNNEEDED: Final = "not needed"
"""In place of an InChIKey that is not looked at, so that none is computed."""

KEPT: Final = 512
"""Components remembered: more than one chunk of structures has, and those that come again and again."""

PARENTS_KEPT: Final = 2_000

_REDRAWN: Final = frozenset(step.name for step in DRAWING_STEPS)

_HASH = rdMolHash.HashFunction.HetAtomTautomerv2

INCHIKEY: Final = re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]")
"""14 letters say the skeleton, ten its stereochemistry and isotopes, the last its protons."""
SKELETON: Final = 14

BRACKETS = re.compile(r"\[[^\]]*\]")
BRACKETED = re.compile(r"\[\d*([A-Z][a-z]?|[a-z]{1,2})")
"""An atom in brackets, and its symbol."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One component, however often it is drawn.

    `match_key`: equal for salts, tautomers, isotopologues and stereoisomers of one substance, and for an inorganic ion
    and its acid; UNTOLD where nothing compared can have it, which says nothing of two that are. `smiles`: as drawn.
    `role`: see fragments.role_of. `atoms`: of all `count` copies, one after another, as indices in the molecule of
    Identity.smiles.
    """

    match_key: str
    smiles: str
    role: str
    count: int
    heavy_atoms: int
    atoms: tuple[int, ...]
    isotopic: bool

    @property
    def carbons(self) -> int:
        """How many carbon atoms one copy has: no salt, water, isotope or tautomer changes it."""
        in_brackets = sum(symbol in ("C", "c") for symbol in BRACKETED.findall(self.smiles))
        bare = BRACKETS.sub("", self.smiles)
        return in_brackets + bare.count("C") - bare.count("Cl") + bare.count("c")


@dataclass(frozen=True, slots=True)
class Identity:
    """A structure as read: canonical `smiles` and `inchikey` of the whole, components largest first, steps taken.

    `inchikey` is "" where it was not asked for (`with_inchikey`).
    """

    smiles: str
    inchikey: str
    formula: str
    heavy_atoms: int
    fragments: tuple[Fragment, ...]
    steps: tuple[str, ...]

    @property
    def is_as_drawn(self) -> bool:
        """Whether the molecule that was read is the one of `smiles`, its atoms in another order at most."""
        return _REDRAWN.isdisjoint(self.steps)


def identify(mol: Chem.Mol) -> Identity:
    """The identity of a molecule from parse_structure, with its InChIKey.

    Above 100 heavy atoms in a component its key is a plain SMILES, and `steps` has "key_without_tautomers".
    """
    return with_inchikey(identify_all([mol], [""])[0], mol)


def with_inchikey(identity: Identity, mol: Chem.Mol) -> Identity:
    """The identity of a molecule with its InChIKey: the one that is known, else computed."""
    return identity if identity.inchikey else replace(identity, inchikey=inchikey_of_molecule(mol))


def inchikey_of(inchi: str) -> str:
    """The InChIKey of an InChI, taken from its text; "" where it is none.

    The text says more than RDKit's reading of it: of potassium permanganate that makes manganese and oxygen.
    """
    return str(rdinchi.InchiToInchiKey(inchi)) if len(inchi) <= MAX_CHARACTERS else ""


def identify_all(
    mols: Sequence[Chem.Mol], known_inchikeys: Sequence[str], compared: frozenset[str] | None = None
) -> list[Identity]:
    """The same for many, step by step through all of them: the processor's caches make that a fifth faster.

    An InChIKey costs as much as all else: one that is known beforehand is taken as it is, and none is computed.
    `compared`: the heavy formulas of all that match keys will be compared with; a component of another has no key told
    (UNTOLD).
    """
    standards = [standardise(mol) for mol in mols]
    formulas = [formula_of(standard.mol) for standard in standards]
    fragments = [
        _fragments(standard.mol, standard.smiles, formula, compared)
        for standard, formula in zip(standards, formulas, strict=True)
    ]
    return [
        Identity(
            smiles=standard.smiles,
            inchikey=inchikey,
            formula=formula,
            heavy_atoms=standard.mol.GetNumHeavyAtoms(),
            fragments=components,
            steps=(*standard.steps, *steps),
        )
        for standard, formula, (components, steps), inchikey in zip(
            standards, formulas, fragments, known_inchikeys, strict=True
        )
    ]


def _fragments(
    mol: Chem.Mol, smiles: str, formula: str, compared: frozenset[str] | None
) -> tuple[tuple[Fragment, ...], tuple[str, ...]]:
    """Each different component once. Canonical SMILES writes components one after another, so atoms are ranges."""
    if "." not in smiles:
        fragment, taken = _describe(mol, smiles, formula, compared)
        return (fragment,), taken
    places: defaultdict[str, list[int]] = defaultdict(list)
    start = 0
    for text in smiles.split("."):
        end = start + len(_component_of(text, compared)[0].atoms)
        places[text].extend(range(start, end))
        start = end
    fragments = []
    for text, atoms in places.items():
        fragment, _ = _component_of(text, compared)
        fragments.append(replace(fragment, count=len(atoms) // len(fragment.atoms), atoms=tuple(atoms)))
    steps = dict.fromkeys(step for text in places for step in _component_of(text, compared)[1])
    return tuple(sorted(fragments, key=lambda fragment: -fragment.heavy_atoms)), tuple(steps)


@lru_cache(maxsize=KEPT)
def _component_of(smiles: str, compared: frozenset[str] | None) -> tuple[Fragment, tuple[str, ...]]:
    """Kept, because the same few counter-ions come again and again."""
    mol = drawn(smiles)
    return _describe(mol, smiles, formula_of(mol), compared)


@lru_cache(maxsize=KEPT)
def drawn(smiles: str) -> Chem.Mol:
    """A component as a molecule, from its SMILES. Kept: each stage asks for it again, and none may change it."""
    return Chem.MolFromSmiles(smiles)


def bare(smiles: str) -> Chem.Mol:
    """The same without isotopes, charges and stereochemistry, its heavy atoms in the same order."""
    return _stripped(smiles)[0]


@lru_cache(maxsize=KEPT)
def _stripped(smiles: str) -> tuple[Chem.Mol, tuple[str, ...]]:
    return strip_for_key(drawn(smiles), smiles)


def _describe(
    mol: Chem.Mol, smiles: str, formula: str, compared: frozenset[str] | None
) -> tuple[Fragment, tuple[str, ...]]:
    """One component as it is by itself, drawn once, and the steps that its key takes."""
    heavy_atoms = mol.GetNumHeavyAtoms()
    if _is_apart(heavy_atoms, smiles, formula, compared):
        inorganic, key = None, UNTOLD
        bare, steps = strip_to_connections(mol, smiles)
    else:
        bare, steps = strip_for_key(mol, smiles)
        inorganic = find_inorganic(mol, bare, smiles)
        if inorganic is not None:
            key = f"{INORGANIC}{inorganic.label}"
        elif heavy_atoms <= MAX_ATOMS_OF_WORK:
            key = f"{TAUTOMER}{rdMolHash.MolHash(as_named(bare, smiles), _HASH)}"
        else:
            key, steps = f"{PLAIN}{Chem.MolToSmiles(bare)}", (*steps, "key_without_tautomers")
    role = role_of(bare, smiles, inorganic)
    is_isotopic = ISOTOPE_TEXT.search(smiles) is not None
    return Fragment(key, smiles, role, 1, heavy_atoms, tuple(range(mol.GetNumAtoms())), is_isotopic), steps


def _is_apart(heavy_atoms: int, smiles: str, formula: str, compared: frozenset[str] | None) -> bool:
    """Whether an organic component has a composition that nothing compared has: then no match key is shared.

    No salt, tautomer, isotope or stereochemistry changes its heavy atoms, and the hash names each of them.
    """
    is_keyed = SMALLEST_ORGANIC <= heavy_atoms <= MAX_ATOMS_OF_WORK and CARBON_TEXT.search(smiles) is not None
    return is_keyed and compared is not None and heavy_formula(formula) not in compared


def skeleton(inchikey: str) -> str:
    """The letters of an InChIKey, or of its first block, that say the skeleton, whatever else is drawn on it."""
    return inchikey[:SKELETON]


@lru_cache(maxsize=PARENTS_KEPT)
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
