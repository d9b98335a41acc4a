"""What of a line a person judges: each finding above low severity and each of law, or the line as a whole."""

from __future__ import annotations

from functools import lru_cache

from watchlist.cases.judgement_models import THE_LINE
from watchlist.engine.answer import Finding, Line
from watchlist.engine.vocabulary import Severity, Verdict
from watchlist.screenings.models import ScreenedLine
from watchlist.screenings.stored_answers import is_sure, read_line


def to_judge(line: ScreenedLine) -> tuple[int, ...]:
    """Return the positions that a person judges on a stored line; none where the line is `no_match`."""
    return _positions(line.record)


def finding_at(line: ScreenedLine, position: int) -> Finding | None:
    """Return one finding of a stored line; None for the line as a whole. Raises `IndexError`."""
    return judged_finding(read_line(line.record), position)


def judged_finding(line: Line, position: int) -> Finding | None:
    """Return the finding at a position that is judged; None for the line as a whole. Raises `IndexError`."""
    return None if position == THE_LINE else line.findings[position]


@lru_cache(maxsize=1_024)
def _positions(record: str) -> tuple[int, ...]:
    line = read_line(record)
    if line.verdict == Verdict.NO_MATCH:
        return ()
    found = enumerate(line.findings)
    return tuple(at for at, finding in found if finding.severity != Severity.LOW or is_sure(finding)) or (THE_LINE,)
