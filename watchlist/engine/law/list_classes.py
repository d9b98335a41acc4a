"""How near a list's goods are to a drug, as the laws themselves rank them: `list_classes.csv`, a row for each list.

`first`: immediate precursors and first categories, whose goods have few other uses; controlled drugs, too. `second`:
second categories, and lists that mix ranks. `third`: the solvents, acids and reagents of every day. Lists of the same
class are equals: which class a list has is data, and no order within a class is known.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path


class ListClass(StrEnum):
    """The class of a list, the nearest to a drug first."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class RankedList:
    """The class of one list, and the words for goods that are on it: "first category of the EU"."""

    list_class: ListClass
    words: str


@cache
def ranked_lists() -> Mapping[str, RankedList]:
    """Return the class of each list by its key; a list without a row, as one of the house, has none."""
    path = Path(__file__).with_name("data") / "list_classes.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["list"]: RankedList(ListClass(row["class"]), row["words"]) for row in csv.DictReader(rows)}
