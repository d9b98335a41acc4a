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
from chemistry.analogues.calibration import Hits, Onlookers, Scale, hits_of, look, scale_of
from chemistry.analogues.committed import background_sha256
from chemistry.analogues.curves import Curve
from chemistry.analogues.mask import Mask
from chemistry.analogues.masks import MaskSet
from chemistry.analogues.overlay import Shape

FILE: Final = "calibration.npz"


@dataclass(frozen=True, eq=False)
class Stored:
    """Scale and hits by a reference's SMILES, and the reshaped places, for the masks that `key` stands for."""

    key: str
    total: int
    reshaped: NDArray[np.int64]
    references: Mapping[str, tuple[Scale, Hits]]


def calibrated(references: Sequence[str], masks: Sequence[Mask]) -> tuple[Mapping[str, tuple[Scale, Hits]], int]:
    """Scale and hits for each SMILES, and how large the background is; computed only where they are not stored."""
    held = stored()
    if held is None or held.key != key_of(masks):
        held = calibrate((), masks)
    missing = [smiles for smiles in references if smiles not in held.references]
    if missing:
        held = calibrate(missing, masks, held)
    return held.references, held.total


def calibrate(references: Sequence[str], masks: Sequence[Mask], held: Stored | None = None) -> Stored:
    """The calibrations of these references, beside those already held."""
    onlookers = Onlookers(background(), MaskSet(masks))
    reshaped = onlookers.reshaped() if held is None else held.reshaped
    found = dict(held.references) if held else {}
    for smiles in dict.fromkeys(references):
        shape = Shape(Chem.MolFromSmiles(smiles))
        seen = look(shape, onlookers, reshaped)
        scale = scale_of(shape, seen)
        found[smiles] = scale, hits_of(scale, seen)
    return Stored(key_of(masks), len(onlookers.background), reshaped, found)


def key_of(masks: Sequence[Mask]) -> str:
    """What a calibration depends on beside the reference: the background, the masks, the release of RDKit."""
    described = [
        [mask.key, mask.pattern, mask.tail, mask.reshapes] for mask in sorted(masks, key=lambda mask: mask.key)
    ]
    text = json.dumps([background_sha256(), rdBase.rdkitVersion, described])
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def stored() -> Stored | None:
    """The committed calibrations; None where there are none."""
    path = files(data.__name__).joinpath(FILE)
    return read_stored(path.read_bytes()) if path.is_file() else None


def write_stored(calibrations: Stored) -> bytes:
    """The content of the file, the same bytes for the same input."""
    rows = sorted(calibrations.references.items())
    scales = [[smiles, *_of_scale(scale)] for smiles, (scale, _) in rows]
    hits = [of for _, (_, of) in rows]
    combinations = sorted({masks for of in hits for masks in of.masks})
    out = BytesIO()
    np.savez_compressed(
        out,
        scales=np.frombuffer(
            json.dumps([calibrations.key, calibrations.total, combinations, scales]).encode(), dtype=np.uint8
        ),
        reshaped=calibrations.reshaped,
        counts=np.array([len(of.places) for of in hits], dtype=np.int32),
        places=np.concatenate([of.places for of in hits]),
        strengths=np.concatenate([of.strengths for of in hits]),
        masks=np.array([combinations.index(masks) for of in hits for masks in of.masks], dtype=np.uint8),
    )
    return out.getvalue()


def read_stored(content: bytes) -> Stored:
    """The inverse of write_stored."""
    with np.load(BytesIO(content)) as held:
        key, total, combinations, scales = json.loads(bytes(held["scales"]))
        ends = np.cumsum(held["counts"])[:-1]
        places, strengths, masks = (np.split(held[name], ends) for name in ("places", "strengths", "masks"))
        reshaped = held["reshaped"]
    references = {
        row[0]: (_scale(row), Hits(places[i], strengths[i], tuple(combinations[mask] for mask in masks[i])))
        for i, row in enumerate(scales)
    }
    return Stored(key, total, reshaped, references)


def _of_scale(scale: Scale) -> list[object]:
    curves = [[curve.similarities, curve.rarities, curve.slope] for curve in (scale.near, scale.overlap)]
    return [*curves, scale.gate, scale.size]


def _scale(row: Sequence[Any]) -> Scale:
    _, near, overlap, gate, size = row
    return Scale(_curve(*near), _curve(*overlap), gate, size)


def _curve(similarities: Sequence[float], rarities: Sequence[float], slope: float) -> Curve:
    return Curve(tuple(similarities), tuple(rarities), slope)
