"""Duties by the API: listed by case and state, and marked as done under the guards of the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.api.test_cases import kind
from tests.cases.shipments import ACETONE, PIPERIDONE, VAGUE, opened
from watchlist.api.cases.duties import DutyRecord
from watchlist.audit.models import AuditEvent
from watchlist.cases.duties import asks_a_report, duties_of
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import CaseEvent, Duty, DutyStep

URL = "/api/v1/duties/"
pytestmark = pytest.mark.usefixtures("law")


def ids(client: APIClient, query: str = "") -> list[int]:
    return [row["id"] for row in client.get(f"{URL}?{query}").json()["items"]]


def first_of(case: Any, *, report: bool) -> Duty:
    """Return a duty of a case that asks for a report, or one that does not."""
    return next(status.duty for status in duties_of(case) if status.asks_a_report == report)


def test_duties_are_found_by_case_list_and_state(caller: Caller, officer: User) -> None:
    mine, case, other = caller(officer), opened(ACETONE), opened(PIPERIDONE, VAGUE, reference="INV-2")
    every = {status.duty.pk for row in (case, other) for status in duties_of(row)}
    of_case = {status.duty.pk: status for status in duties_of(case)}
    assert set(ids(mine)) == every
    assert set(ids(mine, f"case={case.number}")) == set(of_case)
    record = mine.get(f"{URL}?case={case.number}").json()["items"][0]
    assert_described(DutyRecord(), record, "duty")
    status = of_case[record["id"]]
    assert record["case"] == case.number
    assert (record["list"], record["action"]) == (status.duty.list_key, status.duty.action)
    assert mine.get(f"{URL}{record['id']}/").json() == record
    of_list = Duty.objects.filter(list_key=record["list"]).values_list("pk", flat=True)
    assert set(ids(mine, f"list={record['list']}")) == set(of_list)
    mine.post(f"{URL}{record['id']}/done/", {})
    dispose_lines(case=other, lines=[1], word="refused", note="No use was named.", actor=officer)
    lapsed = {status.duty.pk for status in duties_of(other) if status.has_lapsed}
    assert lapsed
    by_state = {state: set(ids(mine, f"state={state}")) for state in ("open", "done", "lapsed")}
    assert (by_state["done"], by_state["lapsed"]) == ({record["id"]}, lapsed)
    assert by_state["open"] == every - by_state["done"] - by_state["lapsed"]
    assert ids(mine, "case=C-9999") == ids(mine, "case=x") == []


def test_a_duty_is_marked_once_and_each_step_is_in_the_trail(caller: Caller, officer: User) -> None:
    mine, case = caller(officer), opened(ACETONE)
    duty = first_of(case, report=False)
    place, body = f"{URL}{duty.pk}/done/", {"done": True, "note": "Declared by letter."}
    done = mine.post(place, body)
    assert (done.status_code, done.json()["state"], done.json()["by"]) == (200, "done", "officer")
    assert mine.post(place, {"note": "Twice."}).json() == done.json()
    assert DutyStep.objects.filter(duty=duty).count() == 1
    assert mine.post(place, {"done": False}).json()["state"] == "open"
    verbs = ["do_duty", "undo_duty"]
    events = CaseEvent.objects.filter(case=case, verb__in=verbs).order_by("pk")
    assert list(events.values_list("verb", flat=True)) == verbs
    trail = AuditEvent.objects.filter(target_key=case.number, verb__in=verbs).values_list("actor", flat=True)
    assert list(trail) == ["officer"] * 2


def test_a_mark_is_refused_as_on_the_page(caller: Caller, officer: User, auditor: User) -> None:
    case = opened(ACETONE)
    duty = first_of(case, report=False)
    place = f"{URL}{duty.pk}/done/"
    assert kind(caller(auditor).post(place, {})) == (403, "scope-missing")
    assert kind(caller(officer, "review_cases").post(place, {})) == (403, "scope-missing")
    assert kind(caller(officer).post(f"{URL}{duty.pk + 9999}/done/", {})) == (404, "not-held")
    report = next(row for row in Duty.objects.all() if asks_a_report(row.text))
    noted = caller(officer).post(f"{URL}{report.pk}/done/", {"note": "Reported."})
    assert (noted.status_code, DutyStep.objects.exists()) == (422, False)
    looked = caller(officer).post(f"{URL}{report.pk}/done/", {}).json()
    assert looked["state"] == "done"
