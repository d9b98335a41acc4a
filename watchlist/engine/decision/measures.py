"""How much of a listed substance a line states and holds: what is sure, and what possible, as each law counts it.

A bound is never guessed: with nothing declared the lower one is nothing and the upper one open, so that a total
reaches a limit only by what is sure, and stays below it only where nothing possible reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from chemistry import base_share, named_salt
from watchlist.engine import answer
from watchlist.engine.decision.spans import NOTHING, OPEN, MeasuredQuantity, Span, plain_number, rounded, sure
from watchlist.engine.host import table
from watchlist.engine.identification import StrippedWords, readings
from watchlist.engine.reading import (
    NOT_DECLARED,
    DeclaredAmount,
    Percent,
    PercentUnreadable,
    fold,
    read_percent,
    ties_amounts,
)

MOST_CACHED: Final = 8_192
BY_VOLUME: Final = re.compile(r"/\s*v|vol", re.IGNORECASE)
PURE: Final = Decimal(95)
"""Per cent from which a liquid has the density of its substance, well within what a density is known to."""
WHOLE: Final = Decimal(100)
MILLIGRAMS: Final = Decimal(10**6)
"""In a kilogram."""
SHARE: Final = r"\d{1,3}(?:[.,]\d{1,3})?\s?%"
LONGEST_TEXT: Final = 2_000
PACKING: Final = "packing"
"""The kind of the words of a name that say how goods are packed."""
NOT_COMPARED: Final = str.maketrans("", "", " ,")

# A product of these forms is known to hold more than the substance, whose share must be declared.
DILUTED_FORMS: Final = frozenset({"mixture", "medicine", "natural"})
SALTS: Final = frozenset({"salt", "hydrate"})
# In these forms the substance is there by itself; of an ester or an ether no share is its base weight.
PRESENT_FORMS: Final = SALTS | {
    "mixture_component",
    "contained",
    "stereo_unspecified",
    "optical_isomer",
    "geometric_isomer",
}


@dataclass(frozen=True, slots=True)
class DeclaredGoods:
    """What a line declares of quantity: its amount, a strength as read and as written, the product's form."""

    amount: DeclaredAmount
    strength: Percent | None = None
    written_strength: str = ""
    product_form: str = ""

    @property
    def is_by_volume(self) -> bool:
        """Say whether the strength is declared as a share of the volume."""
        return BY_VOLUME.search(self.written_strength) is not None


@dataclass(frozen=True, slots=True)
class ContainedAmount:
    """A listed substance in the goods of a line: as what it was read, and in which forms it is there.

    `smiles`, `name`: of the goods as resolved and as written; `listed_*`: of the substance; `shared`: the line names
    other goods beside it, and a strength does not say whose it is.
    """

    goods: DeclaredGoods
    smiles: str
    name: str
    forms: tuple[str, ...]
    listed_key: str
    listed_name: str
    listed_smiles: str
    shared: bool = False

    def with_amount(self, amount: DeclaredAmount) -> ContainedAmount:
        """Return it in another amount of the same goods."""
        return replace(self, goods=replace(self.goods, amount=amount))


def read_goods(fields: Mapping[str, str]) -> DeclaredGoods:
    """Return what the fields of a line declare of its goods, with an empty amount: `with_amount` sets it later."""
    written = fields.get("concentration", "")
    try:
        strength = read_percent(written) if written else None
    except PercentUnreadable:
        strength = None
    return DeclaredGoods(NOT_DECLARED, strength, written, fields.get("product_form", "").strip().casefold())


@lru_cache(MOST_CACHED)
def quantity_of(content: ContainedAmount) -> MeasuredQuantity:
    """Return how much of a listed substance a line holds.

    Volume becomes mass, and mass volume, by the density of the substance, where the goods are it and not a dilution.
    A medicine holds its pieces times the strength of one. A strength that is declared as a range is kept as one.
    """
    amount = content.goods.amount
    litres = sure(amount.litres)
    shipped = sure(amount.kilograms)
    density = _density(content) if (amount.kilograms is None) != (amount.litres is None) else None
    if density and amount.litres is not None:
        shipped = sure(amount.litres * density)
    elif density and amount.kilograms is not None:
        litres = sure(amount.kilograms / density)
    contained, contained_litres = _contained(content, shipped, litres)
    share = _base_share(content)
    base = Span(NOTHING, contained.high) if share is None else contained.times(share, share)
    why = "" if contained.low else _why(content, shipped, litres)
    why = why or ("" if share is not None else "the share of base is not known")
    return MeasuredQuantity(shipped, contained, base, litres, contained_litres, why, *_may_be(content))


