"""Each use of the break-glass account is told once, to whoever watches over the service."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from pytest_django.fixtures import Settings

from tests.notifications.conftest import with_address
from watchlist.access.lock_out import record_log_in
from watchlist.access.policies import LogInPolicy
from watchlist.access.second_factor import needs_second_factor
from watchlist.notifications.break_glass import break_glass_news
from watchlist.notifications.dispatch import notify
from watchlist.tasks import run_due

pytestmark = pytest.mark.django_db


def test_each_use_is_told_once_to_superusers(officer: User, settings: Settings) -> None:
    settings.LOG_IN_POLICY, settings.REQUIRE_TOTP = LogInPolicy(break_glass="glass"), "none"
    glass, root = User.objects.create_superuser("glass"), User.objects.create_superuser("root")
    for person in (officer, root):
        with_address(person)
    assert [needs_second_factor(person) for person in (glass, root)] == [True, False]
    now = datetime.now(UTC)
    for person in (glass, officer):
        record_log_in(user=person, address="192.0.2.1", at=now)
    assert len(list(break_glass_news(now))) == 1
    for _ in range(2):
        notify()
        run_due()
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([root.email], "The break-glass account was used")]
    assert "192.0.2.1" not in mail.outbox[0].body
    record_log_in(user=glass, address=None, at=now)
    assert len(list(break_glass_news(now))) == 1
    assert not list(break_glass_news(now + timedelta(days=31)))
