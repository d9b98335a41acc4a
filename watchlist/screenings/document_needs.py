"""What documents the stored lines of a screening need: computed anew, because a document may come on file later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from watchlist.engine.answer import Line
from watchlist.engine.decision import (
    Conventions,
    DeclaredMovement,
    LawComparison,
    MeasuredQuantity,
    Need,
    Question,
    list_authorisation_duties,
    need_of,
    parts_of,
    read_movement,
)
from watchlist.engine.reading import read_date
from watchlist.engine.vocabulary import LEGAL, Bears
from watchlist.law_store import law_known_at
from watchlist.screenings.models import Hit, Screening
from watchlist.screenings.stored_answers import read_line, read_question

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class StoredNeed:
    """What documents one finding of a stored line needs: line by id and number in the file, finding by position.

    `quantity`: what the finding was measured by; None where it was not.
    """

    screened_line: int
    line: int
    position: int
    need: Need
    quantity: MeasuredQuantity | None

    def goods(self, measure: str) -> int | None:
        """Return the largest amount of the goods as shipped, in whole parts; None where it is not known."""
        if self.quantity is None or not measure:
            return None
        most = self.quantity.shipped.high if measure == "mass" else self.quantity.litres.high
        return parts_of(most)


def stored_needs(screening: Screening) -> list[StoredNeed]:
    """Return the needs of each finding of a stored screening, in the order of the file.

    Records are read some at a time: those of 100,000 lines are not held at once.
    """
    legal_hits = Hit.objects.filter(screened_line=OuterRef("pk"), tier__in=LEGAL)
    lines = screening.lines.filter(Exists(legal_hits)).order_by("pk")
    reading = _NeedReader.of_screening(screening, lines)
    rows = lines.values_list("pk", "line__number", "record").iterator(BATCH)
    return [
        StoredNeed(pk, number, position, need, quantity)
        for pk, number, text in rows
        for position, need, quantity in reading.needs(read_line(text))
    ]


@dataclass(frozen=True, slots=True)
class _NeedReader:
    """How the lines of one screening are read: by its question, its conventions, and the law of today's knowledge."""

    comparison: LawComparison
    question: Question
    conventions: Conventions

    @classmethod
    def of_screening(cls, screening: Screening, lines: QuerySet[Any]) -> _NeedReader:
        if screening.conventions:
            conventions = Conventions.from_text(screening.conventions)
        else:
            stored = map(read_line, lines.values_list("record", flat=True).iterator(BATCH))
            conventions = Conventions.inferred_from((line.declared, line.fields) for line in stored)
        comparison = LawComparison(law_known_at(), screening.manifest.received_at.date())
        return cls(comparison, read_question(screening.question), conventions)

    def needs(self, line: Line) -> Iterator[tuple[int, Need, MeasuredQuantity | None]]:
        movement = self.movement(line)
        for position, finding in enumerate(line.findings):
            control_list = self.comparison.law.lists.get(finding.list)
            if control_list is None or finding.tier not in LEGAL or finding.bears == Bears.NO:
                continue
            bearing = self.comparison.bearing(control_list, movement)
            if list_authorisation_duties(control_list, bearing):
                quantity = MeasuredQuantity.of_record(finding.quantity) if finding.quantity else None
                yield (
                    position,
                    need_of(control_list, finding.entry, finding.forms, bearing, line.fields, quantity),
                    quantity,
                )

    def movement(self, line: Line) -> DeclaredMovement:
        """Return the movement that a line declares, read anew for an older answer, which does not have it."""
        if line.movement:
            return DeclaredMovement.of_record(line.movement)
        days = self.conventions.dates
        movement, _ = read_movement(line.fields, self.question, lambda text: read_date(text, days))
        return movement
