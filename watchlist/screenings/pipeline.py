"""The path of a line: declared fields, resolved once an item, compared with the law, answered in one record."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from watchlist.authorisations import register_known_at
from watchlist.engine.answer import Answer, Record
from watchlist.engine.answering import LineQuestion
from watchlist.engine.asof import AsOf
from watchlist.engine.decision import (
    MOST_LISTED,
    Context,
    Question,
    ScreeningRun,
    check_jurisdictions,
    records_of,
    shipment_key,
)
from watchlist.engine.reading import DeclaredManifest
from watchlist.engine.reading.readers import Source
from watchlist.law_store import law_at
from watchlist.list_updates import horizon_known_at
from watchlist.screenings.party_totals import StoredShipments
from watchlist.screenings.route_checks.state import checks_known_at
from watchlist.screenings.same_goods import goods_of
from watchlist.screenings.suppressions.state import rulings_known_at
from watchlist.screenings.totals import RunningTotals
from watchlist.temporal import last_tick


class SumsAsked(NamedTuple):
    """Of which stored shipments sums are asked: those known at an instant (None: now), and how many parcels listed."""

    known_at: datetime | None = None
    most_listed: int | None = MOST_LISTED


def screen(
    manifest: DeclaredManifest, question: Question, today: date | None = None, sums: SumsAsked | None = None
) -> Answer:
    """Compare every line with the law as known, asked on `today` (UTC), and return the answer; nothing is stored.

    `sums`: of what stored shipments add; None: of those known at the instant of the question. Raises
    `CorrectTheQuestion` where the question cannot be answered as asked.
    """
    return Answer.from_records(stream(manifest, question, today, sums))


def stream(
    manifest: DeclaredManifest, question: Question, today: date | None = None, sums: SumsAsked | None = None
) -> Iterator[Record]:
    """Yield the records of the answer as they are made, in the contract's order: no more than a batch is held.

    `sums` as for `screen`. Raises `CorrectTheQuestion`, before the first record, where the question cannot be answered
    as asked.
    """
    started = time.perf_counter()
    yield from records_of(run_of(manifest, question, point_of_view(question, today), sums), started)


def line_question_of(source: Source, question: Question, reference: str) -> LineQuestion:
    """Return what is asked of a file before it is read; of earlier shipments nothing. Raises `CorrectTheQuestion`."""
    as_of = point_of_view(question)
    law = law_at(as_of.known_at)
    check_jurisdictions(law, question)
    shipment = shipment_key(reference, hashlib.sha256(source.data).hexdigest())
    return LineQuestion(law, question, as_of, _known_beside(question, shipment, as_of, law.known_at))


def point_of_view(question: Question, today: date | None = None) -> AsOf:
    """Return the point of view of a question: the day `today` (UTC, or now), and the last tick that it sees."""
    return AsOf(today or datetime.now(UTC).date(), last_tick(question.known_at))


def run_of(manifest: DeclaredManifest, question: Question, as_of: AsOf, sums: SumsAsked | None = None) -> ScreeningRun:
    """Return the screening of a manifest, before any line is answered; `sums` as for `screen`.

    Raises `CorrectTheQuestion`.
    """
    law = law_at(as_of.known_at)
    check_jurisdictions(law, question)
    context = context_of(question, manifest, as_of, law.known_at, sums or SumsAsked(question.known_at))
    return ScreeningRun(law, question, manifest, as_of, context)


def context_of(
    question: Question, manifest: DeclaredManifest, as_of: AsOf, law_tick: datetime, sums: SumsAsked
) -> Context:
    """Return what a screening needs beside the law, as known at a tick; notices as of `law_tick`, where asked for."""
    shipment = shipment_key(manifest.reference, manifest.sha256)
    goods = "" if manifest.is_another else goods_of(manifest, question, as_of.valid_on)
    of_lines = StoredShipments(sums.known_at, shipment, goods, sums.most_listed)
    earlier = RunningTotals(of_lines) if sums.known_at is None else of_lines
    return replace(_known_beside(question, shipment, as_of, law_tick), earlier=earlier)


def _known_beside(question: Question, shipment: str, as_of: AsOf, law_tick: datetime) -> Context:
    known_at = as_of.known_at
    return Context(
        register=register_known_at(known_at),
        rulings=rulings_known_at(known_at),
        notices=horizon_known_at(law_tick) if question.proposals else None,
        route_checks=checks_known_at(known_at, shipment),
    )
