"""Which references a structure resembles, over all that is held; the caller keeps those that count on the day asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import Final

import numpy as np
from rdkit import Chem

from chemistry.analogues.background import background_sha256
from chemistry.analogues.calibration import FLOOR
from chemistry.analogues.comparison import Comparison, compare
from chemistry.analogues.cuts import Alerts, Cuts, Group, closest, rarity
from chemistry.analogues.evidence import masked_words, overlay_words, similar_words
from chemistry.analogues.features import Bits, bits_set, similarities
from chemistry.analogues.masks import Mask, MaskSet, Place
from chemistry.analogues.overlay import Shape
from chemistry.analogues.relative import Relative
from chemistry.analogues.stored import calibrated
from chemistry.identity import TAUTOMER, Fragment, Identity, bare, drawn, identify
from chemistry.molecules import parse_structure
from chemistry.standardise import DRAWING_STEPS

LEAST_ATOMS: Final = 6
"""Below so many heavy atoms likeness means nothing."""

_REDRAWN: Final = frozenset(step.name for step in DRAWING_STEPS)


@dataclass(frozen=True, slots=True)
class RelativeReference:
    """Something listed, or a controlled end product, by one structure; without a family it stands for itself."""

    key: str
    smiles: str
    family: str = ""


class RelativeSet:
    """References and masks; compiled when first asked, from the committed calibrations where they have them."""

    def __init__(self, references: Iterable[RelativeReference], masks: Iterable[Mask]) -> None:
        self.references = tuple(references)
        self.masks = tuple(masks)

    def relatives(self, mol: Chem.Mol, identity: Identity) -> tuple[Relative, ...]:
        """The rarest first; empty for most. `mol` is what identity was made of. A reference is its own relative."""
        if not self.references:
            return ()
        found: list[Relative] = []
        for component, places in _components(mol, identity):
            if relatives := self._compiled.relatives(Shape(component)):
                at = places()
                found += (replace(one, atoms=tuple(sorted(at[atom] for atom in one.atoms))) for one in relatives)
        return tuple(sorted(found, key=lambda one: (one.rarity, one.reference, one.mask)))

    def closest(self, relatives: Iterable[Relative]) -> Relative | None:
        """The one that stands for those that count on the day asked: its rarity is what the cuts are for."""
        return closest(relatives, self._compiled.groups)

    def cuts(self, references: frozenset[str], masks: frozenset[str]) -> Cuts:
        """The rarities below which a relative is high, medium or low, where just these count."""
        return self._compiled.alerts.cuts(references, masks)

    @cached_property
    def _compiled(self) -> _Compiled:
        return _Compiled(self.references, self.masks)


def calibration_sha256() -> str:
    """The background that all rarities rest on."""
    return background_sha256()


class _Compiled:
    """References and masks with what comparing needs, one row a reference."""

    def __init__(self, references: Sequence[RelativeReference], masks: Sequence[Mask]) -> None:
        self._masks = MaskSet(masks)
        compared = ((reference, reference_smiles(reference.smiles)) for reference in references)
        rows = [(reference.key, smiles, reference.family) for reference, smiles in compared if smiles]
        self._keys = [key for key, _, _ in rows]
        self.groups = {key: Group(family or f"={smiles}", smiles) for key, smiles, family in rows}
        self._shapes = [Shape(Chem.MolFromSmiles(smiles)) for _, smiles, _ in rows]
        self._bits: Bits = (
            np.array([shape.bits for shape in self._shapes], dtype=np.uint64).reshape(len(rows), -1).T.copy()
        )
        self._sizes = bits_set(self._bits)
        calibrations, total = calibrated([smiles for _, smiles, _ in rows], masks)
        self._scales = [calibrations[smiles][0] for _, smiles, _ in rows]
        self._gates = np.array([scale.gate for scale in self._scales])
        self._carbonyls = np.array([shape.has_carbonyl for shape in self._shapes])
        self.alerts = Alerts({key: calibrations[smiles][1] for key, smiles, _ in rows}, self.groups, total)

    def relatives(self, shape: Shape) -> list[Relative]:
        """Those of one component, `atoms` being its own."""
        if not self._keys:
            return []
        near = similarities(self._bits, self._sizes, shape.bits)
        chosen = near >= self._gates
        if self._masks.reshape(shape):
            chosen |= self._carbonyls
        places = cache(partial(self._masks.places, shape.mol))
        return [
            relative
            for row in np.flatnonzero(chosen).tolist()
            for relative in self._of(row, float(near[row]), shape, places)
        ]

    def _of(self, row: int, near: float, shape: Shape, places: Callable[[], Sequence[Place]]) -> Iterator[Relative]:
        compared = compare(self._shapes[row], shape, places, least=self._scales[row].least_overlap(near))
        yield from self._read(row, near, compared)

    def _read(self, row: int, near: float, compared: Comparison) -> Iterator[Relative]:
        overlay, masked, scale, key = compared.overlay, compared.masked, self._scales[row], self._keys[row]
        strength = scale.strength(near, overlay.overlap if overlay else 0.0)
        if strength >= FLOOR and overlay:
            evidence, words = overlay_words(overlay, compared.is_within)
            atoms = tuple(range(len(overlay.mapping))) if compared.is_within else overlay.mapping
            yield Relative(key, "", rarity(strength), evidence, words, atoms)
        elif strength >= FLOOR:
            yield Relative(key, "", rarity(strength), "similar", similar_words(near), ())
        if masked and (strength := scale.strength_masked(len(masked.masks))) >= FLOOR:
            words = masked_words([self._masks.masks[mask].title for mask in masked.masks])
            yield Relative(key, " ".join(masked.masks), rarity(strength), "masked", words, masked.overlay.mapping)


def reference_smiles(smiles: str) -> str:
    """A reference as it is compared: its one organic component, uncharged and flat; "" where it has none."""
    mol = parse_structure(smiles)
    fragments = identify(mol).fragments
    if len(fragments) != 1 or not _is_comparable(fragments[0]):
        return ""
    return Chem.MolToSmiles(bare(fragments[0].smiles))


def _is_comparable(fragment: Fragment) -> bool:
    return fragment.match_key.startswith(TAUTOMER) and fragment.heavy_atoms >= LEAST_ATOMS


def _components(mol: Chem.Mol, identity: Identity) -> Iterator[tuple[Chem.Mol, Callable[[], Sequence[int]]]]:
    """Each component that can be compared, and how to tell where its atoms stand in Identity.smiles."""
    is_as_drawn = _REDRAWN.isdisjoint(identity.steps) and not identity.fragments[0].isotopic
    if len(identity.fragments) == 1 and identity.fragments[0].count == 1 and is_as_drawn:
        if _is_comparable(identity.fragments[0]):
            yield mol, partial(_ranks, mol)
        return
    for fragment in filter(_is_comparable, identity.fragments):
        mol = drawn(fragment.smiles)
        yield Chem.RemoveAllHs(mol) if "H]" in fragment.smiles else mol, partial(_heavy_places, fragment)


def _heavy_places(fragment: Fragment) -> list[int]:
    """For each heavy atom its place in Identity.smiles. Deuterium is an atom of the drawing, and none that is laid."""
    atoms = drawn(fragment.smiles).GetAtoms()
    return [place for atom, place in zip(atoms, fragment.atoms, strict=False) if atom.GetAtomicNum() > 1]


def _ranks(mol: Chem.Mol) -> list[int]:
    """For each atom its place in the canonical SMILES: identity has written it, and RDKit remembers the order."""
    if not mol.HasProp("_smilesAtomOutputOrder"):
        Chem.MolToSmiles(mol)
    properties = mol.GetPropsAsDict(includePrivate=True, includeComputed=True)
    ranks = [0] * mol.GetNumAtoms()
    for rank, atom in enumerate(properties["_smilesAtomOutputOrder"]):
        ranks[atom] = rank
    return ranks
