"""Somebody who logs in by hand, and the clock that the codes go by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django.fixtures import Settings

PASSWORD = "a-password-of-this-test"
LOG_IN, CODE, SET_UP = "/admin/login/", "/admin/code/", "/admin/second-factor/"

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
def authenticator(anna: User) -> TOTPDevice:
    """Return an authenticator that she has shown to work."""
    return TOTPDevice.objects.create(user=anna, name="authenticator", confirmed=True)


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """Return what an authenticator shows, so many half minutes from now."""
    device.refresh_from_db()
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift + steps)
    return f"{totp.token():06d}"
