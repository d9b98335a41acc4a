"""The movements of one screening, each read once: what a line says of it, which lists that reaches, on which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import NamedTuple

from watchlist.engine import answer
from watchlist.engine.decision.comparison import Comparison
from watchlist.engine.decision.movement import Movement, read_movement
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.scope import Scope, scope_of
from watchlist.engine.decision.similarity import Standing
from watchlist.engine.errors import Problem
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading.dates import DateConvention, read_date

MOVEMENT = ("origin", "destination", "transit", "operator_country", "operation", "date", "export_date", "arrival_date")
MOST_MOVEMENTS = 10_000


class Moved(NamedTuple):
    """What a line says of the movement, which lists that reaches, and on which days their law is asked.

    `record`: the movement as the answer tells of it.
    `number` is its own; `alike` is that of the first movement which reaches the same lists with the same problems, on
    days on which goods may resemble the same.
    """

    movement: Movement
    record: answer.Movement
    problems: tuple[Problem, ...]
    scope: Scope
    days: tuple[date, ...]
    number: int
    alike: int


@dataclass
class MovementsRead:
    """The movements that the lines of one manifest declared so far."""

    law: CompiledLaw
    question: Question
    comparison: Comparison
    dates: DateConvention
    today: date

    def __post_init__(self) -> None:
        self._known: dict[tuple[str | None, ...], Moved] = {}
        self._alike: dict[tuple[Scope, tuple[Problem, ...], Standing], int] = {}
        self._numbering = count()

    def of(self, fields: Mapping[str, str]) -> Moved:
        """Return the movement that the fields of a line declare."""
        said = tuple(map(fields.get, MOVEMENT))
        known = self._known.get(said)
        if known is None:
            if max(len(self._known), len(self._alike)) >= MOST_MOVEMENTS:
                self._forget()
            known = self._known[said] = self._read(fields, next(self._numbering))
        return known

    def _forget(self) -> None:
        """Forget the movements read: their numbers are not given again, so nothing else that is remembered is wrong."""
        self._known.clear()
        self._alike.clear()
        self.comparison.forget_movements()

    def _read(self, fields: Mapping[str, str], number: int) -> Moved:
        movement, problems = read_movement(fields, self.question, lambda text: read_date(text, self.dates))
        readable = not any(problem.code == "country_unreadable" for problem in problems)
        scope = scope_of(self.law, self.question, movement, self.today, route_readable=readable)
        days = self.comparison.days(scope.lists, movement)
        alike = self._alike.setdefault((scope, problems, self.comparison.standing(scope.lists, movement)), number)
        return Moved(movement, movement.as_record(), problems, scope, days, number, alike)
