"""Which paper of a shipment a title names: an invoice, a packing list, a bill of lading, a safety data sheet."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from watchlist.engine.reading.characters import fold
from watchlist.engine.reading.data_tables import rows_of

SAFETY_SHEET: Final = "safety data sheet"
LONGEST: Final = 80
# "Invoice No. 17" on a packing list is a reference; so is "Packing list date".
_REFERS: Final = re.compile(
    r"\W*(?:no\b|nr\b|n°|nº|number|num|date|dated|value|total|amount|ref|currency|address|to\b|party|号|號|日期|编号|番号|№|datum|nummer)"
)


@lru_cache(maxsize=4_096)
def paper_kind(text: str) -> str:
    """Return the kind of paper that a text is the title of; "" for any other text."""
    folded = " ".join(fold(text).split())
    if not folded or len(folded) > LONGEST or ":" in folded or "：" in folded:
        return ""
    for title, kind in TITLES:
        if folded.startswith(title) and not folded[len(title) : len(title) + 1].isalpha():
            return "" if _REFERS.match(folded, len(title)) else kind
    return ""


TITLES: Final = sorted(
    ((" ".join(fold(row["title"]).split()), row["paper"]) for row in rows_of("paper_titles.csv")),
    key=lambda title: -len(title[0]),
)
"""Titles, the longest first, with what they name."""
