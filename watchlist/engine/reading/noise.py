"""Bytes that are no text in any encoding: known before they are decoded to words that nobody wrote."""

from __future__ import annotations

import re
from typing import Final

from watchlist.engine.reading.decoding import decode

SAMPLE: Final = 4_096
_SHORTEST: Final = 64
_MOST: Final = 0.05
# Without what texts do hold: tabs, ends of lines and pages, the mark of the end of a file, shifts of Japanese
# encodings, and the separators of EDIFACT of level B.
_CONTROL: Final = re.compile("[\0-\x08\x10-\x19\x7f]")


def is_noise(data: bytes) -> bool:
    """Say whether so many of the first characters are controls that the bytes are no text."""
    sample = data[:SAMPLE]
    if len(sample) < _SHORTEST or not _CONTROL.search(sample.decode("latin-1")):
        return False
    text = decode(sample).text
    return len(_CONTROL.findall(text)) > _MOST * len(text)
