"""HTML without the white space that a browser drops: a test reads a page, and not how its template is laid out."""

from __future__ import annotations

import re
from typing import Final

TAG: Final = re.compile(r"<[^>]*>")
EDGE: Final = re.compile(r"(<(?!input\b)[a-z][^>]*>) | (?=</)")
BESIDE_BLOCKS: Final = re.compile(
    r" ?(</?(?:article|blockquote|br|circle|dd|details|div|dl|dt|fieldset|figcaption|figure|form|g|h\d|header|legend|li"
    r"|ol|optgroup|option|p|path|rect|section|select|small|summary|svg|symbol|table|tbody|td|th|thead|tr|ul|use)"
    r"\b[^>]*>) ?"
)
BETWEEN_TAGS: Final = re.compile(r"(>) (?=<)")


def compact(html: str) -> str:
    """Return HTML with single spaces, and none at the edges of an element, beside blocks or between two tags."""
    flat = re.sub(r"\s+", " ", TAG.sub(lambda tag: re.sub(r"\s+", " ", tag[0]).replace(" >", ">"), html))
    for spaced in (BESIDE_BLOCKS, EDGE, BETWEEN_TAGS):
        flat = spaced.sub(r"\1", flat)
    return flat
