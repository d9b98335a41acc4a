"""Conditions of a listing, measured against what a line declares. What is unknown lowers nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from watchlist.manifests.errors import PercentUnreadable
from watchlist.manifests.quantities import read_percent
from watchlist.scheduling.history import PRODUCT_FORMS, ConditionFacts

BY_VOLUME = re.compile(r"/\s*v|vol", re.IGNORECASE)
# The fields that say something about a condition of each kind.
MEASURED_BY = {
    "quantity": ("quantity", "unit"),
    "cumulative_quantity": ("quantity", "unit"),
    "product_form": ("product_form",),
}
OPPOSITE = {"yes": "no", "no": "yes", "unknown": "unknown"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One condition as met (`yes`), missed (`no`) or `unknown` by a line."""

    facts: ConditionFacts
    declared: str
    met: str

    @property
    def exempts(self) -> bool:
        """Say whether it takes the line out of the listing: known to be met, and the fact itself is verified."""
        return self.facts.effect == "exempts" and self.met == "yes" and self.facts.confidence != "unverified"

    def as_record(self) -> dict[str, Any]:
        """Return it as the contract words it."""
        facts = self.facts
        return {
            "kind": facts.kind,
            "effect": facts.effect,
            "required": facts.required,
            "declared": self.declared,
            "met": self.met,
            "confidence": facts.confidence,
            "citation": facts.citation,
        }


def measure(
    conditions: tuple[ConditionFacts, ...], fields: Mapping[str, str], role: str | None
) -> tuple[Measured, ...]:
    """Return every condition that can bear on this movement, measured against the line."""
    return tuple(
        Measured(facts, *_met(facts, fields, role))
        for facts in conditions
        if not facts.operations or role is None or role in facts.operations.split()
    )


def _met(facts: ConditionFacts, fields: Mapping[str, str], role: str | None) -> tuple[str, str]:
    """Return what is declared and whether it meets the condition.

    A total over a party's period is unknown until its other shipments are known: one small line never meets or
    misses it. Only a declared strength can be measured on a line alone. A limit of nothing needs no declaration:
    any quantity reaches it, and no strength stays within it.
    """
    if facts.kind == "concentration":
        declared = fields.get("concentration", "")
        within = "no" if facts.limit == "0" else _within(facts, declared)
        if within == "yes" and facts.operations and role is None:
            within = "unknown"  # what exempts exports may not be this movement
        return declared, within if facts.effect == "exempts" else OPPOSITE[within]
    declared = " ".join(filter(None, (fields.get(name) for name in MEASURED_BY.get(facts.kind, ()))))
    if facts.kind == "product_form":
        return declared, _is_product(facts, declared)
    return declared, "yes" if facts.limit == "0" else "unknown"


def _is_product(facts: ConditionFacts, declared: str) -> str:
    """Say whether the declared form of the product is one that the condition names; a form of another word is not."""
    forms, word = facts.limit.split(), declared.strip().casefold()
    if not forms or word not in PRODUCT_FORMS:
        return "unknown"
    return "yes" if word in forms else "no"


def _within(facts: ConditionFacts, declared: str) -> str:
    """Say whether a declared strength stays at or below a limit in per cent, by weight where the law counts weight."""
    if facts.basis == "by weight" and BY_VOLUME.search(declared):
        return "unknown"
    try:
        limit, strength = Decimal(facts.limit), read_percent(declared)
    except (InvalidOperation, PercentUnreadable):
        return "unknown"
    if strength.low > limit:
        return "no"
    return "yes" if strength.high <= limit else "unknown"
