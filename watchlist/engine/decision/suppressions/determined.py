"""Which conditions of the law the product of a line is known to meet, because two officers determined it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from watchlist.engine.decision.conditions import Measured
from watchlist.engine.decision.suppressions.keys import entry_version
from watchlist.engine.decision.suppressions.rulings import Between, Met, first_holding
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling

OF_A_PRODUCT: Final = ("product_form", "concentration")
"""Kinds of condition that, without a limit, are a test in words: "cannot be easily extracted", "lawfully marketed"."""


@dataclass(frozen=True, slots=True)
class Determined:
    """What two officers determined of the product that a line declares; `known_on`: the day of knowledge."""

    met: tuple[Met, ...]
    law: CompiledLaw
    known_on: date

    def measured(self, row: CompiledScheduling, conditions: tuple[Measured, ...], last: date) -> tuple[Measured, ...]:
        """Return the conditions of an entry, those met of which a determination says so; no figure is touched."""
        if not any(is_qualitative(condition) for condition in conditions):
            return conditions
        version = entry_version(row, self.law.substances.get(row.substance))
        return tuple(self._one(condition, version, last) for condition in conditions)

    def _one(self, condition: Measured, version: str, last: date) -> Measured:
        if not is_qualitative(condition):
            return condition
        asked = (condition.facts.key, version)
        of = first_holding(
            (one.of for one in self.met if (one.condition, one.entry_version) == asked), last, self.known_on
        )
        if of is None:
            return condition
        declared = f"by determination {of.number} of {of.by} and {of.second}, until {of.until.isoformat()}"
        return replace(condition, met="yes", declared=declared, determination=of.pk)


def is_qualitative(condition: Measured) -> bool:
    """Say whether a condition exempts by a test that no figure decides, and that the line leaves open."""
    facts = condition.facts
    return facts.kind in OF_A_PRODUCT and facts.effect == "exempts" and not facts.limit and condition.met == "unknown"


def determined_of(between: Between, fields: Mapping[str, str], law: CompiledLaw, known_on: date) -> Determined | None:
    """Return what is determined of the product of a line; None where nothing is."""
    product = product_key(fields.get("name", ""))
    met = tuple(one for one in between.determined if one.product == product)
    return Determined(met, law, known_on) if met else None


def product_key(name: str) -> str:
    """Return what a product is known by: its name as declared, without differences of width, case and spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
