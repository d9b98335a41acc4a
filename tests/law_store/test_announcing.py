"""`law.changed`: told once, of the lists whose text changed, to those who asked."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User
from django.urls import resolve

from tests.law_store.law import WHO, facts, open_an_entry
from watchlist.law_store.feed import announce_law
from watchlist.law_store.history import correct, record
from watchlist.temporal import tick
from watchlist.webhooks.models import WebhookDelivery
from watchlist.webhooks.subscriptions import subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(curator: User) -> None:
    """Hold a law that was told of, before somebody who hears of changes."""
    record(entry=open_an_entry(), facts=facts(), **WHO)
    assert announce_law() == []
    subscribe(owner=curator, url="https://receiver.example/", events=["law.changed"])


def _told(deliveries: list[WebhookDelivery]) -> list[list[str]]:
    return [json.loads(delivery.payload)["data"]["lists"] for delivery in deliveries]


def test_what_is_held_at_first_is_no_change(told: None) -> None:
    assert announce_law() == []


def test_a_list_that_changed_is_told_of_once(told: None) -> None:
    record(entry=open_an_entry("other"), facts=facts(), **WHO)
    deliveries = announce_law()
    assert _told(deliveries) == [["xx-list"]]
    address, _, query = json.loads(deliveries[0].payload)["data"]["link"].partition("?")
    assert (resolve(address).view_name, query[:6]) == ("api:changes", "since=")
    assert announce_law() == []


def test_several_changes_since_are_told_of_together(told: None) -> None:
    for substance in ("one", "two"):
        record(entry=open_an_entry(substance), facts=facts(), **WHO)
    assert _told(announce_law()) == [["xx-list"]]


def test_a_tick_that_changes_no_list_tells_of_nothing(told: None) -> None:
    tick()
    assert announce_law() == []


def test_what_was_changed_and_changed_back_is_no_change(told: None) -> None:
    entry = open_an_entry()
    for name in ("Other", facts().printed_name):
        correct(entry=entry, replacements={entry.schedulings.current().get(): facts(printed_name=name)}, **WHO)
    assert announce_law() == []
