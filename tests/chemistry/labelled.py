"""Labelled rows of fixtures/bench: invented cases, never law."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from chemistry.forms.reference_set import Reference, ReferenceSet
from chemistry.structures import Comparer, ReferenceData

BENCH = Path(__file__).parents[2] / "fixtures" / "bench"


def rows(name: str) -> list[dict[str, str]]:
    with (BENCH / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def references() -> tuple[Reference, ...]:
    return tuple(
        Reference(row["key"], row["smiles"], frozenset(row["derivatives"].split())) for row in rows("references.csv")
    )


@cache
def reference_set() -> ReferenceSet:
    return ReferenceSet(references())


@cache
def comparer() -> Comparer:
    return Comparer(ReferenceData(references()))
