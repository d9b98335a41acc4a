"""What the stored lines of a screening ask documents for: read anew, because a document may come on file later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.db.models import Exists, OuterRef, QuerySet

from watchlist.engine.answer import Line
from watchlist.engine.decision.comparison import LawComparison
from watchlist.engine.decision.conventions import Conventions
from watchlist.engine.decision.document_amounts import parts_of
from watchlist.engine.decision.document_grounds import Need
from watchlist.engine.decision.licence_coverage import list_authorisation_duties, need_of
from watchlist.engine.decision.movement import Movement, read_movement
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.spans import Quantity
from watchlist.engine.reading.dates import read_date
from watchlist.engine.vocabulary import LEGAL, Bears
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.models import Hit, Screening
from watchlist.screenings.stored_answers import read_line

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class StoredNeed:
    """What one finding of a stored line asks: the id of the line, its number in the file, the finding's position.

    `held`: the quantity that the finding was measured by; None where none was.
    """

    screened_line: int
    line: int
    position: int
    need: Need
    held: Quantity | None

    def goods(self, measure: str) -> int | None:
        """Return the most that the goods are as they are shipped, in whole parts; None where it is not known."""
        if self.held is None or not measure:
            return None
        most = self.held.shipped.high if measure == "mass" else self.held.litres.high
        return parts_of(most)


def stored_needs(screening: Screening) -> list[StoredNeed]:
    """Return what each finding of a stored screening asks documents for, in the order of the file.

    Records are read some at a time: those of 100,000 lines are not held at once.
    """
    met = Hit.objects.filter(screened_line=OuterRef("pk"), tier__in=LEGAL)
    lines = screening.lines.filter(Exists(met)).order_by("pk")
    reading = _Reading.of(screening, lines)
    rows = lines.values_list("pk", "line__number", "record").iterator(BATCH)
    return [
        StoredNeed(pk, number, position, need, held)
        for pk, number, text in rows
        for position, need, held in reading.needs(read_line(text))
    ]


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the lines of one screening are read: by its question, its conventions, and the law of today's knowledge."""

    comparison: LawComparison
    question: Question
    conventions: Conventions

    @classmethod
    def of(cls, screening: Screening, lines: QuerySet[Any]) -> _Reading:
        kept = screening.conventions
        return cls(
            LawComparison(law_known_at(), screening.manifest.received_at.date()),
            Question.from_record(orjson.loads(screening.question)),
            Conventions.from_text(kept)
            if kept
            else Conventions.inferred_from((line.declared, line.fields) for line in _stored(lines)),
        )

    def needs(self, line: Line) -> Iterator[tuple[int, Need, Quantity | None]]:
        movement = self.movement(line)
        for position, finding in enumerate(line.findings):
            of = self.comparison.law.lists.get(finding.list)
            if of is None or finding.tier not in LEGAL or finding.bears == Bears.NO:
                continue
            bearing = self.comparison.bearing(of, movement)
            if list_authorisation_duties(of, bearing):
                held = Quantity.of_record(finding.quantity) if finding.quantity else None
                yield position, need_of(of, finding.entry, finding.forms, bearing, line.fields, held), held

    def movement(self, line: Line) -> Movement:
        """Return the movement that that a line declares, read anew for an older answer, which does not tell it."""
        if line.movement:
            return Movement.of_record(line.movement)
        days = self.conventions.dates
        movement, _ = read_movement(line.fields, self.question, lambda text: read_date(text, days))
        return movement


def _stored(lines: QuerySet[Any]) -> Iterator[Line]:
    yield from map(read_line, lines.values_list("record", flat=True).iterator(BATCH))
