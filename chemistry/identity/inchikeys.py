"""The text of an InChIKey: 14 letters say the skeleton, ten its stereochemistry and isotopes, the last its protons."""

from __future__ import annotations

import re
from typing import Final

INCHIKEY: Final = re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]")
SKELETON: Final = 14


def skeleton(inchikey: str) -> str:
    """The letters of an InChIKey, or of its first block, that say the skeleton, whatever else is drawn on it."""
    return inchikey[:SKELETON]
