"""The question of a screening: its point of view, and the movement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final, Self

from watchlist.engine.vocabulary import Operation

OPERATIONS = tuple(map(str, Operation))
INCHIKEYS: Final = ("shown", "all")
"""Of which readings an answer has InChIKeys: of lines that show something, which is usual, or of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What holds for every line that does not say otherwise; nothing given means today, every list, any movement.

    With `proposals` the answer also names what is proposed or announced of the goods; its verdicts are the same.
    With `all_inchikeys` every reading of the answer has its InChIKey, not only those of lines that show something.
    `stated`: fields of the shipment as its sender typed them, which count for lines that are silent of them, as those
    of the file do, and before these.
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
    all_inchikeys: bool = False
    stated: tuple[tuple[str, str], ...] = ()

    def as_record(self) -> dict[str, Any]:
        """Return the question as plain values, without what was not asked."""
        plain = {name: value for name, value in asdict(self).items() if value}
        if self.stated:
            plain["stated"] = dict(self.stated)
        return {k: v.isoformat() if isinstance(v, (date, datetime)) else v for k, v in plain.items()}

    def of_shipment(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Return the fields of a shipment, those that its sender typed before those of its file."""
        return {**fields, **dict(self.stated)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Return the question whose record this is."""
        reads: dict[str, Callable[[Any], Any]] = {
            "as_of": date.fromisoformat,
            "known_at": datetime.fromisoformat,
            "jurisdictions": tuple,
            "transit": tuple,
            "stated": lambda fields: tuple(sorted(fields.items())),
        }
        return cls(**{name: reads[name](value) if name in reads else value for name, value in record.items()})
