"""What comments on the cells of goods name: listed substances among their words and numbers, always as guesses."""

from __future__ import annotations

import re
from typing import Final

from chemistry.cas import written_in
from watchlist.engine.identification.names import Names
from watchlist.engine.identification.parts import law_names_among_words
from watchlist.engine.identification.records import Candidate

SENTENCE: Final = re.compile(r"(?<=[.!?;。！？；])\s+")
"""Between sentences: of each only so many words are looked at, and what one denies the next may say."""


def read_comment(names: Names, text: str) -> tuple[Candidate, ...]:
    """Return the held substances that a comment names: a person who wrote it knew something of the goods."""
    numbers = names.numbers.remarked("; ".join(written_in(text)))
    worded = (candidate for sentence in SENTENCE.split(text) for candidate in law_names_among_words(names, sentence))
    return tuple(dict.fromkeys((*numbers, *worded)))
