"""Terms that multiply, as one: "40 drums × 25 kg", "100 boxes × 24 tablets × 30 mg"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, zip_longest
from math import prod
from typing import Final

from watchlist.engine.reading.errors import QuantityUnreadable
from watchlist.engine.reading.terms import QuantityTerm

STRONGEST: Final = Decimal("0.005")
"""Kilograms: a mass beside tablets is the strength of one up to here, and the mass of all above."""
_ROUNDING: Final = Decimal("0.01")
"""Two statements of one quantity may differ by this share: 1000 kg beside 2,205 lb."""
_SMALL: Final = Decimal(1)
"""Litres: a mass in so little of a liquid ("30 mg/5 ml") is a strength, and no quantity."""
_MULTIPLY: Final = frozenset({"times", "per", "span"})
"""What ties a count to its contents. "a" and "à" span: "40 sacs à 25 kg" multiplies, "20 a 25 kg" is a range."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Terms multiplied: kilograms, litres, pieces, and the strength of one piece, as far as they are said.

    `counts`: terms that only count packages or things; `mark`: net, gross, tare or unclear; `per_package`: the measure
    is that of one package, and no count is tied to it; `ties`: what stands before it.
    """

    counts: tuple[QuantityTerm, ...]
    kilograms: Decimal | None
    litres: Decimal | None
    pieces: Decimal | None
    strength: Decimal | None
    mark: str
    per_package: bool
    ties: frozenset[str]
    how: str

    @property
    def is_measured(self) -> bool:
        return self.kilograms is not None or self.litres is not None

    @property
    def count(self) -> Decimal:
        return prod((term.amount for term in self.counts), start=Decimal(1))


def chains(terms: Sequence[QuantityTerm]) -> list[Chain]:
    """Return the terms of a text as chains, in its order; raises QuantityUnreadable."""
    return [_chain(group) for group in _groups([*_without_repeats([*without_ratios(terms)])])]


def plain(value: Decimal) -> str:
    """Return a number without exponent and needless zeros."""
    return format(value.normalize(), "f")


def agree(figure: Decimal, other: Decimal) -> bool:
    """Say whether two figures differ by rounding alone."""
    return abs(figure - other) <= _ROUNDING * max(figure, other)


def without_ratios(terms: Sequence[QuantityTerm]) -> Iterator[QuantityTerm]:
    """Leave out what states a strength by volume: "50 mg/ml", "30 mg/5 ml"."""
    skip = False
    for term, after in zip_longest(terms, terms[1:]):
        is_ratio = bool(
            after
            and "slash" in after.ties
            and _is_small(term, "mass", STRONGEST)
            and _is_small(after, "volume", _SMALL)
        )
        if not (skip or is_ratio or term.per == "volume"):
            yield term
        skip = is_ratio


def _without_repeats(terms: Sequence[QuantityTerm]) -> Iterator[QuantityTerm]:
    """Leave out a measure given again in another unit: "25 kg (55 lb) bags"."""
    last: QuantityTerm | None = None
    for term in terms:
        if last and _repeats(last, term):
            last.per = last.per or term.per
        else:
            yield term
            last = term


def _repeats(previous: QuantityTerm, term: QuantityTerm) -> bool:
    if previous.unit is None or term.unit is None or previous.unit == term.unit or not previous.is_measure:
        return False
    is_adjacent = term.ties <= {"open", "close", "slash"} and previous.mark == term.mark
    return is_adjacent and previous.unit.dimension == term.unit.dimension and agree(previous.amount, term.amount)


def _is_small(term: QuantityTerm, dimension: str, most: Decimal) -> bool:
    return term.unit is not None and len(term.values) == 1 and term.unit.dimension == dimension and term.amount <= most


def _groups(terms: list[QuantityTerm]) -> list[list[QuantityTerm]]:
    groups = [terms[:1]] if terms else []
    for previous, term in pairwise(terms):
        if _is_range(previous, term):
            raise QuantityUnreadable("quantity_inexact", f"from {plain(previous.value)} to {plain(term.value)}")
        if _multiplies(previous, term):
            groups[-1].append(term)
        else:
            groups.append([term])
    return groups


def _is_range(previous: QuantityTerm, term: QuantityTerm) -> bool:
    is_open = previous.unit is None and previous.package is None
    return bool(term.ties & {"dash", "range", "span"}) and (is_open or (previous.is_measure and term.is_measure))


def _multiplies(previous: QuantityTerm, term: QuantityTerm) -> bool:
    if term.ties & {"plus", "in"}:
        return False
    if term.ties & _MULTIPLY:
        return True
    is_count = not previous.is_measure and not term.is_measure
    return not is_count and previous.is_measure is not term.is_measure and bool(term.per or previous.per)


def _chain(terms: Sequence[QuantityTerm]) -> Chain:
    measures = [term for term in terms if term.is_measure]
    pieces = [term for term in terms if term.is_pieces]
    counts = [term for term in terms if not term.is_measure and not term.is_pieces]
    if len(measures) > 1:
        raise QuantityUnreadable("quantity_unreadable", f"{_how(terms)} multiplies two measures")
    is_per_package = terms[0].is_in_each and terms[-1].is_measure
    if is_per_package or terms[-1].is_packed:
        raise QuantityUnreadable("quantity_uncounted", f"{_how(terms)} in one package; how many there are is not said")
    measure = measures[0] if measures else None
    times = prod((term.amount for term in (*counts, *pieces)), start=Decimal(1))
    is_mass = measure is not None and measure.unit is not None and measure.unit.dimension == "mass"
    by_piece = bool(pieces) or (measure is not None and measure.per == "piece" and measure.amount <= STRONGEST)
    is_strength = measure is not None and is_mass and by_piece
    if is_strength and measure and measure.amount > STRONGEST:
        raise QuantityUnreadable("quantity_unreadable", f"{_how(terms)}: so much is in no tablet")
    total = measure.amount * times if measure else None
    is_counted = bool(counts or pieces)
    return Chain(
        counts=tuple(counts),
        kilograms=total if is_mass and not is_strength else None,
        litres=total if not is_mass else None,
        pieces=times if by_piece and is_counted else None,
        strength=measure.amount if is_strength and measure else None,
        mark=measure.mark if measure else "",
        per_package=not counts and any(term.per == "package" for term in (*measures, *pieces)) and len(terms) == 1,
        ties=frozenset(terms[0].ties),
        how=_how(terms),
    )


def _how(terms: Sequence[QuantityTerm]) -> str:
    """The reading for a person, counts first: "40 × 25 kg"."""
    ordered = sorted(terms, key=lambda term: (term.is_measure, term.is_pieces))
    return " × ".join(f"{plain(term.value)} {term.unit.symbol if term.unit else ''}".strip() for term in ordered)
