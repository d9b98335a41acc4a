"""Chemical names as match keys, and names peeled of their counter-ions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from chemistry.data import rows

LONGEST_NAME = 500
REMEMBERED = 65_536

DASH = "-"
PRIMES = "'‘’‚‛`´ʹʼˈ′‵＇"
SIGN = re.compile(r"[(\[{]\s*(\+/-|\+-|\+|-)\s*[)\]}]")
SEPARATORS = r"[\s\-.,;:_/()\[\]{}<>\"|、，。،؛·•・*®™]+"
DROPPED = re.compile(SEPARATORS)
BETWEEN_DIGITS = re.compile(rf"(?<=\d){SEPARATORS}(?=\d)")
STRUCK = re.compile("(?<=[a-z\u00df-\u024f])[\u0300-\u036f\u0488\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
"""Marks that no letter is composed with, on Latin letters: struck through, encircled, or heaped up."""
SPELLINGS = (("sulph", "sulf"),)
VARIANTS = str.maketrans(
    {
        "\N{ARABIC LETTER YEH}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER FARSI YEH}",
        "\N{ARABIC LETTER KAF}": "\N{ARABIC LETTER KEHEH}",
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC TATWEEL}": "",
        "\N{DEVANAGARI SIGN NUKTA}": "",
        "\N{DEVANAGARI SIGN CANDRABINDU}": "\N{DEVANAGARI SIGN ANUSVARA}",
    }
)
"""Letters of one sound that keyboards of two languages write apart, and marks that documents leave out."""
POINTED = ("ARABIC", "HEBREW")
"""Scripts whose marks are points that most texts leave out."""
GREEK_NAMES = {"lamda": "lambda"}  # Unicode's own spelling


@lru_cache(REMEMBERED)
def normalise_name(text: str) -> str:
    """The match key of a name, at most 500 characters read.

    Case, Latin accents, Greek letters, kinds of dash and prime, spaces, hyphens and brackets are folded away.
    Digits, locants, primes and the signs of rotation stay; a comma stays between digits, so that 1,2 is not 12.
    """
    folded = _fold(text[:LONGEST_NAME])
    signed = SIGN.sub(lambda sign: {"+": "⊕", "-": "⊖"}.get(sign[1], "⊕⊖"), folded)
    bare = DROPPED.sub("", BETWEEN_DIGITS.sub("⊙", signed))
    for spelling, ours in SPELLINGS:
        bare = bare.replace(spelling, ours)
    return bare.replace("⊕", "+").replace("⊖", "-").replace("⊙", ",")


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower().replace("`", "'")
    visible = text if text.isprintable() else "".join(c for c in text if unicodedata.category(c) != "Cf")
    composed = unicodedata.normalize("NFKC", visible).casefold().replace("(±)", "±").replace("±", "(+/-)")
    composed = composed.translate(VARIANTS)
    return "".join(map(_fold_character, STRUCK.sub("", composed)))


@cache
def _fold_character(character: str) -> str:
    if character.isascii():
        return "'" if character == "`" else character
    if character in PRIMES:
        return "'"
    if unicodedata.category(character) == "Pd" or character == "\N{MINUS SIGN}":
        return DASH
    base = unicodedata.normalize("NFD", character)[0]
    if base.isascii():
        return base
    return _fold_letter(character, base)


def _fold_letter(character: str, base: str) -> str:
    if unicodedata.category(base) == "Nd":
        return str(unicodedata.decimal(base))
    name = unicodedata.name(base, "")
    if name.startswith(POINTED):
        return "" if unicodedata.category(base) == "Mn" else base.translate(VARIANTS)
    if name.startswith("GREEK SMALL LETTER "):
        letter = name.split()[-1].lower()
        return GREEK_NAMES.get(letter, letter)
    return character


@dataclass(frozen=True, slots=True)
class PeeledName:
    """A name without its counter-ion and water, folded as for a match key but still readable.

    `kind` is "salt" where any counter-ion was peeled, else "hydrate"; `word` is all that was peeled, as read;
    `forms` are the kinds peeled, in the order of FormMatch.forms.
    """

    base: str
    kind: str
    word: str
    forms: tuple[str, ...]


def peel_counterion(name: str) -> PeeledName | None:
    """The base of "ephedrine hydrochloride monohydrate" or "sodium phenylacetate"; None where nothing can be peeled.

    Words and positions are those of data/counterions.csv. A chloride, and the acetate of an alkyl group, are no salts.
    """
    base = RATIO.sub("", _fold(name[:LONGEST_NAME])).strip()
    words: list[str] = []
    kinds: set[str] = set()
    while (peeled := _peel_once(base)) is not None:
        base, word, kind = peeled
        words.insert(0, word)
        kinds.add(kind)
    if not kinds:
        return None
    forms = tuple(kind for kind in ("salt", "hydrate") if kind in kinds)
    return PeeledName(base, forms[0], " ".join(words), forms)


SPACES = re.compile(r"[\s-]+")
RATIO = re.compile(r"[(\[]\s*\d\s*:\s*\d\s*[)\]]")
NUMBER = r"(?<!-)\d+(?:\.\d+)?[\s*x]*|\d+(?:\.\d+)?[*x]*"
"""How many; a number after a hyphen and before a space is a locant: "piperidone-4 hydrochloride"."""
MULTIPLIER = rf"(?:(?:hemi|mono|sesqui|di|tri|tetra|penta|hexa|hepta|octa|nona|deca|bis|{NUMBER})-?)?"
MULTIPLIED = re.compile(f"^{MULTIPLIER}")
GAP = r"[\s,;.*·•・(\[-]"
TEMPLATES = {
    "suffix": rf"(?P<base>.*?\w\W*?){GAP}+(?P<word>{MULTIPLIER}(?:{{words}}))[\s.)\]]*",
    "of": r"(?P<word>(?:{words}))\s+(?:of\s+|de\s+la\s+|de\s+|d'|du\s+|di\s+|do\s+|da\s+)(?P<base>\w.*)",
    "cation": rf"(?P<word>{MULTIPLIER}(?:{{words}}))\s+(?P<base>\S.*)",
    "before": r"(?P<word>(?:{words}))\s+(?P<base>\w.*)",
    "joined_prefix": r"(?P<word>(?:{words}))(?P<base>\w.*\w)",
    "joined_to_base": r"(?P<base>\w.*(?:in[ei]?|yl|on[ei]?|ol|am))-?(?P<word>(?:{words}))[\s.)\]]*",
    "joined_suffix": r"(?P<base>\w.*?\w)\W?(?P<word>(?:{words}))",
}
"""Where in a name a counter-ion stands, by the column `position`; joined: without a space, in scripts that write none.

