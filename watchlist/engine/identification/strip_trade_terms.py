"""A name bare of the plain words at its ends: "UN 1090 ACETONE, 3, PG II, (D/E)" declares acetone, and no less surely.

A word that is not plain stays on: it may be another chemical, or an article that only bears the chemical's name.

The head of a name that is said first: "diethyl ether of polyethylene glycol" is no diethyl ether.

The words are those of data/heads.csv. Only where what stands after the joint is itself a chemical is it reordered:
"diethyl ether of high purity" is diethyl ether.

Words that say nothing of chemistry: packing, grade, hazard class, terms of trade, and the figures beside them.

The words are those of data/plain_words.csv, in eight languages. No word is among them that is a chemical, part of a
chemical's name, an article that may only bear it ("pump") or a denial ("free", "without").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from chemistry import normalise_name
from watchlist.engine.host import table
from watchlist.engine.identification.confusions import as_typed, in_one_script
from watchlist.engine.identification.records import StrippedWords
from watchlist.engine.reading import plain_words

LONGEST_PHRASE: Final = 4

_TUNNEL_CODE: Final = r"\([A-E](?:/[A-E])?\)(?![-\w])"
_LETTERS: Final = r"[^\s,;:/|()\[\]{}\"“”&=、，；：（）【】،؛×*]"
_WORD = re.compile(rf"{_TUNNEL_CODE}|(?<!\w)\d+(?:,\d+)+{_LETTERS}*|{_LETTERS}+")
_MARKS: Final = ".-–—!?'’"

_FIGURE: Final = r"[≥≧≤<>~±+-]*\d[\d.,]*°?"
_NUMBER = re.compile(rf"{_FIGURE}(?:[x×*х~–-]{_FIGURE})*")
_NUMBER_AND_REST = re.compile(rf"{_NUMBER.pattern}(?P<rest>\D.*)")
_PLACES = re.compile(r"\d(?:,\d)+")
"""Digits that may be places of a name ("butanediol 1,4"), and a decimal only beside a unit."""
_SIGN = re.compile(rf"i{{1,3}}|[fs]-[a-z]|{_TUNNEL_CODE}", re.IGNORECASE)
"""Packing groups, emergency schedules, tunnel codes."""
_UN_NUMBER = re.compile(r"(?:un|na|onu|оон)-?\d{4}")
_CAS = re.compile(r"\d{2,7}[-–.]\d\d[-–.]\d")
_JOINT = re.compile("[-'’]")
_FIGURE_MARKS: Final = ".,%≥>~+-"
_CODE = re.compile(r"(?=\D*\d)[\w.-]+")
_JOINED_SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
REMEMBERED: Final = 65_536
MOST_WORDS: Final = 60
STAY_IN_NAMES: Final = ("colour", "state")
"""Words that some names hold ("white phosphorus"): what is left is read with them, too."""
BELONGING: Final = frozenset({"number", "unit", "share", "sign", "code"})
"""What is plain only beside what it belongs to: "5" beside "L", "II" beside "PG"."""
MEASURES: Final = ("unit", "packing", "share")
KINDS: Final = {
    "number": "",
    "place": "",
    "joint": "",
    "sign": "hazard",
    "unit": "packing",
    "share": "concentration",
    "code label": "code",
}
"""The kinds of trade words that words of these kinds are; empty: that of what stands beside them."""
OF_A_SALT: Final = "salt"


class TextWord(NamedTuple):
    """A word of a text: where it stands, as written, and its match key."""

    first: int
    last: int
    text: str
    key: str


def _words_of(text: str) -> list[TextWord]:
    """Return the words of a text, without the marks around them."""
    found = []
    for match in _WORD.finditer(text):
        written = match[0].strip(_MARKS)
        if written:
            start = match.start() + match[0].index(written)
            found.append(TextWord(start, start + len(written), written, normalise_name(written)))
    return found


def _word_meanings(words: Sequence[TextWord]) -> list[str]:
    """Return the meaning of each word as a trade term, "" where it may be chemistry; the longest phrase decides."""
    says = [word_meaning(word.text) for word in words]
    for first in range(len(words)):
        for size in range(min(LONGEST_PHRASE, len(words) - first), 1, -1):
            if phrase := plain_words().get("".join(word.key for word in words[first : first + size])):
                says[first : first + size] = [phrase] * size
                break
    return says


def is_of_trade(text: str) -> bool:
    """Say whether each word of a text is one of trade: "feed grade", "25 kg"."""
    return all(_word_meanings(_words_of(text)))


@lru_cache(REMEMBERED)
def word_meaning(word: str) -> str:
    """Return the meaning of a word: that of the table, or `number`, `place`, `sign`, `code`; else ""."""
    written = word.casefold()
    if _CAS.fullmatch(written):
        return ""
    if _SIGN.fullmatch(written):
        return "sign"
    as_meant = (word, in_one_script(word))
    in_table = next(filter(None, (plain_words().get(normalise_name(spelling)) for spelling in as_meant)), "")
    return in_table or _meaning_by_shape(written)


def _meaning_by_shape(written: str) -> str:
    if _NUMBER.fullmatch(written):
        return "place" if _PLACES.fullmatch(written) else "number"
    if _UN_NUMBER.fullmatch(written):
        return "hazard"
    if match := _NUMBER_AND_REST.fullmatch(written):
        return _meaning_beside_figure(match["rest"])
    if _JOINED_SCRIPT.search(written):
        return "packing" if is_joined(written) else ""
    is_code = _CODE.fullmatch(written) is not None and as_typed(written) == written
    return "code" if is_code else ""


def _meaning_beside_figure(rest: str) -> str:
    """Return the meaning of a figure with a unit or packing on it: "25kg", "25-kg-sack", "99.5%", "165公斤镀锌桶"."""
    if rest.rstrip("+") == "%":
        return "concentration"
    if is_measure(rest) or (_JOINED_SCRIPT.search(rest) and is_joined(rest)):
        return "packing"
    return "" if _JOINED_SCRIPT.search(rest) else "code"


def is_measure(text: str) -> bool:
    """Say whether a text is units and packings joined by marks: "kg", "-kg-Sack", "'FCL"."""
    parts = [part for part in _JOINT.split(text) if part]
    return bool(parts) and all(plain_words().get(normalise_name(part)) in ("unit", "packing") for part in parts)


def is_joined(text: str) -> bool:
    """Say whether a text is plain words, figures and units written without spaces, the longest first."""
    words, longest = _joined_words()
    at = 0
    while at < len(text):
        if text[at].isdecimal() or text[at] in _FIGURE_MARKS:
            at += 1
            continue
        sizes = range(min(longest, len(text) - at), 0, -1)
        size = next((size for size in sizes if text[at : at + size] in words), 0)
        if not size:
            return False
        at += size
    return bool(text)


@cache
def _joined_words() -> tuple[frozenset[str], int]:
    """Return the plain words that are written without spaces, and the length of the longest."""
    words = [key for key, says in plain_words().items() if says in ("unit", "packing") or _JOINED_SCRIPT.match(key)]
    return frozenset(words), max(map(len, words))


@dataclass(frozen=True, slots=True)
class StrippedName:
    """What is left of a name, and the words that were taken off it, in their order."""

    text: str
    words: tuple[StrippedWords, ...]


@lru_cache(REMEMBERED)
def strip_trade_terms(name: str) -> tuple[StrippedName, ...]:
    """Return what is left of a name: first with the words that some names hold still on it, last without any."""
    words = _words_of(name)
    if not 1 < len(words) <= MOST_WORDS:
        return ()
    says = _word_meanings(words)
    plain = (n for n in range(len(says)) if not _is_plain_from_the_left(words, says, n))
    first, last = next(plain, len(says)), _to_the_right(says)
    if first >= last or (first, last) == (0, len(words)):
        return ()
    kept = next((n for n in range(last, len(words)) if says[n] not in STAY_IN_NAMES), len(words))
    ends = dict.fromkeys([*((first, end) for end in range(kept, last, -1)), (first, last)])
    return tuple(_stripped(name, words, says, *each) for each in ends if each != (0, len(words)))


def _to_the_right(says: Sequence[str]) -> int:
    """Return the place after the last word of the name.

    A figure, a unit, a Roman number, a tunnel code or an article's number is plain only beside what it belongs to; a
    word that joins ("in", "de") and places only before a plain word.
    """
    last = pending = len(says)
    for n in range(len(says) - 1, -1, -1):
        after = says[n + 1 : last]
        if not says[n] or (says[n] in ("joint", "place") and pending == len(says)):
            break
        if says[n] == "code" and says[max(n - 1, 0)] != "code label":
            break
        pending = n
        has_neighbour = set(after) - {"number", "place"} or (not after and last < len(says))
        if says[n] not in BELONGING or (says[n] == "number" and has_neighbour):
            last = n
    return last


def _is_plain_from_the_left(words: Sequence[TextWord], says: Sequence[str], n: int) -> bool:
    """Say whether a word is plain after plain words: a figure before a name may be a place of it ("4 piperidone")."""
    match says[n]:
        case "":
            return False
        case "number" | "place":
            is_long = says[n] == "number" and len(words[n].key) > 1
            return (n > 0 and is_long) or (n + 1 < len(says) and says[n + 1] in MEASURES)
        case "joint" | "sign" | "unit" | "share":
            return n > 0
        case "code":
            return says[n - 1 : n] == ["code label"]
        case _:
            return True


def _stripped(name: str, words: Sequence[TextWord], says: Sequence[str], first: int, last: int) -> StrippedName:
    start = words[first].first
    left = name[start - (name[:start][-1:] == "(") : words[last - 1].last]
    left += ")" * (left.count("(") == left.count(")") + 1)
    taken = (*_trade_words(name, words, says, 0, first), *_trade_words(name, words, says, last, len(words)))
    return StrippedName(left, taken)


def _trade_words(
    name: str, words: Sequence[TextWord], says: Sequence[str], first: int, last: int
) -> Iterator[StrippedWords]:
    """Yield the words of a stretch, neighbours of one kind together."""
    start, kinds = first, _kinds(says[first:last])
    for n in range(first, last):
        if n + 1 == last or kinds[n + 1 - first] != kinds[n - first]:
            text = name[words[start].first : words[n].last].strip(" ,;:-()[]")
            yield StrippedWords(kinds[n - first], text)
            start = n + 1


def _kinds(says: Sequence[str]) -> list[str]:
    """Return the kind of each word; a figure or a word that joins is of the kind of what comes after it, or before."""
    kinds = [KINDS.get(meaning, meaning) for meaning in says]
    for n in range(len(kinds) - 2, -1, -1):
        kinds[n] = kinds[n] or kinds[n + 1]
    for n in range(1, len(kinds)):
        kinds[n] = kinds[n] or kinds[n - 1]
    return [kind or "packing" for kind in kinds]


class ReorderedName(NamedTuple):
    """A name with its head last; `parent_name` is the chemical whose ether, ester or salt it names."""

    texts: tuple[str, ...]
    parent_name: str
    words: tuple[StrippedWords, ...]


@lru_cache(REMEMBERED)
def reordered_name(name: str) -> ReorderedName | None:
    """Return "ethyl ester of phenylacetic acid" as "phenylacetic acid ethyl ester"; None for any other name."""
    stripped = next(reversed(strip_trade_terms(name)), StrippedName(name, ()))
    match = _headed().fullmatch(stripped.text)
    if match is None:
        return None
    head, parent_name = match["head"], match["of"]
    endings = [head.rsplit(" ", 1)[0], head] if match["word"].casefold() == OF_A_SALT and " " in head else [head]
    return ReorderedName(tuple(f"{parent_name} {words}" for words in endings), parent_name, stripped.words)


@cache
def heads() -> frozenset[str]:
    """Return the match keys of the words of data/heads.csv that name a class: "ether", "salt"."""
    return frozenset(
        normalise_name(row["text"]) for row in table("identification", "heads.csv") if row["what"] == "head"
    )


@cache
def _headed() -> re.Pattern[str]:
    rows = table("identification", "heads.csv")
    words, joints = (
        "|".join(re.escape(row["text"]) for row in rows if row["what"] == what) for what in ("head", "joint")
    )
    return re.compile(
        rf"(?P<head>(?:[^\s,;()]+ ){{0,3}}(?P<word>{words})(?: [^\s,;()]+)?) (?:{joints})(?P<of>\S.*)", re.IGNORECASE
    )
