"""Answers stored before findings held their duties as records: they are computed anew, by the law of then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from watchlist.engine.answer import Finding, Line
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.screenings.models import Screening
from watchlist.screenings.rescreen.answering import run_of
from watchlist.screenings.rescreen.rebuilding import declared_line, inputs_of


def have_duty_records(findings: Iterable[Finding], ids: Collection[str]) -> bool:
    """Say whether findings hold their duties as records with these ids."""
    return all(_has_records(finding, ids) for finding in findings if finding.obligations)


def rerun_lines(screening: Screening, lines: Sequence[Line], law: CompiledLaw, day: date | None = None) -> list[Line]:
    """Return the answers of a law to stored lines of a screening, with its question; `day`: as of that day instead."""
    if not lines:
        return []
    declared = list(map(declared_line, lines))
    run = run_of(law, inputs_of({screening.pk})[screening.pk], declared, day, law.known_at)
    return [run.answer(request) for request in run.prepared_lines()]


def _has_records(finding: Finding, ids: Collection[str]) -> bool:
    records = finding.obligation_records or ()
    return bool(records) and all(record.id in ids for record in records)
