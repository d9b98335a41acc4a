"""Numbers of lines as people write them: "1-40, 52"; all of them, where pages tell the first spans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import CorrectTheQuestion

MOST: Final = 100_000
SPAN: Final = re.compile(r"([0-9]{1,9})(?:\s*[-–]\s*([0-9]{1,9}))?")


def numbers_of(text: str) -> set[int]:
    """Return the numbers that a text names. Raises `CorrectTheQuestion` where it is none of numbers and spans."""
    numbers: set[int] = set()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        found = SPAN.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if last < first or last - first >= MOST:
            raise CorrectTheQuestion(_("Lines are named by their numbers: 1-40, 52."))
        numbers.update(range(first, last + 1))
    return numbers


def text_of(numbers: Iterable[int]) -> str:
    """Return numbers as `numbers_of` reads them."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
