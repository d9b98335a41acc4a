"""A quantity as a row of tokens: numbers, units, packages, and the words and signs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from watchlist.engine.reading.numbers import MYRIADS, NUMBER, NUMERALS, NumberConvention, read_chinese, read_number
from watchlist.engine.reading.units import PACKAGES, UNITS, WORDS, Package, Unit, spelling_key

_LETTERS: Final = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]+"
_SIGNS: Final = {
    **dict.fromkeys("*×✕✖", "times"),
    **dict.fromkeys("@", "per"),
    **dict.fromkeys("/", "slash"),
    **dict.fromkeys("([{", "open"),
    **dict.fromkeys(")]}", "close"),
    **dict.fromkeys("~≈∼±", "about"),
    **dict.fromkeys("<>≤≥", "bound"),
    **dict.fromkeys("-‐‑–—−", "dash"),
    **dict.fromkeys("+&", "plus"),
    **dict.fromkeys("=", "in"),
    **dict.fromkeys(":", "colon"),
    **dict.fromkeys(",;|、。", "stop"),
    **dict.fromkeys("%", "percent"),
    **dict.fromkeys("^⁄", "unreadable"),
}
# Spellings with a stroke are one word; otherwise a stroke stands between two.
_STROKED: Final = r"(?:[Mm]/[Tt]|[Nn]/[AaDd]|[Ll]/[Ss]|[Cc]/[Uu])(?![^\W\d_])"
# H87, C62: codes that are no words.
_CODED: Final = "|".join(key for key in UNITS if key[0].isalpha() and key[-1].isdecimal() and not key.endswith("m3"))
# 1A1, 3H1, 31HA1, as the UN Model Regulations mark packagings (6.1.2.7, 6.5.1.4).
_PACKAGING_CODE: Final = r"(?<![0-9A-Za-z])(?-i:5M|(?:[1-7]|[123]1|13)[ABCDFGHLNP]{1,2})[1-5](?![0-9A-Za-z])"
_PATTERN: Final = re.compile(
    rf"(?P<code>{_PACKAGING_CODE})"
    rf"|(?P<size>[0-9]{{2}}\s?(?:'{{1,2}}|\"|ft\b|feet\b|尺)(?:\s?(?:FCL|HC|HQ|GP|DV)\b)?|[24][05]\s?(?:HC|HQ|GP|DV|RF|OT)\b)"
    rf"|(?P<number>{NUMBER})(?P<myriad>[{''.join(MYRIADS)}]?)"
    rf"|(?P<coded>(?<![^\W_])(?:{_CODED})(?![^\W_]))"
    rf"|(?P<stroked>(?<![^\W\d_]){_STROKED})"
    r"|(?P<cubic>(?:[Cc][Uu]\.? ?)?[CcDd]?[MmМм]\s?3(?![0-9]))"
    rf"|(?P<word>{_LETTERS}(?:[.']{_LETTERS})*)"
    r"|(?P<ideographs>[\u3040-\u30ff\u3400-\u9fff]+)"
    r"|(?P<sign>[^\s\w.])",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(rf"{_LETTERS}(?:(?: |\.|\. |'){_LETTERS}){{0,2}}")
_BREAK: Final = re.compile(r"[ .']+")
_NUMERALS: Final = re.compile(rf"[{NUMERALS}]{{1,12}}")
_LONGEST_IDEOGRAPHS: Final = max(len(word) for word in (*UNITS, *PACKAGES, *WORDS) if ord(word[0]) >= 0x3040)


class QuantityToken(NamedTuple):
    """One token: its kind, its text, where it starts and ends, and what it means."""

    kind: str
    text: str
    start: int
    end: int
    values: tuple[Decimal, ...] = ()
    unit: Unit | None = None
    package: Package | None = None


def tokenise(text: str, convention: NumberConvention) -> list[QuantityToken]:
    """Return the tokens of a text that is already normalised (NFKC) and cut; words unknown here are of kind "word"."""
    tokens = []
    at = 0
    while match := _PATTERN.search(text, at):
        found = list(_READERS[str(match.lastgroup)](match, convention))
        tokens += found
        at = found[-1].end if found else match.end()
    return tokens


def _number(match: re.Match[str], convention: NumberConvention) -> Iterator[QuantityToken]:
    values = read_number(match["number"], convention)
    if match["myriad"]:
        values = tuple(value * MYRIADS[match["myriad"]] for value in values)
    yield QuantityToken("number", match[0], match.start(), match.end(), values)


def _word(match: re.Match[str], _: NumberConvention) -> Iterator[QuantityToken]:
    """The longest of up to three words that is known; a word that hides the sign of multiplication ("kgx4") is two."""
    joined = _JOINED.match(match.string, match.start())
    text = joined[0] if joined else match[0]
    breaks = [len(text), *(found.start() for found in reversed(list(_BREAK.finditer(text))))]
    for end in breaks:
        if token := known_token(text[:end], match.start()):
            yield token
            return
    first = text[: breaks[-1]]
    is_tied = first[-1] in "xXхХ" and match.string[match.start() + len(first) :][:1].isdecimal()
    if is_tied and (token := known_token(first[:-1], match.start())):
        yield token
        yield QuantityToken("times", first[-1], token.end, token.end + 1)
        return
    yield QuantityToken("word", first, match.start(), match.start() + len(first))


def known_token(text: str, start: int = 0) -> QuantityToken | None:
    """Return the token of a spelling that the tables hold."""
    key = spelling_key(text)
    end = start + len(text)
    if unit := UNITS.get(key):
        return QuantityToken("unit", text, start, end, unit=unit)
    if package := PACKAGES.get(key):
        return QuantityToken("package", text, start, end, package=package)
    return QuantityToken(part, text, start, end) if (part := WORDS.get(key)) else None


def _ideographs(match: re.Match[str], _: NumberConvention) -> Iterator[QuantityToken]:
    """The longest known words from left to right; digits only where a unit or a package follows them."""
    text, start = match[0], match.start()
    at = 0
    while at < len(text):
        token = _numeral(text, at, start) or _longest(text, at, start)
        yield token or QuantityToken("word", text[at], start + at, start + at + 1)
        at = (token.end - start) if token else at + 1


def _longest(text: str, at: int, start: int) -> QuantityToken | None:
    lengths = range(min(_LONGEST_IDEOGRAPHS, len(text) - at), 0, -1)
    return next((token for length in lengths if (token := known_token(text[at : at + length], start + at))), None)


def _numeral(text: str, at: int, start: int) -> QuantityToken | None:
    """Shortened until what follows is known: 五千克 is 五 and 千克, 五千公斤 is 五千 and 公斤."""
    match = _NUMERALS.match(text, at)
    for end in range(match.end(), at, -1) if match else ():
        value = read_chinese(text[at:end])
        after = _longest(text, end, start) if value else None
        if value and after and after.kind in ("unit", "package"):
            return QuantityToken("number", text[at:end], start + at, start + end, (value,))
    return None


def _sign(match: re.Match[str], _: NumberConvention) -> Iterator[QuantityToken]:
    yield QuantityToken(_SIGNS.get(match[0], "word"), match[0], match.start(), match.end())


def _size(match: re.Match[str], _: NumberConvention) -> Iterator[QuantityToken]:
    yield QuantityToken("package", match[0], match.start(), match.end(), package=Package("container"))


def _cubic(match: re.Match[str], _: NumberConvention) -> Iterator[QuantityToken]:
    letters = spelling_key(match[0].replace("М", "m").replace("м", "m")).removeprefix("cu")
    yield QuantityToken("unit", match[0], match.start(), match.end(), unit=UNITS[letters])


def _stroked(match: re.Match[str], _: NumberConvention) -> Iterator[QuantityToken]:
    token = known_token(match[0], match.start())
    yield token or QuantityToken("word", match[0], match.start(), match.end())


_READERS: Final = {
    "code": _sign,
    "size": _size,
    "number": _number,
    "myriad": _number,
    "coded": _stroked,
    "stroked": _stroked,
    "cubic": _cubic,
    "word": _word,
    "ideographs": _ideographs,
    "sign": _sign,
}
