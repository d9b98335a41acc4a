"""The versions of the contract of the API: `contract_versions.csv` has a row for each, the oldest first.

A version is the day from which it holds. A token keeps the one that it was issued under, and so does its successor.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

with Path(__file__).with_suffix(".csv").open(encoding="utf-8") as file:
    _HEAD, *_ROWS = csv.reader(file)
VERSIONS: Final = tuple(version for version, _what in _ROWS)
FIRST_VERSION: Final = VERSIONS[0]
"""Of tokens that were issued before they kept one."""


def newest_version() -> str:
    """Return the version that a token is issued under, where its holder asks for no other."""
    return VERSIONS[-1]
