"""The files of a case: add one, list them, and where each is read.

Those that a lead keeps from others belong to reports to authorities, of which the API tells nobody.
"""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib.auth.models import User
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, sent
from watchlist.api.bodies import Body, UploadedFileField, fields_of
from watchlist.api.cases.access import case_numbered, case_read, case_write, on_a_case
from watchlist.api.cases.examples import ATTACHMENT
from watchlist.api.paging import list_of
from watchlist.api.problems import raising_problems
from watchlist.api.record_base import Record
from watchlist.cases import AttachAnotherFile, Attachment, Case, address_of, attach, attachments_of

PARSERS: Final = (MultiPartParser,)


class AttachmentForm(Body):
    """A file."""

    is_form = True

    file = UploadedFileField(help_text="of a kind that its name ends in, and that cases take")


class AttachmentRecord(Record):
    """A file of a case."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    by = serializers.CharField(source="by.get_username")
    at = serializers.DateTimeField()
    address = serializers.CharField(help_text="where this reader, and nobody else, reads it for five minutes")


@case_read(
    summary="List the files of a case, the first added first",
    returns=list_of(AttachmentRecord, "AttachmentsRecord", "The files of a case."),
    examples=[answer_example("One", {"items": [ATTACHMENT]})],
)
def list_case_attachments(request: Request, number: str) -> Response:
    """Return them: a hundred at the most."""
    reader = cast(User, request.user)
    rows = attachments_of(case_numbered(number), reader).filter(restricted=False)
    return Response({"items": [_record(row, reader) for row in rows]})


def _prepare(request: Request, number: str) -> dict[str, Any]:
    return fields_of(AttachmentForm, request)


@case_write(
    summary="Add a file to a case, closed or not",
    body={"multipart/form-data": AttachmentForm},
    prepare=_prepare,
    returns={201: AttachmentRecord},
    examples=[
        sent("A file", {"file": "(the bytes of permit.pdf)"}, media_type="multipart/form-data"),
        answer_example("Kept", ATTACHMENT, 201),
    ],
    problems=(413, 422),
)
@on_a_case
def attach_to_case(case: Case, actor: User, fields: dict[str, Any]) -> Response:
    """Keep it with its hash. It is never changed, and goes with the case."""
    file = fields["file"]
    with raising_problems([(AttachAnotherFile, "attach-another-file")]):
        row = attach(case=case, name=file.name or "", content=file.read(), actor=actor)
    return Response(_record(row, actor), status=201)


def _record(row: Attachment, reader: User) -> dict[str, Any]:
    return AttachmentRecord.from_row(row, address=address_of(row, reader))
