"""What running text says of goods: the codes that it marks as such, and of remarks the words that may name something.

A remark tells two goods apart only by what is left of it: its figures, and its words of packing, trade and carriage,
say nothing of chemistry.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from stdnum.eu import ecnumber

from chemistry import normalise_name, written_in
from watchlist.engine.host import table
from watchlist.engine.reading.items import PRODUCT_FORMS
from watchlist.engine.reading.units import PACKAGES, UNITS, WORDS, spelling_key

MOST_WORDS: Final = 2_000
LONGEST_RUN: Final = 40
SHARED: Final = 5
"""Words that are read as one sentence, of which so many are read with the next ones, too: a name may go on."""
REMEMBERED: Final = 16_384
STAY: Final = frozenset({"joint"})
"""Plain words that stay, beside those that deny ("free of acetone") or name an article."""
FEWEST_DIGITS: Final = 3
MOST_LETTERS: Final = 4
"""A word of so many digits and so few letters is the number of a lot or an order, and no chemical."""

UN_NUMBER: Final = re.compile(
    r"(?<!\w)(?:UN|ONU|\N{CYRILLIC CAPITAL LETTER O}{2}\N{CYRILLIC CAPITAL LETTER EN})"
    r"\W{0,3}(?:N[Oo\N{DEGREE SIGN}r]?\W{0,3})?(\d{4})(?!\d)",
    re.IGNORECASE,
)
HS_CODE: Final = re.compile(
    r"(?<!\w)(?:HS|HTS|HTSUS|HSN|NCM|TARIC|CN|\u0422\u041d\s?\u0412\u042d\u0414|\u7a0e\u53f7|\u7a05\u756a|\u6d77\u5173\u7f16\u7801)"
    r"(?:\s?(?:codes?|c[o\u00f3]digo|no|nr|\u7f16\u7801))?\W{0,3}(\d{4}(?:[. ]?\d{2}){0,4})(?![\d-])",
    re.IGNORECASE,
)
EC_NUMBER: Final = re.compile(r"(?<![\d-])[2-9]\d{2}-\d{3}-\d(?![\d-])")
E_NUMBER: Final = re.compile(r"(?<![\w-])E[ -]?(\d{3,4})(?:\([ivx]+\))?(?![\w-])", re.IGNORECASE)
INCHIKEY: Final = re.compile(r"(?<![A-Z])[A-Z]{14}-[A-Z]{10}-[A-Z](?![A-Z])", re.IGNORECASE)
FIGURE: Final = re.compile(r"[^\W\d_]{2,3}[0-9][0-9.,/-]*|[0-9.,/'’×x*-]*[0-9][.,]?[^\W\d_]{0,3}")
"""A figure with a unit or the mark of a code, or without: "25kg", "UN1090", "2914.11"; not "P2P", nor "3-MMC"."""
_LETTERS: Final = re.compile(r"[^\W\d_].*[^\W\d_]", re.DOTALL)
_MARKS: Final = ".,;:!?()[]{}'\""


def un_numbers_in(text: str) -> tuple[str, ...]:
    """Return the UN numbers that a text marks: ("1090",) of "ACETONE UN 1090"."""
    return tuple(dict.fromkeys(UN_NUMBER.findall(text)))


def hs_codes_in(text: str) -> tuple[str, ...]:
    """Return the customs codes that a text marks, as written: ("2914.11",) of "HS code 2914.11"."""
    return tuple(dict.fromkeys(HS_CODE.findall(text)))


def ec_numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of the European inventory in a text whose check digit holds: ("200-662-2",)."""
    return tuple(number for number in dict.fromkeys(EC_NUMBER.findall(text)) if ecnumber.is_valid(number))


def e_numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of food additives in a text, as "E 507" is written: ("E507",)."""
    return tuple(dict.fromkeys(f"E{digits}" for digits in E_NUMBER.findall(text)))


def inchikeys_in(text: str) -> tuple[str, ...]:
    """Return the InChIKeys in a text."""
    return tuple(dict.fromkeys(key.upper() for key in INCHIKEY.findall(text)))


@lru_cache(REMEMBERED)
def words_of_goods(remarks: str) -> str:
    """Return what remarks may say of the goods, their codes first: "; " stands where plain words were left out."""
    codes = [
        *(f"UN {number}" for number in un_numbers_in(remarks)),
        *(f"HS {code}" for code in hs_codes_in(remarks)),
        *ec_numbers_in(remarks),
        *inchikeys_in(remarks),
        *e_numbers_in(remarks),
    ]
    runs: list[list[str]] = [[]]
    for word in remarks.split()[:MOST_WORDS]:
        if _is_plain(word):
            runs.append([])
        else:
            runs[-1].append(word)
    pieces = (run[start : start + LONGEST_RUN] for run in runs for start in range(0, len(run), LONGEST_RUN - SHARED))
    worded = dict.fromkeys(" ".join(piece) for piece in pieces if any(map(_tells, piece)))
    return "; ".join((*codes, *worded))


def words_beside_figures(text: str) -> str:
    """Return the CAS numbers in what states an amount or a code, and its words but those of measure, packing or form.

    "safrole" of "5 kg safrole"; "" of most.
    """
    return "" if text.isdigit() else _words_beside_figures(text)


@lru_cache(REMEMBERED)
def _words_beside_figures(text: str) -> str:
    words = [word for word in text.split() if not FIGURE.fullmatch(word)]
    others = "" if _is_expected("".join(words)) else " ".join(word for word in words if not _is_expected(word))
    return "; ".join((*written_in(text), *([others] if _LETTERS.search(others) else ())))


def _is_expected(word: str) -> bool:
    key = spelling_key(word)
    return key in UNITS or key in PACKAGES or key in WORDS or key in PRODUCT_FORMS


def _is_plain(word: str) -> bool:
    key = normalise_name(word.strip(_MARKS))
    says = plain_words().get(key, "")
    return _is_reference(word) or (bool(says) and says not in STAY and key not in _words_around_names())


def _tells(word: str) -> bool:
    key = normalise_name(word.strip(_MARKS))
    return any(map(str.isalpha, word)) and key not in plain_words() and key not in _words_around_names()


def _is_reference(word: str) -> bool:
    return sum(map(str.isdigit, word)) >= FEWEST_DIGITS and sum(map(str.isalpha, word)) <= MOST_LETTERS


@cache
def plain_words() -> dict[str, str]:
    """Return the words of data/plain_words.csv by match key, with what they say."""
    return {normalise_name(row["word"]): row["says"] for row in table("identification", "plain_words.csv")}


@cache
def _words_around_names() -> frozenset[str]:
    rows = table("identification", "around_names.csv")
    return frozenset(normalise_name(word) for row in rows for word in row["text"].split())
