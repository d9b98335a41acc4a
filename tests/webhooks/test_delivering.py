"""From an event to a receiver: who hears it, what it is told, and what its answer means for the next attempt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from tests.webhooks.conftest import DONE, Hook
from tests.webhooks.receiver import answering, receiver, resetting
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.jobs.leases import LONGEST_WAIT, Lease
from watchlist.jobs.models import Job
from watchlist.jobs.running import run_work
from watchlist.webhooks.announcing import MOST_ATTEMPTS, Value, announce, ping, resend
from watchlist.webhooks.deliver import deliver_webhook
from watchlist.webhooks.models import DeliveryAttempt, WebhookDelivery
from watchlist.webhooks.signing import secret_of
from watchlist.webhooks.subscriptions import change_subscription, unsubscribe
from watchlist.webhooks.verifying import verify

pytestmark = pytest.mark.django_db
SLACK = timedelta(seconds=30)


def _work(lease: Lease) -> None:
    deliver_webhook(lease, resolve=lambda host, port: ["127.0.0.1"])


def _announce() -> WebhookDelivery:
    (delivery,) = announce(event="manifest.done", subject="m1", payload=DONE, audience="officer")
    return delivery


def _attempt(delivery: WebhookDelivery) -> WebhookDelivery:
    """Make the next attempt now, however long it was to wait."""
    job = WebhookDelivery.objects.get(pk=delivery.pk).job
    Job.objects.filter(pk=job.pk).update(not_before=datetime.now(UTC))
    run_work(job_id=job.pk, work={"deliver_webhook": _work})
    return WebhookDelivery.objects.get(pk=delivery.pk)


def _log(delivery: WebhookDelivery) -> list[int | str]:
    return [attempt.status or attempt.error for attempt in delivery.attempts.all()]


@pytest.mark.parametrize("tls", [False, True])
def test_what_arrives_is_signed_and_holds_no_more_than_the_event(hook: Hook, tls: bool) -> None:
    with receiver(answering("204 No Content"), tls=tls) as to:
        webhook = hook(to)
        assert _attempt(_announce()).state == "delivered"
    (got,) = to.received
    delivery, sign = got.headers["watchlist-delivery"], got.headers["watchlist-signature"]
    secret = secret_of(webhook.pk, 1)
    assert verify(secret=secret, signature=sign, delivery=delivery, body=got.body)
    assert not verify(secret=secret, signature=sign, delivery=delivery, body=got.body.replace(b"3", b"4"))
    told = json.loads(got.body)
    assert (told["id"], told["event"], told["subject"], told["data"]) == (delivery, "manifest.done", "m1", DONE)
    assert got.headers["content-type"] == "application/json"


def test_it_is_sent_again_under_the_same_id_until_it_is_taken(hook: Hook) -> None:
    with receiver(answering("500 Oh"), resetting, answering("302 There"), answering("200 OK")) as to:
        hook(to)
        delivery = _announce()
        states = [_attempt(delivery).state for _ in range(4)]
    assert states == ["pending"] * 3 + ["delivered"]
    assert _log(delivery) == [500, "no HTTP answer", 302, 200]
    assert {got.headers["watchlist-delivery"] for got in to.received} == {str(delivery.event_id)}
    assert len({got.body for got in to.received}) == 1


def test_each_attempt_is_signed_anew_so_that_none_is_too_old(hook: Hook) -> None:
    with receiver(answering("500 Oh"), answering("200 OK")) as to:
        hook(to)
        delivery = _announce()
        WebhookDelivery.objects.filter(pk=delivery.pk).update(created_at=datetime.now(UTC) - timedelta(hours=5))
        _attempt(delivery)
    at = int(to.received[0].headers["watchlist-signature"].removeprefix("t=").partition(",")[0])
    assert abs(datetime.now(UTC).timestamp() - at) < 60


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 422])
def test_a_refusal_is_not_tried_again(hook: Hook, status: int) -> None:
    with receiver(answering(f"{status} No")) as to:
        hook(to)
        delivery = _attempt(_announce())
    assert delivery.state == "dead"
    assert delivery.job.error == f"The receiver refused it with {status}."


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(hook: Hook, status: int) -> None:
    with receiver(answering(f"{status} Later")) as to:
        hook(to)
        assert _attempt(_announce()).state == "pending"


@pytest.mark.parametrize(
    ("status", "said", "waits"),
    [
        (429, "1200", timedelta(minutes=20)),
        (503, "1200", timedelta(minutes=20)),
        (500, "1200", timedelta(seconds=15)),
        (429, "999999999", LONGEST_WAIT),
        (429, "soon", timedelta(seconds=15)),
    ],
)
def test_a_receiver_says_when_to_come_back_within_bounds(hook: Hook, status: int, said: str, waits: timedelta) -> None:
    with receiver(answering(f"{status} Later", f"Retry-After: {said}")) as to:
        hook(to)
        delivery = _attempt(_announce())
    wait = delivery.job.not_before - datetime.now(UTC)
    assert waits - SLACK < wait <= waits


def test_a_receiver_that_is_gone_is_told_nothing_more(hook: Hook) -> None:
    with receiver(answering("410 Gone")) as to:
        webhook = hook(to)
        first, second = _announce(), _announce()
        assert [_attempt(first).state, _attempt(second).state] == ["dead", "dead"]
        assert announce(event="manifest.done", subject="m1", payload=DONE, audience="officer") == []
    webhook.refresh_from_db()
    assert not webhook.is_active
    assert len(to.received) == 1
    with pytest.raises(CorrectTheQuestion, match="gone"):
        ping(webhook=webhook)


def test_a_receiver_that_is_gone_says_nothing_of_another_url_named_meanwhile(hook: Hook) -> None:
    with receiver(answering("410 Gone"), tls=True) as to:
        webhook = hook(to)
        delivery = _announce()

        def moved(host: str, port: int) -> list[str]:
            change_subscription(webhook=webhook, actor="officer", url=f"{to.url}&b=2")
            return ["127.0.0.1"]

        run_work(job_id=delivery.job_id, work={"deliver_webhook": lambda lease: deliver_webhook(lease, resolve=moved)})
    assert _log(delivery) == [410]
    webhook.refresh_from_db()
    assert webhook.is_active


def test_after_the_last_attempt_it_is_dead_and_may_be_sent_again(hook: Hook) -> None:
    with receiver(*[answering("500 Oh")] * MOST_ATTEMPTS, answering("200 OK")) as to:
        hook(to)
        delivery = _announce()
        states = [_attempt(delivery).state for _ in range(MOST_ATTEMPTS)]
        assert states == ["pending"] * (MOST_ATTEMPTS - 1) + ["dead"]
        assert resend(delivery=delivery).state == "pending"
        assert _attempt(delivery).state == "delivered"
    assert len({got.headers["watchlist-delivery"] for got in to.received}) == 1


def test_what_is_under_way_is_not_sent_twice(hook: Hook) -> None:
    hook()
    with pytest.raises(CorrectTheQuestion, match="under way"):
        resend(delivery=_announce())


def test_a_name_that_turns_to_an_address_inside_is_not_reached(hook: Hook, settings: Settings) -> None:
    with receiver(answering("200 OK"), tls=True) as to:
        hook(to)
        settings.WEBHOOK_ALLOW_NETWORKS = []
        delivery = _attempt(_announce())
    assert _log(delivery) == ["the address is not public, or was not found"]
    assert (delivery.state, to.received) == ("pending", [])


def test_the_address_that_was_checked_is_the_one_that_is_reached(hook: Hook) -> None:
    """A second look-up would find an address inside: there is none."""
    answers = iter([["127.0.0.1"]])
    with receiver(answering("200 OK"), tls=True) as to:
        hook(to)
        delivery = _announce()
        work = {"deliver_webhook": lambda lease: deliver_webhook(lease, resolve=lambda host, port: next(answers))}
        run_work(job_id=delivery.job.pk, work=work)
    assert _log(delivery) == [200]
    assert len(to.received) == 1


def test_an_owner_who_left_is_told_nothing_more(hook: Hook, officer: User) -> None:
    with receiver(answering("200 OK")) as to:
        hook(to)
        waiting = _announce()
        User.objects.filter(pk=officer.pk).update(is_active=False)
        assert _attempt(waiting).state == "dead"
        assert announce(event="manifest.done", subject="m1", payload=DONE, audience="officer") == []
    assert to.received == []


def test_nothing_that_waits_is_sent_to_a_webhook_that_was_taken_away(hook: Hook) -> None:
    with receiver(answering("200 OK")) as to:
        webhook = hook(to)
        waiting = _announce()
        unsubscribe(webhook=webhook, actor="officer")
        assert _attempt(waiting).state == "dead"
    assert to.received == []


def test_only_the_owner_hears_of_his_manifest(hook: Hook, second_officer: User) -> None:
    mine, _ = hook(), hook(owner=second_officer)
    assert _announce().webhook == mine


def test_everybody_with_the_right_hears_of_the_law(hook: Hook, curator: User, second_officer: User) -> None:
    for owner in (curator, second_officer):
        hook(owner=owner, events=("law.changed",))
    hook()
    second_officer.groups.clear()
    curators = announce(event="law.changed", subject="t1", payload={"lists": ["us-list-1"]}, audience=None)
    assert [delivery.webhook.owner for delivery in curators] == [curator]


@pytest.mark.parametrize("more", [{"name": "ephedrine"}, {"verdicts": {"house": 1}}, {"findings": 1}])
def test_declared_data_and_findings_never_leave(hook: Hook, more: Mapping[str, Value]) -> None:
    hook()
    with pytest.raises(ValueError, match="tells nothing of"):
        announce(event="manifest.done", subject="m1", payload={**DONE, **more}, audience="officer")
    assert not WebhookDelivery.objects.exists()


def test_what_did_not_happen_is_not_told(hook: Hook) -> None:
    hook()
    with transaction.atomic():
        _announce()
        transaction.set_rollback(True)
    assert not WebhookDelivery.objects.exists()
    assert not Job.objects.exists()


def test_dead_ones_come_first(hook: Hook) -> None:
    with receiver(answering("404 No"), answering("200 OK")) as to:
        hook(to)
        dead, delivered, pending = _attempt(_announce()), _attempt(_announce()), _announce()
    assert list(WebhookDelivery.objects.all().dead_first()) == [dead, pending, delivered]


def test_an_attempt_is_never_rewritten(hook: Hook) -> None:
    with receiver(answering("200 OK")) as to:
        hook(to)
        _attempt(_announce())
    with pytest.raises(IntegrityError), transaction.atomic():
        DeliveryAttempt.objects.update(status=500)
