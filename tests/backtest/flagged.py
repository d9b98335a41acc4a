"""Medicines and everyday chemicals that would be raised at medium or above under what stands at present, by name."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from chemistry.analogues.background import background
from chemistry.analogues.relatives import RelativeReference, RelativeSet
from chemistry.identity.identities import identify
from chemistry.identity.molecules import parse_structure

if TYPE_CHECKING:
    from tests.backtest.run import Backtest

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


def flagged(backtest: Backtest, day: date, structures: Mapping[str, str]) -> tuple[Flagged, ...]:
    """Return those raised, by severity and name, as the engine itself finds them."""
    present = backtest.present(day + timedelta(days=1))
    families = {key: backtest.family(key) for key in backtest.structures}
    references = [RelativeReference(key, smiles, families[key]) for key, smiles in sorted(backtest.structures.items())]
    relatives = RelativeSet(references, [mask.mask for mask in backtest.labels.masks])
    cuts = relatives.cuts(present.references, present.masks)
    found = []
    for smiles, name in structures.items():
        mol = parse_structure(smiles)
        counting = [
            one
            for one in relatives.relatives(mol, identify(mol))
            if one.reference in present.references and present.masks.issuperset(one.mask.split())
        ]
        nearest = relatives.closest(counting)
        if nearest and (severity := cuts.severity(nearest.rarity)) in ("high", "medium"):
            found.append(Flagged(name, severity, nearest.reference, nearest.words))
    return tuple(sorted(found, key=lambda one: (one.severity, one.name)))


def _names(file: str) -> dict[str, str]:
    rows = csv.DictReader((FOLDER / file).read_text(encoding="utf-8").splitlines())
    return {row["smiles"]: row["name"] for row in rows}
