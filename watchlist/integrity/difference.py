"""One place where the database is not what code, trail and records say."""

from __future__ import annotations

from typing import NamedTuple


class IntegrityDifference(NamedTuple):
    """What differs: the part that was compared, the place in it, and what is wrong there."""

    part: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.part} {self.place}: {self.reason}" if self.place else f"{self.part}: {self.reason}"
