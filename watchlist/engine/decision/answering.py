"""The answer to a manifest, made line by line in the contract's order: coverage, lines, summary."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping

from watchlist.engine.answer import Line, Record, Summary
from watchlist.engine.decision.run import Run
from watchlist.engine.decision.shipment import OfShipment, Stage
from watchlist.engine.decision.thresholds import Tally
from watchlist.engine.vocabulary import Action, Depth, Verdict


def records_of(run: Run, started: float) -> Iterator[Record]:
    """Yield the records of a screening of which no line is answered yet; `started`: at which reading of the clock."""
    yield run.coverage()
    counts = Counts()
    for asked in run.asked():
        record = run.answer(asked)
        counts.add(record)
        yield record
    yield counts.summary(shipment(run, run.tally), time.perf_counter() - started)


def shipment(run: Run, tally: Tally) -> OfShipment:
    """Return what is found of a shipment as a whole, once all of its lines are in the tally."""
    return Stage(run.comparison, run.context.earlier, run.manifest.reference).found(tally)


class Counts:
    """Lines counted as they pass: by verdict, depth and action."""

    def __init__(self, counted: Mapping[str, Mapping[str, int]] | None = None) -> None:
        said = counted or {}
        self.verdicts = Counter({Verdict.of(word): n for word, n in said.get("verdicts", {}).items()})
        self.depths = Counter({Depth.of(word): n for word, n in said.get("depths", {}).items()})
        self.actions = Counter({Action.of(word): n for word, n in said.get("actions", {}).items()})

    def as_record(self) -> dict[str, dict[str, int]]:
        """Return what they can be made of again."""
        return {"verdicts": _plain(self.verdicts), "depths": _plain(self.depths), "actions": _plain(self.actions)}

    def join(self, other: Counts) -> None:
        """Add the lines that others counted."""
        self.verdicts += other.verdicts
        self.depths += other.depths
        self.actions += other.actions

    def add(self, line: Line) -> None:
        """Count one line."""
        self.verdicts[line.verdict] += 1
        self.depths[line.depth] += 1
        self.actions[line.action] += 1

    def summary(self, shipment: OfShipment, seconds: float) -> Summary:
        """Return the summary, with what is found of the shipment as a whole."""
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
