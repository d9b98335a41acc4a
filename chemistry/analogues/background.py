"""The background: approved medicines and chemicals of commerce, everything controlled removed, as committed.

The file is rebuilt by `python -m tests.background`; it holds for one release of RDKit, because fingerprints change.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from rdkit import rdBase

from chemistry.analogues.committed import FILE, background_bytes
from chemistry.analogues.features import Bits, bits_set


@dataclass(frozen=True, eq=False)
class Background:
    """One structure a place: its SMILES, fingerprints (columns), bits set in them, and whether it is a medicine."""

    smiles: tuple[str, ...]
    bits: Bits
    sizes: NDArray[np.int64]
    torsions: Bits
    torsion_sizes: NDArray[np.int64]
    medicines: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.smiles)


@cache
def background() -> Background:
    """The committed background. Raises RuntimeError where it was made with another RDKit."""
    with np.load(BytesIO(background_bytes())) as stored:
        made_with = str(stored["rdkit"])
        bits, torsions = (np.ascontiguousarray(stored[name].T) for name in ("bits", "torsions"))
        smiles = tuple(bytes(stored["smiles"]).decode("ascii").split("\n"))
        medicines = np.unpackbits(stored["medicines"], count=len(smiles)).astype(bool)
    if made_with != rdBase.rdkitVersion:
        raise RuntimeError(f"{FILE} was made with RDKit {made_with}, this is {rdBase.rdkitVersion}: rebuild it")
    return Background(smiles, bits, bits_set(bits), torsions, bits_set(torsions), medicines)
