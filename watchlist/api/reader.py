"""Who reads an answer: every stored record passes here on its way out, and goes as its reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from rest_framework.request import Request

from watchlist.api.permissions import redacted, sees_reasons

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """What one reader is shown of stored records; these themselves are the same for everybody."""

    sees_reasons: bool

    @classmethod
    def of(cls, request: Request) -> Self:
        """Return the reader who asks."""
        return cls(sees_reasons(request))

    def line(self, record: Record) -> Record:
        """Return the record of a line for this reader."""
        return record if self.sees_reasons else redacted(record)

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of an answer for this reader as they come, in the contract's order."""
        for record in records:
            yield self.line(record) if record["record"] == "line" else record
