"""A text that states a quantity: cut, normalised, read as terms, and refused where it states no one figure.

What the terms come to is a `Packing`: packages × contents, net beside gross, tablets and their strength.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from math import prod
from typing import Final, Literal, NamedTuple

from watchlist.engine.problem_codes import QuantityCode
from watchlist.engine.reading.chains import STRONGEST, Chain, agree, chains, plain, without_ratios
from watchlist.engine.reading.errors import QuantityUnreadable
from watchlist.engine.reading.numbers import UNDECIDED, NumberConvention, infer_number_convention
from watchlist.engine.reading.terms import QuantityTerm, read_terms
from watchlist.engine.reading.tokens import QuantityToken, tokenise


class MostPossible(NamedTuple):
    """Kilograms and litres by the greatest reading of a text that states no one quantity; None where none is bounded.

    It is for people to read: a limit is neither reached nor missed by it.
    """

    kilograms: Decimal | None = None
    litres: Decimal | None = None


NOT_BOUNDED: Final = MostPossible()


@dataclass(frozen=True, slots=True)
class Packing:
    """A text as read: kilograms, litres, pieces, and kilograms of the active in one piece.

    `per_package`: the measures are those of one package, and how many there are is not said; `packages`: how many there
    are where what they hold is not said, `are_items` where even the package is not ("40 PCS"); `count`: how many
    packages the measures are already of; `most`: where no one quantity is stated, the greatest that may be meant.
    """

    kilograms: Decimal | None = None
    litres: Decimal | None = None
    pieces: Decimal | None = None
    strength: Decimal | None = None
    per_package: bool = False
    packages: Decimal | None = None
    are_items: bool = False
    count: Decimal = Decimal(1)
    how: str = ""
    code: QuantityCode | None = None
    detail: str = ""
    most: MostPossible = NOT_BOUNDED

    @property
    def is_measured(self) -> bool:
        """Say whether any measure is given."""
        return any(figure is not None for figure in self._figures)

    @property
    def _figures(self) -> tuple[Decimal | None, ...]:
        return (self.kilograms, self.litres, self.pieces)

    def differs_from(self, other: Packing) -> bool:
        """Say whether any measure that both give differs by more than rounding."""
        pairs = zip(self._figures, other._figures, strict=True)
        return any(own is not None and theirs is not None and not agree(own, theirs) for own, theirs in pairs)


LONGEST: Final = 240
"""Characters of a text that is read: what is longer is no quantity."""
_GREATEST: Final = Decimal(10) ** 12
_POWER: Final = re.compile("[0-9][⁰¹²³⁴-⁹]")


@lru_cache(maxsize=8192)
def read_statement(text: str, convention: NumberConvention = UNDECIDED) -> Packing:
    """Return what a text says, or the code and the sentence of why it says no one quantity.

    A number that may mean two things is decided by the file's convention, else by the other numbers of the text.
    """
    try:
        return _read(text, convention)
    except QuantityUnreadable as refused:
        return Packing(code=refused.code, detail=refused.detail, most=most_possible(text, convention))


def most_possible(text: str, convention: NumberConvention = UNDECIDED) -> MostPossible:
    """Return the greatest reading of a text: "8 drums 180 kg" may be 1440 kg, "8 × 180 kg gross" no more than that.

    A number that may mean two things is the greater, and a count that is tied to nothing multiplies. Nothing is
    returned of a text in which something is not understood, or that names a lower bound alone ("over 500 kg").
    """
    if len(text) > LONGEST or _POWER.search(text):
        return NOT_BOUNDED
    tokens = tokenise(_normal(text), convention)
    terms = [replace(term, values=(max(term.values),)) for term in read_terms(tokens) if term.values]
    kinds = {token.kind for token in tokens}
    if not kinds.isdisjoint({"unreadable", "none", "bound", "about", "slash"}) or any(term.is_pieces for term in terms):
        return NOT_BOUNDED
    try:
        found = chains(terms)
    except QuantityUnreadable as refused:
        return _end_of_range(terms) if refused.code == "quantity_inexact" else NOT_BOUNDED
    counts = [chain.count for chain in found if not chain.is_measured and chain.counts]
    return MostPossible(*(_most(found, counts, dimension) for dimension in ("kilograms", "litres")))


def _end_of_range(terms: Sequence[QuantityTerm]) -> MostPossible:
    """Return the end of a range: "1-2 kg", and "8 to 10 drums of 25 kg"; nothing of one with further packages."""
    counts = [term.amount for term in terms if not term.is_measure]
    if len(counts) > len(("from", "to")) or any(term.is_packed or term.is_in_each for term in terms):
        return NOT_BOUNDED
    figures = [
        max((term.amount for term in terms if term.unit and term.unit.dimension == kind), default=None)
        for kind in ("mass", "volume")
    ]
    return MostPossible(*(figure and figure * max(counts, default=Decimal(1)) for figure in figures))


def _most(
    found: Sequence[Chain], counts: Sequence[Decimal], dimension: Literal["kilograms", "litres"]
) -> Decimal | None:
    """Return the greatest figure of a dimension, a figure without a count multiplied by the counts that stand alone."""
    figures = [
        figure * (Decimal(1) if chain.counts else prod(counts, start=Decimal(1)))
        for chain in found
        if (figure := getattr(chain, dimension)) is not None
    ]
    most = max(figures, default=None)
    return most if most is not None and 0 < most <= _GREATEST else None


def measures_in(text: str, convention: NumberConvention = UNDECIDED) -> list[QuantityTerm]:
    """Return the masses and volumes in the beginning of any text, without what "mg/ml" and the like state."""
    terms = read_terms(tokenise(_normal(text[:LONGEST]), convention))
    return [term for term in without_ratios(terms) if term.is_measure and len(term.values) == 1]


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("+/-", "±")


def _read(text: str, convention: NumberConvention) -> Packing:
    if len(text) > LONGEST or _POWER.search(text):
        raise QuantityUnreadable("quantity_unreadable", f"{text[:40]!r} is not read as a quantity")
    normal = _normal(text)
    if convention == UNDECIDED:
        convention = infer_number_convention([normal])
    tokens = tokenise(normal, convention)
    terms = read_terms(tokens)
    _refuse_tokens(text, tokens, terms)
    for term in terms:
        _refuse_number(term)
    return combine(chains(terms), text)


def _refuse_tokens(text: str, tokens: Sequence[QuantityToken], terms: Sequence[QuantityTerm]) -> None:
    kinds = {token.kind for token in tokens}
    is_vague = "none" in kinds and all(term.unit is None for term in terms)
    is_cut = bool(tokens) and "times" in (tokens[0].kind, tokens[-1].kind)
    if not terms or is_vague or is_cut or "unreadable" in kinds:
        raise QuantityUnreadable("quantity_unreadable", f"{text[:40]!r} states no quantity")
    for at, token in enumerate(tokens):
        if [near.kind for near in tokens[at : at + 3]] == ["number", "slash", "number"]:
            raise QuantityUnreadable("quantity_ambiguous", f"{text[:40]!r} may be a fraction or two numbers")
        neighbours = [tokens[near].kind for near in (at - 1, at + 2) if 0 <= near < len(tokens)]
        if token.kind == "about" or (token.kind == "bound" and "percent" not in neighbours):
            raise QuantityUnreadable("quantity_inexact", f"{text[:40]!r} is no exact quantity")
        is_sign = token.kind == "dash" and at + 1 < len(tokens) and tokens[at + 1].start == token.end
        if is_sign and tokens[at + 1].kind == "number" and (at == 0 or tokens[at - 1].end < token.start):
            raise QuantityUnreadable("quantity_unreadable", f"{text[:40]!r} is below zero")


def _refuse_number(term: QuantityTerm) -> None:
    if len(term.values) > 1:
        readings = " or ".join(plain(value) for value in term.values)
        raise QuantityUnreadable("quantity_ambiguous", f"{term.text[:40]!r} may be {readings}")
    if not term.values or not 0 < term.value <= _GREATEST:
        raise QuantityUnreadable("quantity_unreadable", f"{term.text[:40]!r} is no amount")
    if " " in term.text and term.per == "package" and not term.text.split()[-1].startswith("0"):
        raise QuantityUnreadable("quantity_ambiguous", f"{term.text[:40]!r} may be one number or two")


def combine(found: Sequence[Chain], text: str) -> Packing:
    """Return what chains of one text say together; raises QuantityUnreadable."""
    measured = _net(_summed([chain for chain in found if chain.is_measured]), text)
    pieces = [chain for chain in found if chain.pieces is not None]
    strengths = {chain.strength for chain in found if chain.strength is not None}
    if pieces:
        strengths |= {chain.kilograms for chain in measured if chain.kilograms is not None and _is_strength(chain)}
        measured = [chain for chain in measured if not _is_strength(chain)]
    counted = [chain for chain in found if not chain.is_measured and chain.pieces is None and chain.counts]
    if not measured and not pieces:
        return _unmeasured(counted, text)
    for chain in counted:
        _refuse_leftover(chain, found, [*measured, *pieces], text)
    measured = _surely_of_all(measured, pieces)
    is_plain = len(strengths) < 2
    return Packing(
        kilograms=_agreed_figure([chain.kilograms for chain in measured], text),
        litres=_agreed_figure([_litres(chain, pieces) for chain in measured], text),
        pieces=_agreed_figure([chain.pieces for chain in pieces], text),
        strength=next(iter(strengths), None) if is_plain else None,
        per_package=any(chain.per_package for chain in (*measured, *pieces)),
        count=max(chain.count for chain in (*measured, *pieces)),
        how=", ".join(dict.fromkeys(chain.how for chain in (*pieces, *measured))),
        code=None if is_plain else "strength_ambiguous",
        detail="" if is_plain else f"{text[:40]!r} states several strengths",
    )


def _summed(measured: Sequence[Chain]) -> list[Chain]:
    """Chains with "+" between them as one: "20 drums × 25 kg + 1 drum × 10 kg"."""
    sums: list[Chain] = []
    for chain in measured:
        last = sums[-1] if sums else None
        if last is None or "plus" not in chain.ties:
            sums.append(chain)
        elif (last.kilograms is None) is not (chain.kilograms is None) or last.mark != chain.mark:
            raise QuantityUnreadable("quantity_ambiguous", f"{last.how} + {chain.how} is no one quantity")
        else:
            kilograms, litres = _plus(last.kilograms, chain.kilograms), _plus(last.litres, chain.litres)
            how = f"{last.how} + {chain.how}"
            sums[-1] = replace(last, counts=(), kilograms=kilograms, litres=litres, how=how)
    return sums


def _plus(figure: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if figure is None or other is None else figure + other


def _net(measured: Sequence[Chain], text: str) -> list[Chain]:
    """What is net, or not said to be anything else. Never net from gross."""
    if any(chain.mark == "unclear" for chain in measured):
        raise QuantityUnreadable("quantity_ambiguous", f"{text[:40]!r}: which is net and which is gross?")
    others = [chain for chain in measured if chain.mark not in ("gross", "tare")]
    if measured and not others:
        raise QuantityUnreadable("quantity_gross", f"{text[:40]!r} is with its packaging; the net mass is not said")
    net = {_dimension(chain) for chain in others if chain.mark == "net"}
    return [chain for chain in others if chain.mark == "net" or _dimension(chain) not in net]


def _dimension(chain: Chain) -> str:
    return "volume" if chain.kilograms is None else "mass"


def _surely_of_all(measured: Sequence[Chain], pieces: Sequence[Chain]) -> list[Chain]:
    """Without a measure that may be of one package or of all: the 160 kg of "4 x 200 L drums, 160 kg"."""
    products = [chain for chain in (*measured, *pieces) if chain.count > 1]
    dimensions = {_dimension(chain) for chain in products if chain.is_measured}
    return [
        chain
        for chain in measured
        if not products or chain.counts or "in" in chain.ties or _dimension(chain) in dimensions
    ]


def _is_strength(chain: Chain) -> bool:
    return not chain.counts and chain.kilograms is not None and chain.kilograms <= STRONGEST


def _litres(chain: Chain, pieces: Sequence[Chain]) -> Decimal | None:
    """A volume beside ampoules is that of one: "10 ampoules 2 ml"."""
    is_per_piece = chain.litres is not None and not chain.counts and chain.pieces is None and chain.litres <= 1
    if is_per_piece and pieces and pieces[0].pieces is not None and chain.litres is not None:
        return chain.litres * pieces[0].pieces
    return chain.litres


def _agreed_figure(figures: Sequence[Decimal | None], text: str) -> Decimal | None:
    """Return the first of several figures that agree: "40 × 25 kg (1000 kg)"."""
    stated = [figure for figure in figures if figure is not None]
    for figure in stated[1:]:
        if not agree(stated[0], figure):
            raise QuantityUnreadable("quantity_ambiguous", f"{text[:40]!r} gives figures that do not agree")
    return stated[0] if stated else None


def _refuse_leftover(counted: Chain, found: Sequence[Chain], others: Sequence[Chain], text: str) -> None:
    """A count tied to nothing: "40 drums, 1000 kg" may be 1000 kg or forty times as much.

    The greater reading is never dropped on a guess: one is left only where the count is one, where a word says "in" or
    "total", where the product counts the same packages, and where no such package holds so much.
    """
    near = found[found.index(counted) + 1 : found.index(counted) + 2]
    is_total = "in" in counted.ties or any("in" in chain.ties and not chain.counts for chain in near)
    is_bare = any(term.package is None and term.unit is None for term in counted.counts)
    for other in others:
        is_same = any(term.amount == counted.count for term in other.counts)
        if counted.count == 1 or is_same or ((is_total or _is_too_much(counted, other)) and not is_bare):
            continue
        raise QuantityUnreadable("quantity_ambiguous", f"{text[:40]!r} may be {other.how} or {counted.how} times that")


def _is_too_much(counted: Chain, other: Chain) -> bool:
    package = counted.counts[0].package if len(counted.counts) == 1 else None
    if package is None or other.counts:
        return False
    is_heavy = package.kilograms is not None and other.kilograms is not None and other.kilograms > package.kilograms
    return is_heavy or (package.litres is not None and other.litres is not None and other.litres > package.litres)


def _unmeasured(counted: Sequence[Chain], text: str) -> Packing:
    if not counted:
        raise QuantityUnreadable("quantity_uncounted", f"{text[:40]!r}: how many there are is not said")
    terms = [term for chain in counted for term in chain.counts]
    if any(term.package is None and term.unit is None for term in terms):
        raise QuantityUnreadable("unit_unknown", f"{text[:40]!r} has no unit that is known")
    if len(counted) > 1:
        raise QuantityUnreadable("quantity_uncounted", f"{text[:40]!r} counts packages; what they hold is not said")
    return Packing(packages=counted[0].count, are_items=terms[0].unit is not None, how=counted[0].how)
