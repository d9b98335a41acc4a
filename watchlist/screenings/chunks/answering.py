"""One worker's part in the screening of a long file: share after share is answered, and stored whole or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import orjson
from django.db import transaction

from watchlist.engine.decision import (
    AnswerCounts,
    ScreeningRun,
    ShipmentResult,
    Tallies,
    Tally,
    shipment_result,
)
from watchlist.engine.identification import shared_dictionary
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
