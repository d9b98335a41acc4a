"""Limits that lines reach only together: a tally that lines are added to as they pass.

What one line adds is known when it is answered; which total it belongs to as well: the limit, the party, the period. So
a total has an id before it is summed, and the line points at it. A tally keeps a number and a reference for each line
that adds to a total, and nothing of the others but the names of their parties.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from heapq import merge
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec import structs

from watchlist.engine import answer
from watchlist.engine.decision.conditions import counted_at_most
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.decision.measures import quantity_of
from watchlist.engine.decision.spans import Span
from watchlist.engine.law import CompiledScheduling, ConditionFacts
from watchlist.engine.reading import party_key
from watchlist.engine.vocabulary import LEGAL

DAY = timedelta(days=1)

ANY_YEAR: Final = "any year"
ONE_SHIPMENT: Final = "one shipment"
SHIPMENT: Final = "shipment"
"""The role of no party: where none is named, the shipment is summed as a whole."""

ConditionPlace = tuple[int, int]
"""Which finding of a line, and which of its conditions."""
NO_POINTERS: Final[Mapping[ConditionPlace, str]] = MappingProxyType({})
PARTY_FIELDS: Final = ("consignor", "consignee")


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to the day before `end`; both None where it is one shipment, or any year (`is_rolling`)."""

    start: date | None = None
    end: date | None = None
    is_rolling: bool = False

    @property
    def key(self) -> str:
        """Return what tells it from others of the same limit and party, before any total is known."""
        if self.start is not None:
            return self.start.isoformat()
        return ANY_YEAR if self.is_rolling else ONE_SHIPMENT

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it; every day may lie in some year."""
        return self.start is None or self.end is None or self.start <= day < self.end


def period_of(words: str, day: date) -> Period:
    """Return the period that holds a day, by the words of a condition.

    A calendar month or year is that of the day. "Year" and "one year" are any twelve months: article 6 of Regulation
    (EC) No 273/2004 speaks of quantities that "do not exceed those indicated in Annex II over a period of one year",
    and counts from no first of January. No words: one transaction, and so one shipment.
    """
    if words == "calendar month":
        first = day.replace(day=1)
        return Period(first, (first + 31 * DAY).replace(day=1))
    if words == "calendar year":
        return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))
    return Period(is_rolling=words in ("year", "one year"))


def years_ending_on(days: Iterable[date]) -> list[Period]:
    """Return the twelve months that end with each of some days, in order."""
    return [Period(_year_before(day) + DAY, day + DAY, is_rolling=True) for day in sorted(set(days))]


def _year_before(day: date) -> date:
    """Return the same day of the year before; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """What every line of one answer adds to the total of one limit.

    `at`: the place of its condition on the line; `is_assumed`: its day is not the one that its law asks for.
    """

    facts: ConditionFacts
    scheduling: CompiledScheduling
    at: ConditionPlace
    role: str | None
    day: date
    period: Period
    counted: Span
    certainty: str
    why: str
    is_assumed: bool = False
    at_most: Decimal | None = None
    """What may count of it at most; None where nothing bounds it."""


class Counterparty(NamedTuple):
    """The party whose total it is: its name as written, the field that names it, its key; empty where none is named."""

    name: str
    role: str
    key: str


@dataclass(slots=True)
class LimitTotal:
    """One limit, one party, one period: the lines that add to it, each with what it adds."""

    id: str
    party: Counterparty
    claim: Claim
    lines: list[tuple[int, Claim]] = field(default_factory=list)

    def joined(self, other: LimitTotal) -> LimitTotal:
        """Return the same total with the lines of both, in their order in the file: the first says whose it is."""
        first, second = sorted((self, other), key=_first_line)
        if second.lines and first.lines[-1][0] <= second.lines[0][0]:
            lines = first.lines + second.lines
        else:
            lines = list(merge(first.lines, second.lines, key=itemgetter(0)))
        return LimitTotal(first.id, first.party, first.claim, lines)


def _first_line(total: LimitTotal) -> int:
    return total.lines[0][0]


