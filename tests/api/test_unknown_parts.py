"""What a call bears that its address does not know is refused, and named: nothing that is sent is passed over."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from django.db import transaction

from tests.access.conftest import house as house  # noqa: PLC0414 - a fixture, taken from where it is defined
from tests.access.matrix.callers import EVERY_SCOPE
from tests.access.matrix.house import House
from tests.access.matrix.rows import COLUMNS, rows

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("law")]
OPEN: Final = {f"/api/v1/{name}" for name in ("healthz", "healthz/", "readyz", "readyz/", "schema/")}
"""What probes ask for, which reads nothing that is sent, and the description of the API, which its library answers."""
LOG_IN: Final = ("POST", "/api/v1/tokens/")
"""It asks for a password in place of a token: `test_tokens.py` asks it the same."""
ANSWERED: Final = [row for row in rows("api") if row.cells[COLUMNS["api"].index(EVERY_SCOPE)] == "yes"]
CALLS: Final = sorted(
    {(row.method, row.route.partition("?")[0]) for row in ANSWERED if row.route not in OPEN} - {LOG_IN}
)
FORMS: Final = {"/api/v1/cases/{number}/attachments/"}
"""What takes a file in a form, and no body with names of its own."""
VERBS: Final = [call for call in CALLS if call[0] != "GET" and call[1] not in FORMS]


@pytest.mark.parametrize(("method", "route"), CALLS)
def test_a_parameter_that_an_address_does_not_know_is_refused(house: House, method: str, route: str) -> None:
    status, problem = _answer(house, method, route, "?colour=red", "{}")
    assert (status, problem["type"]) == (400, "/api/v1/problems/query-not-understood/"), problem
    assert {"parameter": "colour", "detail": "This parameter is not understood here."} in problem["errors"]


@pytest.mark.parametrize(("method", "route"), VERBS)
def test_a_field_that_an_address_does_not_know_is_refused(house: House, method: str, route: str) -> None:
    status, problem = _answer(house, method, route, "", '{"colour": "red"}')
    assert (status, problem["type"]) == (400, "/api/v1/problems/request-not-valid/"), problem
    assert {"pointer": "#/colour", "detail": "This name is not understood here."} in problem["errors"]


def _answer(house: House, method: str, route: str, query: str, body: str) -> tuple[int, dict[str, Any]]:
    """Return the status and the problem of a call that may do everything; what it wrote is taken back."""
    caller = house.programs[EVERY_SCOPE]
    place = house.filled(route, route, caller)
    sent = {} if method == "GET" else {"data": body, "content_type": "application/json"}
    with transaction.atomic():
        answer = caller.ask(method, f"{place}{query}", **sent)
        transaction.set_rollback(True)
    return answer.status_code, {} if answer.streaming or answer.status_code < 400 else json.loads(answer.content)
