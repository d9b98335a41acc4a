"""The pages of webhooks: what was given up comes first, and no page shows a secret or the path of a URL."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from watchlist.jobs.models import Job
from watchlist.jobs.queue import claim
from watchlist.webhooks.announcing import ping
from watchlist.webhooks.models import Webhook, WebhookDelivery
from watchlist.webhooks.signing import secret_of
from watchlist.webhooks.subscriptions import subscribe

pytestmark = pytest.mark.django_db
LISTS = tuple(reverse(f"admin:watchlist_{name}_changelist") for name in ("webhook", "webhookdelivery"))


@pytest.fixture
def dead(officer: User) -> WebhookDelivery:
    """Return a delivery that was given up, with one after it that waits."""
    url = "https://receiver.example/of-the-receiver"
    webhook, _ = subscribe(owner=officer, url=url, events=["manifest.done"])
    delivery = ping(webhook=webhook)
    lease = claim(job_id=delivery.job_id)
    assert lease is not None
    lease.fail("The receiver refused it with 404.", retry=False)
    ping(webhook=webhook)
    return WebhookDelivery.objects.get(pk=delivery.pk)


def _pages(dead: WebhookDelivery) -> list[str]:
    rows = (("webhook", dead.webhook_id), ("webhookdelivery", dead.pk))
    return [*LISTS, *(reverse(f"admin:watchlist_{name}_change", args=[key]) for name, key in rows)]


def test_what_was_given_up_comes_first_and_says_why(client: Client, superuser: User, dead: WebhookDelivery) -> None:
    client.force_login(superuser)
    page = client.get(LISTS[1]).content.decode()
    assert page.index("refused it with 404") < page.index("Waiting")
    assert client.get(LISTS[1]).context["cl"].result_list[0] == dead


def test_no_page_shows_a_secret_or_a_path(client: Client, superuser: User, dead: WebhookDelivery) -> None:
    client.force_login(superuser)
    for place in _pages(dead):
        answer = client.get(place)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "receiver.example" in page
        assert "of-the-receiver" not in page
        assert secret_of(dead.webhook_id, 1) not in page


def test_nobody_writes_here(client: Client, superuser: User, dead: WebhookDelivery) -> None:
    client.force_login(superuser)
    for place in _pages(dead)[2:]:
        assert client.post(place, {"url": "https://other.example/", "post": "yes"}).status_code == 403
        assert client.post(place.replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert (Webhook.objects.count(), WebhookDelivery.objects.count(), Job.objects.count()) == (1, 2, 2)


def test_who_has_no_right_to_them_reads_none(client: Client, curator: User, dead: WebhookDelivery) -> None:
    client.force_login(curator)
    assert {client.get(place).status_code for place in _pages(dead)} == {403}