def _may_be(content: ContainedAmount) -> tuple[Decimal | None, Decimal | None]:
    """Return the greatest mass and volume that goods without a measure may have; one of the other by their density."""
    kilograms, litres = content.goods.amount.most
    density = _density(content) if (kilograms is None) != (litres is None) else None
    if density and litres is not None:
        kilograms = litres * density
    elif density and kilograms is not None:
        litres = kilograms / density
    return (
        None if kilograms is None else Decimal(plain_number(kilograms)),
        None if litres is None else Decimal(plain_number(litres)),
    )


def _density(content: ContainedAmount) -> Decimal | None:
    """Return kilograms in a litre: of the substance, or of the solution that the table names.

    None where no density is known to be that of the goods: mass or volume is then open.
    """
    density = density_of(content.listed_key)
    return density.kg_per_litre if density and _is_the_product(content, density.product) else None


def _is_the_product(content: ContainedAmount, product: str) -> bool:
    """Say whether the goods are what a density is of: the substance, or a solution of the strength that it names."""
    strength = content.goods.strength
    try:
        named = read_percent(product.removesuffix("solution").strip())
    except PercentUnreadable:
        is_pure = not _is_diluted(content) if strength is None else strength.low >= PURE
        return is_pure and not content.shared
    return strength is not None and strength.low <= named.low <= strength.high


def _is_diluted(content: ContainedAmount) -> bool:
    return (
        not {"mixture_component", "contained"}.isdisjoint(content.forms) or content.goods.product_form in DILUTED_FORMS
    )


def _contained(content: ContainedAmount, shipped: Span, litres: Span) -> tuple[Span, Span]:
    amount, strength = content.goods.amount, content.goods.strength
    if amount.pieces is not None and amount.strength is not None:
        return (OPEN if content.shared else sure(amount.pieces * amount.strength)), OPEN
    if content.shared or (strength is None and (_is_diluted(content) or content.goods.written_strength)):
        return Span(NOTHING, shipped.high), Span(NOTHING, litres.high)
    if strength is None:
        return shipped, litres
    low, high = strength.low / WHOLE, strength.high / WHOLE
    of_litres = litres.times(low, high)
    if not content.goods.is_by_volume:
        return shipped.times(low, high), of_litres
    density = density_of(content.listed_key)
    if amount.litres is None or density is None or density.product != "pure":
        return Span(NOTHING, shipped.high), of_litres
    return of_litres.times(density.kg_per_litre, density.kg_per_litre), of_litres


def _base_share(content: ContainedAmount) -> Decimal | None:
    """Return the share of the contained substance that is the listed one itself; None where nothing says it."""
    if not PRESENT_FORMS.issuperset(content.forms):
        return None
    if SALTS.isdisjoint(content.forms):
        return Decimal(1)
    if not content.listed_smiles:
        return None
    if "." in content.smiles:
        return base_share(content.smiles, content.listed_smiles)
    for name in (content.name, *(wording.text for wording in readings(content.name))):
        if drawn := named_salt(content.smiles, name):
            return base_share(drawn, content.listed_smiles)
    return None


def _why(content: ContainedAmount, shipped: Span, litres: Span) -> str:
    """Return what keeps a substance of which nothing sure is known from being measured."""
    amount = content.goods.amount
    if amount.problems and not (shipped.low or litres.low):
        return f"the quantity cannot be read ({amount.problems[0].detail.rstrip('.')})"
    if not amount.is_declared:
        return "no quantity is declared"
    if content.shared:
        return "the line names several goods, and not how much of each"
    if litres.low and not shipped.low:
        return "no density turns this volume into mass"
    if amount.pieces is not None:
        return "the strength of a piece is not declared"
    return "the share of the substance in the goods is not declared" if shipped.low else "no mass or volume is declared"


@lru_cache(MOST_CACHED)
def quantity_record(content: ContainedAmount) -> answer.Quantity:
    """Return the record of how much a line holds; the findings of one substance share it."""
    return quantity_of(content).as_record()


