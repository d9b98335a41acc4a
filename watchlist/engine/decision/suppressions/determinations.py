"""Which conditions of the law the product of a line is known to meet, because two officers determined it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from watchlist.engine.decision.conditions import MeasuredCondition
from watchlist.engine.decision.suppressions.keys import entry_version
from watchlist.engine.decision.suppressions.rulings import DeterminedCondition, PairRulings, first_in_force
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling

OF_A_PRODUCT: Final = ("product_form", "concentration")
"""Kinds of condition that, without a limit, are a test in words: "cannot be easily extracted", "lawfully marketed"."""


@dataclass(frozen=True, slots=True)
class ProductDeterminations:
    """The determinations on the product that a line declares; `known_on`: the day of knowledge."""

    determined: tuple[DeterminedCondition, ...]
    law: CompiledLaw
    known_on: date

    def apply(
        self, row: CompiledScheduling, conditions: tuple[MeasuredCondition, ...], last: date
    ) -> tuple[MeasuredCondition, ...]:
        """Return the conditions of an entry, as met where a determination says so; no figure is touched."""
        if not any(is_qualitative(condition) for condition in conditions):
            return conditions
        version = entry_version(row, self.law.substances.get(row.substance))
        return tuple(self._apply_to(condition, version, last) for condition in conditions)

    def _apply_to(self, condition: MeasuredCondition, version: str, last: date) -> MeasuredCondition:
        if not is_qualitative(condition):
            return condition
        key = (condition.facts.key, version)
        ruling = first_in_force(
            (entry.ruling for entry in self.determined if (entry.condition, entry.entry_version) == key),
            last,
            self.known_on,
        )
        if ruling is None:
            return condition
        declared = (
            f"by determination {ruling.number} of {ruling.by} and {ruling.second}, until {ruling.until.isoformat()}"
        )
        return replace(condition, met="yes", declared=declared, determination=ruling.pk)


def is_qualitative(condition: MeasuredCondition) -> bool:
    """Say whether a condition exempts by a test that no figure decides, and that the line leaves open."""
    facts = condition.facts
    return facts.kind in OF_A_PRODUCT and facts.effect == "exempts" and not facts.limit and condition.met == "unknown"


def determinations_of(
    pair_rulings: PairRulings, fields: Mapping[str, str], law: CompiledLaw, known_on: date
) -> ProductDeterminations | None:
    """Return the determinations on the product of a line; None where there are none."""
    product = product_key(fields.get("name", ""))
    determined = tuple(entry for entry in pair_rulings.determined if entry.product == product)
    return ProductDeterminations(determined, law, known_on) if determined else None


def product_key(name: str) -> str:
    """Return the key of a product: its name as declared, without differences of width, case and spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
