"""What the backtest needs beside the law: families and roles, solvents and reagents, and which listings show a mask."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chemistry.analogues.masks import Mask
from watchlist.engine import host


@dataclass(frozen=True, slots=True)
class Member:
    """A substance of a family; `role` is precursor or end_product."""

    family: str
    subfamily: str
    role: str


@dataclass(frozen=True, slots=True)
class DatedMask:
    """A mask with the day on which the world could know it, and the substances whose listings show it."""

    mask: Mask
    published_on: date
    shown_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Fixed beforehand, in seeds/relatives. `reagents`: solvents and reagents, with the reason."""

    members: Mapping[str, Member]
    reagents: Mapping[str, str]
    masks: tuple[DatedMask, ...]


def read_labels(folder: Path = host.ROOT / "seeds/relatives") -> Labels:
    """Return the labels as the seeds hold them."""
    members = _rows(folder, "members.csv")
    return Labels(
        members={row["substance"]: Member(row["family"], row["subfamily"], row["role"]) for row in members},
        reagents={row["substance"]: row["reason"] for row in _rows(folder, "reagents.csv")},
        masks=tuple(_mask(row) for row in _rows(folder, "masks.csv")),
    )


def _mask(row: Mapping[str, str]) -> DatedMask:
    mask = Mask(row["key"], row["title"], row["pattern"], row["tail"], row["reshapes"] == "yes")
    shown_by = tuple(key for key in (row["listed"], row["masked"]) if key)
    return DatedMask(mask, date.fromisoformat(row["published_on"]), shown_by)


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()))
