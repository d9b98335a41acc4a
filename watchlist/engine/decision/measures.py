"""How much of a listed substance a line holds: what is sure, and what is possible, in each way that laws count it.

A bound is never guessed: with nothing declared the lower one is nothing and the upper one open, so that a total
reaches a limit only by what is sure, and stays below it only where nothing possible reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from chemistry.base_weight import base_share
from chemistry.named_salts import named_salt
from watchlist.engine import answer
from watchlist.engine.decision.densities import density_of
from watchlist.engine.decision.measured import NOTHING, OPEN, Quantity, Span, rounded, sure
from watchlist.engine.identification.wordings import readings
from watchlist.engine.reading.amounts import Amount
from watchlist.engine.reading.errors import PercentUnreadable
from watchlist.engine.reading.quantities import Percent, read_percent

KEPT: Final = 8_192
BY_VOLUME: Final = re.compile(r"/\s*v|vol", re.IGNORECASE)
PURE: Final = Decimal(95)
"""Per cent from which a liquid has the density of its substance, well within what a density is known to."""
WHOLE: Final = Decimal(100)
MILLIGRAMS: Final = Decimal(10**6)
"""In a kilogram."""

# A product of these forms is known to hold more than the substance, whose share must be declared.
DILUTED_FORMS: Final = frozenset({"mixture", "medicine", "natural"})
SALTS: Final = frozenset({"salt", "hydrate"})
# In these forms the substance is there by itself; of an ester or an ether no share is its base weight.
THERE: Final = SALTS | {"mixture_component", "contained", "stereo_unspecified", "optical_isomer", "geometric_isomer"}


@dataclass(frozen=True, slots=True)
class Goods:
    """What a line declares of how much there is: its amount, a strength as written and as read, the product's form."""

    amount: Amount
    strength: Percent | None = None
    written_strength: str = ""
    product_form: str = ""

    @property
    def is_by_volume(self) -> bool:
        """Say whether the strength is declared as a share of the volume."""
        return BY_VOLUME.search(self.written_strength) is not None


@dataclass(frozen=True, slots=True)
class Holding:
    """One listed substance in the goods of a line: as what it was read, and in which forms it is there.

    `smiles`, `name`: of the goods as resolved and as written; `listed_*`: of the substance; `shared`: the line names
    other goods beside it, and a strength does not say whose it is.
    """

    goods: Goods
    smiles: str
    name: str
    forms: tuple[str, ...]
    listed_key: str
    listed_name: str
    listed_smiles: str
    shared: bool = False


def read_goods(fields: Mapping[str, str]) -> Goods:
    """Return what the fields of a line declare of its goods, whatever their amount: findings are told for each anew."""
    written = fields.get("concentration", "")
    try:
        strength = read_percent(written) if written else None
    except PercentUnreadable:
        strength = None
    return Goods(Amount(), strength, written, fields.get("product_form", "").strip().casefold())


@lru_cache(KEPT)
def quantity_of(held: Holding) -> Quantity:
    """Return how much of a listed substance a line holds.

    Volume becomes mass, and mass volume, by the density of the substance, where the goods are it and not a dilution.
    A medicine holds its pieces times the strength of one. A strength that is declared as a range is kept as one.
    """
    amount = held.goods.amount
    litres = sure(amount.litres)
    shipped = sure(amount.kilograms)
    if amount.kilograms is None and amount.litres is not None:
        shipped = _weighed(held, amount.litres)
    if amount.litres is None and amount.kilograms is not None:
        litres = _poured(held, amount.kilograms)
    contained, contained_litres = _contained(held, shipped, litres)
    share = _base_share(held)
    base = Span(NOTHING, contained.high) if share is None else contained.times(share, share)
    why = _why(held, shipped, litres, contained) or ("" if share is not None else "the share of base is not known")
    return Quantity(shipped, contained, base, litres, contained_litres, why)


def _weighed(held: Holding, litres: Decimal) -> Span:
    """Return the mass of a volume, open where no density is known to be that of the goods."""
    density = _density(held)
    return OPEN if density is None else sure(litres * density)


def _poured(held: Holding, kilograms: Decimal) -> Span:
    """Return the volume of a mass, open where no density is known to be that of the goods."""
    density = _density(held)
    return OPEN if density is None else sure(kilograms / density)


def _density(held: Holding) -> Decimal | None:
    """Return kilograms in a litre: of the substance, or of the solution that the table names."""
    density = density_of(held.listed_key)
    return density.kg_per_litre if density and _is_the_product(held, density.product) else None


