"""A stored screening, asked again as the law was known then."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import Endpoint
from watchlist.api.coverage_records import EngineRecord
from watchlist.api.problem_records import problems
from watchlist.api.reading import WrittenNumbers
from watchlist.api.record_base import Record
from watchlist.api.records import LineRecord
from watchlist.api.requests import ScreeningRequest, declared
from watchlist.api.screening_examples import REPLAYED
from watchlist.api.screenings import readable
from watchlist.api.shown import Reader
from watchlist.manifests.lines import DeclaredManifest
from watchlist.manifests.mappings import corrections_known_at
from watchlist.manifests.readers import REQUEST, read_again
from watchlist.screening.again import readable_name
from watchlist.screening.models import Screening, Upload
from watchlist.screening.question import Question
from watchlist.screening.replay import Difference, Replay, fields_that_differ, replay


class DifferenceRecord(Record):
    """One line that is answered differently now."""

    line = serializers.IntegerField()
    key = serializers.CharField()
    fields = serializers.ListField(child=serializers.CharField(), help_text="what differs")
    then = LineRecord()
    now = LineRecord()


class ReplayRecord(Record):
    """A screening asked again. With the same engine, nothing differs."""

    id = serializers.UUIDField()
    same = serializers.BooleanField(help_text="every line, and all of them together, are answered as they were")
    lines = serializers.IntegerField()
    known_at = serializers.DateTimeField(help_text="of the law that was compared, then and now")
    differences = DifferenceRecord(many=True)
    coverage_differs = serializers.ListField(child=serializers.CharField(), help_text="fields of the coverage")
    summary_differs = serializers.ListField(child=serializers.CharField(), help_text="fields of the summary")
    engine_differs = serializers.ListField(child=serializers.CharField(), help_text="versions that are others now")
    engine_then = EngineRecord()
    engine_now = EngineRecord()


class Replayed(Endpoint):
    """One screening, asked again."""

    scope = "screen"

    @extend_schema(
        operation_id="replay_screening",
        tags=["screenings"],
        summary="Ask a stored screening again, as the law was known then, and name every difference",
        responses={200: ReplayRecord, **problems(401, 403, 404, 422, 429)},
        examples=[REPLAYED],
    )
    def get(self, request: Request, screening_id: UUID) -> Response:
        """Return what differs; nothing is stored."""
        screening = readable(request, screening_id)
        return Response(_record(Reader.of(request, screening), screening, replay(screening, _declared(screening))))


def _declared(screening: Screening) -> DeclaredManifest:
    """Return the manifest of a screening, read again from its bytes."""
    stored, question = screening.manifest, Question.from_record(json.loads(screening.question))
    if stored.source == REQUEST:
        form = ScreeningRequest(data=WrittenNumbers().parse(BytesIO(stored.received())))
        form.is_valid(raise_exception=True)
        return declared(form.validated_data, stored.received(), question)
    corrections = corrections_known_at(question.known_at or screening.made_at)
    day = Upload.objects.filter(pk=screening.pk).values_list("day", flat=True).first()
    return replace(
        read_again(readable_name(stored.source), stored.received(), corrections, day), reference=stored.reference
    )


def _record(reader: Reader, screening: Screening, of: Replay) -> dict[str, Any]:
    differences = list(filter(None, (_difference(reader, found) for found in of.differences)))
    return {
        "id": screening.pk,
        "same": not differences and not of.summary,
        "lines": len(of.then.lines),
        "known_at": of.then.coverage["known_at"],
        "differences": differences,
        "coverage_differs": of.coverage,
        "summary_differs": of.summary,
        "engine_differs": of.engine,
        "engine_then": of.then.coverage["engine"],
        "engine_now": of.now.coverage["engine"],
    }


def _difference(reader: Reader, found: Difference) -> dict[str, Any] | None:
    """Return a difference as far as this reader is shown what differs."""
    then, now = reader.line(found.then), reader.line(found.now)
    fields = fields_that_differ(then, now)
    return {"line": then["line"], "key": then["key"], "fields": fields, "then": then, "now": now} if fields else None
