"""Relatives compiled: fingerprints, masks and calibrations of all references, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from rdkit import Chem

from chemistry.analogues.bounds import BoundedPair, ReferenceBounds
from chemistry.analogues.calibration import FLOOR, Likeness
from chemistry.analogues.comparison import compare
from chemistry.analogues.cuts import Alerts, ReferenceGroup, closest, rarity
from chemistry.analogues.evidence import masked_words, overlay_words, similar_words
from chemistry.analogues.features import Bits, bits_set, similarities
from chemistry.analogues.masks import MaskPlace, MaskPlaces, MaskSet
from chemistry.analogues.relative import Mask, Relative
from chemistry.analogues.shape import Shape
from chemistry.analogues.stored_calibrations import calibrations_for


class CompiledRelatives:
    """References and masks with what comparing needs, one row a reference: its key, SMILES as compared, and family."""

    def __init__(self, rows: Sequence[tuple[str, str, str]], masks: Sequence[Mask]) -> None:
        self._masks = MaskSet(masks)
        self._keys = [key for key, _, _ in rows]
        self._groups = {key: ReferenceGroup(family or f"={smiles}", smiles) for key, smiles, family in rows}
        self._shapes = [Shape(Chem.MolFromSmiles(smiles)) for _, smiles, _ in rows]
        self._bits: Bits = np.array([shape.bits for shape in self._shapes], dtype=np.uint64, ndmin=2).T.copy()
        self._sizes = bits_set(self._bits)
        self._torsions: Bits = np.array([shape.torsions for shape in self._shapes], dtype=np.uint64, ndmin=2).T.copy()
        self._torsion_sizes = bits_set(self._torsions)
        calibrations, total = calibrations_for([smiles for _, smiles, _ in rows], masks)
        self._scales = [calibrations[smiles][0] for _, smiles, _ in rows]
        self._bounds = ReferenceBounds(self._shapes, self._scales)
        self._gates = np.array([scale.gate for scale in self._scales])
        self._carbonyls = np.array([shape.has_carbonyl for shape in self._shapes])
        self.alerts = Alerts({key: calibrations[smiles][1] for key, smiles, _ in rows}, self._groups, total)

    def closest(self, relatives: Iterable[Relative]) -> Relative | None:
        """The one that stands for all of these."""
        return closest(relatives, self._groups)

    def relatives(self, component: Chem.Mol) -> list[Relative]:
        """Those of one component, `atoms` being its own."""
        if not self._keys:
            return []
        shape = Shape(component)
        near = similarities(self._bits, self._sizes, shape.bits)
        chosen = near >= self._gates
        if self._masks.reshape(shape):
            chosen |= self._carbonyls
        rows = np.flatnonzero(chosen)
        if not len(rows):
            return []
        torsions = similarities(self._torsions[:, rows], self._torsion_sizes[rows], shape.torsions)
        alike = [Likeness(*similar) for similar in zip(near[rows].tolist(), torsions.tolist(), strict=True)]
        candidates = self._bounds.candidates(shape, rows.tolist(), alike, FLOOR)
        places = MaskPlaces(self._masks, shape.mol)
        return [relative for pair in candidates for relative in self._of_reference(pair, shape, places)]

    def _of_reference(
        self, pair: BoundedPair, shape: Shape, places: Callable[[], Sequence[MaskPlace]]
    ) -> Iterator[Relative]:
        scale, key, likeness = self._scales[pair.place], self._keys[pair.place], pair.likeness
        least = scale.least_overlap(likeness)
        compared = compare(self._shapes[pair.place], shape, places, least=least, masks_count=pair.masks_count)
        overlay, masked = compared.overlay, compared.masked
        weight = 0.0 if likeness.is_whole else shape.weight
        strength = scale.strength(likeness, overlay.overlap if overlay else 0.0) - weight
        if strength >= FLOOR and overlay:
            evidence, words = overlay_words(overlay, compared.is_within)
            atoms = tuple(range(len(overlay.mapping))) if compared.is_within else overlay.mapping
            yield Relative(key, "", rarity(strength), evidence, words, atoms)
        elif strength >= FLOOR:
            yield Relative(key, "", rarity(strength), "similar", similar_words(likeness.near), ())
        if masked and (strength := scale.strength_masked(len(masked.masks)) - weight) >= FLOOR:
            words = masked_words([self._masks.masks[mask].title for mask in masked.masks])
            yield Relative(key, " ".join(masked.masks), rarity(strength), "masked", words, masked.overlay.mapping)