def _is_the_product(held: Holding, product: str) -> bool:
    """Say whether the goods are what a density is of: the substance, or a solution of the strength that it names."""
    strength = held.goods.strength
    try:
        named = read_percent(product.removesuffix("solution").strip())
    except PercentUnreadable:
        is_pure = not _is_diluted(held) if strength is None else strength.low >= PURE
        return is_pure and not held.shared
    return strength is not None and strength.low <= named.low <= strength.high


def _is_diluted(held: Holding) -> bool:
    return not {"mixture_component", "contained"}.isdisjoint(held.forms) or held.goods.product_form in DILUTED_FORMS


def _contained(held: Holding, shipped: Span, litres: Span) -> tuple[Span, Span]:
    """Return the kilograms and the litres of the substance in the goods."""
    amount, strength = held.goods.amount, held.goods.strength
    if amount.pieces is not None and amount.strength is not None:
        return (OPEN if held.shared else sure(amount.pieces * amount.strength)), OPEN
    if held.shared or (strength is None and (_is_diluted(held) or held.goods.written_strength)):
        return Span(NOTHING, shipped.high), Span(NOTHING, litres.high)
    if strength is None:
        return shipped, litres
    low, high = strength.low / WHOLE, strength.high / WHOLE
    of_litres = litres.times(low, high)
    if not held.goods.is_by_volume:
        return shipped.times(low, high), of_litres
    density = density_of(held.listed_key)
    if amount.litres is None or density is None or density.product != "pure":
        return Span(NOTHING, shipped.high), of_litres
    return of_litres.times(density.kg_per_litre, density.kg_per_litre), of_litres


def _base_share(held: Holding) -> Decimal | None:
    """Return the share of the contained substance that is the listed one itself; None where nothing says it."""
    if not THERE.issuperset(held.forms):
        return None
    if SALTS.isdisjoint(held.forms):
        return Decimal(1)
    if not held.listed_smiles:
        return None
    if "." in held.smiles:
        return base_share(held.smiles, held.listed_smiles)
    for name in (held.name, *(wording.text for wording in readings(held.name))):
        if drawn := named_salt(held.smiles, name):
            return base_share(drawn, held.listed_smiles)
    return None


def _why(held: Holding, shipped: Span, litres: Span, contained: Span) -> str:
    """Return what keeps the substance from being measured; empty where something sure is known of it."""
    amount = held.goods.amount
    if contained.low:
        return ""
    if amount.problems and not (shipped.low or litres.low):
        return f"the quantity cannot be read ({amount.problems[0].detail.rstrip('.')})"
    if not amount.is_declared:
        return "no quantity is declared"
    return _why_not_contained(held, shipped, litres)


def _why_not_contained(held: Holding, shipped: Span, litres: Span) -> str:
    if held.shared:
        return "the line names several goods, and not how much of each"
    if litres.low and not shipped.low:
        return "no density turns this volume into mass"
    if held.goods.amount.pieces is not None:
        return "the strength of a piece is not declared"
    return "the share of the substance in the goods is not declared" if shipped.low else "no mass or volume is declared"


@lru_cache(KEPT)
def quantity_record(held: Holding) -> answer.Quantity:
    """Return the record of how much a line holds; the findings of one substance share it."""
    return quantity_of(held).as_record()


@lru_cache(KEPT)
def told(held: Holding) -> str:
    """Return the amount as a person follows it: "25 KGS = 25 kg = 15.81 kg as 4-piperidone, at 98 %"."""
    amount, quantity = held.goods.amount, quantity_of(held)
    steps, mass = [amount.written, amount.how], quantity.shipped
    if amount.pieces is not None and amount.strength is not None:
        steps.append(f"{amount.pieces:,f} × {rounded(amount.strength * MILLIGRAMS)} mg")
        mass = quantity.contained
    if mass.low:
        steps.append(f"{rounded(mass.low)} kg")
    if quantity.base.low and not SALTS.isdisjoint(held.forms):
        steps.append(f"{rounded(quantity.base.low)} kg as {held.listed_name}")
    different = {_bare(step): step for step in reversed(steps) if step}
    at = held.goods.written_strength.strip()
    return " = ".join(reversed(different.values())) + (f", at {at}" if at and amount.written else "")


def _bare(text: str) -> str:
    return text.casefold().replace(" ", "").replace(",", "")
