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
from watchlist.engine.decision.findings import MovementDuties
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.decision.question import OPERATIONS
from watchlist.engine.law import (
    Clock,
    CompiledDestinations,
    CompiledLaw,
    CompiledList,
    CompiledObligation,
    is_contingent,
    last_day,
    words,
)
from watchlist.engine.texts import enumerated
from watchlist.engine.vocabulary import Action

ID_DIGITS: Final = 16
"""How many digits of the key of a duty its record bears: enough to tell those of all lists apart."""
IF_DESTINED: Final = ", if the goods go to a destination of {title}, which is not known here"
ON_ANY: Final = "on every transaction"
OPERATION_WORDS: Final = {"domestic": "domestic supply", "intermediary": "intermediary activity"}
"""Operations of which the word alone is no phrase."""


class KeyedDuty(NamedTuple):
    """A duty with its list, and the key of which the ids in answers are the first digits."""

    key: str
    control_list: CompiledList
    duty: CompiledObligation


@dataclass(slots=True)
class DutiesOfMovements:
    """A cache of the duties of lists: their words by list, what a movement owes by list and bearing."""

    by_list: dict[str, tuple[ListDuty, ...]] = field(default_factory=dict)
    by_bearing: dict[tuple[str, Bearing], MovementDuties] = field(default_factory=dict)

    def duties_for(self, control_list: CompiledList, bearing: Bearing) -> MovementDuties:
        """Return the duties that a list lays on a movement; what is unknown of the movement takes none away."""
        key = (control_list.key, bearing)
        duties = self.by_bearing.get(key)
        if duties is None:
            if control_list.key not in self.by_list:
                self.by_list[control_list.key] = tuple(
                    ListDuty.of_list(control_list, duty) for duty in control_list.obligations
                )
            due = [duty for duty in self.by_list[control_list.key] if policy.is_due(duty.duty, bearing)]
            obligations = [duty.obligation_for(bearing) for duty in due]
            duties = self.by_bearing[key] = MovementDuties(
                tuple(prose for prose, _ in obligations), tuple(record for _, record in obligations)
            )
        return duties

    def forget(self) -> None:
        """Empty the cache of movements, and keep the words of duties."""
        self.by_bearing.clear()


class DutyWording(NamedTuple):
    """A duty in words, with its key: in `text` without its clock and its citation, in `prose` with both."""

    key: str
    text: str
    prose: str


@dataclass(frozen=True, slots=True, eq=False)
class ListDuty:
    """The words and facts of one duty of a list, whatever the movement.

    `destined`: its wording where it is unknown whether the goods go to its destinations. `records`: a cache, by what a
    movement adds.
    """

    list_key: str
    duty: CompiledObligation
    plain: DutyWording
    destined: DutyWording
    operations: frozenset[str]
    destinations: CompiledDestinations | None
    trigger: str
    records: dict[tuple[bool, bool, date | None, tuple[str, ...]], Obligation] = field(default_factory=dict)

    @classmethod
    def of_list(cls, control_list: CompiledList, duty: CompiledObligation) -> ListDuty:
        """Return a duty in words and facts; where it names no operations or destinations, with those of its list."""
        plain, destined = _wordings(control_list, duty)
        operations = duty.operations or control_list.operations
        destinations = duty.destinations or control_list.destinations
        if operations.issuperset(OPERATIONS):
            operations = frozenset()
        # "on import and export", "on export to a destination of Annex VI"
        phrases = [OPERATION_WORDS.get(name, name) for name in OPERATIONS if name in operations]
        trigger = f"on {enumerated(phrases)}" if phrases else ON_ANY
        trigger += f" to a destination of {destinations.title}" if destinations else ""
        return cls(control_list.key, duty, plain, destined, operations, destinations, trigger)

    def obligation_for(self, bearing: Bearing) -> tuple[str, Obligation]:
        """Return the obligation for a movement, in prose and as its record."""
        table, day = self.duty.destinations, bearing.window.last
        is_destined = table is not None and table.reaches(bearing.destination, day) == "unknown"
        due = last_day(self.duty.clock, None, bearing.moving, bearing.countries)
        wording, clock = self.destined if is_destined else self.plain, self.duty.clock
        has_come = self._has_come(bearing)
        key = (is_destined, has_come, due, bearing.countries)
        if key not in self.records:
            self.records[key] = Obligation(
                id=wording.key[:ID_DIGITS],
                list=self.list_key,
                action=Action.from_text(self.duty.action),
                text=wording.text,
                citation=self.duty.citation,
                trigger=self.trigger,
                contingent=not has_come or is_contingent(clock),
                due=due,
                clock=words(clock, bearing.countries) if clock else None,
            )
        return wording.prose, self.records[key]

    def _has_come(self, bearing: Bearing) -> bool:
        """Say whether a movement is known to be what makes the duty due."""
        if self.operations and bearing.role not in self.operations:
            return False
        table = self.destinations
        return table is None or table.reaches(bearing.destination, bearing.window.last) == "yes"


def duties_by_id(law: CompiledLaw) -> dict[str, KeyedDuty]:
    """Return the duties of all lists, by each id under which the record of a finding may name them."""
    keyed = (
        KeyedDuty(wording.key, control_list, duty)
        for control_list in law.lists.values()
        for duty in control_list.obligations
        for wording in _wordings(control_list, duty)
    )
    return {duty.key[:ID_DIGITS]: duty for duty in keyed}


def duty_key(list_key: str, action: str, text: str, clock: Clock | None) -> str:
    """Return the hash that identifies a duty, whatever the route."""
    identity = [list_key, action, text, words(clock, ()) if clock else ""]
    return hashlib.sha256(orjson.dumps(identity)).hexdigest()


def _wordings(control_list: CompiledList, duty: CompiledObligation) -> Iterator[DutyWording]:
    """Yield the wording of a duty and, if it has destinations, that where it is unknown whether goods go there."""
    doubt = "" if duty.confidence == "confirmed" else duty.confidence
    citations = dict.fromkeys((duty.citation, duty.clock.citation if duty.clock else ""))
    cited = ", ".join(filter(None, (*citations, doubt)))
    timed = f"{duty.text}, {duty.clock.words}" if duty.clock else duty.text
    for proviso in ("", IF_DESTINED.format(title=duty.destinations.title) if duty.destinations else ""):
        text = f"{duty.text}{proviso}"
        prose = f"{timed}{proviso} ({cited})" if cited else f"{timed}{proviso}"
        yield DutyWording(duty_key(control_list.key, duty.action, text, duty.clock), text, prose)
