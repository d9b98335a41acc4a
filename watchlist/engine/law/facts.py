"""Facts of the law's text: what a scheduling and its conditions say, without the times at which we knew it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

CONFIDENCES: Final = ("confirmed", "reported", "unverified")
"""How well a fact is founded, the surest first: a primary text was read, a secondary one was, or neither."""


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """The row of `Condition`, without its scheduling."""

    key: str
    kind: str
    effect: str
    required: str
    operations: str = ""
    limit: str = ""
    unit: str = ""
    period: str = ""
    basis: str = ""
    confidence: str = "unverified"
    citation: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SchedulingFacts:
    """What a scheduling says, without its entry and without its times of knowledge. Dates are half-open."""

    event: str
    event_kind: str
    valid_from: date | None
    date_precision: str
    date_confidence: str
    instrument: str
    printed_name: str
    confidence: str
    valid_until: date | None = None
    end_event: str = ""
    decided_on: date | None = None
    published_on: date | None = None
    citation: str = ""
    law_code: str = ""
    code_confidence: str = ""
    wording: str = ""
    reach: str = ""
    excepts: str = ""
    rule: str = ""
    source: str = ""
    note: str = ""
    conditions: tuple[ConditionFacts, ...] = ()

    def covers(self, day: date) -> bool:
        """Say whether `day` lies in the period: an unknown start never says "not yet"."""
        return overlaps(self.valid_from, self.valid_until, day, day)


@dataclass(frozen=True, slots=True)
class ListedPeriod:
    """One period of one entry: what a scheduling says, of which substance, on which list. All three by key."""

    list: str
    entry: str
    substance: str
    facts: SchedulingFacts


def overlaps(since: date | None, until: date | None, first: date, last: date) -> bool:
    """Say whether the half-open [since, until), each None where it is not known or open, meets `first` to `last`."""
    return (since is None or since <= last) and (until is None or first < until)
