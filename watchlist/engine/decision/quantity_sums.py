"""Sums of measured quantities, exact to the digit, so that what was added can be taken away again.

Every way that laws count is linear, so the sum of quantities that are alike counts as they do one by one: under any
limit, what surely counts, what may, and that nothing is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Context, Decimal, Inexact
from functools import reduce
from typing import Final

from msgspec import UNSET

from watchlist.engine import answer
from watchlist.engine.decision.spans import MeasuredQuantity, Span

EXACT: Final = Context(prec=200, traps=[Inexact])
"""A stored quantity has 15 digits; that a sum of some needs more than 200 would be an error of the code."""
Arithmetic = Callable[[Decimal, Decimal], Decimal]


def kind_of(quantity: MeasuredQuantity) -> str:
    """Return what quantities that may be summed have in common: which bounds are nothing, and which are open."""
    spans = _spans(quantity)
    marks = [*(bool(span.low) for span in spans), *(span.high is not None for span in spans)]
    marks += [bound is not None for bound in (quantity.may_be_kg, quantity.may_be_litres)]
    return "".join("1" if mark else "0" for mark in marks)


def summed(quantities: Iterable[MeasuredQuantity]) -> MeasuredQuantity:
    """Return the sum of one or more quantities that are alike (`kind_of`, and why they are not measured)."""
    return reduce(added, quantities)


def added(first: MeasuredQuantity, second: MeasuredQuantity) -> MeasuredQuantity:
    """Return the sum of two quantities that are alike."""
    return _combined(EXACT.add, first, second)


def without(total: MeasuredQuantity, part: MeasuredQuantity) -> MeasuredQuantity:
    """Return a sum without a part of it. What is left of it is nothing where the part was all."""
    return _combined(EXACT.subtract, total, part)


def exact_record(quantity: MeasuredQuantity) -> answer.Quantity:
    """Return a sum as it is stored, with every digit: `MeasuredQuantity.of_record` reads it."""
    may_be_kg, may_be_litres = quantity.may_be_kg, quantity.may_be_litres
    return answer.Quantity(
        shipped_kg=_bounds(quantity.shipped),
        contained_kg=_bounds(quantity.contained),
        base_kg=_bounds(quantity.base),
        litres=_bounds(quantity.litres),
        contained_litres=_bounds(quantity.contained_litres),
        why=quantity.why,
        may_be_kg=UNSET if may_be_kg is None else _text(may_be_kg),
        may_be_litres=UNSET if may_be_litres is None else _text(may_be_litres),
    )


def _spans(quantity: MeasuredQuantity) -> tuple[Span, ...]:
    return quantity.shipped, quantity.contained, quantity.base, quantity.litres, quantity.contained_litres


def _combined(how: Arithmetic, first: MeasuredQuantity, second: MeasuredQuantity) -> MeasuredQuantity:
    return MeasuredQuantity(
        shipped=_span(how, first.shipped, second.shipped),
        contained=_span(how, first.contained, second.contained),
        base=_span(how, first.base, second.base),
        litres=_span(how, first.litres, second.litres),
        contained_litres=_span(how, first.contained_litres, second.contained_litres),
        why=first.why,
        may_be_kg=_bound(how, first.may_be_kg, second.may_be_kg),
        may_be_litres=_bound(how, first.may_be_litres, second.may_be_litres),
    )


def _span(how: Arithmetic, first: Span, second: Span) -> Span:
    return Span(how(first.low, second.low), _bound(how, first.high, second.high))


def _bound(how: Arithmetic, first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else how(first, second)


def _bounds(span: Span) -> answer.Bounds:
    return _text(span.low) if span.low else None, None if span.high is None else _text(span.high)


def _text(value: Decimal) -> str:
    """Return a number as plain text without zeros at its end: equal sums are stored as equal texts."""
    return format(EXACT.normalize(value), "f") if value else "0"
