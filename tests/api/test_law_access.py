"""Who may read the law, and what every answer about it has in common."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.law_pages import PLACES


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_a_stranger_reads_no_law_here(place: str) -> None:
    assert APIClient().get(place).status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_the_law_is_for_tokens_with_its_scope(caller: Caller, officer: User, place: str) -> None:
    response = caller(officer, "screen", "review_cases").get(place)
    assert (response.status_code, response.json()["type"]) == (403, "/api/v1/problems/scope-missing/")


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_a_scope_is_nothing_without_the_right(caller: Caller, outsider: User, place: str) -> None:
    assert caller(outsider, "read_lists").get(place).status_code == 403


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("place", PLACES)
def test_a_parameter_that_is_not_understood_is_refused(caller: Caller, officer: User, place: str) -> None:
    response = caller(officer, "read_lists").get(f"{place}{'&' if '?' in place else '?'}colour=red")
    assert response.status_code == 400
    assert response.json()["errors"] == [{"parameter": "colour", "detail": "This parameter is not understood here."}]


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    "place",
    [
        "lists/us-list-9/",
        "lists/us-list-9/editions/",
        "lists/us-list-9/diff/?from=2020-01-01&to=2024-01-01",
        "class-rules/us-none/",
    ],
)
def test_what_is_not_held_is_not_found(caller: Caller, officer: User, place: str) -> None:
    assert caller(officer, "read_lists").get(f"/api/v1/{place}").status_code == 404


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    "query",
    [
        "schedulings/?list=us-list-9",
        "schedulings/?jurisdiction=BR",
        "schedulings/?substance=aspirin",
        "schedulings/?known_at=2999-01-01T00:00:00Z",
        "schedulings/?known_at=1999-01-01T00:00:00Z",
        "changes/?since=2999-01-01T00:00:00Z",
        "lists/?jurisdiction=BR",
        "lists/us-list-1/diff/?from=2020-01-01&to=000000000000",
        "lists/us-list-1/diff/?from=000000000000&to=000000000000",
    ],
)
def test_a_question_about_what_is_not_held_is_no_silence_of_the_law(caller: Caller, officer: User, query: str) -> None:
    response = caller(officer, "read_lists").get(f"/api/v1/{query}")
    assert (response.status_code, response.json()["title"]) == (422, "Question not answerable")


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    "query",
    [
        "schedulings/?valid_on=yesterday",
        "schedulings/?limit=0",
        "schedulings/?cursor=wrong",
        "changes/?type=party",
        "lists/?branch=poisons",
        "lists/us-list-1/diff/",
        "lists/us-list-1/diff/?from=2020-13-01&to=2024-01-01",
        "lists/us-list-1/diff/?from=20200101&to=2024-01-01",
    ],
)
def test_a_query_that_breaks_a_rule_is_refused(caller: Caller, officer: User, query: str) -> None:
    assert caller(officer, "read_lists").get(f"/api/v1/{query}").status_code == 400
