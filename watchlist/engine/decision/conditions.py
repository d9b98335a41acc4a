"""Conditions of a listing, measured against what a line declares. What is unknown lowers nothing.

A limit that a quantity misses lowers nothing either: not the tier or the verdict, which no threshold touches, and not
the duties. For the seeds say which limit a list has, not which of its duties hangs on it, and the limits held for one
transaction prove that these differ: in Canada they bear on end-use declarations and transport documents, while "licence
and permits are due at any quantity"; nor can a line know that it is the whole of its transaction. So a missed limit is
shown as `no`, beside every duty of the list, and a person says what is left of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from msgspec import UNSET

from watchlist.engine import answer
from watchlist.engine.decision.measures import BY_VOLUME, ContainedAmount, amount_words, quantity_of
from watchlist.engine.decision.spans import MeasuredQuantity, Span
from watchlist.engine.law import ConditionFacts
from watchlist.engine.reading import PRODUCT_FORMS, PercentUnreadable, read_percent
from watchlist.engine.vocabulary import ConditionKind, Confidence, Effect, Met

BY_WEIGHT = re.compile(r"w\s*/\s*w|wt|weight|mass|m\s*/\s*m", re.IGNORECASE)
WEIGHT_OR_VOLUME = re.compile(r"w\s*/\s*w|m\s*/\s*m|v\s*/\s*v|mass|vol\b|vol\.", re.IGNORECASE)
MORE_THAN = re.compile(r"more than\b", re.IGNORECASE)
QUANTITIES = {
    "quantity": "What one party sends or is sent in this shipment is summed, beside the limit of one transaction.",
    "cumulative_quantity": "What one party sends or is sent in a period is summed, stored shipments too, beside its "
    "limit.",
}
"""The kinds of condition that are measured on a sum, with what a finding on a shipment says of each."""
OPPOSITE = {"yes": "no", "no": "yes", "unknown": "unknown"}
# What a limit's unit is of, and how much: kilograms, or litres. The gallon is that of the United States.
UNITS = {"kg": ("mass", Decimal(1)), "l": ("volume", Decimal(1)), "gal": ("volume", Decimal("3.785411784"))}
# Bases by which a strength declared on the other basis says nothing: that by weight of a liquid may be more by volume.
OTHER_BASES = {
    "by weight": BY_VOLUME,
    "by volume": BY_WEIGHT,
    "by weight in a solid, by volume in a liquid": BY_WEIGHT,
    "weight in volume": WEIGHT_OR_VOLUME,
    "weight by volume": WEIGHT_OR_VOLUME,
}
# Limits that one share may pass, and that none keeps to alone: others are counted with it, or a part of the goods is
# not counted.
NEVER_KEPT = (", together with others", ", without its carrier")


@dataclass(frozen=True, slots=True)
class MeasuredCondition:
    """One condition as a line meets it: `yes`, `no` or `unknown`."""

    facts: ConditionFacts
    declared: str
    met: str
    counted: Span | None = None
    """What the law counts of the line, in the unit of the limit; None where the limit is no quantity."""
    determination: int | None = None
    """The number of the determination that meets it; None where none does."""

    @property
    def is_summed(self) -> bool:
        """Say whether the line is one part of a total that the limit may be of: a transaction's, or a period's."""
        limit = self.facts.limit
        return self.counted is not None and self.facts.effect == "triggers_duty" and limit != "0"

    @property
    def exempts(self) -> bool:
        """Say whether it takes the line out of the listing: known to be met, and the fact itself is verified."""
        return self.facts.effect == "exempts" and self.met == "yes" and self.facts.confidence != "unverified"

    def as_record(self) -> answer.Condition:
        """Return it as the contract words it."""
        facts = self.facts
        return answer.Condition(
            kind=ConditionKind.from_text(facts.kind),
            effect=Effect.from_text(facts.effect),
            required=facts.required,
            declared=self.declared,
            met=Met.from_text(self.met),
            confidence=Confidence.from_text(facts.confidence),
            citation=facts.citation,
            shipment_finding=None,
            determination=UNSET if self.determination is None else self.determination,
        )


def measure(
    conditions: tuple[ConditionFacts, ...],
    fields: Mapping[str, str],
    role: str | None,
    content: ContainedAmount | None = None,
) -> tuple[MeasuredCondition, ...]:
    """Return every condition that can bear on this movement, measured against the line.

    `content`: the listed substance in the goods; without it no quantity is measured.
    """
    return tuple(
        _measured(facts, fields, role, content)
        for facts in conditions
        if not facts.operations or role is None or role in facts.operations.split()
    )


def counted_span(facts: ConditionFacts, quantity: MeasuredQuantity) -> Span | None:
    """Return what a limit counts of a quantity, in the unit of the limit; None where it states no measure.

    A limit of base weight counts the listed substance itself; one "of the precursor contained", and every other one,
    the substance in the form declared. Only what is contained is sure to count; where the words do not say so, the
    whole of the goods may. A limit "by volume" is of the liquid as shipped: such acids are always solutions.
    """
    if facts.unit not in UNITS or not facts.limit:
        return None
    measure_of, factor = UNITS[facts.unit]
    if measure_of == "mass":
        span = quantity.base if facts.basis == "base weight" else quantity.contained
        is_of_part = facts.basis == "base weight" or facts.basis.startswith("of the precursor contained")
        span = span if is_of_part else Span(span.low, quantity.shipped.high)
    elif facts.basis == "by volume":
        span = quantity.litres
    else:
        span = Span(quantity.contained_litres.low, quantity.litres.high)
    return Span(span.low / factor, None if span.high is None else span.high / factor)


def counted_at_most(facts: ConditionFacts, quantity: MeasuredQuantity) -> Decimal | None:
    """Return the most that a limit may count of a quantity of which nothing is sure, in its unit; None: not bounded."""
    span = counted_span(facts, quantity)
    if span is None:
        return None
    if span.high is not None:
        return span.high
    measure_of, factor = UNITS[facts.unit]
    may_be = quantity.may_be_kg if measure_of == "mass" else quantity.may_be_litres
    return None if may_be is None else may_be / factor


def is_above(required: str) -> bool:
    """Say whether the words of a limit ask for more than it: "more than 100 litres in a year"."""
    return MORE_THAN.match(required) is not None


def remeasured(condition: MeasuredCondition, content: ContainedAmount) -> MeasuredCondition:
    """Return a condition measured against another amount of the same goods."""
    return _measured_quantity(condition.facts, content) if condition.facts.kind in QUANTITIES else condition


def _measured(
    facts: ConditionFacts, fields: Mapping[str, str], role: str | None, content: ContainedAmount | None
) -> MeasuredCondition:
    if facts.kind in QUANTITIES:
        return _measured_quantity(facts, content)
    is_shared = content is not None and content.shared
    return MeasuredCondition(facts, *_declared_and_met(facts, fields, role, is_shared=is_shared))


def _measured_quantity(facts: ConditionFacts, content: ContainedAmount | None) -> MeasuredCondition:
    span = counted_span(facts, quantity_of(content)) if content else None
    return MeasuredCondition(facts, amount_words(content) if content else "", _reached(facts, span), span)


def _reached(facts: ConditionFacts, span: Span | None) -> str:
    """Say whether the line alone meets a limit of quantity.

    A total over a party's period is unknown until its other shipments are known: one small line never meets or misses
    it. A limit of nothing needs no declaration: any quantity reaches it.
    """
    if facts.limit == "0":
        return "yes"
    if facts.kind == "cumulative_quantity" or facts.effect == "exempts" or span is None:
        return "unknown"
    return span.reaches(Decimal(facts.limit), above=is_above(facts.required))


def _declared_and_met(
    facts: ConditionFacts, fields: Mapping[str, str], role: str | None, *, is_shared: bool
) -> tuple[str, str]:
    """Return what is declared and whether it meets the condition; a limit of nothing is a strength nothing keeps to.

    Where the line names several goods, nobody knows of which a strength is.
    """
    if facts.kind == "concentration":
        declared = fields.get("concentration", "")
        within = "no" if facts.limit == "0" else "unknown" if is_shared else _within(facts, declared)
        if within == "yes" and facts.operations and role is None:
            within = "unknown"  # what exempts exports may not be this movement
        return declared, within if facts.effect == "exempts" else OPPOSITE[within]
    if facts.kind != "product_form":
        return "", "yes" if facts.limit == "0" else "unknown"
    declared = fields.get("product_form", "")
    forms, word = facts.limit.split(), declared.strip().casefold()
    if not forms or word not in PRODUCT_FORMS:
        return declared, "unknown"
    return declared, "yes" if word in forms else "no"  # a form of another word is none that the condition names


def _within(facts: ConditionFacts, declared: str) -> str:
    """Say whether a declared strength stays at or below a limit in per cent, on the basis by which the law counts.

    By weight in a solid and by volume in a liquid: a strength by weight may be of either, and only one by volume, or
    one that leaves the basis to the law, is measured.
    """
    basis = facts.basis
    for ending in NEVER_KEPT:
        basis = basis.removesuffix(ending)
    if (other := OTHER_BASES.get(basis)) and other.search(declared):
        return "unknown"
    try:
        limit, strength = Decimal(facts.limit), read_percent(declared)
    except (InvalidOperation, PercentUnreadable):
        return "unknown"
    if strength.low > limit:
        return "no"
    return "yes" if strength.high <= limit and basis == facts.basis else "unknown"
