"""Answers that were stored before findings told their duties as facts: they are made again, by the law of then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from watchlist.engine.answer import Finding, Line
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.screenings.models import Screening
from watchlist.screenings.rescreen.answering import run_of
from watchlist.screenings.rescreen.rebuilding import asked_of, declared_line


def tells_duties(findings: Iterable[Finding], ids: Collection[str]) -> bool:
    """Say whether findings tell their duties as facts that the law holds, of these ids."""
    return all(_is_told(finding, ids) for finding in findings if finding.obligations)


def answered_again(
    screening: Screening, lines: Sequence[Line], law: CompiledLaw, day: date | None = None
) -> list[Line]:
    """Return what stored lines of a screening are answered now by a law, asked as their file was; `day`: as of that."""
    if not lines:
        return []
    declared = list(map(declared_line, lines))
    run = run_of(law, asked_of({screening.pk})[screening.pk], declared, day, law.known_at)
    return [run.answer(asked) for asked in run.prepared_lines()]


def _is_told(finding: Finding, ids: Collection[str]) -> bool:
    records = finding.obligation_records or ()
    return bool(records) and all(record.id in ids for record in records)
