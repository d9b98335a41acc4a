"""What lies in our tree as others wrote it, and so goes into the wheel with no package of its own."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec


class VendoredCopy(msgspec.Struct, frozen=True):
    """A file of others in a folder of ours: its licence by SPDX, the package that it was taken from, its digest."""

    name: str
    version: str
    licence: str
    purl: str
    folder: str
    file: str
    sha256: str


def vendored() -> list[VendoredCopy]:
    """Return the rows of `vendored.csv`."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as rows:
        return [msgspec.convert(row, VendoredCopy) for row in csv.DictReader(rows)]
