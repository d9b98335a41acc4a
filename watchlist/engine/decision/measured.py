"""Measures between what is sure and what is possible, in each way that laws count them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, Final

NOTHING: Final = Decimal(0)
_SHOWN: Final = Context(prec=15)


@dataclass(frozen=True, slots=True)
class Span:
    """At least `low` and at most `high`; a `high` of None is not bounded."""

    low: Decimal
    high: Decimal | None

    def times(self, low: Decimal, high: Decimal) -> Span:
        """Return it multiplied by a factor between two bounds."""
        return Span(self.low * low, None if self.high is None else self.high * high)

    def reaches(self, limit: Decimal, *, above: bool = False) -> str:
        """Say whether it is at a limit, or `above` it: yes, no, or unknown where the limit lies within it."""
        if self.low > limit or (self.low == limit and not above):
            return "yes"
        is_below = self.high is not None and (self.high < limit or (self.high == limit and above))
        return "no" if is_below else "unknown"

    def as_record(self) -> list[str | None]:
        """Return its bounds as plain texts; the first null where nothing is sure, the second where it is open."""
        return [plain(self.low) if self.low else None, None if self.high is None else plain(self.high)]

    @classmethod
    def of_record(cls, record: Sequence[str | None]) -> Span:
        """Return what `as_record` wrote."""
        low, high = record
        return cls(Decimal(low) if low else NOTHING, None if high is None else Decimal(high))


OPEN: Final = Span(NOTHING, None)
"""Nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of a listed substance, each way that laws count it; `why`: what keeps it from being measured.

    In kilograms: `shipped` of the goods as they are, `contained` of the substance in the form declared, `base` of the
    listed substance itself. In litres: `litres` of the goods, `contained_litres` of the substance.
    """

    shipped: Span = OPEN
    contained: Span = OPEN
    base: Span = OPEN
    litres: Span = OPEN
    contained_litres: Span = OPEN
    why: str = ""

    def as_record(self) -> dict[str, Any]:
        """Return it for a finding's record: [surely, at most], plain decimal texts; null is not known."""
        spans = {
            "shipped_kg": self.shipped,
            "contained_kg": self.contained,
            "base_kg": self.base,
            "litres": self.litres,
            "contained_litres": self.contained_litres,
        }
        return {**{name: span.as_record() for name, span in spans.items()}, "why": self.why}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Quantity:
        """Return what `as_record` wrote."""
        keys = ("shipped_kg", "contained_kg", "base_kg", "litres", "contained_litres")
        shipped, contained, base, litres, contained_litres = (Span.of_record(record[key]) for key in keys)
        return cls(shipped, contained, base, litres, contained_litres, record["why"])


def sure(value: Decimal | None) -> Span:
    """Return a measure that is known, open where it is not."""
    return OPEN if value is None else Span(value, value)


def plain(value: Decimal) -> str:
    """Return a number as plain text, of at most 15 significant digits, never with an exponent."""
    return format(_SHOWN.plus(value).normalize(), "f")


def rounded(value: Decimal) -> str:
    """Return a number as a sentence says it: of four significant digits, or all that stand before the point."""
    whole = Context(prec=max(4, value.adjusted() + 1))
    return f"{whole.plus(value).normalize():,f}"
