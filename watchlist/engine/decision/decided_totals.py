"""A stored total as people made it: without lines that they left out, and with guesses that they confirmed.

The answer stays as it was stored; what is shown of it is this. Parcels of other shipments count as they did when it was
answered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from msgspec import structs

from watchlist.engine import answer
from watchlist.engine.answer import DecidedTotal, ShipmentFinding
from watchlist.engine.decision.conditions import MORE_THAN, counted_span
from watchlist.engine.decision.spans import NOTHING, MeasuredQuantity, plain_number, rounded
from watchlist.engine.decision.thresholds import ANY_YEAR, ONE_SHIPMENT, total_id
from watchlist.engine.decision.totals import GUESSED, UNITS, names_destinations
from watchlist.engine.law import CompiledLaw, ConditionFacts
from watchlist.engine.reading import party_key
from watchlist.engine.vocabulary import LeftOut, Met


@dataclass(frozen=True, slots=True)
class DecidedGoods:
    """What people decided of a substance on a line: `left_out`, or else that a guess is what it was read as."""

    left_out: LeftOut | None
    quantity: MeasuredQuantity


def decided_total(
    found: ShipmentFinding, goods: Mapping[int, DecidedGoods], law: Callable[[], CompiledLaw]
) -> DecidedTotal | None:
    """Return a total after people's decisions on lines of its shipment, by their numbers; None where none changes it.

    `law`: that under which it was answered; it is asked for where a guess was confirmed. A limit that was reached may
    be reached no more, and one that was not may be.
    """
    own = [parcel for parcel in found.parcels if not parcel.stored]
    left_out = [parcel for parcel in own if (decided := goods.get(parcel.line)) and decided.left_out]
    guesses = {part.line for part in found.unmeasured if not part.stored and part.why == GUESSED}
    confirmed = [parcel for parcel in own if parcel.line in guesses & goods.keys() and parcel not in left_out]
    if not left_out and not confirmed:
        return None
    counted = list(_counted(found, confirmed, goods, law)) if confirmed else []
    total = Decimal(found.total) - _sum(left_out) + _sum(counted)
    reasons = {parcel.line: goods[parcel.line].left_out for parcel in left_out}
    limit = Decimal(found.limit)
    is_reached = total > limit if MORE_THAN.match(found.required) else total >= limit
    record = DecidedTotal(
        total=plain_number(total),
        met=Met.YES if is_reached and not names_destinations(found.required) else Met.UNKNOWN,
        dismissed=sum(why == LeftOut.DISMISSED for why in reasons.values()),
        confirmed=len({parcel.line for parcel in confirmed}),
        sentence="",
        not_moved=sum(why == LeftOut.NOT_MOVED for why in reasons.values()),
        left_out=tuple(sorted(reasons)),
        parcels=tuple(counted),
    )
    return structs.replace(record, sentence=_sentence(found, record, is_reached=is_reached))


def as_decided(found: ShipmentFinding) -> ShipmentFinding:
    """Return a total as it is shown: with the figures that people's decisions left, where they changed it."""
    decided = found.decided
    if not decided:
        return found
    counted = {parcel.line: parcel for parcel in decided.parcels}
    left_out = set(decided.left_out)
    return structs.replace(
        found,
        total=decided.total,
        met=decided.met,
        parcels=tuple(
            parcel if parcel.stored else counted.get(parcel.line, parcel)
            for parcel in found.parcels
            if parcel.stored or parcel.line not in left_out
        ),
        unmeasured=tuple(
            part for part in found.unmeasured if part.stored or part.line not in left_out | counted.keys()
        ),
    )


def _sum(parcels: Collection[answer.Parcel]) -> Decimal:
    return sum((Decimal(parcel.quantity.split()[0]) for parcel in parcels if parcel.quantity), start=NOTHING)


def _counted(
    found: ShipmentFinding,
    confirmed: Collection[answer.Parcel],
    goods: Mapping[int, DecidedGoods],
    law: Callable[[], CompiledLaw],
) -> Iterator[answer.Parcel]:
    """Yield confirmed guesses with what surely counts of each, those alone of which something does."""
    facts = _limit_of(found, law())
    for parcel in confirmed if facts else ():
        span = counted_span(facts, goods[parcel.line].quantity) if facts else None
        if span is not None and span.low:
            yield structs.replace(parcel, quantity=f"{plain_number(span.low)} {found.unit}")


def _limit_of(found: ShipmentFinding, law: CompiledLaw) -> ConditionFacts | None:
    """Return the limit that a total is of, known by the id of the total; None where the law has it no more."""
    party = party_key(found.party.name)
    periods = [*(day.isoformat() for day in found.period[:1]), ANY_YEAR, ONE_SHIPMENT]
    for row in law.schedulings.get(found.entry.rsplit("/", 1)[-1], ()):
        for facts in row.conditions:
            if any(total_id(facts.key, party, period) == found.id for period in periods):
                return facts
    return None


def _sentence(found: ShipmentFinding, decided: DecidedTotal, *, is_reached: bool) -> str:
    """Return what was left out, what counts since, and what the rest comes to."""
    acts = {
        "dismissed lines left out": decided.dismissed,
        "lines that did not move left out": decided.not_moved,
        "confirmed guesses counted": len({parcel.line for parcel in decided.parcels}),
        "confirmed guesses that are not measured": decided.confirmed - len({parcel.line for parcel in decided.parcels}),
    }
    changes = ", ".join(f"{what}: {number}" for what, number in acts.items() if number)
    limit = f"the limit of {rounded(Decimal(found.limit))} {UNITS[found.unit]}"
    outcome = f"which comes to {limit}" if is_reached else f"which is short of {limit} by what is held here"
    amount = f"{rounded(Decimal(decided.total))} {UNITS[found.unit]}"
    return f"After people's decisions ({changes}): {amount}, {outcome}."
