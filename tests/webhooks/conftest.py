"""A person's webhook, and an installation that may send to the loopback address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from tests.webhooks.receiver import TLS, Receiver
from watchlist.webhooks.announcing import Value
from watchlist.webhooks.models import Webhook
from watchlist.webhooks.subscriptions import subscribe

URL = "https://receiver.example/hook?key=of-the-receiver"
DONE: Mapping[str, Value] = {
    "manifest": "m1",
    "job": "j1",
    "screening": "s1",
    "lines": 3,
    "verdicts": {"review": 3},
    "link": "/api/v1/x/",
}

Hook = Callable[..., Webhook]


@pytest.fixture
def hook(officer: User, settings: Settings) -> Hook:
    """Return who makes a webhook: to a receiver of the test, or to a URL that nobody reads."""

    def make(
        to: Receiver | None = None, owner: User = officer, events: tuple[str, ...] = ("manifest.done",)
    ) -> Webhook:
        if to is not None:
            settings.WEBHOOK_ALLOW_NETWORKS, settings.WEBHOOK_ALLOW_HTTP = ["127.0.0.0/8"], True
            settings.WEBHOOK_PORTS = [*settings.WEBHOOK_PORTS, to.port]
            settings.WEBHOOK_CA_FILE = str(TLS / "authority.pem")
        return subscribe(owner=owner, url=to.url if to else URL, events=events)[0]

    return make
