"""The job that asks a screening again: every difference is counted, and the first are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import encode_text
from watchlist.jobs import Lease, heartbeats
from watchlist.replays.models import ReplayDifference, ReplayRun
from watchlist.replays.outcomes import ReplayOutcome
from watchlist.results import redacted
from watchlist.screenings import LineDifference, Screening, fields_that_differ, read_summary, replay, reread_manifest

REPLAY_SCREENING: Final = "replay_screening"
ASKING: Final = "asking again"
LONGEST: Final = timedelta(hours=2)
MOST_KEPT: Final = 500
"""Lines that differ: with another engine all of a million may."""


@dataclass(slots=True)
class DifferenceCounter:
    """Counts the lines that differ as they are found, and keeps the first."""

    first: list[LineDifference] = field(default_factory=list)
    differing: int = 0
    differing_shown: int = 0

    def add(self, found: LineDifference) -> None:
        """Count one."""
        self.differing += 1
        then, now = (redacted(line) if line else None for line in (found.then, found.now))
        self.differing_shown += bool(fields_that_differ(then, now))
        if len(self.first) < MOST_KEPT:
            self.first.append(found)


def run_replay(lease: Lease) -> None:
    """Ask the screening of a job again; nothing, where it was let go. Raises `CannotReplay`, ManifestError."""
    runs = ReplayRun.objects.select_related("screening__manifest")
    run = runs.filter(pk=lease.subject, done_at=None, screening__let_go_at=None).first()
    if run is None:
        return
    lines, counter = read_summary(run.screening.summary).lines, DifferenceCounter()
    lease.heartbeat(0, lines, ASKING)
    with heartbeats(lambda: lease.heartbeat(0), LONGEST):
        found = replay(run.screening, reread_manifest(run.screening), counter.add)
    outcome = ReplayOutcome.of(found, counter.differing, counter.differing_shown)
    with lease.step(lines, lines, ASKING):
        _keep(run, outcome, counter.first)


def _keep(run: ReplayRun, outcome: ReplayOutcome, differences: list[LineDifference]) -> None:
    # What is marked to go takes on nothing more: its mark locks the same row.
    stays = Screening.objects.select_for_update(no_key=True).filter(pk=run.screening_id, let_go_at=None)
    if not stays.values_list("pk", flat=True).first():
        return
    waiting = ReplayRun.objects.filter(pk=run.pk, done_at=None)
    if waiting.update(outcome=outcome.as_text(), done_at=datetime.now(UTC)):
        ReplayDifference.objects.bulk_create(
            ReplayDifference(run=run, number=number, then=_text(found.then), now=_text(found.now))
            for number, found in enumerate(differences)
        )


def _text(line: Line | None) -> str:
    return encode_text(line) if line else ""
