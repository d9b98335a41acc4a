"""Which duties ask that an order, a transaction or a person be reported: whether they were is told to few.

A tick says of them that somebody looked whether a report is due, and no more. So it is the same for a shipment that
was reported and for one that was not; the report is a record of its own. Which they are is data: `report_duties.csv`.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


def asks_a_report(text: str) -> bool:
    """Say whether a duty, by its text, is done by a report of which few may know."""
    folded = text.casefold()
    return any(words in folded for words in report_words())


@cache
def report_words() -> tuple[str, ...]:
    """Return the words by which such a duty is known, folded."""
    path = Path(__file__).with_name("data") / "report_duties.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(row["words"].casefold() for row in csv.DictReader(rows))
