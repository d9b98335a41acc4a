"""The answer to a manifest, made line by line in the contract's order: coverage, lines, summary."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from watchlist.engine.decision.run import Run
from watchlist.engine.decision.shipment import Stage
from watchlist.engine.decision.thresholds import Tally


@dataclass(frozen=True, slots=True)
class Answer:
    """The records of one screening, in the contract's order."""

    coverage: dict[str, Any]
    lines: list[dict[str, Any]]
    summary: dict[str, Any]

    @classmethod
    def of(cls, records: Iterable[dict[str, Any]]) -> Answer:
        """Return the answer that consists of these records."""
        coverage, *lines, summary = records
        return cls(coverage, lines, summary)

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the coverage, every line in the file's order, and the summary."""
        yield self.coverage
        yield from self.lines
        yield self.summary


def records_of(run: Run, started: float) -> Iterator[dict[str, Any]]:
    """Yield the records of a screening of which no line is answered yet; `started`: at which reading of the clock."""
    yield run.coverage()
    counts = Counts()
    for asked in run.asked():
        record = run.answer(asked)
        counts.add(record)
        yield record
    yield counts.summary(shipment(run, run.tally), time.perf_counter() - started)


def shipment(run: Run, tally: Tally) -> dict[str, Any]:
    """Return what is found of a shipment as a whole, once all of its lines are in the tally."""
    return Stage(run.comparison, run.context.earlier, run.manifest.reference).records(tally)


class Counts:
    """Lines counted as they pass: by verdict, depth and action."""

    def __init__(self, counted: Mapping[str, Mapping[str, int]] | None = None) -> None:
        said = counted or {}
        self.verdicts: Counter[str] = Counter(said.get("verdicts"))
        self.depths: Counter[str] = Counter(said.get("depths"))
        self.actions: Counter[str] = Counter(said.get("actions"))

    def as_record(self) -> dict[str, dict[str, int]]:
        """Return what they can be made of again."""
        return {"verdicts": dict(self.verdicts), "depths": dict(self.depths), "actions": dict(self.actions)}

    def join(self, other: Counts) -> None:
        """Add the lines that others counted."""
        self.verdicts += other.verdicts
        self.depths += other.depths
        self.actions += other.actions

    def add(self, line: Mapping[str, Any]) -> None:
        """Count one line record."""
        self.verdicts[line["verdict"]] += 1
        self.depths[line["depth"]] += 1
        self.actions[line["action"]] += 1

    def summary(self, shipment: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """Return the summary record, with what is found of the shipment as a whole."""
        return {
            "record": "summary",
            "lines": self.verdicts.total(),
            **{verdict: self.verdicts[verdict] for verdict in ("controlled", "review", "no_match", "unresolved")},
            "by_depth": dict(sorted(self.depths.items())),
            "by_action": dict(sorted(self.actions.items())),
            **shipment,
            "seconds": round(seconds, 3),
        }
