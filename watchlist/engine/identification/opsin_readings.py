"""A name as OPSIN may read it, with what printers, scanners, habits and other languages do to names undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from chemistry import DASH, GREEK_NAMES, PRIMES
from watchlist.engine.host import table
from watchlist.engine.identification.opsin_process import LONGEST, installation

REMEMBERED: Final = 16_384
MOST: Final = 4

Doubt = Literal["", "spelling", "stereo"]
Rules = tuple[tuple[re.Pattern[str], str], ...]

TIDY: Final[Rules] = (
    (re.compile(r"(?<=[a-z])-\s+(?=[a-z])"), ""),  # "piperi- dine": a word divided at the end of a line
    (re.compile(r"(?<![\w-])([nopmst]|sec|tert|iso)\.?\s+(?=[a-z]{4})"), r"\1-"),  # "n butanol"
    (re.compile(r"(?<![\d.\[])(\d{1,2})[.;](\d{1,2})(?=-[a-zA-Z])"), r"\1,\2"),  # "1.4-butanediol"
    (re.compile(r"(?:\s*[.*]\s*|\s+x\s+)(?=\d?\s*(?:hcl|hbr)\b)", re.IGNORECASE), " "),  # "piperidine.HCl"
    (re.compile(r"\(?([a-z]+ylene)[\s-]*dioxy\)?(?=[\s-]*phenyl)"), r"\1dioxy"),  # "3,4-(methylenedioxy)phenyl"
    (re.compile(r"([a-z]{2})(di|tri)?(ol|one|amine|al|thiol)-(\d{1,2}(?:,\d{1,2})*)$"), r"\1-\4-\2\3"),  # "propanone-2"
)
"""What OPSIN does not take, though nobody doubts what it means."""

SCANNED: Final[Rules] = (
    (re.compile(r"(?<![a-zA-Z])[lI|](?=\s*[,-])"), "1"),  # "l-phenyl-2-propanone"
    (re.compile(r"(?<=\d)[lI|](?=[,-])"), "1"),
    (re.compile(r"(?<=\d)[oO](?=[\d,-])"), "0"),  # "1O-undecenol"
    (re.compile(r"(?<=[a-z])1(?![\d,-])"), "l"),  # "butane-1,4-dio1"
    (re.compile(r"(?<=[a-z])0(?![\d,-])"), "o"),
)
"""Digits and letters that look alike."""

RACEMIC = re.compile(
    r"^(?:(?:racemic|rac\.?|\(?(?:dl|d,l)\)?|\+/-|\((?:\+/-|\+-|r[,/]?s|[ez][,/][ez])\))[-\s]+)+", re.IGNORECASE
)
"""A racemate, and a mixture of E and Z, is drawn flat: without the word nothing is lost."""

STEREO = re.compile(r"^(?:(?:erythro|threo|meso|\(?[dl]\)?|\([+-]\))[-\s]+)+(?=\w|\()", re.IGNORECASE)
"""Words on the stereochemistry that OPSIN takes before few names."""

CAPITAL_LOCANT = re.compile(r"(?<![\w,'])[INOP]-")
""" "O-TOLUIDINE", "N-BUTANOL": OPSIN takes the capital for the atom."""

LOCANT = re.compile(r"\d\S*-")
LAST_WORD = re.compile(r"[a-zA-Z]+$")
FIRST_WORD = re.compile(r"^[a-zA-Z]+")
AS_WRITTEN_IN_ASCII: Final = {
    "±": "+/-",
    "\N{MINUS SIGN}": DASH,
    **dict.fromkeys(PRIMES, "'"),
    **dict.fromkeys('"“”„‟', "''"),
}
GREEK: Final = ("GREEK SMALL LETTER ", "GREEK CAPITAL LETTER ")
WORDS_REMEMBERED: Final = 65_536
FEWEST_LETTERS: Final = 4
LETTERS = re.compile(r"[a-z]+")

BY_PATTERN: Final = frozenset(
    "alpha beta gamma delta epsilon zeta eta omega xi lambda ortho meta para cis trans exo endo syn anti rel rac racem "
    "racemic cyclo spiro dispiroter annulen annulyn compound compd with".split()
)
"""Words that OPSIN knows by its patterns, not by its lists; its `regexTokens.xml`, and its word for a complex."""

LINKS: Final = frozenset("aeio")
"""Letters between tokens."""


@dataclass(frozen=True, slots=True)
class SystematicSpelling:
    """One way to read a name, and what is in doubt if it is the right one.

    `spelling` where characters were taken for others or words were run together; `stereo` where a word on the
    stereochemistry was left out.
    """

    text: str
    doubt: Doubt = ""


@lru_cache(REMEMBERED)
def systematic_readings(name: str) -> tuple[SystematicSpelling, ...]:
    """Return the name as written and as it may be meant, at most four ways; none where it cannot be systematic.

    Each is printable ASCII of at most 300 characters, and made of OPSIN's own words.
    """
    written = _in_ascii(name[: LONGEST + 1])
    if not (written.isascii() and written.isprintable()):
        return ()
    found: dict[str, SystematicSpelling] = {}
    for spelling in _spellings(written):
        if len(spelling.text) <= LONGEST and _can_be_systematic(spelling.text):
            found.setdefault(spelling.text, spelling)
    return tuple(found.values())[:MOST]


def _spellings(written: str) -> Iterator[SystematicSpelling]:
    """Yield the ways to read a name: what is sure first."""
    tidy = _tidy(written)
    scanned = _apply(SCANNED, tidy)
    yield SystematicSpelling(written)
    yield SystematicSpelling(tidy)
    if (translated := _apply(spellings(), tidy.lower())) != tidy.lower():
        yield SystematicSpelling(translated)
    yield SystematicSpelling(scanned, "spelling")
    yield SystematicSpelling(RACEMIC.sub("", tidy))
    yield SystematicSpelling(STEREO.sub("", tidy), "stereo")
    if LOCANT.search(scanned):
        yield SystematicSpelling("".join(scanned.split()), "spelling")


def _tidy(written: str) -> str:
    """Return the name without what is plainly no part of it; in small letters where capitals mislead."""
    small = written.lower() if written.isupper() else written
    tidy = _without_gaps(_apply(TIDY, small))
    return written if tidy == small and not CAPITAL_LOCANT.search(written) else tidy


def _without_gaps(name: str) -> str:
    """Return the name with words mended that are broken in two: "piper idine" is, "methyl acetate" is not."""
    words = name.split(" ")
    for number in range(len(words) - 1, 0, -1):
        left, right = LAST_WORD.search(words[number - 1]), FIRST_WORD.search(words[number])
        halves = [left[0].lower(), right[0].lower()] if left and right else []
        if halves and not all(map(_is_made_of_tokens, halves)) and _is_made_of_tokens("".join(halves)):
            words[number - 1 : number + 1] = [words[number - 1] + words[number]]
    return " ".join(words)


def _apply(rules: Rules, text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


@cache
def spellings() -> Rules:
    """Return the rules of data/systematic_spellings.csv, applied one after another to a name in small letters."""
    return tuple(
        (re.compile(row["pattern"]), row["english"]) for row in table("identification", "systematic_spellings.csv")
    )


def _in_ascii(name: str) -> str:
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


def _can_be_systematic(text: str) -> bool:
    """Return whether each run of letters is made of OPSIN's own tokens; runs of one or two may be locants."""
    runs = LETTERS.findall(text.lower().replace("sulph", "sulf"))
    return sum(map(len, runs)) >= FEWEST_LETTERS and all(len(run) <= 2 or _is_made_of_tokens(run) for run in runs)


@lru_cache(WORDS_REMEMBERED)
def _is_made_of_tokens(word: str) -> bool:
    """Return whether a word of small letters can be divided into tokens without a rest."""
    runs, lengths = _tokens()
    reached = {0}
    for start in range(len(word)):
        if start in reached:
            reached.update(start + length for length in lengths if word[start : start + length] in runs)
    return len(word) in reached


@cache
def _tokens() -> tuple[frozenset[str], tuple[int, ...]]:
    """Return the runs of letters in OPSIN's tokens, and their lengths; nothing where OPSIN is not installed."""
    installed = installation()
    listed = installed.tokens() if installed else ()
    runs = {run for token in listed for run in LETTERS.findall(token.lower()) if len(run) > 1}
    all_runs = frozenset(runs | BY_PATTERN | LINKS) if runs else frozenset()
    return all_runs, tuple(sorted({len(run) for run in all_runs}))
