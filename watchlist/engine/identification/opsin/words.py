"""The words of OPSIN's grammar: whether a text can be a systematic name at all, asked before OPSIN is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from watchlist.engine.identification.opsin.installation import installation

REMEMBERED: Final = 65_536
FEWEST_LETTERS: Final = 4
LETTERS = re.compile(r"[a-z]+")

BY_PATTERN: Final = frozenset(
    "alpha beta gamma delta epsilon zeta eta omega xi lambda ortho meta para cis trans exo endo syn anti rel rac racem "
    "racemic cyclo spiro dispiroter annulen annulyn compound compd with".split()
)
"""Words that OPSIN knows by its patterns, not by its lists; its `regexTokens.xml`, and its word for a complex."""

LINKS: Final = frozenset("aeio")
"""Letters between tokens."""


def can_be_systematic(text: str) -> bool:
    """Return whether each run of letters is made of OPSIN's own tokens; runs of one or two may be locants."""
    runs = LETTERS.findall(text.lower().replace("sulph", "sulf"))
    return sum(map(len, runs)) >= FEWEST_LETTERS and all(len(run) <= 2 or is_made_of_tokens(run) for run in runs)


@lru_cache(REMEMBERED)
def is_made_of_tokens(word: str) -> bool:
    """Return whether a word of small letters can be divided into tokens without a rest."""
    runs, lengths = tokens()
    reached = {0}
    for start in range(len(word)):
        if start in reached:
            reached.update(start + length for length in lengths if word[start : start + length] in runs)
    return len(word) in reached


@cache
def tokens() -> tuple[frozenset[str], tuple[int, ...]]:
    """Return the runs of letters in OPSIN's tokens, and their lengths; nothing where OPSIN is not installed."""
    installed = installation()
    listed = installed.tokens() if installed else ()
    runs = {run for token in listed for run in LETTERS.findall(token.lower()) if len(run) > 1}
    all_runs = frozenset(runs | BY_PATTERN | LINKS) if runs else frozenset()
    return all_runs, tuple(sorted({len(run) for run in all_runs}))
