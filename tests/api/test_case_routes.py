"""The route of a case by the API: read its tasks, record what was checked, and ask that it hold for any shipment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.test_cases import kind, place
from tests.cases.shipments import ACETONE, SALT
from tests.cases.test_route_tasks import PERMIT, WATER, to_colombia
from watchlist.api.cases.routes import CaseRoutes, KeptRouteCheck
from watchlist.cases.attachments import attach
from watchlist.screenings.route_checks.models import RouteCheck

pytestmark = pytest.mark.usefixtures("law")


def checked(**changed: Any) -> dict[str, Any]:
    """Return the body of a check."""
    until = (datetime.now(UTC).date() + timedelta(90)).isoformat()
    return {"country": "CO", "result": "allowed", "source": "Resolución 1 de 2015", "until": until, **changed}


def test_a_route_is_read_and_checked_by_the_api(caller: Caller, officer: User) -> None:
    case, client = to_colombia(SALT, WATER), caller(officer)
    before = client.get(place(case, "routes/")).json()
    assert_described(CaseRoutes(), before, "routes")
    assert [(task["name"], task["answer"], task["lines"]) for task in before["routes"]] == [("Colombia", "open", 2)]
    kept = client.post(place(case, "routes/"), checked())
    assert kept.status_code == 201
    assert_described(KeptRouteCheck(), kept.json(), "kept")
    (after,) = client.get(place(case, "routes/")).json()["routes"]
    assert (after["answer"], [check["by"] for check in after["checks"]]) == ("covered", ["officer"])
    gate = client.get(place(case, "release/")).json()
    assert gate["obstacles"] == []


def test_lines_for_their_route_alone_are_not_to_be_judged(caller: Caller, officer: User) -> None:
    case, client = to_colombia(SALT, ACETONE), caller(officer)
    assert [line["number"] for line in client.get(place(case, "lines/")).json()["items"]] == [2]
    (obstacle, *_) = [one for one in client.get(place(case, "release/")).json()["obstacles"] if one["kind"] == "route"]
    assert obstacle["text"] == "The law of Colombia is not held here, and nobody has checked it for this shipment."


def test_a_permit_is_a_file_of_the_case(caller: Caller, officer: User) -> None:
    case, client = to_colombia(SALT), caller(officer)
    body = checked(result="permit", permit_number="12", permit_sha256="0" * 64)
    assert client.post(place(case, "routes/"), body).status_code == 400
    file = attach(case=case, name=PERMIT[0], content=PERMIT[1], actor=officer)
    assert client.post(place(case, "routes/"), {**body, "permit_sha256": file.sha256}).status_code == 201
    assert RouteCheck.objects.get().permit_case == case.pk


def test_for_any_shipment_it_waits_for_a_second(caller: Caller, officer: User) -> None:
    case, client = to_colombia(SALT), caller(officer)
    body = checked(any_shipment=True, substances=["7647-14-5"])
    answer = client.post(place(case, "routes/"), body)
    assert (answer.status_code, answer.json()["substances"]) == (202, ["7647-14-5"])
    assert kind(client.post(place(case, "routes/"), body)) == (409, "look-again")
    (task,) = client.get(place(case, "routes/")).json()["routes"]
    assert task["answer"] == "open"
