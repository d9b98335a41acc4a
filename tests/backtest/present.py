"""What stands at present, asked as the engine asks it: which structures would be raised, by whom, and how high."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chemistry.analogues.relative import Relative
from chemistry.analogues.relatives import RelativeReference, RelativeSet
from chemistry.identity.identities import identify
from chemistry.identity.molecules import parse_structure

if TYPE_CHECKING:
    from tests.backtest.run import Backtest


@dataclass(frozen=True, slots=True)
class Signal:
    """A severity, and the relative that stands for it."""

    severity: str
    relative: Relative


class Present:
    """References and masks of a day."""

    def __init__(self, backtest: Backtest, day: date) -> None:
        standing = backtest.present(day + timedelta(days=1))
        self._masks = standing.masks
        self.references = standing.references
        self._relatives = RelativeSet(
            [
                RelativeReference(key, smiles, backtest.family(key))
                for key, smiles in sorted(backtest.structures.items())
            ],
            [mask.mask for mask in backtest.labels.masks],
        )

    def signal(self, smiles: str, without: Collection[str] = ()) -> Signal | None:
        """Return how a structure is raised where `without` are no references; None where it is not."""
        references = self.references.difference(without)
        mol = parse_structure(smiles)
        nearest = self._relatives.closest(
            one
            for one in self._relatives.relatives(mol, identify(mol))
            if one.reference in references and self._masks.issuperset(one.mask.split())
        )
        severity = self._relatives.cuts(references, self._masks).severity(nearest.rarity) if nearest else ""
        return Signal(severity, nearest) if nearest and severity else None
