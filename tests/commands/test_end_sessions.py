"""Sessions that somebody else may hold are ended from the command line, the tokens too where that is asked."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from rest_framework.test import APIClient

from watchlist.access.tokens import issue
from watchlist.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def ended(*asked: str) -> str:
    said = StringIO()
    call_command("end_sessions", *asked, stdout=said)
    return said.getvalue().strip()


@pytest.fixture
def in_two_places(officer: User) -> list[Client]:
    places = [Client(), Client()]
    for place in places:
        place.force_login(officer)
    return places


def statuses(places: list[Client]) -> list[int]:
    return [place.get("/admin/password_change/").status_code for place in places]


def test_the_sessions_of_one_person_end_and_no_others(in_two_places: list[Client]) -> None:
    other = Client()
    other.force_login(User.objects.create_user("somebody-else", is_staff=True))
    assert ended("officer") == "2 sessions and 0 tokens ended."
    assert statuses([*in_two_places, other]) == [302, 302, 200]
    assert AuditEvent.objects.filter(verb="end_sessions", target_key="officer").count() == 1
    assert ended("officer") == "0 sessions and 0 tokens ended."
    assert AuditEvent.objects.filter(verb="end_sessions").count() == 1


def test_tokens_end_where_that_is_asked(officer: User, in_two_places: list[Client]) -> None:
    token, text = issue(user=officer, scopes=[], actor="officer")
    program = APIClient(headers={"Authorization": f"Token {text}"})
    ended("officer")
    answer: Any = program.get("/api/v1/tokens/mine/")
    assert answer.status_code == 200
    assert ended("--everybody", "--tokens") == "0 sessions and 1 tokens ended."
    assert program.get("/api/v1/tokens/mine/").status_code == 401
    assert AuditEvent.objects.filter(verb="revoke_token", target_key=token.token_key).count() == 1


@pytest.mark.parametrize("asked", [(), ("officer", "--everybody"), ("officer", "nobody-at-all")])
def test_what_names_nobody_ends_nothing(in_two_places: list[Client], asked: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        ended(*asked)
    assert statuses(in_two_places) == [200, 200]
