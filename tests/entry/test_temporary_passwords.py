"""A password that somebody else set opens one page: that on which its person sets their own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from rest_framework.test import APIClient

from tests.entry.conftest import CODE, PASSWORD, authenticator_of, code_of
from watchlist.access.roles import grant

OWN_PASSWORD, SESSIONS = "/admin/password_change/", "/admin/sessions/"
GIVEN, OWN = "three-kettles-in-a-harbour", "nine-lamps-below-the-quay"
PLACES = ("/admin/", "/admin/watchlist/substance/", "/admin/second-factor/", SESSIONS, "/admin/api/")

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Client:
    """Return the browser of a superuser."""
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def _made_by_a_superuser(root: Client) -> None:
    fields = {"username": "ann", "password1": GIVEN, "password2": GIVEN, "usable_password": "true"}
    assert root.post("/admin/auth/user/add/", fields).status_code == 302
    User.objects.filter(username="ann").update(is_staff=True)
    grant(User.objects.get(username="ann"), "Officers")


def _set_by_a_superuser(root: Client) -> None:
    user = User.objects.create_user("ann", password=OWN, is_staff=True)
    grant(user, "Officers")
    fields = {"password1": GIVEN, "password2": GIVEN, "usable_password": "true"}
    assert root.post(f"/admin/auth/user/{user.pk}/password/", fields).status_code == 302


def _set_at_the_console(root: Client) -> None:
    grant(User.objects.create_user("ann", password=OWN, is_staff=True), "Officers")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(changepassword.Command, "_get_pass", lambda *_: GIVEN)
        call_command("changepassword", "ann")


def log_in(client: Client, password: str) -> None:
    assert client.post("/admin/login/", {"username": "ann", "password": password}).status_code == 302


def change(client: Client, new: str, old: str = GIVEN) -> Any:
    return client.post(OWN_PASSWORD, {"old_password": old, "new_password1": new, "new_password2": new})


def token(password: str) -> Any:
    basic = "Basic " + b64encode(f"ann:{password}".encode()).decode()
    return APIClient().post("/api/v1/tokens/", {}, format="json", HTTP_AUTHORIZATION=basic)


@pytest.mark.parametrize("give", [_made_by_a_superuser, _set_by_a_superuser, _set_at_the_console])
def test_a_password_that_somebody_else_set_opens_nothing_but_the_page_of_ones_own(
    client: Client, root: Client, give: Callable[[Client], None]
) -> None:
    give(root)
    log_in(client, GIVEN)
    for place in PLACES:
        assert client.get(place).headers["Location"].startswith(OWN_PASSWORD), place
        assert client.post(place).headers["Location"].startswith(OWN_PASSWORD), place
    assert "Somebody else set the password" in client.get(OWN_PASSWORD).content.decode()
    assert (token(GIVEN).status_code, token(GIVEN).json()["type"]) == (403, "/api/v1/problems/password-temporary/")
    assert "the password that you have" in change(client, GIVEN).content.decode()
    assert client.get("/admin/").status_code == 302
    assert change(client, OWN).headers["Location"] == SESSIONS
    assert [client.get(place).status_code for place in PLACES] == [200] * len(PLACES)
    client.logout()
    log_in(client, OWN)
    assert (client.get("/admin/").status_code, token(OWN).status_code) == (200, 201)


def test_the_code_is_asked_for_before_a_new_password(client: Client, root: Client) -> None:
    _set_by_a_superuser(root)
    device = authenticator_of(User.objects.get(username="ann"))
    log_in(client, GIVEN)
    assert client.get(OWN_PASSWORD).headers["Location"].startswith(CODE)
    client.post(CODE, {"code": code_of(device)})
    assert client.get("/admin/").headers["Location"].startswith(OWN_PASSWORD)
    assert change(client, OWN).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_an_account_without_business_on_the_pages_sets_its_own_too(client: Client, root: Client) -> None:
    _made_by_a_superuser(root)
    User.objects.filter(username="ann").update(is_staff=False)
    log_in(client, GIVEN)
    assert change(client, OWN).status_code == 302
    assert (client.get(SESSIONS).status_code, token(OWN).status_code) == (200, 201)


def test_what_one_set_oneself_is_not_temporary(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", username="ann", email="", interactive=False)
    log_in(client, PASSWORD)
    assert client.get("/admin/").status_code == 200
    own = User.objects.get(username="ann")
    fields = {"password1": OWN, "password2": OWN, "usable_password": "true"}
    assert client.post(f"/admin/auth/user/{own.pk}/password/", fields).status_code == 302
    client.logout()
    log_in(client, OWN)
    assert client.get("/admin/").status_code == 200


def test_an_account_without_a_password_has_none_to_change(root: Client) -> None:
    root.post("/admin/auth/user/add/", {"username": "ann", "usable_password": "false"})
    assert not hasattr(User.objects.get(username="ann"), "temporarypassword")
