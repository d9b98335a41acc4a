"""A query of the register, the stored rows that match it, and their weights as the listed base: few SQL queries.

What is not known stays unknown, and is never summed without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from watchlist.engine.decision import Span, plain_number
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reading import party_key
from watchlist.engine.vocabulary import Certainty, LeftOut
from watchlist.law_store import law_known_at
from watchlist.manifests import Party
from watchlist.screenings import (
    Consignment,
    CountedGoods,
    ScreenedLine,
    Screening,
    StoredGoods,
    counted_goods,
    read_quantity,
)

MOST_NAMED: Final = 200
"""Substances, or parties, that one text may name."""


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """A substance and a party by any part of their names, the days of movement, and whether lines of no match are asked
    for in place of those that hold something listed: these have no substance, and the day of their screening.
    """

    substance: str = ""
    party: str = ""
    first: date | None = None
    last: date | None = None
    no_match: bool = False

    @property
    def names_something(self) -> bool:
        """Say whether a substance or a party is named: then totals are told."""
        return bool(self.substance or self.party)


def consignments(query: RegisterQuery) -> QuerySet[Consignment]:
    """Return the matching consignments of listed substances, last stored first; of each shipment its last screening."""
    rows = Consignment.objects.filter(is_last_of_shipment("screening__"))
    if query.substance:
        rows = rows.filter(substance_key__in=substances_named(query.substance))
    if query.party:
        # Read from the last one on, and not by the index of parties: of one with most of the rows all would be sorted
        # before the first page.
        parties = parties_named(query.party)
        rows = rows.alias(sender=Coalesce("consignor", 0), receiver=Coalesce("consignee", 0))
        rows = rows.filter(Q(sender__in=parties) | Q(receiver__in=parties))
    if query.first:
        rows = rows.filter(last_day__gte=query.first)
    if query.last:
        rows = rows.filter(first_day__lte=query.last)
    return rows.order_by("-pk")


def lines_of_no_match(query: RegisterQuery) -> QuerySet[ScreenedLine]:
    """Return the matching lines of no match, the last stored first."""
    rows = ScreenedLine.objects.filter(is_last_of_shipment("screening__"), verdict="no_match")
    if query.party:
        rows = rows.filter(screening__manifest__parties__party__in=parties_named(query.party)).distinct()
    if query.first:
        rows = rows.filter(screening__made_at__gte=_start(query.first))
    if query.last:
        rows = rows.filter(screening__made_at__lt=_start(query.last + timedelta(days=1)))
    return rows.order_by("-pk")


def substances_named(text: str) -> list[str]:
    """Return the keys of the substances that a text names, or is part of a name of."""
    needle = text.strip().lower()
    substances = law_known_at().substances.values()
    return sorted(
        substance.key for substance in substances if needle in substance.name.lower() or needle in substance.key
    )[:MOST_NAMED]


def parties_named(text: str) -> list[int]:
    """Return the parties that a text names, or is part of the name of."""
    return list(Party.objects.filter(key__contains=party_key(text)).values_list("pk", flat=True)[:MOST_NAMED])


def is_last_of_shipment(screening: str = "") -> Q:
    """Return the condition that a row's screening is done, and the last one of its shipment.

    `screening`: the path to it with its underscores; empty for screenings themselves.
    """
    manifest = f"{screening}manifest__"
    same = Q(manifest__reference=OuterRef(f"{manifest}reference")) & (
        ~Q(manifest__reference="") | Q(manifest__sha256=OuterRef(f"{manifest}sha256"))
    )
    made = OuterRef(f"{screening}made_at")
    after = Q(made_at__gt=made) | Q(made_at=made, pk__gt=OuterRef(f"{screening}pk"))
    later: Any = Exists(Screening.objects.filter(same, after))
    return Q(**{f"{screening}made_at__isnull": False, f"{screening}let_go_at__isnull": True}) & ~Q(later)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


MOST_SUMMED: Final = 5_000
"""Rows that a page sums; where there are more, it says so, and a file has them all."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much of the listed base, in kilograms: surely, and at most; None is not known. `why`: what keeps it so."""

    low: Decimal | None = None
    high: Decimal | None = None
    why: str = ""
    may_be: Decimal | None = None
    """Of goods that could not be measured, the greatest mass that may be meant."""

    @classmethod
    def of_text(cls, quantity: str) -> Weight:
        """Return the base weight of the stored text of a quantity."""
        stored = read_quantity(quantity)
        span = Span.of_record(stored.base_kg)
        may_be = Decimal(stored.may_be_kg) if stored.may_be_kg else None
        return cls(span.low or None, span.high, stored.why, may_be)

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
        if not bounds and self.may_be is not None:
            return _("not measured, may be %(weight)s kg") % {"weight": plain_number(self.may_be)}
        return ", ".join(bounds) or _("not measured")


