"""The path of a line: declared fields, resolved once an item, compared with the law, answered in one record."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from watchlist.authorisations.register import register_known_at
from watchlist.manifests.lines import DeclaredManifest
from watchlist.scheduling.compile import law_known_at
from watchlist.screening.context import Context
from watchlist.screening.earlier_shipments import shipment_key
from watchlist.screening.question import Question
from watchlist.screening.run import Run
from watchlist.screening.scope import check
from watchlist.screening.shipment import Stage
from watchlist.screening.stored import Known
from watchlist.screening.suppressions.standing import rulings_known_at
from watchlist.screening.thresholds import Tally
from watchlist.sources.horizon import horizon_known_at
from watchlist.temporal import last_tick


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


def screen(manifest: DeclaredManifest, question: Question, today: date | None = None) -> Answer:
    """Compare every line with the law as known, asked on `today` (UTC), and return the answer; nothing is stored.

    Raises `CorrectTheQuestion` where the question cannot be answered as asked.
    """
    return Answer.of(stream(manifest, question, today))


def stream(manifest: DeclaredManifest, question: Question, today: date | None = None) -> Iterator[dict[str, Any]]:
    """Yield the records of the answer as they are made, in the contract's order: no more than a batch is held.

    Raises `CorrectTheQuestion`, before the first record, where the question cannot be answered as asked.
    """
    started = time.perf_counter()
    yield from records_of(run_of(manifest, question, today or datetime.now(UTC).date()), started)


def records_of(run: Run, started: float) -> Iterator[dict[str, Any]]:
    """Yield the records of a screening of which no line is answered yet; `started`: at which reading of the clock."""
    yield run.coverage()
    counts = Counts()
    for asked in run.asked():
        record = run.answer(asked)
        counts.add(record)
        yield record
    yield counts.summary(shipment(run, run.tally), time.perf_counter() - started)


def run_of(manifest: DeclaredManifest, question: Question, today: date, tick: datetime | None = None) -> Run:
    """Return the screening of a manifest, asked on a day, before any line is answered. Raises `CorrectTheQuestion`.

    `tick`: that of all that the answer rests on, where it is known already; else the last one that the question sees.
    """
    known_at = tick or last_tick(question.known_at)
    law = law_known_at(known_at)
    check(law, question)
    return Run(law, question, manifest, today, known_at, context_of(question, manifest, known_at, law.known_at))


def context_of(question: Question, manifest: DeclaredManifest, known_at: datetime, law_tick: datetime) -> Context:
    """Return what is known beside the law at a tick; notices, where they are asked for, as of the law's own."""
    return Context(
        register=register_known_at(known_at),
        rulings=rulings_known_at(known_at),
        notices=horizon_known_at(law_tick) if question.proposals else None,
        earlier=Known(question.known_at, shipment_key(manifest.reference, manifest.sha256)),
    )


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
