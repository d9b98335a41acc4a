"""What the severities cost in what is really shipped: of the chemicals with a declared tonnage, kinds and tonnes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from chemistry import data
from chemistry.analogues.trade import FILE
from tests.backtest.present import Present

SEVERITIES: Final = ("high", "medium", "low")
SHIPPED_FROM: Final = 50
"""Tonnes a year from which a chemical counts among the kinds that are shipped."""

Shares = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shipped:
    """Shares raised at high, medium, low or above: of so many kinds shipped, and of all tonnes."""

    number: int
    tonnes: float
    kinds_raised: Shares
    tonnes_raised: Shares


def tonnages() -> dict[str, float]:
    """Return the declared tonnes a year of each structure."""
    text = files(data.__name__).joinpath(FILE).read_text(encoding="utf-8")
    return {row["smiles"]: float(row["tonnes"]) for row in csv.DictReader(text.splitlines())}


def shipped(present: Present, held: Iterable[str]) -> Shipped:
    """Return the shares under what stands; what is held by law, or is a controlled drug, is no ordinary good."""
    lawful = {smiles: tonnes for smiles, tonnes in tonnages().items() if smiles not in set(held)}
    signals = {smiles: signal.severity if (signal := present.signal(smiles)) else "" for smiles in lawful}
    kinds = {smiles: 1.0 for smiles, tonnes in lawful.items() if tonnes >= SHIPPED_FROM}
    return Shipped(
        number=len(kinds),
        tonnes=sum(lawful.values()),
        kinds_raised=_shares(kinds, signals.__getitem__),
        tonnes_raised=_shares(lawful, signals.__getitem__),
    )


def _shares(weights: Mapping[str, float], severity: Callable[[str], str]) -> Shares:
    total = sum(weights.values()) or 1.0
    high, medium, low = (
        sum(weight for smiles, weight in weights.items() if severity(smiles) in SEVERITIES[: place + 1]) / total
        for place in range(3)
    )
    return high, medium, low
