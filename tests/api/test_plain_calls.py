"""Where the site is under TLS, a program without TLS is refused; a browser is led on, and probes are answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def under_tls(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True


@pytest.mark.usefixtures("under_tls")
@pytest.mark.parametrize("path", ["/api/v1/lists/", "/api/v1/tokens/", "/api/v1/nowhere/"])
def test_a_program_without_tls_is_told_to_replace_its_token(client: Client, path: str) -> None:
    refused: Any = client.post(path, headers={"Authorization": "Token of-somebody"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/v1/problems/not-allowed/")
    assert "replace the token" in refused.json()["detail"]
    assert client.post(path, secure=True).status_code != 403


@pytest.mark.usefixtures("under_tls")
def test_a_browser_is_led_on_and_a_probe_is_answered(client: Client) -> None:
    assert client.get("/admin/login/").headers["Location"].startswith("https://")
    assert client.get("/api/v1/healthz").status_code == 200


def test_where_no_tls_is_set_up_a_program_is_answered(client: Client) -> None:
    assert client.get("/api/v1/lists/").status_code == 401
