"""Tables that the code reads: each a CSV file with a header."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of this folder, by its file name."""
    return list(csv.DictReader(files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines()))