@lru_cache(MOST_CACHED)
def amount_words(content: ContainedAmount) -> str:
    """Return the amount step by step, in words: "25 KGS = 25 kg = 15.81 kg as 4-piperidone, at 98 %".

    What could not be measured says so, and what it may be: never a figure that nobody measured.
    """
    amount, quantity = content.goods.amount, quantity_of(content)
    if not amount.is_measured and amount.is_declared:
        return unmeasured_words(amount)
    steps, mass = [amount.written, amount.how], quantity.shipped
    if amount.pieces is not None and amount.strength is not None:
        steps.append(f"{amount.pieces:,f} × {rounded(amount.strength * MILLIGRAMS)} mg")
        mass = quantity.contained
    if mass.low:
        steps.append(f"{rounded(mass.low)} kg")
    if quantity.base.low and not SALTS.isdisjoint(content.forms):
        steps.append(f"{rounded(quantity.base.low)} kg as {content.listed_name}")
    different = {step.casefold().translate(NOT_COMPARED): step for step in reversed(steps) if step}
    at = content.goods.written_strength.strip()
    return " = ".join(reversed(different.values())) + (f", at {at}" if at and amount.written else "")


def unmeasured_words(amount: DeclaredAmount) -> str:
    """Return an amount that is no measure, in words: "not measured: 8 drums 180 kg as declared, may be 1,440 kg"."""
    kilograms, litres = amount.most
    figures = [f"{rounded(kilograms)} kg"] if kilograms is not None else []
    figures += [f"{rounded(litres)} l"] if litres is not None else []
    may_be = f", may be {' or '.join(figures)}" if figures else ""
    return f"not measured: {amount.written} as declared{may_be}"


@dataclass(frozen=True, slots=True)
class Density:
    """Kilograms in a litre at 20 °C of a substance as this product ("pure", "37 % solution"), and who says so."""

    kg_per_litre: Decimal
    product: str
    source: str
    confidence: str


def density_of(substance: str) -> Density | None:
    """Return the density of a substance by its key, None where no source gives one."""
    return _densities().get(substance)


@cache
def _densities() -> dict[str, Density]:
    return {
        row["substance"]: Density(Decimal(row["kg_per_litre"]), row["product"], row["source"], row["confidence"])
        for row in table("decision", "densities.csv")
    }


def stated_fields(fields: Mapping[str, str], words: Sequence[StrippedWords]) -> dict[str, str]:
    """Return the fields of a line, with the concentration and product form that trade words or the heading state.

    A product form declared in words ("tablets") becomes that of the contract; an unknown one stays as it is.
    """
    merged = dict(fields)
    strengths = [word.text for word in words if word.kind == "concentration"]
    if len(strengths) == 1:  # of several, none is known to be that of the listed one
        merged.setdefault("concentration", strengths[0])
    if declared := merged.get("product_form"):
        form = _product_forms().get(("word", fold(declared).strip()), declared)
    else:
        code = "".join(filter(str.isdigit, merged.get("cn_code") or merged.get("hs_code") or ""))
        headings = (_product_forms().get(("heading", code[:digits])) for digits in (6, 4))
        form = next(filter(None, (*(word.product_form for word in words), *headings)), "")
    return merged | ({"product_form": form} if form else {})


def declared_share(text: str, names: Iterable[str]) -> str:
    """Return the share that a text states of one of the chemicals that it names, as written: "40 %"; empty for none.

    It is for people to read: of which basis it is, and whether it is of all of the goods, the text leaves open.
    """
    for name in filter(None, names):
        written = re.escape(name)
        pattern = rf"(?P<before>{SHARE})\s*(?:of\s+)?{written}(?![\w-])|(?<![\w-]){written}[\s:,(]*(?P<after>{SHARE})"
        if match := re.search(pattern, text[:LONGEST_TEXT], re.IGNORECASE):
            return str(match["before"] or match["after"])
    return ""


def packing_of(words: Sequence[StrippedWords]) -> str:
    """Return the words of packing that were taken off a name as one text, with what ties them: "10 drums of 165 kg"."""
    if not words:
        return ""
    is_packing = [word.kind == PACKING for word in words]
    is_tie = [
        0 < at < len(words) - 1 and is_packing[at - 1] and is_packing[at + 1] and ties_amounts(word.text)
        for at, word in enumerate(words)
    ]
    return " ".join(word.text for word, *kept in zip(words, is_packing, is_tie, strict=True) if any(kept))


@cache
def _product_forms() -> dict[tuple[str, str], str]:
    return {(row["by"], fold(row["says"])): row["product_form"] for row in table("decision", "product_forms.csv")}
