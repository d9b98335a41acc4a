"""Numbers as text, and concentrations in per cent."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from watchlist.engine.reading.errors import PercentUnreadable

_NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,9})?"
_BASIS = r"\(?(?:[wmv]/[wmv]|(?:by\s+)?(?:wt|weight|vol|volume|mass))\.?\)?"
_SIGN = r"(?:%|per\s?cent|pct|prozent|pour\s?cent|por\s?cien?to|por\s?cento|процент(?:а|ов)?)"
_PERCENT = re.compile(
    rf"(?P<before><=?|>=?|[≤≥]|min\.?|max\.?|at least|up to)?\s*(?P<low>{_NUMBER})\s*(?P<plus>\+)?\s*%?\s*"
    rf"(?:(?:-|to)\s*(?P<high>{_NUMBER})\s*)?"
    rf"(?:{_BASIS}\s*)?{_SIGN}\s*(?:{_BASIS})?\s*(?P<after>\+|min\.?|max\.?)?",
    re.IGNORECASE,
)
_AT_LEAST = frozenset({">", ">=", "≥", "min", "at least", "+"})
_AT_MOST = frozenset({"<", "<=", "≤", "max", "up to"})
_DASHES = str.maketrans("‐‑‒–—−~～", "--------")
_WHOLE = Decimal(100)
LONGEST = 64
"""Characters of a share that is read: a longer text is none, and would cost more than it is worth."""


@dataclass(frozen=True, slots=True)
class Percent:
    """A share as declared: between `low` and `high`, in per cent, the two equal where one figure was given."""

    low: Decimal
    high: Decimal


def read_percent(text: str) -> Percent:
    """Return the share that a text states: "98 %", "≥99.5%", "35 % w/w", "2,5 %", "30-40 %".

    A bare number is refused: a spreadsheet's "0.98" may mean 0.98 % or 98 %. A bound is kept as a range, so that
    "≥25 %" is never taken to lie below a limit of 30 %. Raises PercentUnreadable.
    """
    match = len(text) <= LONGEST and _PERCENT.fullmatch(unicodedata.normalize("NFKC", text).translate(_DASHES).strip())
    if not match:
        raise PercentUnreadable("percent_unreadable", text)
    low = _decimal(match["low"])
    high = _decimal(match["high"] or match["low"])
    bounds = {(match[part] or "").lower().rstrip(".") for part in ("before", "plus", "after")} - {""}
    if len(bounds) > 1 or (bounds and match["high"]):
        raise PercentUnreadable("percent_unreadable", text)
    if low > high or high > _WHOLE:
        raise PercentUnreadable("percent_out_of_range", text)
    return Percent(Decimal(0) if bounds & _AT_MOST else low, _WHOLE if bounds & _AT_LEAST else high)


def plain_number(value: float) -> str:
    """Return the shortest text of a number, at most 15 significant digits, never with an exponent."""
    if not math.isfinite(value):
        return str(value)
    return format(Decimal(format(value, ".15g")), "f")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