A German counter-ion is joined to a base that ends as bases do ("Ergotamintartrat"), a Russian one stands before it.
"""

NO_BASE = re.compile(r"(?:(?<!fentan)yl|ic|ous|ium|hydrogen|(?<!diazep)oxide)$")
"""The ends of "n-butyl" (acetate), "ferric" (sulfate), "ammonium" (phosphate): what is left is no base of a salt.

Fentanyl and chlordiazepoxide are.
"""


def _peel_once(name: str) -> tuple[str, str, str] | None:
    """The base, the word and its kind."""
    for position, pattern, kinds in _peelers_of(name):
        found = pattern.fullmatch(name)
        if found is None:
            continue
        base, word = found["base"].lstrip(" ,;.·").rstrip(" ,;.-([·"), found["word"].strip()
        base = base if SIGN.match(base) else base.lstrip(" -([")
        kind = kinds.get(_bare(word)) or kinds[_bare(re.sub(f"^{MULTIPLIER}", "", word))]
        if position == "cation":
            base = _acid_of(base)
        elif kind == "salt" and (NO_BASE.search(base) or base in cation_words()):
            base = ""
        if base:
            return base, word, kind
    return None


def _bare(word: str) -> str:
    return re.sub(r"[\s-]+", " ", word)


def _acid_of(anion: str) -> str:
    """ "phenylacetate" -> "phenylacetic acid"; empty where the name is no anion's."""
    anion = re.sub(r"^(?:di)?hydrogen\s+", "", anion)
    for ending, acid in _acid_endings():
        if anion.endswith(ending):
            return anion.removesuffix(ending) + acid
    return ""


