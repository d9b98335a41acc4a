"""What the fields of a line say of its quantity: quantity and unit, packages, and packing peeled from a name."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from watchlist.engine.reading.chains import STRONGEST, plain
from watchlist.engine.reading.numbers import NumberConvention, read_number
from watchlist.engine.reading.packing import Packing
from watchlist.engine.reading.statements import measures_in, read_statement
from watchlist.engine.reading.units import PACKAGES, UNITS, spelling_key

_NUMBER_ALONE: Final = re.compile(r"[\d.,'’ \u00a0\u202f]{1,64}")


def read_fields(quantity: str, unit: str, packages: str, packing: str, convention: NumberConvention) -> Packing:
    """Return the packing of the fields together; of fields that do not agree only a code of why."""
    reading = _with_unit(quantity, unit, convention) if quantity else Packing()
    if packages:
        reading = _with_packages(reading, packages, convention)
    if packing and not reading.is_measured and reading.code is None:
        contents = read_statement(packing, convention)
        if reading.packages is not None:
            reading = _filled(reading, contents)
        elif contents.code is None and not contents.per_package and not _may_be_a_strength(contents):
            reading = contents
    return reading


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
    return Packing(code="quantity_ambiguous", detail=f"the quantity says {quantity[:40]!r}, and the unit {unit[:20]!r}")


def _agreed(reading: Packing, other: Packing, *texts: str) -> Packing:
    """Two statements of one quantity: the first, unless they do not agree."""
    if not other.is_measured or other.per_package:
        return reading
    if not reading.is_measured:
        return other if reading.code in (None, "unit_unknown", "quantity_gross") else reading
    if not reading.differs_from(other):
        return reading
    quoted = " and ".join(repr(text[:40]) for text in texts)
    return Packing(code="quantity_ambiguous", detail=f"{quoted} do not agree")


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
    return reading if reading.are_items else Packing(code="quantity_ambiguous", detail=detail)


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
