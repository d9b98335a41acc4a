"""Webhooks over HTTP: whose they are, what is shown of them, and who may do what."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from watchlist.api.operations.webhook_records import EVENT_KEYS, DeliveryRecord, WebhookRecord, WebhookWithSecret
from watchlist.jobs.models import DEAD, Job
from watchlist.jobs.queue import claim
from watchlist.webhooks.models import Webhook, WebhookDelivery
from watchlist.webhooks.signing import secret_of

pytestmark = pytest.mark.django_db
PLACE = "/api/v1/webhooks/"
WANTED = {"url": "https://receiver.example/hook", "events": ["screening.done", "manifest.done"]}


@pytest.fixture
def program(caller: Caller, officer: User) -> APIClient:
    return caller(officer)


@pytest.fixture
def made(program: APIClient) -> dict[str, Any]:
    body: dict[str, Any] = program.post(PLACE, WANTED).json()
    return body


@pytest.fixture
def place(made: dict[str, Any]) -> str:
    return f"{PLACE}{made['id']}/"


def _addresses(place: str) -> list[tuple[str, str]]:
    again = f"{place}deliveries/{uuid4()}/again/"
    posts = [("post", address) for address in (PLACE, f"{place}rotate/", f"{place}test/", again)]
    return [("get", PLACE), ("get", place), ("delete", place), ("get", f"{place}deliveries/"), *posts]


def _die(delivery: str) -> None:
    lease = claim(job_id=WebhookDelivery.objects.get(pk=delivery).job_id)
    assert lease is not None
    lease.fail("no", retry=False)


def test_a_webhook_is_made_and_its_secret_is_shown_once(program: APIClient) -> None:
    answer = program.post(PLACE, WANTED)
    body = answer.json()
    assert (answer.status_code, answer["Location"]) == (201, f"{PLACE}{body['id']}/")
    assert set(body) == set(WebhookWithSecret().get_fields())
    assert body["secret"] == secret_of(Webhook.objects.get().pk, 1)
    assert body["events"] == ["manifest.done", "screening.done"]
    shown = program.get(answer["Location"]).json()
    assert shown == {name: value for name, value in body.items() if name != "secret"}
    assert program.get(PLACE).json() == {"items": [shown]}
    assert set(shown) == set(WebhookRecord().get_fields())


def test_a_call_that_is_sent_twice_makes_one_webhook_and_shows_no_secret_again(program: APIClient) -> None:
    answers = [program.post(PLACE, WANTED, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]
    assert "secret" not in answers[1].json()
    assert Webhook.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({}, 400),
        ({**WANTED, "events": []}, 400),
        ({**WANTED, "events": ["ping"]}, 400),
        ({**WANTED, "url": "x" * 501}, 400),
        ({**WANTED, "url": "http://receiver.example/"}, 422),
        ({**WANTED, "url": "https://169.254.169.254/latest/"}, 422),
        ({**WANTED, "url": "https://localhost/"}, 422),
        ({**WANTED, "url": "https://receiver.example/\u0000"}, 400),
    ],
)
def test_what_cannot_be_told_anything_is_refused(program: APIClient, wanted: dict[str, Any], status: int) -> None:
    answer = program.post(PLACE, wanted)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not Webhook.objects.exists()


def test_a_rotation_shows_the_new_secret_and_until_when_the_old_one_signs(program: APIClient, place: str) -> None:
    answer = program.post(f"{place}rotate/")
    assert answer.status_code == 201
    assert answer.json()["secret"] == secret_of(Webhook.objects.get().pk, 2)
    assert answer.json()["old_secret_until"] > answer.json()["rotated_at"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"events": ["manifest.failed", "manifest.done"]},
        {"url": "https://other.example/hook"},
        {"url": "https://other.example/hook", "events": ["screening.decided"]},
    ],
)
def test_a_change_is_of_what_is_named_and_keeps_the_secret(
    program: APIClient, made: dict[str, Any], place: str, wanted: dict[str, Any]
) -> None:
    answers = [program.post(f"{place}change/", wanted, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    kept = {name: value for name, value in made.items() if name != "secret"}
    expected = {**kept, **wanted}
    assert answers[0].json() == {**expected, "events": [key for key in EVENT_KEYS if key in expected["events"]]}
    assert answers[0].content == answers[1].content
    assert program.get(place).json() == answers[0].json()
    assert made["secret"] == secret_of(Webhook.objects.get().pk, Webhook.objects.get().generation)


@pytest.mark.parametrize(
    ("wanted", "status", "kind"),
    [
        ({}, 400, "request-not-valid"),
        ({"events": []}, 400, "request-not-valid"),
        ({"secret": "x"}, 400, "request-not-valid"),
        ({"url": "http://other.example/"}, 422, "url-refused"),
        ({"url": "https://127.0.0.1/", "events": ["manifest.done"]}, 422, "url-refused"),
        ({"events": ["source.failed"]}, 422, "question-not-answerable"),
    ],
)
def test_a_change_is_refused_as_a_webhook_is(
    program: APIClient, made: dict[str, Any], place: str, wanted: dict[str, Any], status: int, kind: str
) -> None:
    refused = program.post(f"{place}change/", wanted)
    assert (refused.status_code, refused.json()["type"]) == (status, f"/api/v1/problems/{kind}/")
    assert program.get(place).json() == {name: value for name, value in made.items() if name != "secret"}


def test_what_was_taken_away_is_gone_for_its_owner(program: APIClient, place: str) -> None:
    assert program.delete(place).status_code == 204
    assert [program.get(place).status_code, program.delete(place).status_code] == [404, 404]
    assert program.get(PLACE).json() == {"items": []}


def test_a_test_is_one_delivery_in_the_log(program: APIClient, place: str) -> None:
    sent = program.post(f"{place}test/")
    assert sent.status_code == 202
    assert (sent.json()["event"], sent.json()["state"], sent.json()["attempts"]) == ("ping", "pending", [])
    assert program.get(f"{place}deliveries/").json() == {"items": [sent.json()], "next": None}
    assert set(sent.json()) == set(DeliveryRecord().get_fields())


def test_the_log_is_read_a_page_at_a_time_and_every_row_once(program: APIClient, place: str) -> None:
    sent = [program.post(f"{place}test/").json()["id"] for _ in range(5)]
    read: list[str] = []
    following = f"{place}deliveries/?limit=2"
    while following:
        body = program.get(following).json()
        read, following = [*read, *(item["id"] for item in body["items"])], body["next"]
    assert read == sent[::-1]


def test_a_delivery_that_is_dead_is_sent_again_under_its_id(program: APIClient, place: str) -> None:
    sent = program.post(f"{place}test/").json()
    assert program.post(f"{place}deliveries/{sent['id']}/again/").status_code == 422
    _die(sent["id"])
    assert program.get(f"{place}deliveries/").json()["items"][0]["state"] == "dead"
    again = program.post(f"{place}deliveries/{sent['id']}/again/")
    assert again.status_code == 202
    assert (again.json()["state"], again.json()["event_id"]) == ("pending", sent["event_id"])
    assert Job.objects.filter(state=DEAD).count() == 1


def test_nobody_else_finds_it(caller: Caller, second_officer: User, place: str) -> None:
    other = caller(second_officer)
    answers = {address: getattr(other, verb)(address).status_code for verb, address in _addresses(place)[2:]}
    assert answers.pop(PLACE) == 400
    answers["change"] = other.post(f"{place}change/", {"events": ["manifest.done"]}).status_code
    assert set(answers.values()) == {404}
    assert other.get(PLACE).json() == {"items": []}
    assert Webhook.objects.get().is_active


def test_an_outsider_and_a_token_without_the_scope_are_refused(
    caller: Caller, officer: User, outsider: User, place: str
) -> None:
    for client, status in ((APIClient(), 401), (caller(outsider), 403), (caller(officer, "read_lists"), 403)):
        answers = [getattr(client, verb)(address).status_code for verb, address in _addresses(place)]
        assert answers == [status] * 8
    assert Webhook.objects.get().is_active
