"""Files of cases: what is taken, who reads them, and that no session goes where they are served."""

from __future__ import annotations

import hashlib
import io
import time
import zipfile
from typing import Any

import pytest
from django.conf import settings as service
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client

from tests.audit.told import told_last
from tests.cases.shipments import PIPRONAL, opened
from watchlist.cases import attachments
from watchlist.cases.attachments import address_of, attach, attachment_types, attachments_of, clean_name
from watchlist.cases.errors import AttachAnotherFile
from watchlist.cases.models import Attachment, Case
from watchlist.errors import AskForTheRight

pytestmark = pytest.mark.usefixtures("law")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 8


@pytest.fixture
def case(law: Any) -> Case:
    return opened(PIPRONAL)


def office(member: str) -> bytes:
    """Return an archive with one part."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(member, "<x/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("permit.pdf", PDF, "application/pdf"),
        ("Label.PNG", PNG, "image/png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        ("list.xlsx", office("xl/workbook.xml"), attachment_types()["xlsx"].media_type),
        ("letter.docx", office("word/document.xml"), attachment_types()["docx"].media_type),
        ("mail.eml", b"From: a@example.org\r\nSubject: R\xe9ponse\r\n\r\nYes.", "message/rfc822"),
        ("lines.csv", "nom;quantité\n".encode(), "text/csv"),
        ("answer.json", b"{}", "application/json"),
        ("note.txt", b"Called.\n", "text/plain"),
    ],
)
def test_what_a_file_is_called_and_what_it_is_agree(
    case: Case, officer: User, name: str, content: bytes, media_type: str
) -> None:
    row = attach(case=case, name=name, content=content, actor=officer)
    assert (row.name, row.media_type, row.size) == (name, media_type, len(content))
    assert row.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("permit.pdf", b"MZ\x90\x00\x03"),
        ("permit.pdf", b""),
        ("page.html", b"<script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("permit.pdf.exe", PDF),
        ("permit", PDF),
        (".pdf", PDF),
        ("note.txt", b"\x7fELF\x02\x01\x01\x00"),
        ("list.xlsx", office("word/document.xml")),
        ("list.xlsx", b"PK\x03\x04 and no archive"),
        ("list.xlsx", office("xl/workbook.xml").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xef")),
        ("macros.xlsm", office("xl/workbook.xml")),
    ],
)
def test_another_kind_of_file_is_not_taken(case: Case, officer: User, name: str, content: bytes) -> None:
    with pytest.raises(AttachAnotherFile):
        attach(case=case, name=name, content=content, actor=officer)
    assert not Attachment.objects.exists()


def test_a_file_has_a_largest_size_and_a_case_a_largest_number(
    case: Case, officer: User, lead: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAX_ATTACHMENT_BYTES = len(PDF)
    monkeypatch.setattr(attachments, "MOST_FILES", 1)
    with pytest.raises(AttachAnotherFile, match="up to"):
        attach(case=case, name="a.pdf", content=PDF + b" ", actor=officer)
    attach(case=case, name="secret.pdf", content=PDF, restricted=True, actor=lead)
    attach(case=case, name="a.pdf", content=PDF, actor=officer)
    with pytest.raises(AttachAnotherFile, match="1 files"):
        attach(case=case, name="b.pdf", content=PDF, actor=officer)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("C:\\scans\\permit.pdf", "permit.pdf"),
        ("../../etc/permit.pdf", "permit.pdf"),
        ("per\u202efdp.exe.pdf", "perfdp.exe.pdf"),
        ("  a \r\n b.pdf ", "a b.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_hides_nothing_and_leads_nowhere(written: str, kept: str) -> None:
    assert clean_name(written) == kept


def test_a_file_is_sent_to_be_saved_and_sets_no_cookie(case: Case, officer: User) -> None:
    row = attach(case=case, name="Bewilligung für 7.pdf", content=PDF, actor=officer)
    answer = Client().get(address_of(row, officer))
    assert (answer.status_code, answer.content) == (200, PDF)
    assert told_last() == ("officer", "export", "attachment", str(row.pk))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Bewilligung")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_an_address_that_is_old_or_forged_is_of_nothing(
    case: Case, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = attach(case=case, name="a.pdf", content=PDF, actor=officer)
    address = address_of(row, officer)
    forged = f"/files/{signing.dumps([str(row.pk), officer.pk], salt='another')}/"
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 299)
    assert Client().get(address).status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 301)
    for wrong in (address, forged, address.replace(":", ".", 1), "/files/x/"):
        assert Client().get(wrong).status_code == 404


def test_an_address_reads_nothing_once_its_reader_may_not(case: Case, officer: User, outsider: User) -> None:
    row = attach(case=case, name="a.pdf", content=PDF, actor=officer)
    assert Client().get(address_of(row, outsider)).status_code == 404
    address = address_of(row, officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_a_file_of_a_report_is_read_by_those_who_may_know(case: Case, officer: User, lead: User, auditor: User) -> None:
    row = attach(case=case, name="receipt.pdf", content=PDF, restricted=True, actor=lead)
    assert not attachments_of(case, officer).exists()
    assert Client().get(address_of(row, officer)).status_code == 404
    for reader in (lead, auditor):
        assert list(attachments_of(case, reader)) == [row]
        assert Client().get(address_of(row, reader)).status_code == 200
        assert told_last() == (reader.get_username(), "keep_restricted", "case", "")
    with pytest.raises(AskForTheRight):
        attach(case=case, name="a.pdf", content=PDF, restricted=True, actor=officer)


def test_who_only_reads_adds_no_file(case: Case, auditor: User, outsider: User) -> None:
    for nobody in (auditor, outsider):
        with pytest.raises(AskForTheRight):
            attach(case=case, name="a.pdf", content=PDF, actor=nobody)


def test_cookies_go_to_the_pages_alone(officer: User) -> None:
    officer.set_password("a password of this test")
    officer.save()
    client = Client()
    client.get("/admin/login/")
    client.post("/admin/login/", {"username": officer.username, "password": "a password of this test"})
    assert {cookie.key for cookie in client.cookies.values()} >= {service.SESSION_COOKIE_NAME, service.CSRF_COOKIE_NAME}
    assert {cookie["path"] for cookie in client.cookies.values()} == {"/admin/"}
