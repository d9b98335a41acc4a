"""An answer as its reader may see it: with the house lists shown to them, and without reasons withheld from them.

Every stored record passes here on its way out, to whatever address or file; the records themselves are the same for
everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q
from msgspec import structs

from watchlist.cases import DecidedAnswer
from watchlist.engine.answer import Coverage, Line, Record, Summary
from watchlist.engine.asof import instant
from watchlist.internal_lists import HouseListOverlay, affected_summary, candidates
from watchlist.results.redaction import redacted
from watchlist.screenings import Screening

R = TypeVar("R", bound=Record)


def in_utc(record: R) -> R:
    """Return a record whose instants end in Z: those that earlier releases stored, and of corrections, do not."""
    if isinstance(record, Coverage):
        return structs.replace(record, known_at=instant(record.instant))
    if isinstance(record, Line) and record.corrections:
        at = [structs.replace(each, at=instant(datetime.fromisoformat(each.at))) for each in record.corrections]
        return structs.replace(record, corrections=tuple(at))
    return record


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What one reader, or each of the same rights, is shown of the records of one screening."""

    screening: Screening
    sees_reasons: bool
    overlay: HouseListOverlay | None

    @property
    def editions(self) -> tuple[UUID, ...]:
        """Return the editions of internal lists that are shown in it, in the order of their lists."""
        return tuple(house_list.edition for house_list in self.overlay.lists) if self.overlay else ()

    def line(self, line: Line) -> Line:
        """Return a line for this reader; of what is withheld from them, the attributes are None."""
        seen = in_utc(self.overlay.line(line) if self.overlay else line)
        return seen if self.sees_reasons else redacted(seen)

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of an answer for this reader as they come, in the contract's order.

        Who may read cases, and so the reasons, is told what people made of the lines.
        """
        seen = map(in_utc, self.overlay.records(records) if self.overlay else records)
        if self.sees_reasons:
            yield from DecidedAnswer(self.screening).records(seen)
            return
        for record in seen:
            yield redacted(record) if isinstance(record, Line) else record

    def decided(self, lines: Iterable[Line]) -> list[Line]:
        """Return lines as this reader was shown them, with what people made of each, where they may read cases."""
        return list(DecidedAnswer(self.screening).lines(lines)) if self.sees_reasons else list(lines)

    def coverage(self, coverage: Coverage) -> Coverage:
        """Return the coverage for this reader."""
        return in_utc(self.overlay.coverage(coverage) if self.overlay else coverage)

    def summary(self, screening: Screening, summary: Summary) -> Summary:
        """Return the summary of a screening that is done, for this reader; its lines are not read for most."""
        seen = affected_summary(self.overlay, screening.pk, summary) if self.overlay else summary
        return DecidedAnswer(screening).summary(seen) if self.sees_reasons else seen

    def among(self, screening: Screening, wanted: Q) -> Q:
        """Return a filter of stored lines, widened by those that may be wanted as this reader is shown them.

        Of a screening under way nothing is remembered: each line is looked at.
        """
        if self.overlay is None:
            return wanted
        return candidates(self.overlay, screening.pk, wanted) if screening.made_at else Q()