@cache
def cation_words() -> frozenset[str]:
    """Return the words that name a cation before its anion, as rows write them: "sodium", "ferric"."""
    return frozenset(row["word"] for row in rows("counterions.csv") if row["position"] == "cation")


@cache
def counterion_words() -> frozenset[str]:
    """Return the match keys of words that name only a counter-ion: "acetate" alone is no chemical, "sodium" is one."""
    return frozenset(
        normalise_name(row["word"])
        for row in rows("counterions.csv")
        if row["kind"] == "salt" and "suffix" in row["position"].split()
    )


@cache
def _acid_endings() -> tuple[tuple[str, str], ...]:
    return tuple((row["ending"], row["acid"]) for row in rows("acid_endings.csv"))


class Peeler(NamedTuple):
    """What finds some counter-ions at one position of a name, and the kind of each."""

    position: str
    pattern: re.Pattern[str]
    kinds: dict[str, str]


MULTIPLIED_AT_THE_START = "cation"
AT_THE_END = ("suffix", "joined_to_base", "joined_suffix")
OUTERMOST = 2
TRAILING = " \t\n.)]"


def _peelers_of(name: str) -> Iterator[Peeler]:
    """Yield, for each position, what finds those counter-ions alone that a name may hold there.

    There are thousands of them in all languages, and most names end, or begin, with none.
    """
    edges: dict[str, list[str]] = {}
    bare = name.rstrip(TRAILING)
    at_the_end, longest, last_letters = _edges(is_end=True)
    if bare[-OUTERMOST:] in last_letters:
        tail = bare[-longest:]
        for start in range(len(tail) - OUTERMOST + 1):
            for position in at_the_end.get(tail[start:], ()):
                edges.setdefault(position, []).append(tail[start:])
    at_the_start, longest, first_letters = _edges(is_end=False)
    for text in dict.fromkeys((name, MULTIPLIED.sub("", name))):
        for end in range(OUTERMOST, min(longest, len(text)) + 1) if text[:OUTERMOST] in first_letters else ():
            for position in at_the_start.get(text[:end], ()):
                if text is name or position == MULTIPLIED_AT_THE_START:
                    edges.setdefault(position, []).append(text[:end])
    for position in TEMPLATES:
        if position in edges:
            yield _peeler(position, tuple(edges[position]))


@lru_cache(REMEMBERED)
def _peeler(position: str, edges: tuple[str, ...]) -> Peeler:
    kinds = {word: kind for edge in edges for word, kind in _counterions_by_edge(position)[edge].items()}
    kinds = dict(sorted(kinds.items(), key=lambda each: -len(each[0])))
    words = "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in kinds)
    pattern = re.compile(TEMPLATES[position].format(words=words))
    return Peeler(position, pattern, {_bare(word): kind for word, kind in kinds.items()})


@cache
def _edges(*, is_end: bool) -> tuple[dict[str, list[str]], int, frozenset[str]]:
    """Return the positions of each word that stands outermost at one end of a name, the length of the longest of them,
    and the two letters with which they all end, or begin.
    """
    positions: dict[str, list[str]] = {}
    for position in TEMPLATES:
        if (position in AT_THE_END) == is_end:
            for edge in _counterions_by_edge(position):
                positions.setdefault(edge, []).append(position)
    outermost = frozenset(edge[-OUTERMOST:] if is_end else edge[:OUTERMOST] for edge in positions)
    return positions, max(map(len, positions)), outermost


def _edge(position: str, word: str) -> str:
    """Return the last word of a counter-ion that stands at the end of a name, the first of any other."""
    words = SPACES.split(word)
    return words[-1] if position in AT_THE_END else words[0]


@cache
def _counterions_by_edge(position: str) -> dict[str, dict[str, str]]:
    """Return the counter-ions at a position as names are folded, by their outermost word, with their kinds."""
    by_edge: dict[str, dict[str, str]] = {}
    for row in rows("counterions.csv"):
        if position in row["position"].split():
            word = _fold(row["word"])
            by_edge.setdefault(_edge(position, word), {})[word] = row["kind"]
    return by_edge
