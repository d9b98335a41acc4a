"""What a list asks, of whom on which route, and by when: plain values, which stored rows make without any chemistry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from watchlist.engine.law.facts import overlaps


@dataclass(frozen=True, slots=True)
class CompiledPlace:
    """A country in which something holds on [since, until); None is not known, or not ended."""

    country: str
    since: date | None = None
    until: date | None = None

    def holds(self, first: date, last: date) -> bool:
        """Say whether it holds on any day from `first` to `last`."""
        return overlaps(self.since, self.until, first, last)


@dataclass(frozen=True, slots=True)
class CompiledDestinations:
    """A table of destinations; of a country that is not in it, only a complete one knows that it is not."""

    title: str
    complete: bool
    places: tuple[CompiledPlace, ...]

    def reaches(self, country: str | None, day: date) -> str:
        """Say whether a country stands in the table on a day: yes, no or unknown."""
        if country is None:
            return "unknown"
        if any(place.country == country and place.holds(day, day) for place in self.places):
            return "yes"
        return "no" if self.complete else "unknown"


@dataclass(frozen=True, slots=True)
class Clock:
    """Before, within or for how long, counted from which event, a duty runs, and where the law says so."""

    when: str
    event: str
    length: int
    unit: str
    citation: str

    @property
    def words(self) -> str:
        """Return it as a phrase: "at least 15 calendar days before the export"."""
        unit = self.unit.replace("_", " ")
        span = f"{self.length} {unit[:-1] if self.length == 1 else unit}"
        forms = {"before": f"at least {span} before", "within": f"within {span} of", "for": f"for {span} from"}
        return f"{forms[self.when]} {self.event}"


@dataclass(frozen=True, slots=True)
class CompiledObligation:
    """A duty of a list on [since, until); no operations means every operation, no destinations every destination."""

    operations: frozenset[str]
    action: str
    text: str
    citation: str
    confidence: str
    destinations: CompiledDestinations | None = None
    since: date | None = None
    until: date | None = None
    clock: Clock | None = None

    def in_force(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return overlaps(self.since, self.until, day, day)
