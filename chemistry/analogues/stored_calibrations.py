"""Calibrations as committed: for references and masks that were held when they were made nothing need be computed.

What is not in the file is computed: about a tenth of a second a reference.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rdkit import Chem, rdBase

from chemistry import data
from chemistry.analogues.background import background
from chemistry.analogues.calibration import Curve, Hits, Onlookers, RarityScale, hits_of, look, scale_of
from chemistry.analogues.committed import background_sha256
from chemistry.analogues.masks import MaskSet
from chemistry.analogues.relative import Mask
from chemistry.analogues.shape import Shape

FILE: Final = "calibration.npz"


@dataclass(frozen=True, eq=False)
class Calibrations:
    """Scale and hits by a reference's SMILES, and the reshaped places, for the masks that `key` stands for."""

    key: str
    total: int
    reshaped: NDArray[np.int64]
    references: Mapping[str, tuple[RarityScale, Hits]]


def calibrations_for(
    references: Sequence[str], masks: Sequence[Mask]
) -> tuple[Mapping[str, tuple[RarityScale, Hits]], int]:
    """Scale and hits for each SMILES, and how large the background is; computed only where they are not stored."""
    calibrations = committed_calibrations()
    if calibrations is None or calibrations.key != key_of(masks):
        calibrations = calibrate((), masks)
    missing = [smiles for smiles in references if smiles not in calibrations.references]
    if missing:
        calibrations = calibrate(missing, masks, calibrations)
    return calibrations.references, calibrations.total


def calibrate(references: Sequence[str], masks: Sequence[Mask], existing: Calibrations | None = None) -> Calibrations:
    """The calibrations of these references, beside those already held."""
    onlookers = Onlookers(background(), MaskSet(masks))
    reshaped = onlookers.reshaped() if existing is None else existing.reshaped
    found = dict(existing.references) if existing else {}
    for smiles in dict.fromkeys(references):
        shape = Shape(Chem.MolFromSmiles(smiles))
        seen = look(shape, onlookers, reshaped)
        scale = scale_of(shape, seen)
        found[smiles] = scale, hits_of(scale, seen)
    return Calibrations(key_of(masks), len(onlookers.background), reshaped, found)


def key_of(masks: Sequence[Mask]) -> str:
    """What a calibration depends on beside the reference: the background, the masks, the release of RDKit."""
    described = [
        [mask.key, mask.pattern, mask.tail, mask.reshapes] for mask in sorted(masks, key=lambda mask: mask.key)
    ]
    text = json.dumps([background_sha256(), rdBase.rdkitVersion, described])
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def committed_calibrations() -> Calibrations | None:
    """The committed calibrations; None where there are none."""
    path = files(data.__name__).joinpath(FILE)
    return read_stored(path.read_bytes()) if path.is_file() else None


def read_stored(content: bytes) -> Calibrations:
    """The calibrations in a file that `tests.background` wrote."""
    with np.load(BytesIO(content)) as arrays:
        key, total, combinations, scales = json.loads(bytes(arrays["scales"]))
        ends = np.cumsum(arrays["counts"])[:-1]
        places, strengths, masks = (np.split(arrays[name], ends) for name in ("places", "strengths", "masks"))
        reshaped = arrays["reshaped"]
    references = {
        row[0]: (_scale(row), Hits(places[i], strengths[i], tuple(combinations[mask] for mask in masks[i])))
        for i, row in enumerate(scales)
    }
    return Calibrations(key, total, reshaped, references)


def _scale(row: Sequence[Any]) -> RarityScale:
    _, *curves, gate, size = row
    near, torsions, overlap = (Curve(tuple(likes), tuple(rarities), slope) for likes, rarities, slope in curves)
    return RarityScale(near, torsions, overlap, gate, size)
