"""What goods may resemble, by the lists compared and the spells of law in which their days lie: made once a law."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from watchlist.engine.decision.movement import Window
from watchlist.engine.decision.similarity import SimilarityBasis, similarity_basis
from watchlist.engine.law import CompiledLaw, Territory

MOST_BASES: Final = 1_000
"""Bases kept of one law: few routes and days are asked, and what lies between two changes of law is one."""


class SpellsAsked(NamedTuple):
    """Some lists, and the indexes of the spells between two changes of the law in which the days asked of them lie."""

    lists: frozenset[str]
    windows: frozenset[tuple[Territory, int, int]]
    last: int


_BASES: Final[WeakKeyDictionary[CompiledLaw, dict[SpellsAsked, SimilarityBasis]]] = WeakKeyDictionary()


def basis_on(
    law: CompiledLaw, lists: frozenset[str], windows: Mapping[Territory, Window], today: date
) -> SimilarityBasis:
    """Return what goods may resemble where some lists are asked on the days of their territories.

    It is one object for all days between two changes of law. `today` is asked where no list is.
    """
    day = max(_days(windows.values()), default=today)
    spells = frozenset(
        (territory, _spell(law, window.first), _spell(law, window.last)) for territory, window in windows.items()
    )
    spells_asked, bases = SpellsAsked(lists, spells, _spell(law, day)), _BASES.setdefault(law, {})
    basis = bases.get(spells_asked)
    if basis is None:
        rows = (row for rows in law.schedulings.values() for row in rows if row.list.key in lists)
        basis = similarity_basis(law, ((row, windows[row.list.territory]) for row in rows), day)
        if len(bases) >= MOST_BASES:
            bases.clear()
        bases[spells_asked] = basis
    return basis


def _days(windows: Iterable[Window]) -> Iterable[date]:
    return chain.from_iterable((window.first, window.last) for window in windows)


def _spell(law: CompiledLaw, day: date) -> int:
    """Return the index of the spell between two changes of the law in which a day lies."""
    return bisect_right(law.changes, day)
