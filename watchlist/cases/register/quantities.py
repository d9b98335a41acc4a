"""Weights of the register, as the listed base: what is not known stays unknown, and is never summed without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchlist.engine.decision import Span, plain_number
from watchlist.engine.vocabulary import Certainty
from watchlist.law_store import law_known_at
from watchlist.screenings import Consignment, read_quantity

MOST_SUMMED: Final = 5_000
"""Rows that a page sums; where there are more, it says so, and a file has them all."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much of the listed base, in kilograms: surely, and at most; None is not known. `why`: what keeps it so."""

    low: Decimal | None = None
    high: Decimal | None = None
    why: str = ""

    @classmethod
    def of_row(cls, row: Consignment) -> Weight:
        """Return the base weight of a stored row."""
        return cls.of_text(row.quantity)

    @classmethod
    def of_text(cls, quantity: str) -> Weight:
        """Return the base weight of the stored text of a quantity."""
        stored = read_quantity(quantity)
        span = Span.of_record(stored.base_kg)
        return cls(span.low or None, span.high, stored.why)

    @property
    def is_exact(self) -> bool:
        """Say whether it is one number."""
        return self.low is not None and self.low == self.high

    def __str__(self) -> str:
        """Return it in words, with its unit."""
        if self.is_exact and self.low is not None:
            return f"{plain_number(self.low)} kg"
        bounds = [_("at least %(weight)s kg") % {"weight": plain_number(self.low)}] if self.low else []
        bounds += [_("at most %(weight)s kg") % {"weight": plain_number(self.high)}] if self.high is not None else []
        return ", ".join(bounds) or _("not known")


@dataclass(slots=True)
class SubstanceTotal:
    """The sum for one substance: of `measured` rows; and how many are not one number, and how many are guesses."""

    name: str
    sum: Decimal = field(default_factory=Decimal)
    measured: int = 0
    unknown: int = 0
    guesses: int = 0

    def add(self, weight: Weight, certainty: str) -> None:
        """Count one row."""
        if certainty == Certainty.GUESS:
            self.guesses += 1
        elif weight.is_exact and weight.low is not None:
            self.sum += weight.low
            self.measured += 1
        else:
            self.unknown += 1

    @property
    def kilograms(self) -> str:
        """Return the sum with its unit; "not known" where no row is measured."""
        return f"{Decimal(plain_number(self.sum)):,f} kg" if self.measured else _("not known")


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of matching rows, by substance; `is_all` is false where there were more than a page sums."""

    rows: tuple[SubstanceTotal, ...]
    is_all: bool


def totals_of(rows: QuerySet[Consignment]) -> Totals:
    """Return the totals of some rows, in one query."""
    stored = list(rows.values_list("substance_key", "quantity", "certainty")[: MOST_SUMMED + 1])
    totals = _summed(stored[:MOST_SUMMED])
    return Totals(tuple(sorted(totals, key=lambda total: total.name)), len(stored) <= MOST_SUMMED)


def _summed(stored: Iterable[tuple[str, str, str]]) -> Iterable[SubstanceTotal]:
    law, totals = law_known_at().substances, dict[str, SubstanceTotal]()
    for key, quantity, certainty in stored:
        if key not in totals:
            totals[key] = SubstanceTotal(law[key].name if key in law else key)
        totals[key].add(Weight.of_text(quantity), certainty)
    return totals.values()
