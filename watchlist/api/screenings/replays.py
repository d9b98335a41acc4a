"""A stored screening, asked again as the law was known then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.answer_parts import EngineRecord, LineRecord
from watchlist.api.base import Get
from watchlist.api.record_base import Record, texts
from watchlist.api.screenings.examples import REPLAY_EXAMPLE
from watchlist.api.screenings.reader_views import ReaderView
from watchlist.api.screenings.screenings import readable
from watchlist.screenings import (
    CODES,
    LineDifference,
    Replay,
    Screening,
    causes_of,
    fields_that_differ,
    replay,
    reread_manifest,
)


class DifferenceRecord(Record):
    """One line that is answered differently now."""

    line = serializers.IntegerField()
    key = serializers.CharField(allow_null=True)
    fields = texts(help_text="what differs")
    then = LineRecord(allow_null=True, help_text="null: it is not stored")
    now = LineRecord(allow_null=True, help_text="null: it is not read again")


class CauseRecord(Record):
    """What of all that the answer rested on is another now."""

    code = serializers.ChoiceField(list(CODES))
    part = serializers.CharField(help_text="a part of the engine, the key of a list, or what else it is of")
    then = serializers.CharField(allow_null=True)
    now = serializers.CharField(allow_null=True)
    sentence = serializers.CharField()


class ReplayRecord(Record):
    """A screening asked again. With the same engine, nothing differs."""

    id = serializers.UUIDField()
    same = serializers.BooleanField(help_text="every line, and all of them together, are answered as they were")
    lines = serializers.IntegerField()
    known_at = serializers.DateTimeField(
        source="coverage_then.known_at", help_text="of the law that was compared, then and now"
    )
    differences = DifferenceRecord(many=True)
    coverage_differs = texts(source="coverage", help_text="fields of the coverage")
    summary_differs = texts(source="summary", help_text="fields of the summary")
    engine_differs = texts(source="engine", help_text="versions that are others now")
    engine_then = EngineRecord(source="coverage_then.engine")
    engine_now = EngineRecord(source="coverage_now.engine")
    causes = CauseRecord(many=True, help_text="each that a difference may have; none where nothing differs")


@Get(
    tag="screenings",
    summary="Ask a stored screening again, as the law was known then, and name every difference",
    scope="screen",
    returns=ReplayRecord,
    problems=(422,),
    examples=[REPLAY_EXAMPLE],
)
def replay_screening(request: Request, screening_id: UUID) -> Response:
    """Return what differs; nothing is stored. One that is longer than an answer is asked again by a job."""
    screening = readable(request, screening_id)
    found, reader = replay(screening, reread_manifest(screening)), ReaderView.for_request(request, screening)
    differences = list(filter(None, (difference_record(reader, line) for line in found.differences)))
    return Response(replay_record(screening, found, differences, len(differences)))


def replay_record(
    screening: Screening, result: Replay, differences: Sequence[dict[str, Any]], differing: int
) -> dict[str, Any]:
    """Return a replay with the differences that its reader may see; `differing`: how many these are in all."""
    is_same = not differing and not result.summary
    return ReplayRecord.from_row(
        result,
        id=screening.pk,
        same=is_same,
        differences=differences,
        causes=[] if is_same else list(map(CauseRecord.from_row, causes_of(screening, result))),
    )


def difference_record(reader: ReaderView, found: LineDifference) -> dict[str, Any] | None:
    """Return a difference as this reader may see it; None where they see none."""
    then, now = (reader.line(line) if line else None for line in (found.then, found.now))
    fields = fields_that_differ(then, now)
    line = found.either
    return DifferenceRecord.from_row(line, fields=fields, then=then, now=now) if fields else None
