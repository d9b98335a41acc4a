"""Words of chemicals' names as clerks shorten them, written in full: "ác. sulfúrico", "к-та серная"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from watchlist.engine.host import table


def in_full(name: str) -> Iterator[str]:
    """Yield a text with a shortened word in full, once for each word that it may be: each is a guess."""
    if not _any_short_word().search(name):
        return
    for pattern, meanings in _short_words():
        if pattern.search(name):
            yield from (pattern.sub(meant, name) for meant in meanings)


@cache
def _any_short_word() -> re.Pattern[str]:
    written = sorted({row["written"] for row in table("identification", "short_words.csv")})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, written))})(?=\W)", re.IGNORECASE)


@cache
def _short_words() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    meanings: defaultdict[str, list[str]] = defaultdict(list)
    for row in table("identification", "short_words.csv"):
        meanings[row["written"]].append(row["meant"])
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(written)}(?=\W)", re.IGNORECASE), tuple(meant))
        for written, meant in meanings.items()
    )
