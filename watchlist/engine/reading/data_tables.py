"""The tables of `data/`, by which files are read: words of headers, units, packages, encodings, segments."""

from __future__ import annotations

import csv
from pathlib import Path


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table by its name."""
    with (Path(__file__).with_name("data") / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
