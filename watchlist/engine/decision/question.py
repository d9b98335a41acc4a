"""The question of a screening: its point of view, and the movement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Self

from watchlist.engine.vocabulary import Operation

OPERATIONS = tuple(map(str, Operation))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What holds for every line that does not say otherwise; nothing given means today, every list, any movement.

    With `proposals` the answer also names what is proposed or announced of the goods; its verdicts are the same.
    """

    as_of: date | None = None
    known_at: datetime | None = None
    jurisdictions: tuple[str, ...] = ()
    origin: str | None = None
    destination: str | None = None
    transit: tuple[str, ...] = ()
    operator_country: str | None = None
    operation: str | None = None
    proposals: bool = False

    def as_record(self) -> dict[str, Any]:
        """Return the question as plain values, without what was not asked."""
        plain = {name: value for name, value in asdict(self).items() if value}
        return {k: v.isoformat() if isinstance(v, (date, datetime)) else v for k, v in plain.items()}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Return the question whose record this is."""
        reads: dict[str, Callable[[Any], Any]] = {
            "as_of": date.fromisoformat,
            "known_at": datetime.fromisoformat,
            "jurisdictions": tuple,
            "transit": tuple,
        }
        return cls(**{name: reads[name](value) if name in reads else value for name, value in record.items()})
