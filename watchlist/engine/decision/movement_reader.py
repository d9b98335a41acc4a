"""The movements of one screening, each read once: what a line says of it, which lists that reaches, on which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import NamedTuple

from watchlist.engine import answer
from watchlist.engine.decision.comparison import LawComparison
from watchlist.engine.decision.coverage import ListScope, scope_of
from watchlist.engine.decision.movement import DeclaredMovement, read_movement
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.route_checks import RouteChecks, RouteGap
from watchlist.engine.errors import LineProblem
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reading import DateConvention, read_date

MOVEMENT = ("origin", "destination", "transit", "operator_country", "operation", "date", "export_date", "arrival_date")
MOST_MOVEMENTS = 10_000


class LineMovement(NamedTuple):
    """The movement of a line, the lists that it reaches, and the days on which their law is asked.

    `number` is its own; `alike` is that of the first movement which reaches the same lists with the same problems, on
    days on which goods may resemble the same, with the same checks of its gaps; `alike_for_unlike` that of the first
    one for goods that resemble nothing, whatever the days. `record`: for the answer.
    """

    movement: DeclaredMovement
    record: answer.Movement
    problems: tuple[LineProblem, ...]
    scope: ListScope
    days: tuple[date, ...]
    number: int
    alike: int
    alike_for_unlike: int
    gaps: tuple[RouteGap, ...] = ()


@dataclass
class MovementReader:
    """The movements that the lines of one manifest declared so far."""

    law: CompiledLaw
    question: Question
    comparison: LawComparison
    dates: DateConvention
    today: date
    route_checks: RouteChecks
    known_on: date

    def __post_init__(self) -> None:
        self._known: dict[tuple[str | None, ...], LineMovement] = {}
        self._alike: dict[tuple[object, ...], int] = {}
        self._numbering = count()

    def movement_of(self, fields: Mapping[str, str]) -> LineMovement:
        """Return the movement that the fields of a line declare."""
        key = tuple(map(fields.get, MOVEMENT))
        movement = self._known.get(key)
        if movement is None:
            if max(len(self._known), len(self._alike)) >= MOST_MOVEMENTS:
                # No number is given twice, so what is cached by number stays right.
                self._known.clear()
                self._alike.clear()
                self.comparison.forget_movements()
            movement = self._known[key] = self._read(fields, next(self._numbering))
        return movement

    def _read(self, fields: Mapping[str, str], number: int) -> LineMovement:
        movement, problems = read_movement(fields, self.question, lambda text: read_date(text, self.dates))
        readable = not any(problem.code == "country_unreadable" for problem in problems)
        scope = scope_of(self.law, self.question, movement, self.today, route_readable=readable)
        days = self.comparison.days(scope.lists, movement)
        basis = self.comparison.similarity_basis(scope.lists, movement)
        gaps = self.gaps(scope, movement.span(self.today)[1])
        alike = self._alike.setdefault((scope, problems, basis, gaps), number)
        for_unlike = self._alike.setdefault((scope, problems, gaps), number)
        return LineMovement(movement, movement.as_record(), problems, scope, days, number, alike, for_unlike, gaps)

    def gaps(self, scope: ListScope, last: date) -> tuple[RouteGap, ...]:
        """Return the gaps of the law held for a movement that ends on a day, with the checks that hold until then."""
        return tuple(
            RouteGap(
                country,
                country in scope.in_part,
                tuple(check for check in self.route_checks.get(country, ()) if check.holds(last, self.known_on)),
            )
            for country in scope.not_held
        )
