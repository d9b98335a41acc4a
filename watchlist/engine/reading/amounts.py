"""How much a line declares, in kilograms, litres and pieces: by its quantity, unit, packages, and what a name says.

Codes of `Problem`; with any but `strength_ambiguous` no measure is given, for what is unknown is below no limit, and
with `quantity_name_differs` only one that is greater than what the name states:

- `quantity_unreadable`: no quantity, none above zero, or "1 lot".
- `quantity_ambiguous`: two readings: "1,000", "40 drums, 25 kg", or a quantity and a unit that do not agree.
- `quantity_inexact`: "about", "up to", a range.
- `quantity_gross`: with its packaging; the net mass is not said.
- `quantity_uncounted`: packages of which either the number or the contents is not said.
- `unit_unknown`: a number of no unit that is known.
- `quantity_name_differs`: the name states a number of packages and what one holds, and that is not the quantity.
- `strength_ambiguous`: several strengths of one tablet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final

from msgspec import UNSET

from watchlist.engine import answer
from watchlist.engine.errors import LineProblem
from watchlist.engine.reading.chains import STRONGEST, plain
from watchlist.engine.reading.numbers import UNDECIDED, NumberConvention, read_number
from watchlist.engine.reading.statements import (
    NOT_BOUNDED,
    MostPossible,
    Packing,
    measures_in,
    most_possible,
    read_statement,
)
from watchlist.engine.reading.units import PACKAGES, UNITS, spelling_key

_NUMBER_ALONE: Final = re.compile(r"[\d.,'’ \u00a0\u202f]{1,64}")

MEASURED_ALL_THE_SAME: Final = frozenset({"strength_ambiguous", "quantity_name_differs"})
"""Codes of what is wrong with an amount that has a measure all the same."""
_NEAR: Final = Decimal("0.01")
"""By which share a quantity may be off a multiple of what the name states."""
_PRECISION: Final = Context(prec=15)
_GREATEST: Final = Decimal(10) ** 12
_PLAIN: Final = re.compile(r"[1-9][0-9]{0,8}(?:\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredAmount:
    """How much a line declares, each measure None where it is not said. Never net from gross.

    `kilograms`: net mass of the goods as shipped; `pieces`: dosage units (tablets, capsules, ampoules), or things of
    which no more is said ("PCS"), then never with a strength; `strength`: kilograms of the named active in one piece;
    `written`: what it was read from; `how`: the reading, "40 × 25 kg"; `most`: where no measure is given, the greatest
    that may be meant. Two are the same where they are one object: equal texts give one.
    """

    kilograms: Decimal | None = None
    litres: Decimal | None = None
    pieces: Decimal | None = None
    strength: Decimal | None = None
    written: str = ""
    how: str = ""
    problems: tuple[LineProblem, ...] = ()
    most: MostPossible = NOT_BOUNDED

    @property
    def is_declared(self) -> bool:
        """Say whether the line says anything of an amount, readable or not."""
        return bool(self.written)

    @property
    def is_measured(self) -> bool:
        """Say whether any measure is given."""
        return any(figure is not None for figure in (self.kilograms, self.litres, self.pieces))

    def as_record(self) -> answer.Amount:
        """Return it for a line's record: plain decimal texts of at most 15 significant digits, None where not said."""
        return answer.Amount(
            written=self.written,
            kg=_plain(self.kilograms),
            litres=_plain(self.litres),
            pieces=_plain(self.pieces),
            how=self.how,
            may_be_kg=_plain(self.most.kilograms) or UNSET,
            may_be_litres=_plain(self.most.litres) or UNSET,
        )


NOT_DECLARED: Final = DeclaredAmount()


def read_amount(
    fields: Mapping[str, str], convention: NumberConvention = UNDECIDED, packing: str = ""
) -> DeclaredAmount:
    """Return how much canonical fields (quantity, unit, packages; concentration and name for strengths) declare.

    `packing` is text peeled from the name, used where the quantity fields say nothing, or count packages whose contents
    it tells; else it is compared with them where it states a number of packages and what one holds.
    """
    declared = fields.get("quantity", ""), fields.get("unit", ""), fields.get("packages", "")
    amount, is_dosed = _amount(*declared, packing, convention)
    if not is_dosed or amount.strength is not None or amount.problems:
        return amount
    return _with_strength(amount, fields.get("concentration", ""), fields.get("name", ""))


