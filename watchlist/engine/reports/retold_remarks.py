"""What is wrong with a line, in the language of the reader by its code; the particulars stay as they were stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from watchlist.engine.answer import Conflict, Problem, SuppressedConflict
from watchlist.engine.identification import CONFLICT_MEANINGS
from watchlist.engine.problem_codes import PROBLEMS
from watchlist.engine.reports.spoken import Spoken, SpokenPiece, as_stored
from watchlist.engine.texts import speaks_english, translated

PROBLEMS_BY_CODE: Final[Mapping[str, str]] = {str(code): meaning for code, meaning in PROBLEMS.items()}


def spoken_problem(problem: Problem) -> Spoken:
    """Return a problem: what its code means, then the particulars; in English the particulars alone."""
    meaning = PROBLEMS_BY_CODE.get(problem.code)
    return _by_code(translated(meaning) if meaning else "", problem.detail)


def spoken_conflict(conflict: Conflict | SuppressedConflict) -> Spoken:
    """Return a conflict: what its code means, then the particulars; in English the particulars alone."""
    return _by_code(str(CONFLICT_MEANINGS.get(conflict.code, "")), conflict.detail)


def _by_code(meaning: str, detail: str) -> Spoken:
    if speaks_english() or not meaning:
        return as_stored(detail)
    return Spoken((SpokenPiece(f"{meaning} ", in_english=False), *as_stored(detail).pieces))
