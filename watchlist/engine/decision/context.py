"""What an answer rests on beside the law and the question: an immutable value, of which a caller may know nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from watchlist.engine.decision.documents import Register
from watchlist.engine.decision.earlier_shipments import EarlierShipments, NoShipments
from watchlist.engine.decision.notices import Horizon
from watchlist.engine.decision.suppressions.rulings import NOTHING, Rulings


@dataclass(frozen=True, slots=True)
class Context:
    """Documents on file, rulings of people, notices (None: not asked for), and what parties were sent before.

    Without documents nothing is told of what parties hold: so two laws are compared by themselves.
    """

    register: Register = field(default_factory=Register)
    rulings: Rulings = NOTHING
    notices: Horizon | None = None
    earlier: EarlierShipments = field(default_factory=NoShipments)
