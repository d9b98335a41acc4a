"""Whoever may not see a house list is answered, byte for byte, as if it were not there."""

from __future__ import annotations

import json
import string
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings, strategies as st
from rest_framework.test import APIClient

from tests.api.conftest import Caller, caller
from tests.internal_lists.conftest import FILE, Opened
from watchlist.access.models import Token
from watchlist.api import urls
from watchlist.internal_lists.list_file import EntryFacts, ListFile
from watchlist.internal_lists.lists import HouseListFacts, import_entries, open_house_list
from watchlist.internal_lists.models import HouseList
from watchlist.screenings.models import Hit, ScreenedLine, Screening
from watchlist.temporal import LawTick

__all__ = ["caller"]

API = "/api/v1/"
URL = f"{API}screenings/"
LINES: list[dict[str, str]] = [
    {"cas": "58-08-2", "name": "Caffeine"},
    {"name": "Quuxolan 7"},
    {"smiles": "Cc1ccccc1[NH3+].[Cl-]"},
    {"cas": "108-24-7", "quantity": "200", "unit": "kg", "consignee": "Acme"},
    {"name": "detergent"},
]
ASKED = {"lines": LINES, "jurisdictions": ["UN", "US"], "reference": ""}
# Their answers tell of the calls themselves, and differ from one to the next.
COUNTS_CALLS = {"metrics", "tokens", "own_tokens", "docs"}
TOLD = ("Content-Type", "ETag", "Link", "Location", "WWW-Authenticate", "Content-Length", "Vary", "Allow")

pytestmark = pytest.mark.usefixtures("law")


def _places() -> list[str]:
    """Return every address of the API that needs no key, those that other subjects add among them."""
    routes = (str(of.pattern) for of in urls.urlpatterns if of.name not in {*COUNTS_CALLS, "nowhere"})
    return [f"{API}{route}" for route in routes if "<" not in route]


PROBES = [
    f"{API}house-lists/house-plants/",
    f"{API}house-lists/house-plants/?cursor=x",
    f"{API}house-lists/house-plants/editions/",
    f"{API}house-lists/house-plants/editions/5b3d2a51-6a0e-4c55-9f0c-1c9ad2f2a7d3/",
    f"{API}lists/house-plants/",
    f"{API}lists/house-plants/editions",
    f"{API}changes/?list=house-plants",
    f"{API}schedulings/?list=house-plants",
    f"{API}substances/?q=Quuxolan",
    f"{API}substances/house-plants/",
]


WRITTEN: list[tuple[str, dict[str, Any]]] = [
    ("editions/", {"entries": []}),
    ("editions/", {"entries": "none"}),
    ("diff/", {"entries": []}),
    ("diff/", {"file": b"key,name"}),
    ("show/", {"group": "Plant"}),
    ("hide/", {"group": "nobody"}),
    ("hide/", {}),
]
"""What is sent to write a list that is there, or is not: good, and breaking a rule."""


def _said(answer: HttpResponse) -> tuple[Any, ...]:
    return answer.status_code, answer.content, *(answer.get(name) for name in TOLD)


def _screened(client: APIClient, asked: dict[str, Any]) -> tuple[Any, ...]:
    """Return an answer to a screening, without its own key and how long it took."""
    answer = client.post(URL, asked)
    body = answer.json()
    if answer.status_code != 201:
        return answer.status_code, body
    del body["id"], body["summary"]["seconds"]
    return answer.status_code, json.dumps(body)


@pytest.mark.long
@pytest.mark.parametrize("groups", [(), ("Plant",)])
def test_every_answer_is_the_same_with_a_list_and_without(
    caller: Caller, opened: Opened, officer: User, outsider: User, groups: tuple[str, ...]
) -> None:
    clients = [caller(officer), caller(officer, "screen"), caller(outsider), APIClient()]
    stored = f"{URL}{clients[0].post(URL, ASKED).json()['id']}/"
    places = [*_places(), *PROBES, stored]
    asked = [(client, place) for client in clients for place in places]
    before = [_said(client.get(place)) for client, place in asked]
    opened("house-plants", FILE, *groups)
    after = [_said(client.get(place)) for client, place in asked]
    assert [place for (_, place), then, now in zip(asked, before, after, strict=True) if then != now] == []


@pytest.mark.parametrize(
    "asked", [ASKED, {**ASKED, "jurisdictions": ["house-plants"]}, {**ASKED, "as_of": "2020-01-01"}]
)
def test_a_screening_is_answered_and_stored_the_same(
    caller: Caller, opened: Opened, officer: User, asked: dict[str, Any]
) -> None:
    client, ticks = caller(officer), LawTick.objects.count()
    before = _screened(client, asked)
    opened("house-plants", FILE, "Plant")
    assert _screened(client, asked) == before
    assert LawTick.objects.count() == ticks
    assert not Hit.objects.filter(list_key__startswith="house-").exists()


