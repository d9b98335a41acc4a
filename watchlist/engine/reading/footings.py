"""What stands below the goods of a paper: bank details, signatures, terms, charges. They are no goods, and are named.

A row is left out only where it begins with a word for such a thing (footer_words.csv), stands below a line, and holds
nothing by which goods could be screened: no CAS number, no figure under a quantity. What was left out is told, row by
row, with why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from chemistry import written_in
from watchlist.engine.reading.characters import fold
from watchlist.engine.reading.columns import IDENTITY_FIELDS, Column, header_key
from watchlist.engine.reading.data_tables import rows_of

CHARGE: Final = "charge"
BELOW: Final = "text below the table"
LONGEST: Final = 600
MOST_CELLS: Final = 12
_AMOUNT: Final = r"[-+]?[0-9][0-9.,'’ \u00a0\u202f]{0,40}\s?(?:%|[A-Z]{3}|[€$£¥元])?"
_CHARGED: Final = re.compile(rf"(?:(?:[A-Z]{{3}}|US\$|[€$£¥])\s?)?{_AMOUNT}|included|incl\.?|-")
_CODES: Final = frozenset({"cas", "smiles", "inchi", "inchikey", "un_number", "hs_code", "cn_code"})


def footing(cells: Sequence[str], columns: Sequence[Column], *, below_another: bool = False) -> str:
    """Return why a row below the goods is no goods; "" where it may be.

    `below_another`: such a row stood above it; what stands in no column of goods then goes with it.
    """
    filled = [(at, text) for at, cell in enumerate(cells[:200]) if (text := cell.strip())]
    if not filled or len(filled) > MOST_CELLS:
        return ""
    written = " ".join(text for _, text in filled)
    if len(written) > LONGEST or written_in(written) or any(_measures(at, text, columns) for at, text in filled[1:]):
        return ""
    reason = footer_reason(filled[0][1])
    if reason == CHARGE:
        return CHARGE if all(_CHARGED.fullmatch(text) for _, text in filled[1:]) else ""
    if reason or not below_another or len(filled) > 1:
        return reason
    of_goods = any(at < len(columns) and columns[at].field in IDENTITY_FIELDS | {"quantity"} for at, _ in filled)
    return "" if of_goods else BELOW


@lru_cache(maxsize=4_096)
def footer_reason(text: str) -> str:
    """Return what a text that stands below goods begins with: "signature"; "" for any other.

    A charge is one only where nothing else stands there: "Freight container paint" is a good.
    """
    folded = " ".join(fold(text).split())
    label, colon, _ = folded.partition(":")
    if not colon:
        label, colon, _ = folded.partition("：")
    if (found := WORDS.get(header_key(label))) and (colon or found == CHARGE or label == folded):
        return found
    return next((why for word, why in BEGINNINGS if folded.startswith(word) and _ends(folded, len(word))), "")


def _ends(text: str, at: int) -> bool:
    return at == len(text) or not text[at].isalpha()


def _measures(at: int, text: str, columns: Sequence[Column]) -> bool:
    """Say whether a cell says how much of goods there is, or by which code they go."""
    if at >= len(columns):
        return False
    field = columns[at].field
    return field in _CODES or (field == "quantity" and any(map(str.isdigit, text)))


WORDS: Final = {header_key(row["word"]): row["reason"] for row in rows_of("footer_words.csv")}
# One word alone begins the name of many a good: "Bank notes paper", "Swift fuel", "Page paper".
BEGINNINGS: Final = tuple(
    (" ".join(fold(row["word"]).split()), row["reason"])
    for row in rows_of("footer_words.csv")
    if row["reason"] != CHARGE
    and (" " in row["word"].strip() or row["word"] in {"iban", "signature", "bankverbindung"})
)
