"""An answer as its reader may see it: with the house lists shown to them, and without reasons withheld from them.

Every stored record passes here on its way out, to whatever address; the records themselves are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Self, TypeVar

from django.db.models import Q
from msgspec import structs
from rest_framework.request import Request

from watchlist.api.accounts import redacted, sees_reasons
from watchlist.api.screenings.same_goods import same_goods_records
from watchlist.cases import DecidedAnswer
from watchlist.engine.answer import Answer, Coverage, Line, Record, Summary
from watchlist.engine.asof import instant
from watchlist.internal_lists import HouseListOverlay, affected_summary, candidates, overlay_on, visible_editions
from watchlist.screenings import Screening

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class ReaderView:
    """The view of one reader on the records of one screening."""

    screening: Screening
    sees_reasons: bool
    overlay: HouseListOverlay | None

    @classmethod
    def for_request(cls, request: Request, screening: Screening) -> Self:
        """Return the view of the user of a request."""
        return cls(screening, sees_reasons(request), overlay_on(request.user, screening))

    def line(self, line: Line) -> Line:
        """Return a line for this reader; of what is withheld from them, the attributes are None."""
        seen = _in_utc(self.overlay.line(line) if self.overlay else line)
        return seen if self.sees_reasons else redacted(seen)

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of an answer for this reader as they come, in the contract's order.

        Who may read cases, and so the reasons, is told what people made of the lines.
        """
        seen = map(_in_utc, self.overlay.records(records) if self.overlay else records)
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
        return _in_utc(self.overlay.coverage(coverage) if self.overlay else coverage)

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


def _in_utc(record: R) -> R:
    """Return a record whose instants end in Z: those that earlier releases stored, and of corrections, do not."""
    if isinstance(record, Coverage):
        return structs.replace(record, known_at=instant(record.instant))
    if isinstance(record, Line) and record.corrections:
        at = [structs.replace(each, at=instant(datetime.fromisoformat(each.at))) for each in record.corrections]
        return structs.replace(record, corrections=tuple(at))
    return record


def reader_views(request: Request) -> Callable[[Screening], ReaderView]:
    """Return a function from a screening to the user's view of it: their house lists are looked up once for all."""
    reasons, house_reader = sees_reasons(request), visible_editions(request.user)
    return cache(lambda screening: ReaderView(screening, reasons, house_reader.overlay_on(screening)))


def screening_body(request: Request, screening: Screening, answer: Answer) -> dict[str, Any]:
    """Return the body of a whole screening for the user of a request. `answer` is that of everybody."""
    first, *lines, last = ReaderView.for_request(request, screening).records(answer.records())
    body = {"id": str(screening.pk), "coverage": first, "lines": lines, "summary": last}
    same = same_goods_records(request, screening.manifest, screening.made_at)
    return {**body, "same_goods": same} if same else body
