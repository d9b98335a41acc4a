"""The records of uploaded manifests, described field for field for the OpenAPI document."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from rest_framework import serializers

from watchlist.api.answer_parts import CoverageRecord, SummaryRecord
from watchlist.api.base import example_bodies
from watchlist.api.bodies import Body, UploadedFileField
from watchlist.api.collection_filters import instant_before, instant_from, party_named, strongest_verdict
from watchlist.api.paging import PageQuery
from watchlist.api.record_base import LINE_SEVERITIES, VERDICTS, Record
from watchlist.api.screenings import (
    DispositionRecord,
    SameGoodsRecord,
    ScreeningRequest,
    case_field,
    in_test_field,
    lines_field,
)
from watchlist.conf import API, most_lines
from watchlist.jobs import STATES
from watchlist.results import RESULTS_FORMATS, is_offered
from watchlist.screenings import Upload

PLACE: Final = f"{API}manifests/"
EXAMPLES: Final = example_bodies(__file__)
EXAMPLE: Final = EXAMPLES.manifest
EXAMPLE_FORM: Final = {"file": "(the bytes of shipment.csv)", "reference": "SHIPMENT-1", "as_of": "2026-03-02"}
EXAMPLE_REQUEST: Final = EXAMPLES.request


class ResultsFormatField(serializers.ChoiceField):
    """A format of results; refused where this installation lacks what writes it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(RESULTS_FORMATS, **options)

    def to_internal_value(self, data: Any) -> str:
        name: str = super().to_internal_value(data)
        if not is_offered(name):
            raise serializers.ValidationError(f"This installation does not write {name}: its extra is not installed.")
        return name


class ResultsWanted(Body):
    """Which files are made when the job ends."""

    results = serializers.ListField(
        child=ResultsFormatField(),
        required=False,
        max_length=len(RESULTS_FORMATS),
        help_text="the files of results that are made when the job ends, before anybody asks; none: each at first "
        "asking. Left out: those that are usual here",
    )

    def validate_results(self, value: list[str]) -> list[str]:
        return list(dict.fromkeys(value))


class ManifestRequest(ResultsWanted, ScreeningRequest):
    """A long shipment as one JSON body, and the question asked of the law."""

    lines = lines_field(most_lines())

    def most_lines(self) -> int:
        return most_lines()


class ManifestForm(ResultsWanted, ScreeningRequest):
    """A file, and the question asked of the law; a field with several values is repeated."""

    is_form = True
    lines = None  # type: ignore[assignment]  # so a field of the base is left out
    file = UploadedFileField(help_text="a manifest of any kind that is read; its name says of which")


class LinksRecord(Record):
    """Where the rest of a manifest is found."""

    self = serializers.CharField()
    lines = serializers.CharField()
    results = serializers.CharField()
    cancel = serializers.CharField()


class ManifestItem(Record):
    """An uploaded manifest, and how far its job is."""

    id = serializers.UUIDField(help_text="of the manifest and, once it is done, of its screening")
    job = serializers.UUIDField(source="job_id")
    reference = serializers.CharField(source="manifest.reference", allow_null=True)
    source = serializers.CharField(source="manifest.source", help_text="the name of the file, or how it came")
    sha256 = serializers.CharField(source="manifest.sha256", help_text="of the bytes as received")
    received_at = serializers.DateTimeField(source="manifest.received_at")
    received_by = serializers.CharField(source="manifest.received_by")
    known_at = serializers.DateTimeField(help_text="the law and the shipments known then are compared")
    state = serializers.ChoiceField(
        STATES, source="job.state", help_text="failed: tried again by itself; dead: not tried again"
    )
    stage = serializers.CharField(source="job.stage", allow_null=True)
    done = serializers.IntegerField(source="job.done", help_text="lines answered and stored")
    total = serializers.IntegerField(
        source="job.total", allow_null=True, help_text="lines of the file; null until it was read"
    )
    error = serializers.CharField(
        source="job.error", allow_null=True, help_text="how the last attempt failed, in one sentence"
    )
    links = LinksRecord()


class AcceptedManifest(ManifestItem):
    """An uploaded manifest, and what was sent before of the very same goods."""

    test = in_test_field()
    same_goods = SameGoodsRecord(
        many=True, required=False, help_text="only where the very same goods were sent before under another reference"
    )


class ManifestRecord(AcceptedManifest):
    """An uploaded manifest, how far its job is, and once it is done what was said of it as a whole."""

    coverage = CoverageRecord(allow_null=True, help_text="null until the file was read")
    summary = SummaryRecord(allow_null=True, help_text="null until the job is done")
    case = case_field()
    disposition = DispositionRecord(allow_null=True, help_text="null until the job is done")


class ManifestsQuery(PageQuery):
    """Which manifests are asked for."""

    reference = serializers.CharField(required=False, max_length=200, help_text="of the shipment, exactly")
    state = serializers.ChoiceField(STATES, required=False)
    received_after = instant_from("it was received")
    received_before = instant_before("it was received")
    verdict = strongest_verdict("the strongest verdict of its lines, as counted for everybody, once its job is done")
    party = party_named()


class LinesQuery(PageQuery):
    """Which lines are asked for."""

    verdict = serializers.ChoiceField(VERDICTS, required=False)
    severity = serializers.ChoiceField(LINE_SEVERITIES, required=False)
    list = serializers.CharField(required=False, max_length=60, help_text="the key of a list that a finding is under")
    text = serializers.CharField(required=False, max_length=200, help_text="stands in some declared field, in any case")


class ResultsQuery(serializers.Serializer[Any]):
    """In which format the results are asked for."""

    format = ResultsFormatField(default="jsonl")


def manifest_item(upload: Upload) -> dict[str, Any]:
    """Return an uploaded manifest as it stands."""
    known_at = datetime.fromisoformat(json.loads(upload.question)["known_at"])
    return ManifestItem.from_row(upload, known_at=known_at, links=links_of(upload.pk))


def links_of(key: UUID) -> dict[str, str]:
    """Return where the parts of a manifest are found."""
    here = f"{PLACE}{key}/"
    return {"self": here, **{name: f"{here}{name}/" for name in ("lines", "results", "cancel")}}
