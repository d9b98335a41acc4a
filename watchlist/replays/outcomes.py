"""What came of a replay, as it is kept: written by the job, and read back as the replay that it was."""

from __future__ import annotations

from msgspec import Struct, json

from watchlist.engine.answer_codec import encode_text
from watchlist.replays.models import ReplayDifference, ReplayRun
from watchlist.screenings import LineDifference, Replay, Screening, read_coverage, read_line, read_summary


class ReplayOutcome(Struct, frozen=True):
    """All of a replay but its lines. `coverage` and `summary` are the records of the new answer, word for word.

    `differing`: lines that differ; `differing_shown`: those of them that differ for who is not shown the reasons too.
    """

    coverage: str
    summary: str
    lines: int
    sha256_then: str
    sha256_now: str
    limited: int
    file_sha256: str
    differing: int
    differing_shown: int

    @classmethod
    def of(cls, found: Replay, differing: int, differing_shown: int) -> ReplayOutcome:
        """Return what is kept of a replay."""
        return cls(
            encode_text(found.coverage_now),
            encode_text(found.summary_now),
            found.lines,
            found.sha256_then,
            found.sha256_now,
            found.limited,
            found.file_sha256,
            differing,
            differing_shown,
        )

    @classmethod
    def read(cls, text: str) -> ReplayOutcome:
        """Return the outcome that a stored text is."""
        return json.decode(text, type=cls)

    def as_text(self) -> str:
        """Return the text that `read` reads."""
        return json.encode(self).decode()


def replay_of(screening: Screening, outcome: ReplayOutcome) -> Replay:
    """Return a replay as it was, without its lines."""
    return Replay(
        coverage_then=read_coverage(screening.coverage),
        coverage_now=read_coverage(outcome.coverage),
        summary_then=read_summary(screening.summary),
        summary_now=read_summary(outcome.summary),
        lines=outcome.lines,
        sha256_then=outcome.sha256_then,
        sha256_now=outcome.sha256_now,
        limited=outcome.limited,
        file_sha256=outcome.file_sha256,
        differences=(),
    )


def kept_differences(run: ReplayRun) -> list[LineDifference]:
    """Return the first lines that differ, in the order of the file: as many as are kept."""
    rows = ReplayDifference.objects.filter(run=run).order_by("number").values_list("then", "now")
    return [LineDifference(*(read_line(text) if text else None for text in row)) for row in rows]