@dataclass(slots=True)
class SubstanceTotal:
    """The sum for one substance: of `measured` rows; and how many are not one number, guesses, or left out.

    `dismissed`: rows of goods that people said to be something else; a guess that they confirmed is no guess.
    """

    name: str
    sum: Decimal = field(default_factory=Decimal)
    measured: int = 0
    unknown: int = 0
    guesses: int = 0
    dismissed: int = 0

    def add(self, weight: Weight, goods: CountedGoods) -> None:
        """Count one row by how its goods count."""
        if goods.left_out == LeftOut.DISMISSED:
            self.dismissed += 1
        elif goods.certainty == Certainty.GUESS:
            self.guesses += 1
        elif weight.is_exact and weight.low is not None:
            self.sum += weight.low
            self.measured += 1
        else:
            self.unknown += 1

    @property
    def kilograms(self) -> str:
        """Return the sum with its unit; "not known" where no row is measured: each is a guess, or not one number."""
        return f"{Decimal(plain_number(self.sum)):,f} kg" if self.measured else _("not known")


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of matching rows, by substance; `is_all` is false where there were more than a page sums."""

    rows: tuple[SubstanceTotal, ...]
    is_all: bool


class RegisterBasis:
    """What the rows and the totals of one answer rest on, read once: the law, and how each consignment counts."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._counted: dict[int, CountedGoods] = {}

    @cached_property
    def law(self) -> CompiledLaw:
        """Return the law as known now."""
        return law_known_at()

    def counted(self, goods: Iterable[StoredGoods]) -> Mapping[int, CountedGoods]:
        """Return by its id how each of some consignments counts."""
        unread = [row for row in goods if row.pk not in self._counted]
        self._counted |= counted_goods(unread)
        return self._counted


def totals_of(rows: QuerySet[Consignment], basis: RegisterBasis | None = None) -> Totals:
    """Return the totals of some rows, after what people made of their goods, in a few queries.

    Goods that did not move, and those that another shipment with the same goods counts, are not among them.
    """
    basis = basis or RegisterBasis()
    columns = ("pk", "screening", "line", "substance_key", "certainty", "quantity")
    stored = list(rows.values_list(*columns)[: MOST_SUMMED + 1])
    law, totals = basis.law.substances, dict[str, SubstanceTotal]()
    goods = [StoredGoods(*row[:5]) for row in stored[:MOST_SUMMED]]
    counted = basis.counted(goods)
    for row, (*_goods, quantity) in zip(goods, stored[:MOST_SUMMED], strict=True):
        if counted[row.pk].left_out in (LeftOut.NOT_MOVED, LeftOut.REPEATED):
            continue
        if row.substance not in totals:
            totals[row.substance] = SubstanceTotal(law[row.substance].name if row.substance in law else row.substance)
        totals[row.substance].add(Weight.of_text(quantity), counted[row.pk])
    ordered = sorted(totals.values(), key=lambda total: total.name)
    return Totals(tuple(ordered), len(stored) <= MOST_SUMMED)
