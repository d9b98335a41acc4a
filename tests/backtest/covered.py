"""Law that stood already: was a substance reached, the day before, by an entry or by a class rule?"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from chemistry.structures import Comparer, Examination, StructureText, examine
from tests.backtest.history import ANYWHERE, surely_from
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling
from watchlist.engine.law.reach import forms_reached


class Coverage:
    """Answers for each substance, day and variant; every structure is examined once."""

    def __init__(self, law: CompiledLaw) -> None:
        self._law = law
        self._examined: dict[str, Examination] = {}

    @cached_property
    def _comparer(self) -> Comparer:
        comparands = self._law.reference_data
        return Comparer(type(comparands)(references=comparands.references, rules=comparands.rules))

    def __call__(self, substance: str, day: date, variant: str) -> bool:
        examined = self._examine(substance)
        reached = (
            row
            for match in examined.matches
            for row in self._law.schedulings.get(match.reference, ())
            if forms_reached(row.reach).issuperset(match.forms)
        )
        members = (
            row
            for match in examined.classes
            if match.trace.outcome == "member"
            for row in self._law.by_rule.get(match.rule, ())
        )
        return any(_stands(row, day, variant) for row in (*reached, *members))

    def _examine(self, substance: str) -> Examination:
        if substance not in self._examined:
            (result,) = examine([StructureText(self._law.substances[substance].smiles)], self._comparer)
            assert isinstance(result, Examination)
            self._examined[substance] = result
        return self._examined[substance]


def _stands(row: CompiledScheduling, day: date, variant: str) -> bool:
    is_here = variant in ANYWHERE or row.list.jurisdiction in (None, variant)
    return is_here and surely_from(row) <= day and row.in_force(day)
