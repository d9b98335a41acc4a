"""What an answer rests on besides the law and the question: an immutable value, which a caller may leave empty."""

from __future__ import annotations

from dataclasses import dataclass, field

from watchlist.engine.decision.documents import Register
from watchlist.engine.decision.earlier_shipments import EarlierShipments, NoShipments
from watchlist.engine.decision.notices import Horizon
from watchlist.engine.decision.suppressions.rulings import NOTHING, Rulings


@dataclass(frozen=True, slots=True)
class Context:
    """Documents on file, rulings, notices (None: not asked for) and earlier shipments.

    Without documents no condition says what is on file: so two laws are compared by themselves.
    """

    register: Register = field(default_factory=Register)
    rulings: Rulings = NOTHING
    notices: Horizon | None = None
    earlier: EarlierShipments = field(default_factory=NoShipments)
