"""Who is told what: nobody without a token, and of signals only those who may review cases."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from msgspec import structs
from rest_framework.test import APIClient

from tests.acceptance.asking import ask_all
from tests.api.conftest import Caller
from watchlist.engine.answer import SuppressedFinding
from watchlist.engine.answer_shown import ShownSuppressedFinding
from watchlist.results.redaction import redacted
from watchlist.screenings.models import ScreenedLine

URL = "/api/v1/screenings/"
# An ester of a listed acid, under a list whose words reach salts alone: near, and outside.
NEAR = {"jurisdictions": ["UN"], "lines": [{"smiles": "CCOC(=O)Cc1ccccc1", "name": "Ethyl phenylacetate"}]}
NOBODYS = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
PLACES = [URL, f"{URL}{NOBODYS}/", f"{URL}not-an-id/", "/api/v1/", "/api/v1/lists/"]


def _signals(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [finding for line in body["lines"] for finding in line["findings"] if finding["tier"] == "near_boundary"]


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
@pytest.mark.parametrize("header", ["", "Token ", "Token wrong", "Token a b", "Basic eDp5", "Bearer wrong"])
def test_a_stranger_is_told_the_same_whatever_is_asked(place: str, method: str, header: str) -> None:
    client = APIClient()
    client.credentials(**({"HTTP_AUTHORIZATION": header} if header else {}))
    response = getattr(client, method)(place, HTTP_ACCEPT="text/html")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "/api/v1/problems/token-needed/",
        "title": "Token needed",
        "status": 401,
        "detail": (
            "This service answers only to a token that it knows, in the header “Authorization: Bearer …” or “Token …”."
        ),
    }


@pytest.mark.django_db
def test_a_stranger_learns_nothing_from_what_he_sends() -> None:
    answers = {
        APIClient().post(URL, sent, content_type=kind).content
        for sent, kind in [
            (b'{"lines": [{"cas": "108-24-7"}]}', "application/json"),
            (b"{", "application/json"),
            (b"x", "a/b"),
        ]
    }
    assert len(answers) == 1


@pytest.mark.django_db
def test_a_token_of_somebody_who_has_left_is_no_token(caller: Caller, officer: User) -> None:
    client = caller(officer)
    officer.is_active = False
    officer.save()
    assert client.get(f"{URL}{uuid4()}/").status_code == 401


@pytest.mark.usefixtures("law")
def test_a_screening_is_read_by_its_maker_and_by_those_who_may_read_all(
    caller: Caller, officer: User, program: User, curator: User, second_officer: User
) -> None:
    of_program = f"{URL}{caller(program).post(URL, NEAR).json()['id']}/"
    of_officer = f"{URL}{caller(officer).post(URL, NEAR).json()['id']}/"
    assert caller(program).get(of_program).status_code == 200
    assert caller(second_officer).get(of_program).status_code == 200
    assert caller(curator).get(of_officer).status_code == 403
    refused, absent = caller(program).get(of_officer), caller(program).get(f"{URL}{uuid4()}/")
    assert refused.status_code == absent.status_code == 404
    assert refused.content == absent.content


@pytest.mark.usefixtures("law")
def test_the_reasons_of_a_signal_are_for_those_who_review_cases(caller: Caller, officer: User, program: User) -> None:
    told, withheld = (caller(user).post(URL, NEAR).json() for user in (officer, program))
    assert _signals(told)
    assert all(finding["list"] == "un-table-1" for finding in _signals(told))
    again = caller(program).get(f"{URL}{withheld['id']}/").json()
    for body in (withheld, again):
        for finding in _signals(body):
            shown = {name for name, value in finding.items() if value is not None}
            assert shown == {"tier", "severity", "branch", "substance", "explanation"}
            assert finding["substance"]
        (line,) = body["lines"]
        assert "Table" not in json.dumps([_signals(body), line["explanation"]])


@pytest.mark.usefixtures("law")
def test_what_is_stored_is_whole_whoever_asked(caller: Caller, program: User) -> None:
    caller(program).post(URL, NEAR)
    stored = json.loads(ScreenedLine.objects.get().record)
    assert all(finding["list"] for finding in stored["findings"])


@pytest.mark.usefixtures("law")
def test_a_finding_of_law_is_never_redacted() -> None:
    (line,) = ask_all([{"cas": "108-24-7"}]).typed.lines
    assert line.findings
    assert redacted(line) == line


@pytest.mark.usefixtures("law")
def test_a_suppressed_signal_is_redacted_too() -> None:
    (line,) = ask_all([{"smiles": "OC(=O)Cc1ccc(F)cc1"}], jurisdictions=("UN",)).typed.lines
    (signal,) = line.findings
    persons = {"by": "officer", "second": "lead", "until": date(2027, 1, 1), "why": "Seen.", "suppression": 1}
    aside = SuppressedFinding(**{name: getattr(signal, name) for name in signal.__struct_fields__}, **persons)
    (shown,) = redacted(structs.replace(line, findings=(), suppressed=(aside,))).suppressed
    assert isinstance(shown, ShownSuppressedFinding)
    assert (shown.substance, shown.list, shown.atoms, shown.by) == (signal.substance, None, None, None)
