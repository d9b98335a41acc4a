"""Measures between what is sure and what is possible, in each way that laws count them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from msgspec import UNSET

from watchlist.engine import answer

NOTHING: Final = Decimal(0)
_PLAIN_CONTEXT: Final = Context(prec=15)


@dataclass(frozen=True, slots=True)
class Span:
    """At least `low` and at most `high`; a `high` of None is not bounded."""

    low: Decimal
    high: Decimal | None

    def times(self, low: Decimal, high: Decimal) -> Span:
        """Return the span multiplied by a factor between two bounds."""
        return Span(self.low * low, None if self.high is None else self.high * high)

    def reaches(self, limit: Decimal, *, above: bool = False) -> str:
        """Say whether it is at a limit, or `above` it: yes, no, or unknown where the limit lies within it."""
        if self.low > limit or (self.low == limit and not above):
            return "yes"
        is_below = self.high is not None and (self.high < limit or (self.high == limit and above))
        return "no" if is_below else "unknown"

    def as_record(self) -> answer.Bounds:
        """Return its bounds as plain texts; the first None where nothing is sure, the second where it is open."""
        return plain_number(self.low) if self.low else None, None if self.high is None else plain_number(self.high)

    @classmethod
    def of_record(cls, record: answer.Bounds) -> Span:
        """Return what `as_record` wrote."""
        low, high = record
        return cls(Decimal(low) if low else NOTHING, None if high is None else Decimal(high))


OPEN: Final = Span(NOTHING, None)
"""Nothing is known of it."""


@dataclass(frozen=True, slots=True)
class MeasuredQuantity:
    """How much of a listed substance, each way that laws count it; `why`: what keeps it from being measured.

    In kilograms: `shipped` of the goods as they are, `contained` of the substance in the form declared, `base` of the
    listed substance itself. In litres: `litres` of the goods, `contained_litres` of the substance. `may_be_kg` and
    `may_be_litres`: of goods that could not be measured, the greatest that may be meant. It is for people to read, and
    reaches and misses no limit: who wrote "8 drums 180 kg" may have meant neither figure.
    """

    shipped: Span = OPEN
    contained: Span = OPEN
    base: Span = OPEN
    litres: Span = OPEN
    contained_litres: Span = OPEN
    why: str = ""
    may_be_kg: Decimal | None = None
    may_be_litres: Decimal | None = None

    def as_record(self) -> answer.Quantity:
        """Return it for a finding's record: surely and at most, plain decimal texts; None is not known."""
        return answer.Quantity(
            shipped_kg=self.shipped.as_record(),
            contained_kg=self.contained.as_record(),
            base_kg=self.base.as_record(),
            litres=self.litres.as_record(),
            contained_litres=self.contained_litres.as_record(),
            why=self.why,
            may_be_kg=UNSET if self.may_be_kg is None else plain_number(self.may_be_kg),
            may_be_litres=UNSET if self.may_be_litres is None else plain_number(self.may_be_litres),
        )

    @classmethod
    def of_record(cls, record: answer.Quantity) -> MeasuredQuantity:
        """Return what `as_record` wrote."""
        return cls(
            shipped=Span.of_record(record.shipped_kg),
            contained=Span.of_record(record.contained_kg),
            base=Span.of_record(record.base_kg),
            litres=Span.of_record(record.litres),
            contained_litres=Span.of_record(record.contained_litres),
            why=record.why,
            may_be_kg=Decimal(record.may_be_kg) if record.may_be_kg else None,
            may_be_litres=Decimal(record.may_be_litres) if record.may_be_litres else None,
        )


def sure(value: Decimal | None) -> Span:
    """Return the span of an exact value; an open one of None."""
    return OPEN if value is None else Span(value, value)


def plain_number(value: Decimal) -> str:
    """Return a number as plain text, of at most 15 significant digits, never with an exponent."""
    return format(_PLAIN_CONTEXT.plus(value).normalize(), "f")


def rounded(value: Decimal) -> str:
    """Return a number as a sentence says it: of four significant digits, or all that stand before the point."""
    whole = Context(prec=max(4, value.adjusted() + 1))
    return f"{whole.plus(value).normalize():,f}"
