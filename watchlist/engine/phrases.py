"""Parts of English sentences."""

from __future__ import annotations

from collections.abc import Sequence


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, and the rest as it is."""
    return text[:1].upper() + text[1:]


def enumerated(phrases: Sequence[str]) -> str:
    """Return several phrases as one: "a, b and c"."""
    *leading, last = phrases or [""]
    return f"{', '.join(leading)} and {last}" if leading else last
