"""The very same goods under another reference: the answer names what was sent before, and sums count them once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.test_manifests import screened as sent_file, send as send_file
from watchlist.audit import row_differences
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case
from watchlist.cases.register.query import RegisterQuery, consignments, totals_of
from watchlist.cases.register.rows import all_rows
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.manifests.models import Manifest
from watchlist.screenings import counting, same_goods
from watchlist.screenings.counting import StoredGoods
from watchlist.screenings.models import Consignment, Screening, Upload
from watchlist.screenings.pipeline import screen
from watchlist.screenings.replaying import replay
from watchlist.screenings.rerun import reread_manifest
from watchlist.screenings.saving import save_answer
from watchlist.screenings.uploads import receive
from watchlist.tasks import run_job

pytestmark = pytest.mark.usefixtures("law")
URL = "/api/v1/screenings/"
ACETONE = {"name": "Acetone", "cas": "67-64-1", "quantity": "160", "unit": "kg", "consignee": "Lakeshore"}
ORDER = {"lines": [ACETONE], "origin": "US", "destination": "MX", "operation": "export", "date": "2026-03-05"}


def send(client: APIClient, reference: str, **changed: Any) -> dict[str, Any]:
    answer = client.post(URL, {**ORDER, "reference": reference, **changed})
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    return body


def total(body: dict[str, Any]) -> tuple[str, int]:
    """Return what the sum of acetone comes to, and how many parcels it leaves out as the same goods."""
    [found] = [each for each in body["summary"]["shipment_findings"] if each["list"] == "us-list-2"]
    return found["total"], found.get("repeated", 0)


def registered() -> list[Decimal]:
    return [row.sum for row in totals_of(consignments(RegisterQuery(substance="acetone"))).rows]


def test_the_same_goods_are_named_with_their_case_and_counted_once(caller: Caller, officer: User) -> None:
    client = caller(officer)
    first = send(client, "INV-1")
    assert "same_goods" not in first
    second = send(client, "INV-2")
    [same] = second["same_goods"]
    number = Case.objects.get(shipment="reference INV-1").number
    assert (same["reference"], same["screening"], same["case"]) == ("INV-1", first["id"], number)
    assert same["sentence"].startswith(f"The very same goods were screened as {number} / reference INV-1 on 20")
    assert same["sentence"].endswith("Sums count the goods once.")
    assert total(second) == ("160", 1)
    assert registered() == [160]
    assert [row.in_totals for row in all_rows(consignments(RegisterQuery()))] == [
        "yes",
        "no: counted under another reference",
    ]
    assert total(send(client, "INV-3", date="2026-03-06")) == ("320", 1)
    assert client.get(f"{URL}{second['id']}/").json() == second
    for body in (first, second):
        stored = Screening.objects.select_related("manifest").get(pk=body["id"])
        assert replay(stored, reread_manifest(stored)).is_same


def test_another_shipment_of_the_same_goods_counts_where_its_sender_says_so(caller: Caller, officer: User) -> None:
    client = caller(officer)
    send(client, "INV-1")
    other = send(client, "INV-2", another_shipment=True)
    assert (total(other), other["same_goods"][0]["counts_too"]) == (("320", 0), True)
    assert registered() == [320]


def test_goods_that_were_refused_count_under_the_reference_that_went(caller: Caller, officer: User) -> None:
    client = caller(officer)
    send(client, "INV-1")
    send(client, "INV-2")
    dispose(case=Case.objects.get(shipment="reference INV-2"), word="refused", note="Sent twice.", actor=officer)
    assert registered() == [160]
    assert total(send(client, "INV-3", date="2026-03-06")) == ("320", 0)
    dispose(case=Case.objects.get(shipment="reference INV-1"), word="refused", note="No permit.", actor=officer)
    assert total(send(client, "INV-3", date="2026-03-06")) == ("160", 0)


def test_what_others_sent_takes_no_place_of_what_one_sent(
    caller: Caller, officer: User, django_user_model: type[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(same_goods, "MOST_TOLD", 1)
    sender = django_user_model.objects.create_user("sender")
    sender.user_permissions.add(Permission.objects.get(codename="add_screening"))
    send(caller(sender, "screen"), "INV-1")
    send(caller(officer), "INV-2")
    assert [same["reference"] for same in send(caller(sender, "screen"), "INV-3")["same_goods"]] == ["INV-1"]


def test_who_may_not_read_it_is_not_told_what_others_sent(
    caller: Caller, officer: User, django_user_model: type[User]
) -> None:
    send(caller(officer), "INV-1")
    assert send(caller(officer, "screen"), "INV-2")["same_goods"][0]["case"] is None
    stranger = django_user_model.objects.create_user("stranger")
    stranger.user_permissions.add(Permission.objects.get(codename="add_screening"))
    assert "same_goods" not in send(caller(stranger, "screen"), "INV-4")


def test_a_file_that_a_job_screens_is_known_again(caller: Caller, officer: User, settings: Settings) -> None:
    settings.START_JOBS = False
    client = caller(officer)
    content = b"name,cas,quantity,unit,consignee\nAcetone,67-64-1,160,kg,Lakeshore\n"
    route = {"origin": "US", "destination": "MX", "operation": "export", "date": "2026-03-05"}
    places = [sent_file(client, content, reference=reference, **route) for reference in ("INV-1", "INV-2")]
    bodies = [client.get(place).json() for place in places]
    assert [[same["reference"] for same in body.get("same_goods", ())] for body in bodies] == [[], ["INV-1"]]
    assert [total(body) for body in bodies] == [("160", 0), ("160", 1)]
    assert registered() == [160]


UNDATED = b"name,cas,quantity,unit,consignee\nAcetone,67-64-1,160,kg,Lakeshore\n"
DATED = b"name,cas,quantity,unit,consignee,date\nAcetone,67-64-1,160,kg,Lakeshore,2026-03-05\n"
ROUTE: dict[str, Any] = {"origin": "US", "destination": "MX", "operation": "export"}


def by_job(content: bytes, reference: str, at: datetime) -> Manifest:
    """Have a file screened by a job that was received at an instant."""
    facts: dict[str, Any] = {"source": "order.csv", "question": Question(**ROUTE), "actor": "officer"}
    upload = receive(original=BytesIO(content), reference=reference, received_at=at, **facts)
    run_job(str(upload.job_id))
    return Upload.objects.get(pk=upload.pk).manifest


def at_once(content: bytes, reference: str, at: datetime) -> Manifest:
    """Have a file screened and stored in one call that was received at an instant."""
    read = replace(manifest_from_upload("order.csv", content), reference=reference)
    question = Question(**ROUTE)
    facts: dict[str, Any] = {"manifest": read, "original": content, "question": question, "received_at": at}
    return save_answer(answer=screen(read, question, at.date()), actor="officer", **facts).manifest


@pytest.mark.parametrize("keep", [by_job, at_once])
@pytest.mark.parametrize(
    ("content", "days", "kilograms"), [(UNDATED, 1, 320), (UNDATED, 0, 160), (DATED, 1, 160)], ids=str
)
def test_a_file_without_a_day_is_of_the_day_on_which_it_came(
    keep: Callable[[bytes, str, datetime], Manifest], content: bytes, days: int, kilograms: int
) -> None:
    now = datetime.now(UTC)
    stored = [keep(content, "INV-1", now - timedelta(days=days)), keep(content, "INV-2", now)]
    assert (stored[0].goods_sha256 == stored[1].goods_sha256) == (kilograms == 160)
    assert registered() == [kilograms]
    assert not list(row_differences())


@pytest.mark.parametrize("content", [UNDATED, DATED])
def test_a_file_that_was_accepted_names_what_was_sent_before_it_is_read(
    content: bytes, caller: Caller, officer: User, settings: Settings
) -> None:
    settings.START_JOBS = False
    client = caller(officer)
    sent_file(client, content, reference="INV-1", **ROUTE)
    accepted = send_file(client, content, reference="INV-2", **ROUTE).json()
    assert [same["reference"] for same in accepted["same_goods"]] == ["INV-1"]


def test_of_any_number_of_goods_a_few_are_asked_for_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        at_once(DATED + DATED.splitlines(keepends=True)[1] * 2, f"INV-{number}", datetime.now(UTC))
    goods = [StoredGoods(*columns) for columns in Consignment.objects.values_list(*counting.GOODS_COLUMNS)]
    counted = counting.counted_goods(goods)
    assert sum(each.counts for each in counted.values()) * 5 == len(goods) >= 5
    monkeypatch.setattr(counting, "MOST_ASKED", 2)
    asked = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.partition(" FROM ")[2].startswith(('"watchlist_consignment"', '"watchlist_manifestline"')):
            asked.append(len(params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert counting.counted_goods(goods) == counted
    assert max(asked) <= 4
