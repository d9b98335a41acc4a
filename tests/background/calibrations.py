"""The committed calibrations: every structure that has a family in the seeds, and every mask that they hold."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np

from chemistry import data
from chemistry.analogues.calibration import RarityScale
from chemistry.analogues.masks import Mask
from chemistry.analogues.relatives import reference_smiles
from chemistry.analogues.stored_calibrations import FILE, Calibrations, calibrate
from tests.background.build import rows
from watchlist.engine import host

RELATIVES: Final = host.ROOT / "seeds/relatives"


def main() -> None:
    """Write the file into chemistry/data and say what it holds."""
    made = seeded_calibrations()
    content = write_stored(made)
    (Path(data.__file__).parent / FILE).write_bytes(content)
    print(f"{len(made.references)} references calibrated, {len(content):,} bytes")


def write_stored(calibrations: Calibrations) -> bytes:
    """The content of the file, the same bytes for the same input."""
    by_smiles = sorted(calibrations.references.items())
    scales = [[smiles, *_of_scale(scale)] for smiles, (scale, _) in by_smiles]
    hits = [reference_hits for _, (_, reference_hits) in by_smiles]
    combinations = sorted({masks for reference_hits in hits for masks in reference_hits.masks})
    out = BytesIO()
    np.savez_compressed(
        out,
        scales=np.frombuffer(
            json.dumps([calibrations.key, calibrations.total, combinations, scales]).encode(), dtype=np.uint8
        ),
        reshaped=calibrations.reshaped,
        counts=np.array([len(reference_hits.places) for reference_hits in hits], dtype=np.int32),
        places=np.concatenate([reference_hits.places for reference_hits in hits]),
        strengths=np.concatenate([reference_hits.strengths for reference_hits in hits]),
        masks=np.array(
            [combinations.index(masks) for reference_hits in hits for masks in reference_hits.masks], dtype=np.uint8
        ),
    )
    return out.getvalue()


def _of_scale(scale: RarityScale) -> list[object]:
    curves = [
        [curve.similarities, curve.rarities, curve.slope] for curve in (scale.near, scale.torsions, scale.overlap)
    ]
    return [*curves, scale.gate, scale.size]


def seeded_calibrations() -> Calibrations:
    """Return the calibrations that the seeds ask for."""
    return calibrate(sorted(seeded_references()), seeded_masks())


def seeded_references() -> set[str]:
    """Return the structures of the members of families: nothing else is resembled."""
    members = {row["substance"] for row in rows(RELATIVES / "members.csv")}
    substances = rows(host.ROOT / "seeds/substances/substances.csv")
    return {reference_smiles(row["smiles"]) for row in substances if row["smiles"] and row["key"] in members} - {""}


def seeded_masks() -> list[Mask]:
    """Return the masks of the seeds, in the order of their keys."""
    found = rows(RELATIVES / "masks.csv")
    return [Mask(row["key"], row["title"], row["pattern"], row["tail"], row["reshapes"] == "yes") for row in found]
