"""The rights of officers that several subjects ask for. Who has them: the groups of the house."""

from __future__ import annotations

from typing import Final

WORK: Final = "watchlist.work_cases"
SECOND: Final = "watchlist.second_cases"
