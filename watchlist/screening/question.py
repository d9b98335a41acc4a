"""The question asked of the law: from where one looks, at which movement."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

OPERATIONS = ("import", "export", "transit", "transhipment", "domestic", "intermediary", "return")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What holds for every line that does not say otherwise; nothing given means today, every list, any movement."""

    as_of: date | None = None
    known_at: datetime | None = None
    jurisdictions: tuple[str, ...] = ()
    origin: str | None = None
    destination: str | None = None
    transit: tuple[str, ...] = ()
    operator_country: str | None = None
    operation: str | None = None

    def as_record(self) -> dict[str, Any]:
        """Return the question as plain values, without what was not asked."""
        plain = {name: value for name, value in asdict(self).items() if value}
        return {k: v.isoformat() if isinstance(v, (date, datetime)) else v for k, v in plain.items()}
