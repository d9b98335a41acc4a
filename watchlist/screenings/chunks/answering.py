"""One worker's part in the screening of a long file: share after share is answered, and stored whole or not at all."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import orjson
from django.db import transaction

from watchlist.engine.decision import (
    AnswerCounts,
    Claim,
    Counterparty,
    LimitTotal,
    ScreeningRun,
    ShipmentResult,
    Span,
    Tally,
    period_of,
    shipment_result,
)
from watchlist.engine.identification import shared_dictionary
from watchlist.engine.law import CompiledLaw, CompiledScheduling, ConditionFacts
from watchlist.engine.reading import unpack
from watchlist.engine.versions import engine
from watchlist.jobs import Lease, heartbeats
from watchlist.screenings.chunks.leasing import LeasedChunk
from watchlist.screenings.chunks.making import SCREENING, count_answered
from watchlist.screenings.chunks.models import Share
from watchlist.screenings.inserting import Ids
from watchlist.screenings.models import Screening, Upload
from watchlist.screenings.party_totals import Parties
from watchlist.screenings.pipeline import point_of_view, run_of
from watchlist.screenings.rebuilding import head_of
from watchlist.screenings.saving import AnsweredLine, OpenScreening, keep_goods, keep_rows, text_of
from watchlist.screenings.stored_answers import read_coverage, read_question

_FAST: Final = 1


class Tallies:
    """Writes and reads tallies under one law; of claims that are equal, one object is read."""

    def __init__(self, law: CompiledLaw) -> None:
        self._law = law
        self._claims: dict[tuple[Any, ...], Claim] = {}
        self._facts: dict[tuple[str, ...], ConditionFacts] = {}

    def write(self, tally: Tally) -> bytes:
        """Return a tally as compressed JSON; its totals with the number and the claim of each line."""
        claims: dict[int, int] = {}
        written: list[list[Any]] = []
        totals = []
        for total in tally.totals.values():
            for _, claim in total.lines:
                if id(claim) not in claims:
                    claims[id(claim)] = len(written)
                    written.append(self._written(claim))
            totals.append([total.id, *total.party, [(number, claims[id(claim)]) for number, claim in total.lines]])
        parties = [(key, name, sorted(roles)) for key, (name, roles) in tally.parties.items()]
        plain = {"claims": written, "totals": totals, "parties": parties}
        return zlib.compress(orjson.dumps(plain), _FAST)

    def read(self, packed: bytes) -> Tally:
        """Return the tally that `write` wrote."""
        plain = orjson.loads(zlib.decompress(packed))
        claims = [self._claim(row) for row in plain["claims"]]
        tally = Tally()
        for id_, name, role, key, lines in plain["totals"]:
            claims_by_line = [(number, claims[at]) for number, at in lines]
            claim = claims_by_line[0][1]
            total = LimitTotal(id_, Counterparty(name, role, key), claim, claims_by_line)
            tally.totals[claim.facts.key, key, claim.period.key] = total
        tally.parties.update((key, (name, set(roles))) for key, name, roles in plain["parties"])
        return tally

    def _written(self, claim: Claim) -> list[Any]:
        row, counted = claim.scheduling, claim.counted
        return [
            row.substance,
            self._places[id(row)],
            list(astuple(claim.facts)),
            *claim.at,
            claim.role,
            claim.day.isoformat(),
            str(counted.low),
            None if counted.high is None else str(counted.high),
            claim.certainty,
            claim.why,
            claim.is_assumed,
            None if claim.at_most is None else str(claim.at_most),
        ]

    def _claim(self, row: Sequence[Any]) -> Claim:
        substance, place, fact_cells, *rest = row
        key = (substance, place, *fact_cells, *rest)
        if key not in self._claims:
            self._claims[key] = self._read(self._law.schedulings[substance][place], tuple(fact_cells), rest)
        return self._claims[key]

    def _read(self, scheduling: CompiledScheduling, fact_cells: tuple[str, ...], rest: Sequence[Any]) -> Claim:
        finding, condition, role, on, low, high, certainty, why, is_assumed, most = rest
        facts = self._facts.setdefault(fact_cells, ConditionFacts(*fact_cells))
        day = date.fromisoformat(on)
        counted = Span(Decimal(low), None if high is None else Decimal(high))
        period = period_of(facts.period, day)
        place, at_most = (finding, condition), None if most is None else Decimal(most)
        return Claim(facts, scheduling, place, role, day, period, counted, certainty, why, is_assumed, at_most)

    @cached_property
    def _places(self) -> dict[int, int]:
        """Return the place of each scheduling (by `id()`) among those of its substance, in the order of the law."""
        rows = self._law.schedulings.values()
        return {id(row): place for schedulings in rows for place, row in enumerate(schedulings)}


MOST_REMEMBERED: Final = 10_000
"""Items and outcomes that a worker remembers from share to share: of more it would fill its memory."""
LONGEST_SHARE: Final = timedelta(minutes=30)
"""In which, at the most, the lines of a share are answered, every structure of them examined to its limits."""


class ChunkAnswerer:
    """Answers the chunks of one file in one worker, with what it remembers of earlier ones."""

    def __init__(self, upload: Upload, screening: Screening) -> None:
        self.upload = upload
        self._question = read_question(screening.question)
        self._manifest = head_of(screening)
        self._storing = OpenScreening(screening, self._manifest, self._question, Parties({}, {}))
        self._run = self._new_run()
        self._tallies = Tallies(self._run.law)

    def answer(self, leased: LeasedChunk, lease: Lease, done: int, total: int | None = None) -> None:
        """Answer the lines of a chunk and store them; `done` is the progress of the job after it.

        Raises `PartLost` and `LeaseLost`, with nothing stored, where either lease was lost meanwhile.
        """

        def keep() -> None:
            leased.renew()
            lease.heartbeat(0)

        with heartbeats(keep, LONGEST_SHARE):
            chunk, counts, tally = self._answer_lines(leased.part)
        with transaction.atomic():
            # By itself, since other workers wait for who stores the same goods.
            items = keep_goods(self._storing, chunk)
        ids = Ids(_ids(leased.part.declared_from, chunk), _ids(leased.part.screened_from, chunk))
        with lease.step(done, total, SCREENING):
            keep_rows(self._storing, chunk, items, ids)
            count_answered(self.upload, answered_lines=[line for _, line in chunk])
            leased.complete(declared=b"", counts=text_of(counts.as_record()), adds=self._tallies.write(tally))

    def summed_up(self) -> tuple[AnswerCounts, Tally, ShipmentResult]:
        """Return the counts and the tally of all chunks together, and the findings of the shipment as a whole."""
        counts, tally = AnswerCounts(), Tally()
        shares = Share.objects.filter(screening=self.upload.pk).order_by("number")
        for counted, adds in shares.values_list("counts", "adds").iterator(chunk_size=20):
            counts.join(AnswerCounts(orjson.loads(counted)))
            tally.join(self._tallies.read(bytes(adds)))
        return counts, tally, shipment_result(self._run, tally, read_coverage(self._storing.screening.coverage))

    def _answer_lines(self, share: Share) -> tuple[list[AnsweredLine], AnswerCounts, Tally]:
        if self._run.remembered > MOST_REMEMBERED:
            self._run = self._new_run()
        run, counts = self._run, AnswerCounts()
        run.tally = Tally()
        chunk = list[AnsweredLine]()
        for line_asked in run.prepared_lines(unpack(bytes(share.declared))):
            line = run.answer(line_asked)
            counts.add(line)
            chunk.append((line_asked.line, line))
        self._storing.parties.learn_rows([self._manifest.fields_of(line) for line, _ in chunk])
        return chunk, counts, run.tally

    def _new_run(self) -> ScreeningRun:
        as_of = point_of_view(self._question, self.upload.manifest.received_at.date())
        return run_of(self._manifest, self._question, as_of)


def is_of_this_engine(screening: Screening) -> bool:
    """Return whether a screening was opened by the engine of this worker: no other may answer its lines."""
    return read_coverage(screening.coverage).engine == engine(shared_dictionary())


def _ids(first: int, chunk: list[AnsweredLine]) -> range:
    return range(first, first + len(chunk))
