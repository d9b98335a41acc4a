"""Where a document prints which list, by the headings of its schedules, parts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from watchlist.list_updates.connectors.justice_laws.layout import table


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A list as printed: below which headings, each whole, and how it is cited; `list` "" is a schedule not read."""

    number: str
    language: str
    schedule: str
    part: str
    table: str
    list: str
    citation: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Return the place that a row of the data file names."""
        return cls(**{name: row[name] for name in cls.__slots__ if name != "citation"}, citation=row["place"])


@cache
def printed_places(number: str, language: str) -> tuple[PrintedPlace, ...]:
    """Return where a document prints lists that are read."""
    return tuple(place for place in _places() if (place.number, place.language) == (number, language) and place.list)


@cache
def schedules_passed_over(number: str, language: str) -> frozenset[str]:
    """Return the schedules of a document that are not read, by label."""
    return frozenset(
        place.schedule for place in _places() if (place.number, place.language) == (number, language) and not place.list
    )


@cache
def _places() -> tuple[PrintedPlace, ...]:
    return tuple(PrintedPlace.from_row(row) for row in table("lists"))
