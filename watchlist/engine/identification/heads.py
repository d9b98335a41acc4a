"""The head of a name that is said first: "diethyl ether of polyethylene glycol" is no diethyl ether.

The words are those of data/heads.csv. Only where what stands after the joint is itself a chemical is it reordered:
"diethyl ether of high purity" is diethyl ether.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from watchlist.engine.identification.records import StrippedWords
from watchlist.engine.identification.strip_trade_terms import StrippedName, strip_trade_terms

REMEMBERED: Final = 65_536
OF_A_SALT: Final = "salt"


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
    heads = [head.rsplit(" ", 1)[0], head] if match["word"].casefold() == OF_A_SALT and " " in head else [head]
    return ReorderedName(tuple(f"{parent_name} {words}" for words in heads), parent_name, stripped.words)


@cache
def _headed() -> re.Pattern[str]:
    with (files("watchlist.engine.identification") / "data" / "heads.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    words, joints = (
        "|".join(re.escape(row["text"]) for row in rows if row["what"] == what) for what in ("head", "joint")
    )
    return re.compile(
        rf"(?P<head>(?:[^\s,;()]+ ){{0,3}}(?P<word>{words})(?: [^\s,;()]+)?) (?:{joints})(?P<of>\S.*)", re.IGNORECASE
    )
