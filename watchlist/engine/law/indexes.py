"""By what a substance is found, in one order wherever it was read from: its names, its numbers, codes, contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Final, TypeVar

from chemistry import normalise_name
from watchlist.engine.law.compiled import NameTarget, NumberTarget
from watchlist.engine.law.constituents import CompiledConstituent, with_inner_parts

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
NO_DIGIT: Final = re.compile(r"[^0-9]+")


def index(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    """Return the values of each key, keys and values in the order in which they come."""
    found: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def index_of_names(targets: Iterable[NameTarget]) -> dict[str, tuple[NameTarget, ...]]:
    """Return what each name stands for, by its match key; of two spellings with one key the first is shown."""
    first: dict[tuple[str, str], NameTarget] = {}
    for target in targets:
        first.setdefault((normalise_name(target.text), target.substance), target)
    return index((name, first[name, substance]) for name, substance in sorted(first))


def index_of_numbers(numbers: Iterable[tuple[str, NumberTarget]]) -> dict[str, tuple[NumberTarget, ...]]:
    """Return what each CAS number stands for; two forms of one substance stay in the order in which they come."""
    return index(sorted(numbers, key=lambda number: (number[0], number[1].substance)))


def index_of_codes(codes: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the substances of each code, by its scheme and its digits; `codes`: scheme, code as written, substance."""
    return index(sorted({((scheme, NO_DIGIT.sub("", code)), substance) for scheme, code, substance in codes}))


def index_of_constituents(
    parts: Iterable[tuple[str, CompiledConstituent]],
) -> Mapping[str, tuple[CompiledConstituent, ...]]:
    """Return what each material contains, and what is within that; `parts`: the material, and a part of it."""
    return with_inner_parts(index(sorted(parts, key=lambda part: part[1].contains)))