@dataclass(slots=True)
class Tally:
    """The totals of one manifest, and the parties that it names (key to the name as first written and its roles)."""

    totals: dict[tuple[str, str, str], LimitTotal] = field(default_factory=dict)
    parties: dict[str, tuple[str, set[str]]] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def add(self, number: int, fields: Mapping[str, str], claims: Sequence[Claim]) -> Mapping[ConditionPlace, str]:
        """Add one line, and return the id of the total that each of its conditions is part of."""
        pair = fields.get("consignor", ""), fields.get("consignee", "")
        if pair not in self.seen:
            self.learn_parties(pair)
        if not claims:
            return NO_POINTERS
        pointers = {}
        for claim in claims:
            total = self._total(claim, counterparty(claim.role, *pair))
            total.lines.append((number, claim))
            pointers[claim.at] = total.id
        return pointers

    def learn_parties(self, pair: tuple[str, str]) -> None:
        """Add the parties of a line: its consignor and its consignee, "" where it names none."""
        self.seen.add(pair)
        for role, name in zip(PARTY_FIELDS, pair, strict=True):
            if key := party_key(name):
                self.parties.setdefault(key, (name, set()))[1].add(role)

    def join(self, other: Tally) -> None:
        """Add the lines of another tally, wherever in their file these stand.

        A party bears the name of the tally that came first.
        """
        for party, (name, roles) in other.parties.items():
            self.parties.setdefault(party, (name, set()))[1].update(roles)
        for key, total in other.totals.items():
            own = self.totals.get(key)
            self.totals[key] = own.joined(total) if own else total

    def _total(self, claim: Claim, party: Counterparty) -> LimitTotal:
        key = (claim.facts.key, party.key, claim.period.key)
        total = self.totals.get(key)
        if total is None:
            total = self.totals[key] = LimitTotal(total_id(*key), party, claim)
        return total


def total_id(limit: str, party: str, period: str) -> str:
    """Return the id of a total, by the keys of its limit, party and period."""
    digest = hashlib.sha256("\n".join((limit, party, period)).encode()).hexdigest()[:16]
    return f"total-{digest}"


def counterparty(role: str | None, consignor: str, consignee: str) -> Counterparty:
    """Return the party on the other side of a movement: the consignor of an import, else the consignee.

    Where the role is not known, the consignee, else the consignor.
    """
    names = {"consignor": consignor, "consignee": consignee}
    sides = ("consignor",) if role == "import" else ("consignee",) if role else ("consignee", "consignor")
    for side in sides:
        if key := party_key(names[side]):
            return Counterparty(names[side], side, key)
    return Counterparty("", SHIPMENT, "")


def is_counterparty(role: str | None, side: str, *, is_alone: bool) -> bool:
    """Say whether the party on a side of a movement is its `counterparty`; `is_alone`: none is on the other side."""
    if role is None:
        return is_alone or side == "consignee"
    return side == ("consignor" if role == "import" else "consignee")


def claims_of(findings: Iterable[LineFinding]) -> tuple[Claim, ...]:
    """Return what a line with these findings adds to totals: under each limit that may bear on its movement."""
    return tuple(
        Claim(
            facts=condition.facts,
            scheduling=finding.scheduling,
            at=(at, place),
            role=finding.bearing.role,
            day=finding.bearing.window.first,
            period=period_of(condition.facts.period, finding.bearing.window.first),
            counted=condition.counted,
            certainty=finding.certainty,
            why=quantity_of(finding.content).why if finding.content else "",
            is_assumed=finding.bearing.window.basis == "assumed",
            at_most=counted_at_most(condition.facts, quantity_of(finding.content)) if finding.content else None,
        )
        for at, finding in enumerate(findings)
        if finding.tier in LEGAL and finding.bears != "no"
        for place, condition in enumerate(finding.conditions)
        if condition.is_summed and condition.counted is not None
    )


def with_pointers(
    findings: Sequence[answer.Finding], pointers: Mapping[ConditionPlace, str]
) -> tuple[answer.Finding, ...]:
    """Return the records of a line's findings, each condition that is part of a total naming that total."""
    records = list(findings)
    for at in {at for at, _ in pointers}:
        conditions = tuple(
            structs.replace(condition, shipment_finding=pointers[at, place]) if (at, place) in pointers else condition
            for place, condition in enumerate(records[at].conditions)
        )
        records[at] = structs.replace(records[at], conditions=conditions)
    return tuple(records)
