"""Files are added to a case by those who work on it, and read by those who may see it; those of reports are untold."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.audit.told import told_last
from tests.cases.shipments import PIPRONAL, opened
from tests.cases.test_attachments import PDF
from watchlist.api.cases.attachments import AttachmentRecord
from watchlist.cases.attachments import attach
from watchlist.cases.models import Attachment, Case

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def case() -> Case:
    return opened(PIPRONAL)


def place(case: Case) -> str:
    """Return where the files of a case are found."""
    return f"/api/v1/cases/{case.number}/attachments/"


def file(content: bytes = PDF, name: str = "permit.pdf") -> dict[str, SimpleUploadedFile]:
    """Return a form with a file."""
    return {"file": SimpleUploadedFile(name, content)}


def test_a_file_is_kept_once_for_each_key_and_read_at_an_address_of_its_own(
    caller: Caller, officer: User, case: Case
) -> None:
    client = caller(officer)
    kept, again = (
        client.post(place(case), file(), format="multipart", headers={"idempotency-key": "k-1"}) for _ in range(2)
    )
    assert (kept.status_code, again.status_code, Attachment.objects.count()) == (201, 201, 1)
    assert told_last()[:2] == ("officer", "attach")
    assert_described(AttachmentRecord(), kept.json(), "attachment")
    (listed,) = client.get(place(case)).json()["items"]
    assert (listed["id"], listed["name"], listed["size"]) == (kept.json()["id"], "permit.pdf", len(PDF))
    read = Client().get(listed["address"])
    assert (read.status_code, b"".join(read) if read.streaming else read.content) == (200, PDF)


@pytest.mark.parametrize(("content", "name"), [(b"MZ\x90", "permit.exe"), (b"no pdf", "permit.pdf")])
def test_a_file_that_no_case_takes_is_refused(
    caller: Caller, officer: User, case: Case, content: bytes, name: str
) -> None:
    refused = caller(officer).post(place(case), file(content, name), format="multipart")
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/v1/problems/attach-another-file/")


@pytest.mark.parametrize("form", [{}, {"file": "text"}, {**file(), "restricted": "true"}])
def test_a_form_is_one_file(caller: Caller, officer: User, case: Case, form: dict[str, object]) -> None:
    assert caller(officer).post(place(case), form, format="multipart").status_code == 400


def test_what_a_lead_keeps_from_others_is_told_to_nobody_here(
    caller: Caller, officer: User, lead: User, case: Case
) -> None:
    attach(case=case, name="report.pdf", content=PDF, actor=lead, restricted=True)
    for person in (officer, lead):
        assert caller(person, "review_cases").get(place(case)).json() == {"items": []}


def test_who_only_reads_cases_adds_nothing(caller: Caller, officer: User, case: Case) -> None:
    reader = caller(officer, "review_cases")
    assert reader.post(place(case), file(), format="multipart").status_code == 403
    assert caller(officer, "screen").get(place(case)).status_code == 403
