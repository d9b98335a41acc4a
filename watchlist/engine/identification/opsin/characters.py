"""Names in ASCII: dashes, primes, spaces, full-width forms, accents and Greek letters as OPSIN writes them."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from chemistry.nomenclature import DASH, GREEK_NAMES, PRIMES

AS_WRITTEN_IN_ASCII: Final = {
    "±": "+/-",
    "\N{MINUS SIGN}": DASH,
    **dict.fromkeys(PRIMES, "'"),
    **dict.fromkeys('"“”„‟', "''"),
}
GREEK: Final = ("GREEK SMALL LETTER ", "GREEK CAPITAL LETTER ")


def in_ascii(name: str) -> str:
    """Return the name with single spaces and in ASCII; a character that has no like there stays as it is."""
    if not (name.isascii() and name.isprintable()):
        name = "".join(map(_character, unicodedata.normalize("NFKC", name)))
    return " ".join(name.split())


@cache
def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd":
        return DASH
    if character in AS_WRITTEN_IN_ASCII:
        return AS_WRITTEN_IN_ASCII[character]
    if category in ("Cc", "Cf"):
        return " " if character.isspace() else ""
    base = unicodedata.normalize("NFD", character)[0]
    name = unicodedata.name(base, "")
    if name.startswith(GREEK):
        letter = name.split()[-1].lower()
        return GREEK_NAMES.get(letter, letter)
    return base if base.isascii() else character
