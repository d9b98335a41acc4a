"""Callers of the API, each with a token of his own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from watchlist.access.models import Token
from watchlist.access.scopes import in_order, open_to


class Program(APIClient):
    """A client that sends JSON unless it says otherwise."""

    default_format = "json"


Caller = Callable[..., APIClient]
"""Makes the client of a user; with scopes named, of a token that has these, else all that the user may have."""


@pytest.fixture
def caller() -> Caller:
    """Return who makes a client that sends the token of a user."""

    def make(user: User, *scopes: str) -> APIClient:
        client = Program()
        _, text = Token.objects.create(user=user, scopes=in_order(scopes or open_to(user)))
        client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
        return client

    return make
