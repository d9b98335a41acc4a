"""The answer to a manifest, made line by line in the contract's order: coverage, lines, summary."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping

from watchlist.engine.answer import Line, Record, Summary
from watchlist.engine.decision.run import ScreeningRun
from watchlist.engine.decision.shipment import ShipmentResult, ShipmentStage
from watchlist.engine.decision.thresholds import Tally
from watchlist.engine.vocabulary import Action, Depth, Verdict


def records_of(run: ScreeningRun, started: float) -> Iterator[Record]:
    """Yield coverage, lines and summary of a screening; `started`: the reading of `perf_counter` at its start."""
    yield run.coverage()
    counts = AnswerCounts()
    for prepared in run.prepared_lines():
        record = run.answer(prepared)
        counts.add(record)
        yield record
    yield counts.summary(shipment_result(run, run.tally), time.perf_counter() - started)


def shipment_result(run: ScreeningRun, tally: Tally) -> ShipmentResult:
    """Return the findings and the parties of a whole shipment, once all of its lines are in the tally."""
    return ShipmentStage(run.comparison, run.context.earlier, run.manifest.reference).found(tally)


class AnswerCounts:
    """Lines counted as they pass: by verdict, depth and action."""

    def __init__(self, counted: Mapping[str, Mapping[str, int]] | None = None) -> None:
        counts = counted or {}
        self.verdicts = Counter({Verdict.from_text(word): n for word, n in counts.get("verdicts", {}).items()})
        self.depths = Counter({Depth.from_text(word): n for word, n in counts.get("depths", {}).items()})
        self.actions = Counter({Action.from_text(word): n for word, n in counts.get("actions", {}).items()})

    def as_record(self) -> dict[str, dict[str, int]]:
        """Return the counts as plain values, from which the constructor makes them again."""
        return {"verdicts": _plain(self.verdicts), "depths": _plain(self.depths), "actions": _plain(self.actions)}

    def join(self, other: AnswerCounts) -> None:
        """Add the counts of other lines."""
        self.verdicts += other.verdicts
        self.depths += other.depths
        self.actions += other.actions

    def add(self, line: Line) -> None:
        """Count one line."""
        self.verdicts[line.verdict] += 1
        self.depths[line.depth] += 1
        self.actions[line.action] += 1

    def summary(self, shipment: ShipmentResult, seconds: float) -> Summary:
        """Return the summary record, with the findings and the parties of the shipment."""
        return Summary(
            lines=self.verdicts.total(),
            controlled=self.verdicts[Verdict.CONTROLLED],
            review=self.verdicts[Verdict.REVIEW],
            no_match=self.verdicts[Verdict.NO_MATCH],
            unresolved=self.verdicts[Verdict.UNRESOLVED],
            by_depth=dict(sorted(self.depths.items())),
            by_action=dict(sorted(self.actions.items())),
            shipment_findings=shipment.findings,
            parties=shipment.parties,
            seconds=round(seconds, 3),
        )


def _plain(counts: Mapping[Verdict, int] | Mapping[Depth, int] | Mapping[Action, int]) -> dict[str, int]:
    return {str(word): number for word, number in counts.items()}
