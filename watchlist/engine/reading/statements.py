"""A text that states a quantity: cut, normalised, read as terms, and refused where it states no one figure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from watchlist.engine.reading.chains import chains, plain, without_ratios
from watchlist.engine.reading.errors import QuantityUnreadable
from watchlist.engine.reading.numbers import UNDECIDED, NumberConvention, infer_number_convention
from watchlist.engine.reading.packing import Packing, combine
from watchlist.engine.reading.terms import QuantityTerm, read_terms
from watchlist.engine.reading.tokens import QuantityToken, tokenise

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
        return Packing(code=refused.code, detail=refused.detail)


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
