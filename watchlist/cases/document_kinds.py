"""Which kind of document a duty asks for, where its text begins with it: a licence is no import authorisation.

Two duties of one list may ask for two papers of one shipment (Regulation (EC) No 111/2005, Art 6 and 20). Which texts
ask for which, is data: a CSV file.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Final

from watchlist.authorisations import Authorisation

GENERAL: Final = Authorisation.Kind.PERMIT.value
"""A permit is what authorities call any of the others: its kind does not say which it is."""


def meets_duty(kind: str, text: str) -> bool:
    """Say whether a document of a kind may be the one that a duty asks for, by its text: not where both say another."""
    wanted = kind_asked_by(text)
    return not wanted or kind in {GENERAL, wanted}


@cache
def kind_asked_by(text: str) -> str:
    """Return the kind of document that the text of a duty begins with; "" where it begins with none."""
    folded = text.casefold()
    return next((kind for begins, kind in _beginnings() if folded.startswith(begins)), "")


@cache
def _beginnings() -> tuple[tuple[str, str], ...]:
    path = Path(__file__).with_name("data") / "document_duties.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple((begins, kind) for begins, kind in list(csv.reader(rows))[1:])
