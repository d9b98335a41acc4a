"""Callers of the API, each with a token of his own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from django.contrib.auth.models import Permission, User
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conforming import COUNTED, PASSWORD
from tests.api.openapi import METHODS, document
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


CASES = "generated_cases"


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Count the generated cases of a test, for the end of the run."""
    COUNTED.clear()
    yield
    record_property(CASES, COUNTED.total())


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many generated cases were sent, on all processors together."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [each for report in reports for each in getattr(report, "user_properties", ())]
    if sent := sum(count for name, count in properties if name == CASES):
        terminalreporter.write_line(f"{sent:,} generated cases, each answered as the document says")


@pytest.fixture(scope="module")
def schema() -> Any:
    """Return the document as schemathesis reads it, without tokens: those are sent by the tests."""
    described = deepcopy(document())
    for operation in (path[method] for path in described["paths"].values() for method in METHODS if method in path):
        operation.pop("security", None)
    return schemathesis.openapi.from_dict(described)


@pytest.fixture
def all_rights(officer: User, settings: Settings) -> User:
    """Return the officer with every right there is, and a password that costs nothing to ask."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    officer.set_password(PASSWORD)
    officer.save()
    officer.user_permissions.set(Permission.objects.filter(content_type__app_label="watchlist"))
    return User.objects.get(pk=officer.pk)
