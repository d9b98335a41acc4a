"""The second factor: set up once shown to work, asked for at each log-in, and nothing else reached before."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.entry.conftest import CODE, PASSWORD, SET_UP, LogsIn, code_of
from watchlist.access.devices import Authenticator, PaperCode
from watchlist.access.second_factor import has_second_factor
from watchlist.audit.models import AuditEvent
from watchlist.internal_lists.models import KEEP, OPEN
from watchlist.middleware.sessions import CODE_GIVEN_AT

PLACES = ("/admin/", "/admin/watchlist/substance/", "/admin/password_change/", SET_UP, "/admin/api/")


def given(client: Client, code: str, place: str = CODE) -> Any:
    return client.post(place, {"code": code})


def test_who_has_none_and_needs_none_is_asked_for_none(client: Client, anna: User, log_in: LogsIn) -> None:
    log_in()
    assert client.get("/admin/").status_code == 200
    assert client.get(CODE).headers["Location"] == "/admin/"


def test_an_authenticator_is_taken_once_it_shows_the_right_code(client: Client, anna: User, log_in: LogsIn) -> None:
    log_in()
    page = client.get(SET_UP)
    assert page["Cache-Control"].count("no-store")
    assert 'src="data:image/svg+xml' in page.content.decode()
    device = Authenticator.objects.get(confirmed=False)
    assert "This code is not right" in unescape(given(client, "12", SET_UP).content.decode())
    assert not has_second_factor(anna)
    Authenticator.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    codes = re.findall(r"<code>(\w{8})</code>", given(client, code_of(device), SET_UP).content.decode())
    assert (has_second_factor(anna), len(set(codes))) == (True, 10)
    assert client.get("/admin/").status_code == 200  # this session has shown it
    assert AuditEvent.objects.filter(verb="take_second_factor", target_key="officer").count() == 1


def test_after_the_password_nothing_is_reached_but_the_code(
    client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn
) -> None:
    log_in()
    for place in PLACES:
        assert client.get(place).headers["Location"].startswith(CODE), place
        assert client.post(place).status_code == 302, place
    assert client.get(CODE).status_code == 200
    answer = client.post(f"{CODE}?next=/admin/watchlist/substance/", {"code": code_of(authenticator)})
    assert answer.headers["Location"] == "/admin/watchlist/substance/"
    assert client.get("/admin/").status_code == 200


def test_a_code_leads_to_no_other_site(
    client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn
) -> None:
    log_in()
    answer = client.post(f"{CODE}?next=https://example.com/", {"code": code_of(authenticator)})
    assert answer.headers["Location"] == "/admin/"


def test_a_wrong_code_opens_nothing_and_makes_the_next_wait(
    client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn
) -> None:
    log_in()
    assert given(client, "000000").status_code == 200
    assert given(client, code_of(authenticator)).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_a_code_is_good_once(client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn) -> None:
    log_in()
    code = code_of(authenticator)
    assert given(client, code).status_code == 302
    client.post("/admin/logout/")
    log_in()
    assert given(client, code).status_code == 200


def test_a_code_on_paper_stands_in_once_and_new_ones_end_it(
    client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn
) -> None:
    log_in()
    given(client, code_of(authenticator))
    first, second = re.findall(r"<code>(\w{8})</code>", client.post(f"{SET_UP}codes/").content.decode())[:2]
    for code, status in ((first.upper(), 302), (first, 200)):
        client.post("/admin/logout/")
        log_in()
        assert given(client, code).status_code == status
    client.force_login(anna)
    client.post(f"{SET_UP}codes/")
    client.post("/admin/logout/")
    log_in()
    assert given(client, second).status_code == 200


def test_where_the_house_requires_one_nothing_is_reached_before_it_is_set_up(
    client: Client, anna: User, log_in: LogsIn, settings: Settings
) -> None:
    settings.REQUIRE_TOTP = "all"
    log_in()
    for place in PLACES:
        if place != SET_UP:
            assert client.get(place).headers["Location"].startswith(SET_UP), place
            assert client.post(place).status_code == 302, place
    client.get(SET_UP)
    given(client, code_of(Authenticator.objects.get()), SET_UP)
    assert client.get("/admin/").status_code == 200


def test_a_session_from_before_the_house_required_one_is_asked_too(
    client: Client, anna: User, authenticator: Authenticator, settings: Settings
) -> None:
    client.force_login(anna)
    assert client.get("/admin/").status_code == 200
    settings.REQUIRE_TOTP = "all"
    assert client.get("/admin/").headers["Location"].startswith(CODE)


def test_a_program_logs_in_with_the_code_of_its_user(anna: User, authenticator: Authenticator) -> None:
    client = APIClient()
    basic = "Basic " + b64encode(f"officer:{PASSWORD}".encode()).decode()

    def status(said: dict[str, str]) -> int:
        return int(client.post("/api/v1/tokens/", said, format="json", HTTP_AUTHORIZATION=basic).status_code)

    assert status({"code": code_of(authenticator)}) == 201
    assert status({}) == 403
    assert status({"code": "000000"}) == 403


OF_WHOM = [
    *[(group, "deciders", True) for group in ("Officers", "Second officers", "Curators", "Compliance leads")],
    *[(group, "deciders", False) for group in ("Auditors", "Programs")],
    ("Auditors", "all", True),
    ("Programs", "all", False),
    ("Compliance leads", "none", False),
]
"""Of each role, under what the house requires, whether its people must have a second factor."""


@pytest.mark.parametrize(("group", "required", "must"), OF_WHOM)
def test_who_must_have_one_reaches_nothing_without_and_is_given_no_token(
    client: Client, person: Callable[..., User], settings: Settings, group: str, required: str, must: bool
) -> None:
    settings.REQUIRE_TOTP = required
    user = person("ann", group)
    User.objects.filter(pk=user.pk).update(is_staff=group != "Programs", password=make_password(PASSWORD))
    client.force_login(User.objects.get(pk=user.pk))
    assert client.get("/admin/").headers.get("Location", "").startswith(SET_UP) is must
    basic = "Basic " + b64encode(f"ann:{PASSWORD}".encode()).decode()
    answer: Any = APIClient().post("/api/v1/tokens/", {}, format="json", HTTP_AUTHORIZATION=basic)
    assert answer.status_code == (403 if must else 201)


@pytest.mark.parametrize("right", [KEEP, OPEN])
def test_who_keeps_house_lists_must_have_one(
    client: Client, person: Callable[..., User], settings: Settings, right: str
) -> None:
    settings.REQUIRE_TOTP = "deciders"
    user = person("ann", "Auditors")
    user.user_permissions.add(Permission.objects.get(codename=right.removeprefix("watchlist.")))
    client.force_login(User.objects.get(pk=user.pk))
    assert client.get("/admin/").headers["Location"].startswith(SET_UP)


def test_a_superuser_must_have_one(client: Client, anna: User, settings: Settings) -> None:
    settings.REQUIRE_TOTP = "deciders"
    User.objects.update(is_superuser=True)
    anna.groups.clear()
    client.force_login(anna)
    assert client.get("/admin/").headers["Location"].startswith(SET_UP)


@pytest.mark.parametrize("is_staff", [True, False])
def test_who_decides_by_programs_alone_has_no_token_without(anna: User, settings: Settings, is_staff: bool) -> None:
    settings.REQUIRE_TOTP = "deciders"
    User.objects.update(is_staff=is_staff)
    basic = "Basic " + b64encode(f"officer:{PASSWORD}".encode()).decode()
    assert APIClient().post("/api/v1/tokens/", {}, format="json", HTTP_AUTHORIZATION=basic).status_code == 403


def test_who_has_one_gives_a_code_before_he_changes_it(
    client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn
) -> None:
    log_in()
    given(client, code_of(authenticator))
    assert client.get(SET_UP).status_code == 200
    session = client.session
    session[CODE_GIVEN_AT] -= 300
    session.save()
    for answer in (client.get(SET_UP), given(client, "123456", SET_UP), client.post(f"{SET_UP}codes/")):
        assert answer.headers["Location"] == f"{CODE}?next=%2Fadmin%2Fsecond-factor%2F"
    assert not PaperCode.objects.filter(paper__user=anna).exists()
    asked = client.post(f"{CODE}?next={SET_UP}", {"code": code_of(authenticator, steps=1)})
    assert asked.headers["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_a_new_second_factor_ends_every_other_session(client: Client, anna: User, log_in: LogsIn) -> None:
    elsewhere, other = Client(), Client()
    other.force_login(User.objects.create_user("somebody-else", is_staff=True))
    for one in (client, elsewhere):
        one.post("/admin/login/", {"username": "officer", "password": PASSWORD})
    client.get(SET_UP)
    assert given(client, code_of(Authenticator.objects.get(confirmed=False)), SET_UP).status_code == 200
    assert [one.get("/admin/").status_code for one in (client, elsewhere, other)] == [200, 302, 200]
    call_command("forget_second_factor", "officer")
    assert [one.get("/admin/").status_code for one in (client, other)] == [302, 200]


def test_who_lost_it_is_helped(client: Client, anna: User, authenticator: Authenticator, log_in: LogsIn) -> None:
    call_command("forget_second_factor", "officer")
    log_in()
    assert client.get("/admin/").status_code == 200
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("forget_second_factor", "officer")
