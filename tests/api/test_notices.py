"""What is on the horizon over HTTP: told to those who may read the law, page after page, as it was known."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.law_pages import items, pages, read
from tests.list_updates.noticed import current, keep, proposal
from watchlist.api.law.notices import NoticePage, OneNotice
from watchlist.api.screenings.screenings import ScreeningRecord
from watchlist.engine.asof import instant
from watchlist.list_updates.notices import unlink_notice
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
NOTICES = "/api/v1/notices/"


@pytest.fixture
def reader(caller: Caller, officer: User) -> APIClient:
    keep(
        proposal(),
        proposal("fr-2025-00009", kind="rule", published_on=date(2025, 9, 1), title="On toluene"),
        proposal("fr-2024-00001", kind="consultation", published_on=None, title="On nothing held"),
        proposal("fr-2026-00002"),
    )
    return caller(officer, "read_lists")


def test_notices_are_told_as_described_the_last_published_first(reader: APIClient) -> None:
    answer = read(reader, NOTICES)
    assert_described(NoticePage(), answer, "page")
    keys = [notice["key"] for notice in answer["items"]]
    assert keys == ["fr-2026-00001", "fr-2026-00002", "fr-2025-00009", "fr-2024-00001"]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ({"kind": "rule"}, ["fr-2025-00009"]),
        ({"jurisdiction": "CA"}, []),
        ({"substance": "toluene"}, ["fr-2025-00009"]),
        ({"published_since": "2026-02-03"}, ["fr-2026-00001", "fr-2026-00002"]),
        ({"jurisdiction": "US", "substance": "acetone", "kind": "proposal"}, ["fr-2026-00001", "fr-2026-00002"]),
    ],
)
def test_notices_are_filtered(reader: APIClient, query: dict[str, str], keys: list[str]) -> None:
    assert [notice["key"] for notice in items(reader, NOTICES, **query)] == keys


@pytest.mark.parametrize("query", [{"jurisdiction": "BR"}, {"substance": "unobtainium"}])
def test_what_is_not_held_is_no_silence(reader: APIClient, query: dict[str, str]) -> None:
    assert reader.get(NOTICES, query).status_code == 422


@pytest.mark.parametrize("query", [{"kind": "law"}, {"colour": "red"}, {"cursor": "x"}, {"published_since": "soon"}])
def test_a_query_is_understood_whole(reader: APIClient, query: dict[str, str]) -> None:
    assert reader.get(NOTICES, query).status_code == 400


def test_all_pages_are_of_what_the_first_one_knew(reader: APIClient, curator: User) -> None:
    first = read(reader, NOTICES, limit=1)
    keep(proposal("fr-2026-00003"))
    rest = pages(reader, first["next"])
    assert {page["known_at"] for page in rest} == {first["known_at"]}
    found = [notice["key"] for page in (first, *rest) for notice in page["items"]]
    assert found == ["fr-2026-00001", "fr-2026-00002", "fr-2025-00009", "fr-2024-00001"]


def test_one_notice_is_told_as_it_was_known(reader: APIClient, curator: User) -> None:
    known = last_tick()
    unlink_notice(notice=current(), substances=["acetone"], actor=curator)
    now = read(reader, f"{NOTICES}fr-2026-00001/")
    assert_described(OneNotice(), now, "one")
    assert (now["substances"], now["text"]) == ([], "Notice of proposed rulemaking.")
    then = read(reader, f"{NOTICES}fr-2026-00001/", known_at=instant(known))
    assert then["substances"] == ["acetone"]


def test_a_notice_that_is_not_known_is_not_found(reader: APIClient) -> None:
    assert reader.get(f"{NOTICES}fr-1999-00001/").status_code == 404


def test_a_stranger_and_a_token_without_the_scope_read_none(caller: Caller, officer: User, outsider: User) -> None:
    assert APIClient().get(NOTICES).status_code == 401
    assert caller(officer, "screen").get(NOTICES).status_code == 403
    assert caller(outsider, "read_lists").get(f"{NOTICES}fr-2026-00001/").status_code == 403


def test_a_screening_names_proposals_where_it_is_asked_to(caller: Caller, officer: User) -> None:
    keep(proposal())
    client, lines = caller(officer), [{"name": "Acetone", "cas": "67-64-1", "date": "2026-03-01"}]
    asked = client.post("/api/v1/screenings/", {"lines": lines, "proposals": True}).json()
    assert [notice["notice"] for notice in asked["lines"][0]["proposals"]] == ["fr-2026-00001"]
    assert asked["coverage"]["proposals"]["notices"] == 1
    assert_described(ScreeningRecord(), asked, "answer")
    plain = client.post("/api/v1/screenings/", {"lines": lines}).json()
    assert "proposals" not in plain["lines"][0] | plain["coverage"]
    assert plain["lines"][0] == {name: of for name, of in asked["lines"][0].items() if name != "proposals"}
    replayed = client.get(f"/api/v1/screenings/{asked['id']}/replay/").json()
    assert replayed["same"] is True
