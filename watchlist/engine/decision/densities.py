"""Densities of listed liquids: what turns a declared volume into mass."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Density:
    """Kilograms in a litre at 20 °C of a substance as this product ("pure", "37 % solution"), and who says so."""

    kg_per_litre: Decimal
    product: str
    source: str
    confidence: str


def density_of(substance: str) -> Density | None:
    """Return the density of a substance by its key, None where no source gives one."""
    return _densities().get(substance)


@cache
def _densities() -> dict[str, Density]:
    with (Path(__file__).with_name("data") / "densities.csv").open(encoding="utf-8", newline="") as rows:
        return {
            row["substance"]: Density(Decimal(row["kg_per_litre"]), row["product"], row["source"], row["confidence"])
            for row in csv.DictReader(rows)
        }
