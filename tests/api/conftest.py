"""Callers of the API, each with a token of his own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from knox.models import AuthToken
from rest_framework.test import APIClient


class Program(APIClient):
    """A client that sends JSON unless it says otherwise."""

    default_format = "json"


Caller = Callable[[User], APIClient]


@pytest.fixture
def caller() -> Caller:
    """Return who makes a client that sends the token of a user."""

    def make(user: User) -> APIClient:
        client = Program()
        client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user=user)[1]}")
        return client

    return make


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> None:
    cache.clear()
