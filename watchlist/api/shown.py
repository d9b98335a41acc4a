"""An answer as its reader may see it: through the house lists that he is shown, and without reasons kept from him.

Every stored record passes here on its way out, to whatever address; the records themselves are the same for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self, cast

from django.db.models import Q
from rest_framework.request import Request

from watchlist.api.permissions import redacted, sees_reasons
from watchlist.engine import answer
from watchlist.engine.answer_codec import decode
from watchlist.engine.answer_shown import decode_shown
from watchlist.house.overlay import Overlay
from watchlist.house.readers import overlay_on, reader
from watchlist.house.touched import candidates, touched_summary
from watchlist.screening.models import Screening

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader is shown of the records of one screening."""

    sees_reasons: bool
    overlay: Overlay | None

    @classmethod
    def of(cls, request: Request, screening: Screening) -> Self:
        """Return the reader who asks."""
        return cls(sees_reasons(request), overlay_on(request.user, screening))

    def line(self, record: Record) -> Record:
        """Return the record of a line for this reader."""
        seen = self.overlay.line(record) if self.overlay else record
        return seen if self.sees_reasons else redacted(seen)

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of an answer for this reader as they come, in the contract's order."""
        for record in self.overlay.records(records) if self.overlay else records:
            yield redacted(record) if record["record"] == "line" and not self.sees_reasons else record

    def typed_records(self, records: Iterable[Record]) -> Iterator[answer.Record]:
        """Yield the same as the types of an answer; of a line of which reasons are withheld, these are None."""
        for record in self.records(records):
            withheld = record["record"] == "line" and not self.sees_reasons
            yield typed_line(record) if withheld else decode(record)

    def coverage(self, record: Record) -> Record:
        """Return what an answer rests on, for this reader."""
        return self.overlay.coverage(record) if self.overlay else record

    def summary(self, screening: Screening, record: Record) -> Record:
        """Return the summary of a screening that is done, for this reader; its lines are not read for most."""
        return touched_summary(self.overlay, screening.pk, record) if self.overlay else record

    def among(self, screening: Screening, wanted: Q) -> Q:
        """Return a filter of stored lines, widened by those that may be wanted as this reader is shown them.

        Of a screening under way nothing is remembered: each line is looked at.
        """
        if self.overlay is None:
            return wanted
        return candidates(self.overlay, screening.pk, wanted) if screening.made_at else Q()


def typed_line(record: Record) -> answer.Line:
    """Return a line as a reader is shown it, with the attributes of one of the answer; None for what is withheld."""
    return cast(answer.Line, decode_shown(record))


def readers(request: Request) -> Callable[[Screening], Reader]:
    """Return how whoever asks reads each of many screenings: what he is shown is looked up once for all of them."""
    reasons, of = sees_reasons(request), reader(request.user)
    return cache(lambda screening: Reader(reasons, of.overlay_on(screening)))


def shown(
    request: Request,
    screening: Screening,
    coverage: Record,
    lines: Sequence[Record],
    summary: Record,
) -> Record:
    """Return the body of a whole screening for whoever asks. The records given are those of everybody."""
    reader = Reader.of(request, screening)
    first, *told, last = reader.records([coverage, *lines, summary])
    return {"id": str(screening.pk), "coverage": first, "lines": told, "summary": last}