@lru_cache(maxsize=16384)
def _amount(
    quantity: str, unit: str, packages: str, packing: str, convention: NumberConvention
) -> tuple[DeclaredAmount, bool]:
    """The amount, and whether its pieces are dosage units, of which a strength may be told elsewhere."""
    quantity, unit, packages, packing = quantity.strip(), unit.strip(), packages.strip(), packing.strip()
    written = " ".join(filter(None, (quantity, unit))) or packages
    plain_unit = UNITS.get(spelling_key(unit)) if _PLAIN.fullmatch(quantity) and not (packages or packing) else None
    if plain_unit and plain_unit.dimension in ("mass", "volume"):
        # A plain number of a plain unit, as most lines have it.
        number, is_mass = Decimal(quantity), plain_unit.dimension == "mass"
        figure, how = number * plain_unit.factor, f"{plain(number)} {plain_unit.symbol}"
        amount = DeclaredAmount(figure if is_mass else None, None if is_mass else figure, written=written, how=how)
        return amount, False
    if not (written or packing):
        return NOT_DECLARED, False
    reading = read_fields(quantity, unit, packages, packing, convention)
    is_packed = reading.is_measured or reading.most != NOT_BOUNDED
    return _finished(reading, written or (packing if is_packed else "")), reading.pieces is not None


def _finished(reading: Packing, written: str) -> DeclaredAmount:
    code, detail = reading.code, reading.detail
    if reading.per_package or (reading.packages is not None and not reading.are_items):
        code, detail = "quantity_uncounted", f"{written[:40]!r} does not say both how many packages and what one holds"
    figures = (reading.kilograms, reading.litres, reading.packages if reading.are_items else reading.pieces)
    if any(figure is not None and figure > _GREATEST for figure in figures):
        code, detail = "quantity_unreadable", f"{written[:40]!r} is more than any ship carries"
    problems = (LineProblem(code, "quantity", detail),) if code else ()
    if code and code not in MEASURED_ALL_THE_SAME:
        return DeclaredAmount(written=written, how=reading.how, problems=problems, most=_most(reading, written))
    if code == "quantity_name_differs" and not reading.is_measured:
        return DeclaredAmount(written=written, how=reading.how, problems=problems, most=reading.most)
    return DeclaredAmount(*figures, reading.strength, written=written, how=reading.how, problems=problems)


def _most(reading: Packing, written: str) -> MostPossible:
    """Return the greatest that a quantity without a measure may be; nothing of packages whose contents are not said."""
    if reading.code == "quantity_unreadable" or reading.most != NOT_BOUNDED:
        return reading.most
    return most_possible(written)


def _with_strength(amount: DeclaredAmount, *texts: str) -> DeclaredAmount:
    """The strength of a tablet, as the first of the texts tells it that tells any."""
    for text in texts:
        strengths = set(_strengths(text))
        if len(strengths) > 1:
            detail = f"{text[:40]!r} states several strengths"
            return replace(amount, problems=(LineProblem("strength_ambiguous", "concentration", detail),))
        if strengths:
            return replace(amount, strength=strengths.pop())
    return amount


@lru_cache(maxsize=4096)
def _strengths(text: str) -> frozenset[Decimal]:
    masses = [term.amount for term in measures_in(text) if term.unit and term.unit.dimension == "mass"]
    return frozenset(mass for mass in masses if 0 < mass <= STRONGEST)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(_PRECISION.plus(value))


def read_fields(quantity: str, unit: str, packages: str, packing: str, convention: NumberConvention) -> Packing:
    """Return the packing of the fields together; of fields that do not agree only a code of why."""
    reading = _with_unit(quantity, unit, convention) if quantity else Packing()
    if packages:
        reading = _with_packages(reading, packages, convention)
    if packing and not reading.is_measured and reading.code is None:
        contents = read_statement(packing, convention)
        if reading.packages is not None:
            reading = _filled(reading, contents)
        elif _says_how_much(contents):
            reading = contents
    elif packing and reading.is_measured and reading.code is None:
        reading = _beside_name(reading, packing, convention)
    return reading


def _says_how_much(contents: Packing) -> bool:
    """Say whether the packing in a name is an amount, or is one of two that it may be."""
    if contents.code == "quantity_ambiguous":
        return contents.most != NOT_BOUNDED
    return contents.code is None and not contents.per_package and not _may_be_a_strength(contents)


def _beside_name(reading: Packing, packing: str, convention: NumberConvention) -> Packing:
    """Return a measured quantity beside the name: "10 drums of 165 kg" and 500 kg do not agree.

    A name may state the packing of one carton ("4 × 2.5 L"): a whole number of these agrees. The greater of two is
    never dropped: where the name states more, nothing is measured.
    """
    contents = read_statement(packing, convention)
    own, named = ((each.kilograms, each.litres) for each in (reading, contents))
    pairs = [(mine, theirs) for mine, theirs in zip(own, named, strict=True) if mine and theirs]
    if contents.code or contents.per_package or contents.count <= 1 or contents.pieces or len(pairs) != 1:
        return reading
    ((mine, theirs),) = pairs
    times = max(round(mine / theirs), 1)
    if abs(mine - times * theirs) <= _NEAR * mine:
        return reading
    detail = f"the name says {contents.how}, and the quantity {reading.how or plain(mine)}"
    differs = replace(reading, code="quantity_name_differs", detail=detail)
    if mine > theirs:
        return differs
    most = MostPossible(contents.kilograms, contents.litres)
    return replace(differs, kilograms=None, litres=None, most=most)


