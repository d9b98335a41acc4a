"""A person stops following a source, and takes it up again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheData
from watchlist.list_updates.collecting import collect, due_sources, resume_following, stop_following
from watchlist.list_updates.errors import NotNow

pytestmark = pytest.mark.django_db


def test_a_source_that_is_left_alone_is_not_looked_at_until_it_is_followed_again(curator: User) -> None:
    assert not stop_following(key="incb-red-list", actor=curator, reason="the site moves").enabled
    assert "incb-red-list" not in due_sources(datetime.now(UTC))
    with pytest.raises(NotNow, match="left alone"):
        collect(key="incb-red-list")
    assert resume_following(key="incb-red-list", actor=curator).enabled
    assert "incb-red-list" in due_sources(datetime.now(UTC))


def test_the_trail_says_once_who_stopped_it(curator: User) -> None:
    for _ in range(2):
        stop_following(key="incb-red-list", actor=curator, reason="the site moves")
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.target_key) == ("curator", "leave_source_alone", "incb-red-list")


def test_what_is_not_declared_cannot_be_left_alone(curator: User) -> None:
    with pytest.raises(CorrectTheData):
        stop_following(key="yy-list", actor=curator, reason="")
