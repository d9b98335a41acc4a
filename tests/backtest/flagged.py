"""Medicines and everyday chemicals that would be raised at medium or above under what stands at present, by name."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from chemistry.analogues.background import background
from tests.backtest.present import Present

FOLDER: Final = Path(__file__).parent.parent / "background"


@dataclass(frozen=True, slots=True)
class Flagged:
    """A structure raised, by its name or else its SMILES, with the relative that it is raised for."""

    name: str
    severity: str
    relative: str
    words: str


def medicines() -> dict[str, str]:
    """Return the medicines of the background, SMILES to name."""
    names, held = _names("medicines.csv"), background()
    smiles = [held.smiles[place] for place in np.flatnonzero(held.medicines)]
    return {one: names.get(one, one) for one in smiles}


def everyday() -> Mapping[str, str]:
    """Return chemicals that are traded every day, chosen by hand for that reason alone, SMILES to name."""
    return _names("everyday.csv")


def flagged(present: Present, structures: Mapping[str, str]) -> tuple[Flagged, ...]:
    """Return those raised, by severity and name, as the engine itself finds them."""
    asked = ((name, present.signal(smiles)) for smiles, name in structures.items())
    found = [
        Flagged(name, signal.severity, signal.relative.reference, signal.relative.words)
        for name, signal in asked
        if signal and signal.severity in ("high", "medium")
    ]
    return tuple(sorted(found, key=lambda one: (one.severity, one.name)))


def _names(file: str) -> dict[str, str]:
    rows = csv.DictReader((FOLDER / file).read_text(encoding="utf-8").splitlines())
    return {row["smiles"]: row["name"] for row in rows}
