"""People, groups and tokens: a superuser's business, and nobody else's."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from watchlist.access.models import Token
from watchlist.management.commands.demo_users import PEOPLE

NEW = {"name": "warehouse", "scopes": ["screen"], "calls_per_minute": "60"}
PAGES = ("/admin/auth/user/", "/admin/auth/group/", "/admin/watchlist/token/")


@pytest.mark.parametrize("page", PAGES)
def test_only_a_superuser_manages_accounts(client: Client, superuser: User, officer: User, page: str) -> None:
    officer.user_permissions.set(Permission.objects.all())
    client.force_login(officer)
    assert client.get(page).status_code == 403
    assert client.get(f"{page}add/").status_code == 403
    client.force_login(superuser)
    assert client.get(page).status_code == 200
    assert client.get(f"{page}add/").status_code == 200


def test_a_superuser_opens_a_user_and_a_password_form(client: Client, superuser: User, officer: User) -> None:
    client.force_login(superuser)
    assert client.get(f"/admin/auth/user/{officer.pk}/change/").status_code == 200
    assert client.get(f"/admin/auth/user/{officer.pk}/password/").status_code == 200


def test_a_token_is_shown_once_and_then_only_its_hash_is_kept(client: Client, superuser: User, officer: User) -> None:
    client.force_login(superuser)
    page = client.post("/admin/watchlist/token/add/", NEW | {"user": officer.pk}, follow=True).content.decode()
    shown = re.search(r"shown this once: ([0-9a-f]{64})", page)
    assert shown is not None
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Token {shown[1]}")
    assert program.get("/api/v1/schema/").status_code == 200
    assert shown[1] not in client.get("/admin/watchlist/token/").content.decode()
    issued = Token.objects.get()
    assert (issued.scopes, issued.calls_per_minute, issued.lines_per_day) == ("screen", 60, None)


def test_a_token_is_not_issued_for_what_its_user_may_not_do(client: Client, superuser: User, outsider: User) -> None:
    client.force_login(superuser)
    page = client.post("/admin/watchlist/token/add/", NEW | {"user": outsider.pk}).content.decode()
    assert "has not the rights for screen" in page
    assert not Token.objects.exists()


def test_a_token_is_revoked_by_deletion(client: Client, superuser: User, officer: User) -> None:
    token = Token.objects.create(user=officer)[0]
    client.force_login(superuser)
    assert client.post(f"/admin/watchlist/token/{token.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Token.objects.exists()


def test_demo_people_log_in_with_the_password_that_is_printed(
    db: None, client: Client, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.DEBUG = True
    for _ in range(2):
        call_command("demo_users")
    password, again = (line.split()[-1] for line in capsys.readouterr().out.splitlines())
    assert password == again
    for name in PEOPLE:
        assert client.post("/admin/login/", {"username": name, "password": password}).status_code == 302
        assert client.get("/admin/").status_code == 200
        client.logout()


def test_demo_people_are_refused_on_a_house_that_others_use(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = False
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(CommandError, match="refused"):
        call_command("demo_users")
    assert not User.objects.exists()
