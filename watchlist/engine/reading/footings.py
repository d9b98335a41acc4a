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
from watchlist.engine.reading.columns import IDENTITY_FIELDS, Column, header_key, key_pairs
from watchlist.engine.reading.data_tables import rows_of

CHARGE: Final = "charge"
BELOW: Final = "text below the table"
LONGEST: Final = 600
MOST_CELLS: Final = 12
_AMOUNT: Final = r"[-+]?[0-9][0-9.,'’ \u00a0\u202f]{0,40}\s?(?:%|[A-Z]{3}|[€$£¥元])?"
_CHARGED: Final = re.compile(rf"(?:(?:[A-Z]{{3}}|US\$|[€$£¥])\s?)?{_AMOUNT}|included|incl\.?|-")
_RATE: Final = re.compile(r"[(\[]?[0-9]{1,3}(?:[.,][0-9]{1,3})?\s?%[)\]]?")
_WORDS: Final = re.compile(r"[^\s.,:;()/]+")
_CODES: Final = frozenset({"cas", "smiles", "inchi", "inchikey", "un_number", "hs_code", "cn_code"})


def footing(cells: Sequence[str], columns: Sequence[Column], *, below_another: bool = False) -> str:
    """Return why a row below the goods is no goods; "" where it may be.

    `below_another`: such a row stood above it; what stands in no column of goods then goes with it.
    """
    # Of a million rows of goods hardly one begins like this: what is dear is asked of none of the others.
    begins = next(filter(str.strip, cells), "")
    may_begin = _may_begin(begins)
    if not begins or not (may_begin or below_another):
        return ""
    reason = footer_reason(begins.strip()) if may_begin and len(begins) <= LONGEST else ""
    if not (reason or below_another) or _may_be_goods(cells, columns):
        return ""
    others = [text for cell in cells if (text := cell.strip())][1:]
    if reason == CHARGE:
        return CHARGE if all(_CHARGED.fullmatch(text) for text in others) else ""
    if reason or others:
        return reason
    at = next(at for at, cell in enumerate(cells) if cell.strip())
    of_goods = at < len(columns) and columns[at].field in IDENTITY_FIELDS | {"quantity"}
    return "" if of_goods else BELOW


def _may_be_goods(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Say whether a row is longer than any footer, or holds a CAS number, a code or how much there is."""
    filled = [(at, text) for at, cell in enumerate(cells) if (text := cell.strip())]
    written = " ".join(text for _, text in filled)
    if len(filled) > MOST_CELLS or len(written) > LONGEST or written_in(written):
        return True
    # "Shipping marks: ABC" needs no name of goods beside it; "Bank | Nordhaven Bank" has one beside it that is none.
    is_answered = len(filled) > 2 or any(mark in filled[0][1].rstrip(" :：") for mark in ":：")
    # "IBAN DE02 …" below the CAS numbers is beside its bank, and no number of goods.
    others = [(at, text) for at, text in filled[1:] if not footer_reason(text)]
    return any(_measures(at, text, columns) or (is_answered and _names(at, text, columns)) for at, text in others)


@lru_cache(maxsize=4_096)
def footer_reason(text: str) -> str:
    """Return what a text that stands below goods begins with: "signature"; "" for any other.

    A charge is one only where nothing else stands there: "Freight container paint" is a good.
    """
    folded = " ".join(fold(text).split())
    label, colon, _ = folded.partition(":")
    if not colon:
        label, colon, _ = folded.partition("：")
    if (found := _reason_of_label(label)) and (colon or found == CHARGE or label == folded):
        return found
    if found := next((why for word, why in NUMBERED if folded.startswith(word) and _is_number(folded, len(word))), ""):
        return found
    return next((why for word, why in BEGINNINGS if folded.startswith(word) and _ends(folded, len(word))), "")


def _is_number(text: str, at: int) -> bool:
    """Say whether from a place on a text is a number with its day, and nothing else: " 80012 of 12 Nov 2026"."""
    words = _WORDS.findall(text[at:])
    numbers = [word for word in words if any(map(str.isdigit, word))]
    plain = (header_key(word) in BESIDE_NUMBERS for word in words if word not in numbers)
    return _ends(text, at) and bool(numbers) and all(plain)


def _reason_of_label(label: str) -> str:
    """Return what a label names, also in two languages ("开户银行 Bank"), and a charge with its rate ("IGST 18 %")."""
    if found := WORDS.get(header_key(label)):
        return found
    if (bare := _RATE.sub("", label).strip()) != label and WORDS.get(header_key(bare)) == CHARGE:
        return CHARGE
    pairs = ((WORDS.get(half), WORDS.get(other)) for half, other in key_pairs(label))
    return next((why for why, other in pairs if why and why == other), "")


def _may_begin(text: str) -> bool:
    """Say whether a text begins with the first word of a footer, or in a script without spaces with its first sign."""
    first = text.split(None, 1)[0] if text[:1].isalpha() or text[:1].isspace() else ""
    return first[:1] in FIRST_SIGNS and (first > LAST_OF_SPACED or first.rstrip(":：.,").casefold() in FIRST_WORDS)


def _first_words(word: str) -> set[str]:
    return {word.casefold(), fold(word)}


def _ends(text: str, at: int) -> bool:
    return at == len(text) or not text[at].isalpha()


def _names(at: int, text: str, columns: Sequence[Column]) -> bool:
    """Say whether a cell stands in a column that says which goods they are."""
    return at < len(columns) and columns[at].field in IDENTITY_FIELDS and any(map(str.isalpha, text))


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
_NUMBERED_ROWS: Final = rows_of("numbered_rows.csv")
NUMBERED: Final = tuple((" ".join(fold(row["word"]).split()), row["reason"]) for row in _NUMBERED_ROWS)
BETWEEN: Final = frozenset(row["reason"] for row in _NUMBERED_ROWS)
"""Why a row among goods is none: it says of which order or batch they are, and nothing else."""
BESIDE_NUMBERS: Final = frozenset(
    header_key(row["word"]) for row in (*rows_of("months.csv"), *rows_of("words_beside_numbers.csv"))
)
LAST_OF_SPACED: Final = "\u2e80"
FIRST_SIGNS: Final = frozenset(
    sign for row in (*rows_of("footer_words.csv"), *_NUMBERED_ROWS) for sign in (row["word"][0], row["word"][0].upper())
)
FIRST_WORDS: Final = frozenset(
    first
    for row in (*rows_of("footer_words.csv"), *_NUMBERED_ROWS)
    for first in _first_words(row["word"].split()[0].rstrip(":.,"))
)
