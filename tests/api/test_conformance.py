"""Whatever is sent to whatever address: no fault of ours, and no answer that the OpenAPI document does not describe.

Calls are made up from the document itself, in this process, always the same ones: by who may do all, by who may do
nothing of it, and without a token. Some are of things that exist, and some of things that do not.
"""

from __future__ import annotations

import os
from math import ceil
from typing import Any

import pytest
import schemathesis
from django.contrib.auth.models import Permission, User
from hypothesis import HealthCheck, Phase, given, settings
from rest_framework.test import APIClient
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from config.wsgi import application
from tests.api.conftest import Caller
from tests.api.openapi import Operation, document, operations

CASES = 2_000 if os.environ.get("CI") else 400
"""In all; a third of each operation's are sent without a token or with one that may not."""

ALL = list(operations())
OF_EACH = ceil(CASES / len(ALL) / 6)

CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
OF_EVERY_TOKEN = ("list_tokens", "revoke_token", "rotate_token", "list_problem_types", "read_problem_type")
GENEROUS = settings(
    phases=(Phase.generate,), database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)

Ids = dict[str, str]
every_operation = pytest.mark.parametrize("operation", ALL, ids=str)
pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture(scope="module")
def schema() -> Any:
    """Return the document as schemathesis reads it."""
    return schemathesis.openapi.from_dict(document())


@pytest.fixture
def all_rights(officer: User) -> User:
    officer.user_permissions.set(Permission.objects.filter(content_type__app_label="watchlist"))
    return User.objects.get(pk=officer.pk)


@every_operation
def test_what_is_answered_is_described(schema: Any, caller: Caller, all_rights: User, operation: Operation) -> None:
    program = caller(all_rights)
    existing = _existing(program)
    for mode in GenerationMode:
        _send(schema, operation, 2 * OF_EACH, mode, _headers(program), existing)


@every_operation
def test_who_may_not_is_told_so_and_nothing_else(
    schema: Any, caller: Caller, all_rights: User, outsider: User, operation: Operation
) -> None:
    existing = _existing(caller(all_rights))
    statuses = _send(schema, operation, OF_EACH, GenerationMode.POSITIVE, _headers(caller(outsider)), existing)
    if not (operation.is_open or str(operation) in OF_EVERY_TOKEN):
        assert statuses == {401 if str(operation) == "log_in" else 403}


@every_operation
def test_without_a_token_nothing_is_told(schema: Any, caller: Caller, all_rights: User, operation: Operation) -> None:
    existing = _existing(caller(all_rights))
    statuses = _send(schema, operation, OF_EACH, GenerationMode.POSITIVE, {}, existing)
    if not operation.is_open:
        assert statuses <= {401, 429}


def _existing(program: APIClient) -> Ids:
    """Return things that exist, by the name of the parameter that names them in an address."""
    lines = [{"name": "Acetic anhydride", "quantity": "200", "unit": "kg"}]
    screening = program.post("/api/v1/screenings/", {"lines": lines, "jurisdictions": ["UN"]}).json()
    return {"screening_id": screening["id"]}


def _headers(program: APIClient) -> dict[str, str]:
    return {"Authorization": program._credentials["HTTP_AUTHORIZATION"]}


def _send(
    schema: Any, operation: Operation, cases: int, mode: GenerationMode, headers: dict[str, str], existing: Ids
) -> set[int]:
    """Send so many cases, of which half name what exists; return the statuses of the answers, all of them described."""
    described = schema[operation.path][operation.method.upper()]
    known = {name: text for name, text in existing.items() if f"{{{name}}}" in operation.path}
    invented = described.as_strategy(mode)
    cases_of = invented | described.as_strategy(mode, path_parameters=known) if known else invented
    statuses = set()

    @GENEROUS
    @settings(max_examples=cases)
    @given(cases_of)
    def send(case: Case) -> None:
        response = case.call(app=application, headers=headers)
        case.validate_response(response, checks=list(CHECKS))
        statuses.add(response.status_code)

    send()
    return statuses
