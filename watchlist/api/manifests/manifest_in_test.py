"""Manifests of test mode: the same loop with fixed goods, kept for an hour and seen by the token alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.access import Token
from watchlist.api.base import Get
from watchlist.api.manifests.file_answer import ServedFile, file_answer
from watchlist.api.manifests.manifest_lines import matches
from watchlist.api.manifests.manifest_upload import SentManifest, sent_manifest
from watchlist.api.manifests.records import LinesQuery, ManifestItem, ResultsQuery, links_of
from watchlist.api.manifests.stable_workbooks import without_instants
from watchlist.api.paging import page, position
from watchlist.api.problems import ApiProblem
from watchlist.api.screenings import declared_manifest, question_of, shipping_fields
from watchlist.api.writing import Write
from watchlist.cases import shipping_of_lines
from watchlist.engine.answer import Line
from watchlist.engine.reading import DeclaredManifest, ManifestError
from watchlist.engine.reading.readers import BODIES, manifest_from_upload, refuse_unreadable
from watchlist.jobs import DONE, RUNNING
from watchlist.results import write_results
from watchlist.screenings import TrialManifest, find_trial, keep_trial, records_of_trial

MOST_BYTES: Final = 1024 * 1024
"""Of a file: it is read while its sender waits."""
WAIT: Final = {"Retry-After": "1"}

_reads = partial(Get, tag="manifests", scope="screen", returns={})


class PreparedTrial(NamedTuple):
    """A manifest as it was read, and under what name it came."""

    manifest: DeclaredManifest
    source: str


def _prepare(request: Request) -> PreparedTrial:
    sent = sent_manifest(request)
    fields = sent.validated()
    manifest = _read(sent, fields)
    if len(manifest.lines) > (most := settings.MAX_LINES_PER_REQUEST):
        name = "lines" if sent.source in BODIES else "file"
        raise serializers.ValidationError({name: f"{len(manifest.lines):,} lines; in test mode one may hold {most:,}."})
    return PreparedTrial(manifest, sent.source)


def _read(sent: SentManifest, fields: dict[str, Any]) -> DeclaredManifest:
    sent.original.seek(0)
    content = sent.original.read()
    if sent.source in BODIES:
        return declared_manifest(fields, content, question_of(fields))
    if len(content) > MOST_BYTES:
        raise ApiProblem("body-too-large", f"In test mode a file has at most {MOST_BYTES:,} bytes.")
    try:
        refuse_unreadable(sent.source, content[:16])
        manifest = manifest_from_upload(sent.source, content)
    except ManifestError as error:
        raise ApiProblem("file-not-read", f"{error}.") from error
    return replace(manifest, reference=fields.get("reference", "").strip() or manifest.reference)


@Write(
    tag="manifests",
    summary="Take a manifest of fixed goods in test mode",
    scope="screen",
    prepare=_prepare,
    fingerprints=lambda request: sent_manifest(request).fingerprints(),
    returns={},
)
def send_manifest_in_test(request: Request, prepared: PreparedTrial) -> Response:
    """Keep it for an hour with its answer; nothing is queued, counted or told to anybody."""
    at = datetime.now(UTC)
    row = keep_trial(manifest=prepared.manifest, source=prepared.source, lineage=_token(request).lineage, at=at)
    item = _item(request, row, at)
    return Response(item, status=202, headers={"Location": item["links"]["self"], **WAIT})


@_reads(summary="See how far a manifest of test mode is")
def read_manifest_in_test(request: Request, manifest_id: UUID) -> Response:
    """Return it: under way for two seconds, and done from then on."""
    at = datetime.now(UTC)
    row = _trial_or_404(request, manifest_id, at)
    body = {"coverage": None, "summary": None, **shipping_fields(None)}
    if row.is_done(at):
        coverage, *_, summary = records_of_trial(row)
        body = {"coverage": coverage, "summary": summary, **shipping_fields(shipping_of_lines(row.lines_for_people))}
    return Response({**_item(request, row, at), **body}, headers=_wait(row, at))


@_reads(summary="Read the lines of a manifest of test mode", query=LinesQuery)
def list_lines_in_test(request: Request, query: dict[str, Any], manifest_id: UUID) -> Response:
    """Return a page of them, none while it is under way."""
    at = datetime.now(UTC)
    row = _trial_or_404(request, manifest_id, at)
    (after,) = position(request).after or (0,)
    trial_records = records_of_trial(row) if row.is_done(at) else ()
    lines = [line for line in trial_records if isinstance(line, Line) and line.line > after and matches(line, query)]
    response = page(request, lines, limit=query["limit"], record=lambda line: line, after=lambda line: [line.line])
    for name, value in _wait(row, at).items():
        response[name] = value
    return response


@_reads(summary="Read every record of a manifest of test mode", query=ResultsQuery)
def read_results_in_test(request: Request, query: dict[str, Any], manifest_id: UUID) -> HttpResponseBase:
    """Return the file, whole or the range asked for."""
    at = datetime.now(UTC)
    row = _trial_or_404(request, manifest_id, at)
    if not row.is_done(at):
        raise ApiProblem("results-not-ready", "The manifest is not screened to its end: ask again.", _wait(row, at))
    written = BytesIO()
    write_results(query["format"], records_of_trial(row), written)
    content = written.getvalue() if query["format"] != "xlsx" else without_instants(written.getvalue())
    return file_answer(request, ServedFile.of_bytes(str(row.pk), query["format"], content))


def _item(request: Request, row: TrialManifest, at: datetime) -> dict[str, Any]:
    """Return a manifest of test mode as one that a job screens is shown, marked as what it is."""
    is_done = row.is_done(at)
    item = ManifestItem.from_row(
        row,
        job=row.pk,
        reference=row.reference,
        source=row.source,
        sha256=row.sha256,
        received_at=row.received_at,
        received_by=request.user.get_username(),
        known_at=row.received_at,
        state=DONE if is_done else RUNNING,
        stage=None,
        done=row.lines if is_done else 0,
        total=row.lines,
        error=None,
        links=links_of(row.pk),
    )
    return {**item, "test": True}


def _wait(row: TrialManifest, at: datetime) -> dict[str, str]:
    return {} if row.is_done(at) else WAIT


def _trial_or_404(request: Request, key: UUID, at: datetime) -> TrialManifest:
    row = find_trial(_token(request).lineage, key, at)
    if row is None:
        raise NotFound
    return row


def _token(request: Request) -> Token:
    assert isinstance(request.auth, Token)
    return request.auth
