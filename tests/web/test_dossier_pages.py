"""Dossiers, packs and the register before the pages: who reads them, and what they cost."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.audit.told import said_last, told_last
from tests.cases.shipments import ACETONE, MIXED, PIPERIDONE, SALT, opened, screened
from watchlist.cases.dossier.sealing import verify
from watchlist.cases.models import AWAITING, Case
from watchlist.engine.law.compiled import CompiledLaw

REGISTER = reverse("dossiers:register")


@pytest.fixture
def case(law: CompiledLaw) -> Case:
    return opened(*MIXED)


def pages(case: Case) -> list[str]:
    of_case = [reverse(f"dossiers:{name}", args=[case.pk]) for name in ("pdf", "json", "packs")]
    return [
        REGISTER,
        reverse("dossiers:register_file", args=["csv"]),
        *of_case,
        reverse("dossiers:pack", args=[case.pk, "us-dea-486"]),
        reverse("dossiers:pack_file", args=[case.pk, "us-dea-486", "json"]),
    ]


def test_whoever_reads_no_cases_is_refused_and_leaves_no_trace(
    client: Client, case: Case, outsider: User, program: User, curator: User
) -> None:
    for person in (outsider, program, curator):
        client.force_login(person)
        for page in pages(case):
            assert client.get(page).status_code in (302, 403), page
    assert not case.events.filter(verb__startswith="make").exists()


def test_officers_leads_and_auditors_read_all_of_them(
    client: Client, case: Case, officer: User, lead: User, auditor: User
) -> None:
    for person in (officer, lead, auditor):
        client.force_login(person)
        assert [client.get(page).status_code for page in pages(case)] == [200] * 7


def test_a_dossier_is_sent_as_a_file_that_holds(client: Client, case: Case, auditor: User) -> None:
    client.force_login(auditor)
    for form in ("json", "pdf"):
        sent = client.get(reverse(f"dossiers:{form}", args=[case.pk]))
        assert sent["Content-Disposition"] == f'attachment; filename="{case.number}-dossier.{form}"'
        assert "no-store" in sent["Cache-Control"]
        assert verify(sent.content).holds
    assert case.events.filter(verb="make_dossier").count() == 2


def told(client: Client, page: str) -> bytes:
    """Return what a page says, without the token of its forms, which is another each time."""
    return re.sub(rb'(?:csrf\w*"? ?[:=]? ?"?|value=")[A-Za-z0-9]{32,64}"', b"", client.get(page).content)


def test_packs_that_tell_of_a_report_are_not_named_to_others(
    client: Client, case: Case, officer: User, lead: User
) -> None:
    page = reverse("dossiers:packs", args=[case.pk])
    restricted = reverse("dossiers:pack", args=[case.pk, "eu-article-9-notice"])
    client.force_login(officer)
    before = told(client, page)
    assert b"article 9" not in before
    Case.objects.filter(pk=case.pk).update(state=AWAITING)
    assert told(client, page) == before
    assert client.get(restricted).status_code == 403
    client.force_login(lead)
    assert b"Notice under article 9" in client.get(page).content
    assert client.get(restricted).status_code == 200


def test_a_pack_that_there_is_not_is_not_found(client: Client, case: Case, officer: User) -> None:
    client.force_login(officer)
    assert client.get(reverse("dossiers:pack", args=[case.pk, "none"])).status_code == 404
    assert client.get(reverse("dossiers:pack", args=[10**6, "us-dea-486"])).status_code == 404


def test_a_pack_is_read_with_what_is_left(client: Client, case: Case, officer: User) -> None:
    client.force_login(officer)
    page = client.get(reverse("dossiers:pack", args=[case.pk, "us-dea-486"])).content.decode()
    assert "What it asks is reported" in page
    assert "18.2775 kg" in page
    assert "to be filled in by the regulated person" in page
    sent = client.get(reverse("dossiers:pack_file", args=[case.pk, "us-dea-486", "json"]))
    assert orjson.loads(sent.content)["citation"].startswith("21 CFR 1313")


def test_the_register_costs_as_much_for_many_lines(
    client: Client, law: CompiledLaw, officer: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(officer)
    opened(PIPERIDONE, ACETONE, reference="A")
    client.get(REGISTER)
    for number in range(4):
        screened(PIPERIDONE, ACETONE, SALT, reference=f"B{number}")
    with django_assert_max_num_queries(18):
        page = client.get(REGISTER, {"substance": "acetone"})
    assert page.content.count(b"<tr>") == 1 + 1 + 1 + 5
    with django_assert_max_num_queries(18):
        page = client.get(REGISTER, {"no_match": "yes"})
    assert page.content.count(b"Sodium chloride") == 4


def test_a_question_that_is_none_is_refused_in_words(client: Client, law: CompiledLaw, officer: User) -> None:
    client.force_login(officer)
    for asked in ({"first": "yesterday"}, {"after": "x"}, {"after": "9" * 30}):
        assert client.get(REGISTER, asked).status_code == 400
    assert b"Nothing stored answers this question" in client.get(REGISTER, {"substance": "no such"}).content


def test_what_people_wrote_is_shown_and_not_obeyed(client: Client, law: CompiledLaw, officer: User) -> None:
    client.force_login(officer)
    screened({**ACETONE, "name": "Acetone <script>\u202e"}, reference="<b>x</b>\u202e")
    page = client.get(REGISTER).content.decode()
    assert "<script>\u202e" not in page
    assert "&lt;b&gt;x&lt;/b&gt;[U+202E]" in page


def test_the_file_is_sent_as_it_is_read(client: Client, law: CompiledLaw, auditor: User) -> None:
    client.force_login(auditor)
    screened(PIPERIDONE)
    sent: Any = client.get(reverse("dossiers:register_file", args=["csv"]), {"substance": "piperidone"})
    assert b"18.2775" in b"".join(sent.streaming_content)
    assert told_last() == ("auditor", "export", "register", "")
    assert (said_last()["form"], said_last()["substance"]) == ("csv", "piperidone")
    book: Any = client.get(reverse("dossiers:register_file", args=["xlsx"]))
    assert b"".join(book.streaming_content).startswith(b"PK")
