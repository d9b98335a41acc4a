"""Letters of a name that look like others: of another script in a Latin word, of phonetics, of mathematics.

What a name was compared as is in `confusions`; here it is only said that a person may see another word than was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from chemistry.nomenclature import LONGEST, STRUCK
from watchlist.engine.errors import LineProblem

REMEMBERED: Final = 16_384
WORD: Final = re.compile(r"[^\W\d_]{2,}")
MATHEMATICAL: Final = re.compile("[\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189\u249c-\u24b5]")
"""Letters in styles of mathematics, in circles, squares and brackets: nobody writes goods in them."""
PHONETIC: Final = re.compile("[\u0250-\u0258\u025a-\u02af\u1d00-\u1dbf\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab6f]")
ALPHABETS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE", "LISU", "GEORGIAN", "DESERET")
MULTIPLIED: Final = "xXхХ"
"""The sign of multiplication stands in words of either script: "25кгx4"."""
LOCANTS: Final = frozenset("αβγδεζηθλμξπστφχψωΔΩΣ")
"""Greek letters that stand at the beginning of a Latin word for what they are: "αPVP", "μmol"."""


def look_alikes(name: str) -> tuple[LineProblem, ...]:
    """Return the problem of a name that is written to look like another; nothing for other names."""
    letters = () if name.isascii() else _look_alikes(name[:LONGEST])
    described = ", ".join(
        f"{mark} (U+{ord(mark):04X} {unicodedata.name(mark, 'unnamed').lower()})" for mark in letters[:4]
    )
    return (LineProblem("look_alike_letters", "name", f"the name holds {described}."),) if letters else ()


@lru_cache(REMEMBERED)
def _look_alikes(name: str) -> tuple[str, ...]:
    composed = unicodedata.normalize("NFKC", name)
    found = [*MATHEMATICAL.findall(name), *STRUCK.findall(composed.casefold())]
    found += [mark for word in WORD.findall(composed) for mark in _strange(word)]
    return tuple(dict.fromkeys(mark for marks in found for mark in marks))


def _strange(word: str) -> Iterator[str]:
    """Yield the letters of a word that are of another script than the rest; of a Latin word, those not Latin."""
    if word.isascii():
        return
    rest = word[1:] if word[0] in LOCANTS else word
    by_script: dict[str, list[str]] = {}
    for mark in rest:
        if mark not in MULTIPLIED:
            by_script.setdefault(_alphabet(mark), []).append(mark)
    by_script.pop("", None)
    if len(by_script) > 1:
        yield from (mark for script, marks in by_script.items() if script != "LATIN" for mark in marks)
    yield from PHONETIC.findall(rest)


def _alphabet(mark: str) -> str:
    """Return the alphabet of a letter; "" for ideographs, syllables and whatever is mixed with Latin as a habit."""
    script = unicodedata.name(mark, "").partition(" ")[0]
    return script if script in ALPHABETS else ""
