"""What generated calls share: the checks of each answer, how many were sent, and a connection that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from rest_framework.test import APIClient
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
PASSWORD = "a-password-of-this-test"
COUNTED: Counter[str] = Counter()
"""The cases that the test under way has sent and found described, by their operation."""


def token_of(program: APIClient) -> dict[str, str]:
    """Return the header that a program sends its token in."""
    return {"Authorization": program._credentials["HTTP_AUTHORIZATION"]}


@contextmanager
def transaction_kept() -> Iterator[None]:
    """Keep the connection, as Django's own client does: a server closes one that it finds inside a transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
