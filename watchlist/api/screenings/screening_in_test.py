"""Screening in test mode: fixed goods are answered by their name, and nothing is compared, counted or kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.bodies import fields_of
from watchlist.api.screenings.requests import ScreeningRequest, declared_manifest, question_of
from watchlist.api.writing import Write
from watchlist.engine.reading import DeclaredManifest
from watchlist.screenings import fixed_answer

CREATED: Final = 201


def _prepare(request: Request) -> DeclaredManifest:
    original, fields = request.body, fields_of(ScreeningRequest, request)
    return declared_manifest(fields, original, question_of(fields))


@Write(
    tag="screenings",
    summary="Answer the fixed goods of test mode",
    scope="screen",
    prepare=_prepare,
    body=ScreeningRequest,
    returns={},
)
def screen_in_test(request: Request, prepared: DeclaredManifest) -> Response:
    """Return the answer to the lines sent, with an id under which nothing is found."""
    first, *lines, last = fixed_answer(prepared, datetime.now(UTC)).records()
    body = {"id": str(uuid4()), "test": True, "coverage": first, "lines": lines, "summary": last}
    return Response(body, status=CREATED)
