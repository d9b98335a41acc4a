"""Somebody who logs in by hand, and the clock that the codes go by."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from watchlist.access.devices import KEY_BYTES, STEP, Authenticator
from watchlist.access.policies import ProviderPolicy

PASSWORD = "a-password-of-this-test"
LOG_IN, CODE, SET_UP = "/admin/login/", "/admin/code/", "/admin/second-factor/"

PROVIDER = ProviderPolicy(
    issuer="https://id.house.example",
    name="House ID",
    client_id="watchlist",
    client_secret="a-secret-of-this-test",
    scopes=("openid", "profile", "email"),
    groups_claim="groups",
    roles={"wl-officers": ("Officers",), "wl-leads": ("Compliance leads", "Auditors"), "wl-api": ("Programs",)},
    second_factor=frozenset({("amr", "mfa"), ("acr", "gold")}),
    is_bound=False,
    contact="the service desk, 1234",
    ca_file="",
)
LogsIn = Callable[..., Any]


@pytest.fixture
def anna(officer: User, settings: Settings) -> User:
    """Return an officer with a password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    officer.set_password(PASSWORD)
    officer.save()
    return officer


@pytest.fixture
def log_in(client: Client) -> LogsIn:
    """Return who tries to log in with a name and a password."""

    def tried(name: str = "officer", password: str = PASSWORD, **headers: str) -> Any:
        return client.post(LOG_IN, {"username": name, "password": password}, **headers)

    return tried


@pytest.fixture
def authenticator(anna: User) -> Authenticator:
    """Return an authenticator that she has shown to work."""
    return authenticator_of(anna)


def authenticator_of(user: User) -> Authenticator:
    """Return an authenticator of a person, as after it was shown to work."""
    secret = Authenticator.seal_secret(os.urandom(KEY_BYTES), user.pk)
    made: Authenticator = Authenticator.objects.create(user=user, name="authenticator", secret=secret)
    return made


def code_of(device: Authenticator, steps: int = 0) -> str:
    """Return what an authenticator shows, so many half minutes from now."""
    device.refresh_from_db()
    key = device.unsealed_secret()
    assert key is not None
    clock = device.clock(key)
    clock.time += steps * STEP
    return f"{clock.token():06d}"