def _with_unit(quantity: str, unit: str, convention: NumberConvention) -> Packing:
    if not unit:
        return read_statement(quantity, convention)
    is_number = _NUMBER_ALONE.fullmatch(quantity) is not None
    if package := PACKAGES.get(spelling_key(unit)):
        unit = package.kind  # its codes begin with a digit: "1A"
    elif any(mark.isdecimal() for mark in unit) and spelling_key(unit) not in UNITS:
        contents = read_statement(unit, convention)
        if is_number and contents.code is None:
            return read_statement(f"{quantity} x {unit}", convention)
        reading = read_statement(quantity, convention)
        if reading.packages is not None and contents.is_measured:
            return _times(reading.packages, contents)
        return _agreed(reading, contents, quantity, unit)
    alone = Packing(code="unit_unknown") if is_number else read_statement(quantity, convention)
    if alone.code == "unit_unknown":
        return read_statement(f"{quantity} {unit}", convention)
    return _differing(quantity, unit, convention) or alone


def _differing(quantity: str, unit: str, convention: NumberConvention) -> Packing | None:
    """A quantity with a unit of its own beside another: "25 kg" and "LB" has two readings, "25 kg" and "DRUM" one."""
    separate = UNITS.get(spelling_key(unit))
    own = measures_in(quantity, convention)
    if separate is None or separate.dimension not in ("mass", "volume") or not own:
        return None
    if any(term.unit and term.unit.pint == separate.pint for term in own):
        return None
    detail = f"the quantity says {quantity[:40]!r}, and the unit {unit[:20]!r}"
    figures = [(term.amount, term.unit.dimension) for term in own if term.unit]
    mass, volume = (max((f for f, named in figures if named == kind), default=None) for kind in ("mass", "volume"))
    return Packing(code="quantity_ambiguous", detail=detail, most=MostPossible(mass, volume))


def _agreed(reading: Packing, other: Packing, *texts: str) -> Packing:
    """Two statements of one quantity: the first, unless they do not agree."""
    if not other.is_measured or other.per_package:
        return reading
    if not reading.is_measured:
        return other if reading.code in (None, "unit_unknown", "quantity_gross") else reading
    if not reading.differs_from(other):
        return reading
    quoted = " and ".join(repr(text[:40]) for text in texts)
    pairs = zip((reading.kilograms, reading.litres), (other.kilograms, other.litres), strict=True)
    most = MostPossible(*(max(filter(None, pair), default=None) for pair in pairs))
    return Packing(code="quantity_ambiguous", detail=f"{quoted} do not agree", most=most)


def _with_packages(reading: Packing, packages: str, convention: NumberConvention) -> Packing:
    """A total stands as it is; the contents of one package are multiplied by how many there are."""
    counted = _counted(packages, convention)
    if reading.per_package and counted.packages is not None:
        return _times(counted.packages, reading)
    if reading.packages is not None and counted.per_package:
        return _times(reading.packages, counted)
    if not reading.is_measured and reading.code is None:
        return counted if reading.packages is None else _filled(reading, counted)
    return _agreed(reading, counted, reading.how, packages)


def _counted(packages: str, convention: NumberConvention) -> Packing:
    """The field of packages, in which a bare number counts them."""
    values = read_number(packages.strip(), convention)
    if len(values) == 1 and values[0] > 0:
        return Packing(packages=values[0], how=plain(values[0]))
    return read_statement(packages, convention)


def _filled(reading: Packing, contents: Packing) -> Packing:
    """Packages whose contents the name tells: 40 drums of "acetone, 25 L drum"."""
    count = reading.packages
    if count is None or contents.code or not contents.is_measured:
        return reading
    if contents.per_package:
        return _times(count, contents)
    if count in (Decimal(1), contents.count):
        return contents
    detail = f"may be {contents.how} or {plain(count)} times that"
    most = MostPossible(*(figure and count * figure for figure in (contents.kilograms, contents.litres)))
    return reading if reading.are_items else Packing(code="quantity_ambiguous", detail=detail, most=most)


def _may_be_a_strength(contents: Packing) -> bool:
    """Say whether a mass beside a name may be that of the active in one tablet: "pseudoephedrine tablets 60 mg"."""
    is_lone = contents.pieces is None and contents.count == 1
    return is_lone and contents.kilograms is not None and contents.kilograms <= STRONGEST


def _times(count: Decimal, contents: Packing) -> Packing:
    return replace(
        contents,
        kilograms=contents.kilograms and count * contents.kilograms,
        litres=contents.litres and count * contents.litres,
        pieces=contents.pieces and count * contents.pieces,
        per_package=False,
        how=f"{plain(count)} × {contents.how}",
    )
