"""What an answer rests on beside the law and the question: an immutable value, of which a caller may know nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from watchlist.authorisations.documents import Register
from watchlist.screening.earlier_shipments import EarlierShipments, NoShipments
from watchlist.screening.suppressions.rulings import NOTHING, Rulings
from watchlist.sources.compiled_notices import Horizon


@dataclass(frozen=True, slots=True)
class Context:
    """Documents on file, rulings of people, notices (None: not asked for), and what parties were sent before.

    Without documents nothing is told of what parties hold: so two laws are compared by themselves.
    """

    register: Register = field(default_factory=Register)
    rulings: Rulings = NOTHING
    notices: Horizon | None = None
    earlier: EarlierShipments = field(default_factory=NoShipments)
