"""What a list asks of a movement: each duty in prose and as the facts that it is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, NamedTuple

import orjson

from watchlist.engine.answer import Obligation
from watchlist.engine.decision import policy
from watchlist.engine.decision.movement import Bearing
from watchlist.engine.decision.question import OPERATIONS
from watchlist.engine.law import clocks
from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.law.duties import Clock, CompiledDestinations, CompiledObligation
from watchlist.engine.phrases import enumerated
from watchlist.engine.vocabulary import Action

ID_DIGITS: Final = 16
"""How many digits of the key of a duty its record bears: enough to tell those of all lists apart."""
IF_DESTINED: Final = "{text}, if the goods go to a destination of {title}, which is not known here"
AT_ANY_TIME: Final = "on every transaction"
OPERATION_WORDS: Final = {"domestic": "domestic supply", "intermediary": "intermediary activity"}
"""Operations of which the word alone is no phrase."""


@dataclass(frozen=True, slots=True)
class ListDuties:
    """What one list asks of one movement, in prose and as facts: the same duties in the same order."""

    prose: tuple[str, ...] = ()
    records: tuple[Obligation, ...] = ()


class HeldDuty(NamedTuple):
    """A duty of a list as the law holds it, by the key of the records that name it."""

    key: str
    of: CompiledList
    duty: CompiledObligation


def duties_of(of: CompiledList, bearing: Bearing) -> ListDuties:
    """Return what a list asks of a movement; what is unknown of that takes no duty away."""
    duties = policy.duties(of, bearing)
    return ListDuties(
        tuple(_prose(duty, bearing) for duty in duties), tuple(_record(of, duty, bearing) for duty in duties)
    )


def duty_key(list_key: str, action: str, text: str, clock: Clock | None) -> str:
    """Return what is the same of a duty that is found again, on whatever route."""
    identity = [list_key, action, text, clocks.words(clock, ()) if clock else ""]
    return hashlib.sha256(orjson.dumps(identity)).hexdigest()


def duties_by_id(law: CompiledLaw) -> dict[str, HeldDuty]:
    """Return the duties of all lists, by each id under which the record of a finding may name them."""
    held = (
        HeldDuty(duty_key(of.key, duty.action, text, duty.clock), of, duty)
        for of in law.lists.values()
        for duty in of.obligations
        for text in {duty.text, _if_destined(duty, duty.text)}
    )
    return {duty.key[:ID_DIGITS]: duty for duty in held}


def _record(of: CompiledList, duty: CompiledObligation, bearing: Bearing) -> Obligation:
    text = _if_destined(duty, duty.text) if _is_unknown(duty.destinations, bearing) else duty.text
    operations, destinations = duty.operations or of.operations, duty.destinations or of.destinations
    return Obligation(
        id=duty_key(of.key, duty.action, text, duty.clock)[:ID_DIGITS],
        list=of.key,
        action=Action.of(duty.action),
        text=text,
        citation=duty.citation,
        trigger=_trigger(operations, destinations),
        contingent=not _has_come(operations, destinations, bearing),
        due=clocks.last_day(duty.clock, None, bearing.moving, bearing.countries),
        clock=clocks.words(duty.clock, bearing.countries) if duty.clock else None,
    )


def _prose(duty: CompiledObligation, bearing: Bearing) -> str:
    """Return a duty with its clock, its citation, and its doubt where no primary text confirms it."""
    text = f"{duty.text}, {duty.clock.words}" if duty.clock else duty.text
    if _is_unknown(duty.destinations, bearing):
        text = _if_destined(duty, text)
    doubt = "" if duty.confidence == "confirmed" else duty.confidence
    citations = dict.fromkeys((duty.citation, duty.clock.citation if duty.clock else ""))
    beside = ", ".join(filter(None, (*citations, doubt)))
    return f"{text} ({beside})" if beside else text


def _if_destined(duty: CompiledObligation, text: str) -> str:
    return IF_DESTINED.format(text=text, title=duty.destinations.title) if duty.destinations else text


def _is_unknown(table: CompiledDestinations | None, bearing: Bearing) -> bool:
    """Say whether it is not known that the goods go to a destination of a table."""
    return table is not None and table.reaches(bearing.destination, bearing.window.last) == "unknown"


def _has_come(operations: frozenset[str], table: CompiledDestinations | None, bearing: Bearing) -> bool:
    """Say whether a movement is known to be what makes a duty due."""
    is_destined = table is None or table.reaches(bearing.destination, bearing.window.last) == "yes"
    return is_destined and (bearing.role in operations or not _is_narrow(operations))


def _is_narrow(operations: frozenset[str]) -> bool:
    """Say whether a duty is one of some operations alone."""
    return bool(operations) and not operations.issuperset(OPERATIONS)


def _trigger(operations: frozenset[str], destinations: CompiledDestinations | None) -> str:
    """Return what makes a duty due: "on import and export", "on export to a destination of Annex VI"."""
    phrases = [OPERATION_WORDS.get(name, name) for name in OPERATIONS if name in operations]
    on = f"on {enumerated(phrases)}" if _is_narrow(operations) else AT_ANY_TIME
    return f"{on} to a destination of {destinations.title}" if destinations else on
