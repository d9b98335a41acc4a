"""What a list asks of a movement: each duty in prose and as the facts that it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

import orjson

from watchlist.engine.answer import Obligation
from watchlist.engine.decision import policy
from watchlist.engine.decision.findings import Duties
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.decision.question import OPERATIONS
from watchlist.engine.law import clocks
from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.law.duties import Clock, CompiledDestinations, CompiledObligation
from watchlist.engine.phrases import enumerated
from watchlist.engine.vocabulary import Action

ID_DIGITS: Final = 16
"""How many digits of the key of a duty its record bears: enough to tell those of all lists apart."""
IF_DESTINED: Final = ", if the goods go to a destination of {title}, which is not known here"
ON_ANY: Final = "on every transaction"
OPERATION_WORDS: Final = {"domestic": "domestic supply", "intermediary": "intermediary activity"}
"""Operations of which the word alone is no phrase."""


class HeldDuty(NamedTuple):
    """A duty of a list as the law holds it, by the key of the records that name it."""

    key: str
    of: CompiledList
    duty: CompiledObligation


@dataclass(slots=True)
class DutiesOfMovements:
    """What lists ask of movements: what a duty says is worked out once for its list, and what is asked once for each
    two, which all lines share."""

    by_list: dict[str, tuple[ListDuty, ...]] = field(default_factory=dict)
    by_bearing: dict[tuple[str, Bearing], Duties] = field(default_factory=dict)

    def of(self, of: CompiledList, bearing: Bearing) -> Duties:
        """Return what a list asks of a movement; what is unknown of that takes no duty away."""
        asked = (of.key, bearing)
        duties = self.by_bearing.get(asked)
        if duties is None:
            if of.key not in self.by_list:
                self.by_list[of.key] = tuple(ListDuty.of(of, duty) for duty in of.obligations)
            duties = self.by_bearing[asked] = _asked(self.by_list[of.key], bearing)
        return duties

    def forget(self) -> None:
        """Forget what is remembered of movements; what duties say is remembered on."""
        self.by_bearing.clear()


class Wording(NamedTuple):
    """A duty in words, with its key: in `text` without its clock and its citation, in `prose` with both."""

    key: str
    text: str
    prose: str


@dataclass(frozen=True, slots=True, eq=False)
class ListDuty:
    """What a duty of a list says, whatever the movement; `destined`: where it is not known whether goods go there.

    `records`: those made of it, by what a movement adds.
    """

    list_key: str
    duty: CompiledObligation
    plain: Wording
    destined: Wording
    operations: frozenset[str]
    destinations: CompiledDestinations | None
    trigger: str
    records: dict[tuple[bool, bool, date | None, tuple[str, ...]], Obligation] = field(default_factory=dict)

    @classmethod
    def of(cls, of: CompiledList, duty: CompiledObligation) -> ListDuty:
        """Return it of one duty of a list; where that names no operations and no destinations, those of its list."""
        plain, destined = _wordings(of, duty)
        operations, destinations = duty.operations or of.operations, duty.destinations or of.destinations
        if operations.issuperset(OPERATIONS):
            operations = frozenset()
        return cls(of.key, duty, plain, destined, operations, destinations, _trigger(operations, destinations))

    def asked_of(self, bearing: Bearing) -> tuple[str, Obligation]:
        """Return what it asks of a movement, in prose and as facts."""
        table, day = self.duty.destinations, bearing.window.last
        is_destined = table is not None and table.reaches(bearing.destination, day) == "unknown"
        due = clocks.last_day(self.duty.clock, None, bearing.moving, bearing.countries)
        asked = (is_destined, self._has_come(bearing), due, bearing.countries)
        if asked not in self.records:
            self.records[asked] = self._record(*asked)
        return (self.destined if is_destined else self.plain).prose, self.records[asked]

    def _has_come(self, bearing: Bearing) -> bool:
        """Say whether a movement is known to be what makes the duty due."""
        if self.operations and bearing.role not in self.operations:
            return False
        table = self.destinations
        return table is None or table.reaches(bearing.destination, bearing.window.last) == "yes"

    def _record(self, is_destined: bool, has_come: bool, due: date | None, countries: tuple[str, ...]) -> Obligation:
        wording, clock = self.destined if is_destined else self.plain, self.duty.clock
        return Obligation(
            id=wording.key[:ID_DIGITS],
            list=self.list_key,
            action=Action.of(self.duty.action),
            text=wording.text,
            citation=self.duty.citation,
            trigger=self.trigger,
            contingent=not has_come,
            due=due,
            clock=clocks.words(clock, countries) if clock else None,
        )


def duties_by_id(law: CompiledLaw) -> dict[str, HeldDuty]:
    """Return the duties of all lists, by each id under which the record of a finding may name them."""
    held = (
        HeldDuty(wording.key, of, duty)
        for of in law.lists.values()
        for duty in of.obligations
        for wording in _wordings(of, duty)
    )
    return {duty.key[:ID_DIGITS]: duty for duty in held}


def duty_key(list_key: str, action: str, text: str, clock: Clock | None) -> str:
    """Return what is the same of a duty that is found again, on whatever route."""
    identity = [list_key, action, text, clocks.words(clock, ()) if clock else ""]
    return hashlib.sha256(orjson.dumps(identity)).hexdigest()


def _asked(duties: tuple[ListDuty, ...], bearing: Bearing) -> Duties:
    asked = [of.asked_of(bearing) for of in duties if policy.is_due(of.duty, bearing)]
    return Duties(tuple(prose for prose, _ in asked), tuple(record for _, record in asked))


def _wordings(of: CompiledList, duty: CompiledObligation) -> Iterator[Wording]:
    """Yield how a duty is worded, and how where it is not known whether goods go to one of its destinations."""
    doubt = "" if duty.confidence == "confirmed" else duty.confidence
    citations = dict.fromkeys((duty.citation, duty.clock.citation if duty.clock else ""))
    cited = ", ".join(filter(None, (*citations, doubt)))
    timed = f"{duty.text}, {duty.clock.words}" if duty.clock else duty.text
    for beside in ("", IF_DESTINED.format(title=duty.destinations.title) if duty.destinations else ""):
        text = f"{duty.text}{beside}"
        prose = f"{timed}{beside} ({cited})" if cited else f"{timed}{beside}"
        yield Wording(duty_key(of.key, duty.action, text, duty.clock), text, prose)


def _trigger(operations: frozenset[str], destinations: CompiledDestinations | None) -> str:
    """Return what makes a duty due: "on import and export", "on export to a destination of Annex VI"."""
    phrases = [OPERATION_WORDS.get(name, name) for name in OPERATIONS if name in operations]
    on = f"on {enumerated(phrases)}" if phrases else ON_ANY
    return f"{on} to a destination of {destinations.title}" if destinations else on
