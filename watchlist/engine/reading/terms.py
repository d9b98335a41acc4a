"""The terms of a quantity: "40 drums", "25 kg", "24 tablets", each with how it is tied to the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from watchlist.engine.reading.tokens import QuantityToken
from watchlist.engine.reading.units import Package, Unit

_WORDS_BETWEEN: Final = 4
"""Of a number and its package: "40 new blue steel drums"."""
_FIRST_IDEOGRAPH: Final = "\u3040"
_MARKS: Final = frozenset({"net", "gross", "tare"})


@dataclass(slots=True)
class QuantityTerm:
    """A number with what it counts or measures.

    `mark`: net, gross, tare or unclear; `per`: what one of holds it ("25 kg drum", "60 mg tablet"); `is_packed`: it is
    the contents of a further package ("bottles per box"), and so is a count that `is_in_each` ("each box 12 bottles");
    `ties`: kinds of the tokens between the term before and this one.
    """

    values: tuple[Decimal, ...]
    text: str
    unit: Unit | None = None
    package: Package | None = None
    mark: str = ""
    per: Literal["", "package", "piece", "volume"] = ""
    is_packed: bool = False
    is_in_each: bool = False
    ties: set[str] = field(default_factory=set)
    first: int = 0
    last: int = 0

    @property
    def value(self) -> Decimal:
        """Its one value; ask `is_ambiguous` first."""
        return self.values[0]

    @property
    def is_ambiguous(self) -> bool:
        return len(self.values) != 1

    @property
    def is_measure(self) -> bool:
        return self.unit is not None and self.unit.dimension in ("mass", "volume")

    @property
    def is_pieces(self) -> bool:
        return self.unit is not None and self.unit.dimension == "pieces"

    @property
    def amount(self) -> Decimal:
        """Kilograms, litres or a count."""
        return self.value * self.unit.factor if self.unit else self.value


def read_terms(tokens: Sequence[QuantityToken]) -> list[QuantityTerm]:
    """Return the terms of a text, in its order."""
    reader = _Reader(tokens)
    reader.read()
    _mark(tokens, reader.terms)
    return reader.terms


class _Reader:
    """One walk along the tokens."""

    def __init__(self, tokens: Sequence[QuantityToken]) -> None:
        self.tokens = tokens
        self.terms: list[QuantityTerm] = []
        self._ties: set[str] = set()
        self._holder = False  # "per drum", "每桶" before the number
        self._package: Package | None = None  # a package named before its number: "drums: 40"

    def read(self) -> None:
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == "number":
                at = self._number(at)
            elif token.kind == "unit" and token.unit:
                at = self._lone_unit(at, token.unit)
            else:
                if token.kind == "package" and token.package:
                    self._lone_package(token.package)
                else:
                    self._ties.add(token.kind)
                at += 1

    def _kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def _number(self, at: int) -> int:
        token = self.tokens[at]
        if self._kind(at + 1) == "percent" or self._is_glued(at):
            return at + 1
        is_hyphened = self._kind(at + 1) == "dash" and self.tokens[at + 1].start == token.end  # "55-gallon"
        next_at = at + 1 + ((is_hyphened or self._kind(at + 1) in _MARKS) and self._kind(at + 2) == "unit")
        if self._kind(next_at) == "unit":
            return self._add(QuantityTerm(token.values, token.text, unit=self.tokens[next_at].unit), at, next_at)
        for next_at in range(at + 1, at + 2 + _WORDS_BETWEEN):
            if self._kind(next_at) == "package":
                return self._add(
                    QuantityTerm(token.values, token.text, package=self.tokens[next_at].package), at, next_at
                )
            if self._kind(next_at) != "word":
                break
        return self._add(QuantityTerm(token.values, token.text, package=self._package), at, at)

    def _is_glued(self, at: int) -> bool:
        """Part of a code: "UN1090", "1A". Ideographs need no space, and "x" may have none."""
        token = self.tokens[at]
        previous = self.tokens[at - 1] if at else None
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if previous and previous.end == token.start and previous.kind != "times":
            mark = previous.text[-1]
            if mark.isalpha() and mark < _FIRST_IDEOGRAPH:
                return True
        is_tied = following is not None and following.kind == "word" and following.start == token.end
        return is_tied and following is not None and following.text[0].isalnum()

    def _add(self, term: QuantityTerm, first: int, last: int) -> int:
        term.first, term.last, term.ties = first, last, self._ties
        if self._holder and term.unit:
            term.per = "package"
        term.is_in_each = self._holder and term.unit is None
        self.terms.append(term)
        self._ties, self._holder, self._package = set(), False, None
        return last + 1

    def _lone_unit(self, at: int, unit: Unit) -> int:
        """A unit without a number before it: "KGS 25", "60 mg/tablet", "50 mg/ml"."""
        last = self.terms[-1] if self.terms else None
        is_measure = unit.dimension in ("mass", "volume")
        if is_measure and self._kind(at + 1) == "number" and self._kind(at + 2) not in ("unit", "package", "percent"):
            return self._add(QuantityTerm(self.tokens[at + 1].values, self.tokens[at + 1].text, unit=unit), at, at + 1)
        if is_measure:
            if last and "slash" in self._ties:
                last.per = "volume"
                self._ties = set()
        elif last and (last.is_measure or last.is_pieces) and "in" not in self._ties:
            last.per = "piece" if unit.dimension == "pieces" else "package"
        elif last and not last.unit and not last.package:
            last.unit = unit
        else:
            self._holder = last is not None and unit.dimension == "items"  # "each 25 kg"
        return at + 1

    def _lone_package(self, package: Package) -> None:
        last = self.terms[-1] if self.terms else None
        if "per" in self._ties and not (last and self._ties <= {"per", "word"}):
            self._holder = True
        elif last and last.unit and "in" not in self._ties:
            last.is_packed = last.per == "package" and bool(self._ties & {"per", "slash"})
            last.per = last.per or "package"
        elif last and not last.unit and not last.package:
            last.package = package
            self._ties = set()
        else:
            self._package = package


def _mark(tokens: Sequence[QuantityToken], terms: Sequence[QuantityTerm]) -> None:
    """Tie each "net" and "gross" to the measure that it stands before or after, as the text does throughout."""
    starts = {term.first: term for term in terms if term.is_measure}
    ends = {term.last: term for term in terms if term.is_measure}
    places = [at for at, token in enumerate(tokens) if token.kind not in ("word", "open", "close", "stop", "colon")]
    for at, token in enumerate(tokens):
        if token.kind not in _MARKS:
            continue
        is_colon = at + 1 < len(tokens) and tokens[at + 1].kind == "colon"
        inside = next((term for term in terms if term.first < at < term.last), None)
        following = starts.get(at + 1 + is_colon)
        is_bracketed = at > 0 and tokens[at - 1].kind == "open"
        preceding = None if is_colon or (is_bracketed and following) else ends.get(at - 1 - is_bracketed)
        if preceding and following and places[0] != at and tokens[places[0]].kind not in _MARKS:
            following = None if tokens[places[-1]].kind in _MARKS else following
            if following:
                preceding.mark = following.mark = "unclear"
                continue
        elif preceding and following:
            preceding = None
        if term := inside or following or preceding:
            term.mark = token.kind
