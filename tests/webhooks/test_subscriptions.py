"""What a person does with his webhooks, and what is written down of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from tests.webhooks.conftest import URL, Hook
from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.webhooks.models import Webhook
from watchlist.webhooks.signing import secret_of, secrets_at, signature
from watchlist.webhooks.subscriptions import MOST, change_subscription, rotate_secret, subscribe, unsubscribe
from watchlist.webhooks.verifying import verify

pytestmark = pytest.mark.django_db


def test_a_secret_is_told_once_and_stands_nowhere(officer: User) -> None:
    webhook, secret = subscribe(owner=officer, url=URL, events=["manifest.done"])
    stored = json.dumps([*Webhook.objects.values(), *AuditEvent.objects.values("payload__body")], default=str)
    assert secret.startswith("whsec_")
    assert len(secret) > 40
    assert secret.removeprefix("whsec_") not in stored
    assert secret == secret_of(webhook.pk, 1)


def test_every_webhook_and_every_installation_has_a_secret_of_its_own(hook: Hook, settings: Settings) -> None:
    one, other = hook(), hook()
    told = {secret_of(one.pk, 1), secret_of(one.pk, 2), secret_of(other.pk, 1)}
    settings.SECRET_KEY = "another"
    assert len(told | {secret_of(one.pk, 1)}) == 4


def test_a_secret_that_was_rotated_signs_for_a_day_more(hook: Hook) -> None:
    old = secret_of((before := hook()).pk, 1)
    webhook, new = rotate_secret(webhook=before, actor="officer")
    assert webhook.rotated_at is not None
    until = webhook.rotated_at + timedelta(hours=24)
    assert secrets_at(webhook, until - timedelta(microseconds=1)) == [new, old]
    assert secrets_at(webhook, until) == [new]


def test_either_secret_verifies_while_both_are_good(hook: Hook) -> None:
    webhook, _ = rotate_secret(webhook=hook(), actor="officer")
    secrets = secrets_at(webhook, datetime.now(UTC))
    signed = signature(secrets=secrets, event_id=webhook.pk, body="{}", at=1000)
    for secret in secrets:
        assert verify(secret=secret, signature=signed, delivery=str(webhook.pk), body=b"{}", now=1000)


def test_to_rotate_twice_ends_a_secret_at_once(hook: Hook) -> None:
    leaked = secret_of((webhook := hook()).pk, 1)
    rotate_secret(webhook=webhook, actor="officer")
    webhook, _ = rotate_secret(webhook=webhook, actor="officer")
    assert leaked not in secrets_at(webhook, datetime.now(UTC))


def test_the_trail_tells_of_each_act_but_not_of_the_path(hook: Hook) -> None:
    webhook = hook()
    rotate_secret(webhook=webhook, actor="officer")
    unsubscribe(webhook=webhook, actor="officer")
    unsubscribe(webhook=webhook, actor="officer")
    events = AuditEvent.objects.filter(target_key=str(webhook.pk)).order_by("sequence")
    assert [event.verb for event in events] == ["subscribe", "rotate_secret", "unsubscribe"]
    assert {json.loads(event.payload.body)["host"] for event in events} == {"receiver.example"}
    assert not any("of-the-receiver" in event.payload.body for event in events)


def test_a_webhook_that_is_gone_is_told_again_at_another_url_and_at_no_other_time(hook: Hook) -> None:
    webhook = hook()
    Webhook.objects.update(gone_at=datetime.now(UTC))
    for wanted in ({"url": URL}, {"events": ["manifest.failed"]}):
        assert not change_subscription(webhook=webhook, actor="officer", **wanted).is_active
    assert change_subscription(webhook=webhook, actor="officer", url=f"{URL}/other").is_active
    events = AuditEvent.objects.filter(verb="change_subscription").order_by("sequence")
    payloads = [json.loads(event.payload.body) for event in events]
    assert [(payload["events"], payload["url_changed"]) for payload in payloads] == [
        (["manifest.failed"], False),
        (["manifest.failed"], True),
    ]


@pytest.mark.parametrize("events", [[], ["ping"], ["manifest.done", "everything"], ["manifest"]])
def test_a_webhook_is_made_for_events_that_are_some(officer: User, events: list[str]) -> None:
    with pytest.raises(CorrectTheQuestion, match="made for one or more of"):
        subscribe(owner=officer, url=URL, events=events)


def test_nobody_subscribes_to_what_he_may_not_read(curator: User, outsider: User) -> None:
    assert subscribe(owner=curator, url=URL, events=["law.changed"])
    for person, event in ((curator, "manifest.done"), (outsider, "law.changed")):
        with pytest.raises(CorrectTheQuestion, match=f"no right to hear of {event}"):
            subscribe(owner=person, url=URL, events=[event])


@pytest.mark.parametrize("url", ["http://receiver.example/", "https://127.0.0.1/", "https://localhost/"])
def test_a_url_inside_is_refused(officer: User, url: str) -> None:
    with pytest.raises(CorrectTheQuestion):
        subscribe(owner=officer, url=url, events=["manifest.done"])
    assert not Webhook.objects.exists()


def test_nobody_has_more_than_ten(officer: User, second_officer: User, hook: Hook) -> None:
    webhooks = [hook() for _ in range(MOST)]
    with pytest.raises(CorrectTheQuestion, match="more than 10"):
        hook()
    hook(owner=second_officer)
    unsubscribe(webhook=webhooks[0], actor="officer")
    assert hook()
