"""The register by the API: what is on file, by whom and for what; and which a release of a case may name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.authorisations.papers import LINE, facts, on_file
from tests.cases.releases import meet_duties
from tests.cases.shipments import ACETONE, opened
from watchlist.api.registers.records import AuthorisationItem, AuthorisationRecord
from watchlist.authorisations.registering import correct, revoke
from watchlist.cases import opening
from watchlist.cases.models import Case

PLACE = "/api/v1/authorisations/"

pytestmark = pytest.mark.usefixtures("law")


def of_case(case: Case) -> str:
    return f"/api/v1/cases/{case.number}/authorisations/"


def numbers(client: APIClient, place: str) -> list[str]:
    """Return the numbers of all that an address lists, page by page."""
    found: list[str] = []
    while place:
        body = client.get(place).json()
        found += [item["number"] for item in body["items"]]
        place = body["next"] or ""
    return found


def released(client: APIClient, case: Case, keys: list[int]) -> Any:
    """Judge the first line of a case, and ask to release it under some documents."""
    judged = client.post(f"/api/v1/cases/{case.number}/judgements/", {"line": 1, "alike": True, "word": "confirmed"})
    assert judged.status_code == 201
    said = {"word": "released_under_authorisation", "note": "As granted.", "authorisations": keys}
    return client.post(f"/api/v1/cases/{case.number}/decisions/", said)


def test_every_field_of_a_document_is_described(caller: Caller, officer: User) -> None:
    row, client = on_file(officer, quantity="100 kg"), caller(officer)
    (item,) = client.get(PLACE).json()["items"]
    assert_described(AuthorisationItem(), item, "item")
    whole = client.get(f"{PLACE}{row.pk}/").json()
    assert_described(AuthorisationRecord(), whole, "whole")
    assert (whole["id"], whole["latest"], whole["left"], whole["standing"]) == (row.pk, row.pk, "100 kg", "valid")
    assert (whole["substances"], whole["forms"]) == (["4-piperidone"], ["itself", "salt"])


def test_documents_are_found_by_party_goods_day_and_standing(caller: Caller, officer: User) -> None:
    on_file(officer)
    on_file(officer, number="OTHER", holder="Northgate Reagents Inc", role="consignor", substances=("acetone",))
    on_file(officer, number="ENTRY", substances=("eu-111-cat-1/4-piperidone",))
    on_file(officer, number="LIST", substances=(), lists=("eu-111-cat-1",), valid_until=None)
    past = {"valid_from": date(2001, 1, 1), "valid_until": date(2002, 1, 1)}
    on_file(officer, number="PAST", substances=("acetone",), **past)
    gone = on_file(officer, number="GONE", substances=("acetone",))
    revoke(authorisation=gone, on=date(2026, 2, 1), reason="Withdrawn by the authority.", actor=officer)
    client = caller(officer)
    found = {
        "party=Northgate Reagents": {"OTHER"},
        "party=Beauval SARL": {"FR-2026-0117", "ENTRY", "LIST", "PAST", "GONE"},
        "party=Nobody": set(),
        "substance=4-piperidone": {"FR-2026-0117", "ENTRY", "LIST"},
        "valid_on=2001-06-01": {"PAST"},
        "valid_on=2002-01-01": set(),
        "valid_on=2026-01-31": {"FR-2026-0117", "ENTRY", "LIST", "OTHER", "GONE"},
        "valid_on=2026-02-01": {"FR-2026-0117", "ENTRY", "LIST", "OTHER"},
        "valid_on=2027-01-01": {"LIST"},
        "standing=revoked": {"GONE"},
        "standing=ended&party=Beauval": {"PAST"},
        "standing=ended&party=Northgate Reagents": set(),
    }
    for query, expected in found.items():
        assert set(numbers(client, f"{PLACE}?limit=2&{query}")) == expected, query


def test_goods_that_are_not_held_are_no_empty_list(caller: Caller, officer: User) -> None:
    refused = caller(officer).get(f"{PLACE}?substance=unobtainium")
    assert (refused.status_code, refused.json()["type"].split("/")[-2]) == (422, "question-not-answerable")


def test_what_was_corrected_leads_to_what_is_current(caller: Caller, officer: User) -> None:
    row, client = on_file(officer), caller(officer)
    later = correct(authorisation=row, facts=facts(number="FR-2026-0118"), reason="Misread.", actor=officer)
    assert numbers(client, PLACE) == ["FR-2026-0118"]
    assert client.get(f"{PLACE}{row.pk}/").json()["latest"] == later.pk
    assert client.get(f"{PLACE}{later.pk}/").json()["reason"] == "Misread."
    assert client.get(f"{PLACE}{2**70}/").status_code == 404


def test_a_case_names_what_its_release_may_name(caller: Caller, officer: User, second_officer: User) -> None:
    case, client = opened(LINE), caller(officer)
    first = on_file(officer, number="ENDS-FIRST", quantity="30 kg")
    on_file(officer, number="ENDS-NEVER", valid_until=None)
    on_file(officer, number="OTHER-GOODS", substances=("acetone",))
    on_file(officer, number="OTHER-PARTY", holder="Somebody Else")
    assert numbers(client, f"{of_case(case)}?limit=1") == ["ENDS-FIRST", "ENDS-NEVER"]
    meet_duties(case, officer)
    waits = released(client, case, [first.pk])
    assert waits.status_code == 202
    agreed = caller(second_officer).post(f"/api/v1/referrals/{waits.json()['id']}/answer/", {"agreed": True})
    assert agreed.status_code == 200
    used = client.get(f"{PLACE}{first.pk}/").json()
    assert [(use["case"], use["amount"], use["by"]) for use in used["uses"]] == [(case.number, "25 kg", "officer")]
    assert (used["left"], used["times_used"]) == ("5 kg", 1)


def test_each_document_of_a_case_is_accepted_by_its_release(caller: Caller, officer: User) -> None:
    on_file(officer)
    case, client = opened(LINE), caller(officer)
    keys = [item["id"] for item in client.get(of_case(case)).json()["items"]]
    meet_duties(case, officer)
    assert released(client, case, keys).json()["authorisations"] == keys


def test_a_party_that_a_case_does_not_name_is_not_forgotten(
    caller: Caller, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_PARTIES", 1)
    on_file(officer)
    case = opened({**ACETONE, "consignee": "Another GmbH"}, LINE)
    assert "Beauval" not in case.parties
    assert numbers(caller(officer), of_case(case)) == ["FR-2026-0117"]


def test_the_register_is_read_by_scope_and_right(
    caller: Caller, officer: User, auditor: User, program: User, outsider: User
) -> None:
    row, case = on_file(officer), opened(LINE)
    places = [PLACE, f"{PLACE}{row.pk}/", of_case(case)]
    assert [caller(auditor).get(place).status_code for place in places] == [200, 200, 200]
    for client in (caller(program), caller(outsider), caller(officer, "work_cases")):
        assert [client.get(place).status_code for place in places] == [403, 403, 403]
    assert [APIClient().get(place).status_code for place in places] == [401, 401, 401]


def test_who_reviews_cases_without_the_right_to_the_register_is_told_nothing_of_it(
    caller: Caller, officer: User, outsider: User
) -> None:
    row, case = on_file(officer), opened(LINE)
    outsider.user_permissions.set(Permission.objects.filter(codename__in=("view_case", "review_cases")))
    client = caller(User.objects.get(pk=outsider.pk))
    assert client.get(f"/api/v1/cases/{case.number}/").status_code == 200
    for place in (PLACE, f"{PLACE}{row.pk}/", of_case(case)):
        refused = client.get(place)
        assert (refused.status_code, "may see authorisations" in refused.json()["detail"]) == (403, True)


def test_lists_of_documents_take_as_many_queries_however_many_they_hold(caller: Caller, officer: User) -> None:
    case, client = opened(LINE), caller(officer)
    places = [PLACE, of_case(case)]

    def queries(number: int) -> list[int]:
        on_file(officer, number=f"FR-{number}")
        counts = []
        for place in places:
            with CaptureQueriesContext(connection) as captured:
                assert len(client.get(place).json()["items"]) == number
            counts.append(len(captured))
        return counts

    queries(1)
    assert queries(2) == queries(3)
