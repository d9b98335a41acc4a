"""The register before its pages: found by party and number, put on file by who may, read by the auditor."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from tests.audit.told import told_last
from tests.authorisations.papers import on_file
from tests.cases.answers import FINDING
from tests.cases.shipments import PIPERIDONE
from watchlist.authorisations.models import Authorisation, AuthorisationScan
from watchlist.authorisations.registering import consume
from watchlist.engine.vocabulary import Form
from watchlist.web import words
from watchlist.web.registers.authorisation_view import register_address

pytestmark = pytest.mark.usefixtures("law")
LIST, NEW, FILE = (reverse(f"authorisations:{name}") for name in ("list", "new", "file"))
SAID: dict[str, Any] = {
    "kind": "import_authorisation",
    "number": "FR-2026-0117",
    "authority": "MNCPC",
    "jurisdiction": "EU",
    "holder": "Beauval SARL",
    "role": "consignee",
    "substances": "4-Piperidone\n108-24-7",
    "forms": ["itself", "salt"],
    "operations": ["import"],
    "quantity": "500 kg",
    "valid_from": "2026-01-01",
    "last_day": "2026-12-31",
}


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def numbers(client: Client, **asked: str) -> list[str]:
    """Return the numbers of the documents on the page of the register."""
    context: Any = client.get(LIST, asked).context
    return [one.number for one in context["rows"]]


def one(row: Authorisation, name: str = "one") -> str:
    return reverse(f"authorisations:{name}", args=[row.pk])


def test_a_document_is_put_on_file_as_written(desk: Client) -> None:
    scan = SimpleUploadedFile("permit.pdf", b"%PDF-1.7 a permit")
    answer = desk.post(NEW, {**SAID, "scan_file": scan}, follow=True)
    row = Authorisation.objects.get()
    assert answer.redirect_chain == [(one(row), 302)]
    assert (row.substances, row.valid_until, row.recorded_by) == (
        "4-piperidone acetic-anhydride",
        date(2027, 1, 1),
        "officer",
    )
    page = answer.content.decode()
    for text in (
        "FR-2026-0117",
        "1 Jan 2026 to 31 Dec 2026",
        "500 kg of 500 kg left",
        "Regulation (EC) No 111/2005, Art 20",
    ):
        assert text in page


def test_a_scan_is_sent_to_be_kept(desk: Client) -> None:
    desk.post(NEW, {**SAID, "scan_file": SimpleUploadedFile("../../x.html", b"\x89PNG\r\n\x1a\n<script>")})
    answer = desk.get(reverse("authorisations:scan", args=[AuthorisationScan.objects.get().pk]))
    assert answer.content == b"\x89PNG\r\n\x1a\n<script>"
    assert told_last() == ("officer", "export", "scan", str(AuthorisationScan.objects.get().pk))
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith('attachment; filename="scan-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


WRONG: dict[str, tuple[Any, str]] = {
    "substances": ("no such thing", "no substance held"),
    "quantity": ("plenty", "no weight or volume"),
    "forms": ([], "This field is required"),
    "last_day": ("2025-12-31", "It ends before it begins"),
    "scan_file": (SimpleUploadedFile("x.pdf", b"MZ"), "none of them"),
}


@pytest.mark.parametrize("field", WRONG)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(desk: Client, field: str) -> None:
    value, said = WRONG[field]
    answer = desk.post(NEW, {**SAID, field: value})
    assert (answer.status_code, Authorisation.objects.count()) == (422, 0)
    assert said in answer.content.decode()
    assert "Beauval SARL" in answer.content.decode()


def test_it_is_corrected_and_revoked_with_a_reason(desk: Client, officer: User) -> None:
    row = on_file(officer)
    assert "4-piperidone" in desk.get(one(row, "correct")).content.decode()
    assert desk.post(one(row, "correct"), SAID).status_code == 422
    desk.post(one(row, "correct"), {**SAID, "reason": "The limit was left out."})
    later = Authorisation.objects.current().get()
    assert (later.document, later.quantity) == (row.document, "500 kg")
    desk.post(one(later, "revoke"), {"on": "2026-10-01", "reason": ""})
    assert Authorisation.objects.current().get().revoked_on is None
    desk.post(one(later, "revoke"), {"on": "2026-10-01", "reason": "Letter of 28 September."})
    page = desk.get(one(row)).content.decode()
    for text in ("revoked on 1 Oct 2026", "Letter of 28 September.", "The limit was left out.", "on file now"):
        assert text in page


def test_the_register_is_found_by_party_number_and_standing(desk: Client, officer: User) -> None:
    on_file(officer, number="A-1", holder="Acme Ltd", valid_until=words.today() + timedelta(10))
    used = on_file(officer, number="B-2", single_use=True)
    consume(authorisation=used, case="C-0001", shipment="reference X", amount=0, actor=officer)
    assert numbers(desk) == ["A-1", "B-2"]
    assert numbers(desk, q="ACME limited") == ["A-1"]
    assert numbers(desk, q="b-2") == ["B-2"]
    assert numbers(desk, standing="ending") == ["A-1"]
    assert numbers(desk, standing="used") == ["B-2"]
    assert numbers(desk, q="nobody") == []


def test_what_is_found_is_sent_as_a_file(desk: Client, officer: User) -> None:
    on_file(officer, number="=1+1", quantity="500 kg", valid_until=words.today() + timedelta(400))
    on_file(officer, number="B-2", holder="Acme")
    answer = desk.get(FILE, {"q": "beauval"})
    (row,) = csv.DictReader(StringIO(answer.content.decode()))
    assert (row["number"], row["left"], row["standing"]) == ("'=1+1", "500 kg", "Valid today")


def test_a_line_leads_to_a_form_that_is_filled_in(desk: Client) -> None:
    finding = replace(FINDING, jurisdiction="EU", entry="eu-111-cat-1/4-piperidone", form=Form.SALT)
    page = desk.get(register_address(finding, PIPERIDONE, "import")).content.decode()
    assert 'value="Beauval SARL"' in page
    assert ">eu-111-cat-1/4-piperidone</textarea>" in page
    assert 'name="forms" value="itself" checked' in page
    assert 'name="forms" value="salt" checked' in page
    assert 'name="operations" value="import" checked' in page
    assert '<option value="EU" selected>' in page


def test_what_users_wrote_is_shown_as_text(desk: Client, officer: User) -> None:
    row = on_file(officer, number="<script>\u202e", holder="<b>x</b>", site="<i>y</i>", note="<u>z</u>")
    for page in (desk.get(LIST), desk.get(one(row)), desk.get(one(row, "correct"))):
        text = page.content.decode()
        assert "<script>\u202e" not in text
        assert not any(tag in text for tag in ("<b>x", "<i>y", "<u>z"))


def test_the_auditor_reads_and_is_offered_nothing(client: Client, auditor: User, officer: User) -> None:
    row = on_file(officer)
    client.force_login(auditor)
    for address in (LIST, one(row), FILE):
        answer = client.get(address)
        assert answer.status_code == 200
        assert NEW not in answer.content.decode()
        assert one(row, "revoke") not in answer.content.decode()
    for answer in (
        client.get(NEW),
        client.post(NEW, SAID),
        client.post(one(row, "correct"), SAID),
        client.post(one(row, "revoke"), {"on": "2026-10-01", "reason": "x"}),
    ):
        assert answer.status_code == 403


@pytest.mark.parametrize("who", ["curator", "program", "outsider"])
def test_others_are_shown_nothing(client: Client, who: str, officer: User, request: pytest.FixtureRequest) -> None:
    row = on_file(officer)
    person: User = request.getfixturevalue(who)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person)
    assert {client.get(address).status_code for address in (LIST, NEW, FILE, one(row))} == {403}


def test_the_register_costs_the_same_for_one_and_for_many(
    desk: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        on_file(officer, number=str(number), holder=f"Party {number}")
    with django_assert_max_num_queries(12):
        assert len(numbers(desk)) == 50
    with django_assert_max_num_queries(12):
        desk.get(one(Authorisation.objects.all()[0]))
