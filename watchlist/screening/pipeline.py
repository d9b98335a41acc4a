"""The path of a line: declared fields, resolved once an item, compared with the law, answered in one record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

from watchlist.authorisations.register import register_known_at
from watchlist.engine.answer import Answer, Record
from watchlist.engine.decision.answering import records_of
from watchlist.engine.decision.context import Context
from watchlist.engine.decision.earlier_shipments import shipment_key
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.run import Run
from watchlist.engine.decision.scope import check
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.scheduling.compile import law_known_at
from watchlist.screening.stored import Known
from watchlist.screening.suppressions.standing import rulings_known_at
from watchlist.sources.horizon import horizon_known_at
from watchlist.temporal import last_tick


def screen(manifest: DeclaredManifest, question: Question, today: date | None = None) -> Answer:
    """Compare every line with the law as known, asked on `today` (UTC), and return the answer; nothing is stored.

    Raises `CorrectTheQuestion` where the question cannot be answered as asked.
    """
    return Answer.of(stream(manifest, question, today))


def stream(manifest: DeclaredManifest, question: Question, today: date | None = None) -> Iterator[Record]:
    """Yield the records of the answer as they are made, in the contract's order: no more than a batch is held.

    Raises `CorrectTheQuestion`, before the first record, where the question cannot be answered as asked.
    """
    started = time.perf_counter()
    yield from records_of(run_of(manifest, question, today or datetime.now(UTC).date()), started)


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
