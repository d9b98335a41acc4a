"""The control: plain Morgan Tanimoto to the nearest of the same references, its cut read in the same way."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from rdkit import Chem, DataStructs
from rdkit.Chem import rdFingerprintGenerator

from chemistry.analogues.background import background
from chemistry.analogues.cuts import BUDGETS
from tests.backtest.history import Event


class Control:
    """Radius 2, 2,048 bits, nearest neighbour."""

    def __init__(self, structures: Mapping[str, str]) -> None:
        made = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)
        self._prints = {key: made.GetFingerprint(Chem.MolFromSmiles(smiles)) for key, smiles in structures.items()}
        others = [made.GetFingerprint(Chem.MolFromSmiles(smiles)) for smiles in background().smiles]
        self._columns = {
            key: np.array(DataStructs.BulkTanimotoSimilarity(own, others)) for key, own in self._prints.items()
        }

    def severity_budgets(self, event: Event, places: NDArray[np.int64]) -> dict[str, tuple[str, bool]]:
        """For each budget: the nearest reference, and whether it is nearer than the budget's cut."""
        references = sorted(event.references & self._prints.keys())
        own = self._prints[event.substance]
        near = {key: DataStructs.TanimotoSimilarity(own, self._prints[key]) for key in references}
        nearest = max(references, key=lambda key: near[key])
        falling = np.sort(np.max([self._columns[key][places] for key in references], axis=0))[::-1]
        cuts = {name: falling[int(budget * len(falling))] for name, budget in BUDGETS.items()}
        return {name: (nearest, bool(near[nearest] > cut)) for name, cut in cuts.items()}
