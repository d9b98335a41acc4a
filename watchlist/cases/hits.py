"""What of a line a person judges: each finding above low severity and each of law, or the line as a whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from watchlist.cases.judgement_models import THE_LINE
from watchlist.screening.models import ScreenedLine
from watchlist.screening.saving import is_sure


def to_judge(line: ScreenedLine) -> tuple[int, ...]:
    """Return the positions that a person judges on a stored line; none where the line is `no_match`."""
    return _positions(line.record)


def finding_at(line: ScreenedLine, position: int) -> Mapping[str, Any] | None:
    """Return the record of one finding; None for the line as a whole. Raises `IndexError` where there is none."""
    if position == THE_LINE:
        return None
    found: Mapping[str, Any] = json.loads(line.record)["findings"][position]
    return found


@lru_cache(maxsize=1_024)
def _positions(record: str) -> tuple[int, ...]:
    line = json.loads(record)
    if line["verdict"] == "no_match":
        return ()
    found = enumerate(line["findings"])
    return tuple(at for at, finding in found if finding["severity"] != "low" or is_sure(finding)) or (THE_LINE,)
