"""The path of a line: declared fields, resolved once an item, compared with the law, answered in one record."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from watchlist.manifests.lines import DeclaredManifest
from watchlist.scheduling.compile import law_known_at
from watchlist.screening.question import Question
from watchlist.screening.run import Run
from watchlist.screening.scope import check


@dataclass(frozen=True, slots=True)
class Answer:
    """The records of one screening, in the contract's order."""

    coverage: dict[str, Any]
    lines: list[dict[str, Any]]
    summary: dict[str, Any]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the coverage, every line in the file's order, and the summary."""
        yield self.coverage
        yield from self.lines
        yield self.summary


def screen(manifest: DeclaredManifest, question: Question) -> Answer:
    """Compare every line with the law as known, and return the answer; nothing is stored.

    Raises `CorrectTheQuestion` where the question cannot be answered as asked.
    """
    started = time.perf_counter()
    law = law_known_at(question.known_at)
    check(law, question)
    run = Run(law, question, manifest)
    lines = [run.answer(asked) for asked in run.asked()]
    return Answer(run.coverage(), lines, _summary(lines, time.perf_counter() - started))


def _summary(lines: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
    verdicts = Counter(line["verdict"] for line in lines)
    return {
        "record": "summary",
        "lines": len(lines),
        **{verdict: verdicts[verdict] for verdict in ("controlled", "review", "no_match", "unresolved")},
        "by_depth": dict(sorted(Counter(line["depth"] for line in lines).items())),
        "by_action": dict(sorted(Counter(line["action"] for line in lines).items())),
        "shipment_findings": [],
        "seconds": round(seconds, 3),
    }