def test_a_reader_changes_nothing_of_what_is_stored_for_others(
    caller: Caller, opened: Opened, officer: User, reader_of: Any
) -> None:
    opened("house-plants", FILE, "Plant")
    body = caller(reader_of("Plant")).post(URL, ASKED).json()
    assert "house-plants" in json.dumps(body)
    kept = Screening.objects.get(pk=body["id"])
    rows = ScreenedLine.objects.filter(screening=kept).values_list("record", flat=True)
    assert "house" not in "".join([*rows, kept.summary, kept.coverage.replace('"house":false', "")])
    theirs = caller(officer).get(f"{URL}{kept.pk}/")
    assert b"house-plants" not in theirs.content
    assert b"Title of" not in theirs.content


def _keeper(user: User) -> User:
    """Give a user the rights of an owner, who owns no list yet."""
    rights = Permission.objects.filter(codename__in=["keep_house_lists", "open_house_lists"])
    user.user_permissions.add(*rights)
    return User.objects.get(pk=user.pk)


def test_who_writes_house_lists_is_told_nothing_of_those_of_others(
    caller: Caller, opened: Opened, officer: User, second_officer: User
) -> None:
    clients = [caller(_keeper(officer)), caller(second_officer), APIClient()]

    def told() -> list[Any]:
        """Return the answers, and by how many queries each was made."""
        answers = []
        for client in clients:
            Token.objects.update(last_used_at=datetime.now(UTC))  # its use is kept once a minute
            client.get(f"{API}house-lists/")
            for verb, body in WRITTEN:
                for key in ({}, {"Idempotency-Key": f"{verb}{body}".replace(" ", "")}):
                    with CaptureQueriesContext(connection) as captured:
                        answer = client.post(f"{API}house-lists/house-plants/{verb}", body, headers=key, format="json")
                    answers.append((_said(answer), len(captured)))
        return answers

    before = told()
    opened("house-plants", FILE, "Plant")
    assert told() == before
    assert {status for (status, *_), _ in before} == {401, 403, 404}


def test_a_list_is_opened_the_same_whether_another_bears_its_name(
    caller: Caller, opened: Opened, officer: User
) -> None:
    client = caller(_keeper(officer))

    def told() -> dict[str, Any]:
        body = client.post(f"{API}house-lists/", {"title": "Plants"}).json()
        words, _, drawn = body.pop("key").rpartition("-")
        return {**body, "key": words, "drawn": len(drawn)}

    before = told()
    opened("house-plants", FILE, "Plant")
    assert told() == before
    assert before["key"] == "house-plants"


def test_an_answer_takes_as_many_queries_with_a_list_as_without(caller: Caller, opened: Opened, officer: User) -> None:
    client = caller(officer)
    stored = f"{URL}{client.post(URL, ASKED).json()['id']}/"

    def queries() -> list[int]:
        Token.objects.update(last_used_at=datetime.now(UTC))  # its use is kept once a minute
        counts = []
        for call in (lambda: client.get(stored), lambda: client.post(URL, ASKED), lambda: client.get(PROBES[0])):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                call()
            counts.append(len(captured))
        return counts

    queries()
    before = queries()
    opened("house-plants", FILE, "Plant")
    assert queries() == before


words = st.text(string.ascii_lowercase, min_size=3, max_size=12)
entries = st.lists(
    st.builds(
        EntryFacts,
        key=words,
        name=st.sampled_from([line["name"] for line in LINES if "name" in line]) | words,
        cas=st.sampled_from(["", "58-08-2", "108-24-7"]),
        structure=st.sampled_from(["", "Cc1ccccc1N", "Cn1cnc2c1c(=O)n(C)c(=O)n2C", "CC(=O)OC(C)=O"]),
    ),
    max_size=5,
    unique_by=lambda entry: entry.key,
)


@pytest.mark.long
@settings(max_examples=15)
@given(entries=entries)
def test_whatever_stands_on_a_list_an_answer_does_not_tell(caller: Caller, officer: User, entries: list[Any]) -> None:
    client = caller(officer)
    before = _screened(client, ASKED)
    held = HouseList.objects.first() or open_house_list(
        facts=HouseListFacts("house-any", "Any"), owner="lead", actor="lead"
    )
    digest = f"{abs(hash(tuple(entries))):064x}"
    import_entries(house_list=held, list_file=ListFile(tuple(entries), digest, ()), actor="lead", shrink=True)
    assert _screened(client, ASKED) == before
