"""A whole screening, described for the OpenAPI document."""

from __future__ import annotations

from rest_framework import serializers

from watchlist.api.record_base import Record
from watchlist.api.screenings.answer_parts import CoverageRecord, LineRecord, SummaryRecord


class ScreeningRecord(Record):
    """A stored screening: what it rests on, a record for each line in the order sent, and the counts."""

    id = serializers.UUIDField()
    coverage = CoverageRecord()
    lines = LineRecord(many=True)
    summary = SummaryRecord()
