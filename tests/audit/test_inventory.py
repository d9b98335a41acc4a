"""Every table is in the inventory: by which verbs the trail tells of its writes, or why none is needed."""

from __future__ import annotations

import ast
import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django_celery_beat.models import PeriodicTask

from tests.audit.told import told_last
from watchlist.access import second_factor, tokens
from watchlist.access.roles import make_groups
from watchlist.engine.host import ROOT
from watchlist.internal_lists.list_file import EntryFacts, ListFile
from watchlist.internal_lists.lists import HouseListFacts, hide_from, import_entries, open_house_list, show_to
from watchlist.jobs.queue import enqueue, request_cancel
from watchlist.jobs.timetable import Timing, drop_entry, reschedule, schedule_source
from watchlist.manifests.column_choices import correct_columns
from watchlist.webhooks.subscriptions import change_subscription, rotate_secret, subscribe, unsubscribe

with (Path(__file__).parent / "inventory.csv").open(encoding="utf-8", newline="") as file:
    INVENTORY = list(csv.DictReader(file))


@cache
def literals() -> frozenset[str]:
    """Return every text that stands in the code of the service."""
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in (ROOT / "watchlist").rglob("*.py")
        if "migrations" not in path.parts
    ]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_every_table_is_in_the_inventory_once() -> None:
    tables = [model._meta.label for model in apps.get_models(include_auto_created=True)]
    assert sorted(row["model"] for row in INVENTORY) == sorted(tables)


@pytest.mark.parametrize("row", INVENTORY, ids=lambda row: row["model"])
def test_a_table_has_verbs_or_a_reason(row: dict[str, str]) -> None:
    assert bool(row["verbs"]) != bool(row["because"])
    for verb in row["verbs"].split():
        # Some verbs are put together from what is done and the kind of the row.
        assert verb in literals() or set(verb.rsplit("_", 1)) <= literals(), verb


def an_entry() -> PeriodicTask:
    return PeriodicTask.objects.get(name="tell")


def a_list() -> Any:
    return open_house_list(facts=HouseListFacts("house-one", "One"), owner="ann", actor="ann")


def a_webhook(user: User) -> Any:
    return subscribe(owner=user, url="https://example.org/", events=["manifest.done"])[0]


def a_token(user: User) -> Any:
    return tokens.issue(user=user, scopes=[], actor="ann")[0]


HOURLY = Timing(1, "hours")
ACTS: dict[str, Callable[[User], Any]] = {
    "issue_token": a_token,
    "rotate_token": lambda user: tokens.rotate(token=a_token(user), actor="ann"),
    "revoke_token": lambda user: tokens.revoke(token=a_token(user), actor="ann"),
    "reseal_second_factors": lambda user: second_factor.reseal(actor="ann"),
    "renew_codes": lambda user: second_factor.renew_codes(user=user),
    "make_group": lambda user: make_groups(actor="ann"),
    "reschedule": lambda user: reschedule(entry=an_entry(), timing=HOURLY, enabled=False, actor="ann"),
    "schedule_source": lambda user: schedule_source(key="xx", timing=HOURLY, actor="ann"),
    "drop_entry": lambda user: drop_entry(entry=schedule_source(key="xx", timing=HOURLY, actor="ann"), actor="ann"),
    "rotate_secret": lambda user: rotate_secret(webhook=a_webhook(user), actor="ann"),
    "change_subscription": lambda user: change_subscription(
        webhook=a_webhook(user), actor="ann", events=["manifest.failed"]
    ),
    "unsubscribe": lambda user: unsubscribe(webhook=a_webhook(user), actor="ann"),
    "subscribe": a_webhook,
    "open_house_list": lambda user: a_list(),
    "bring_house_list": lambda user: import_entries(
        house_list=a_list(), list_file=ListFile((EntryFacts("p2p", "P2P"),), "0" * 64, ()), actor="ann"
    ),
    "show_house_list": lambda user: show_to(house_list=a_list(), group=Group.objects.create(name="g"), actor="ann"),
    "hide_house_list": lambda user: hide_from(house_list=a_list(), group=Group.objects.create(name="g"), actor="ann"),
    "cancel": lambda user: request_cancel(job=enqueue(kind="x", subject="x", owner="ann"), actor="ann"),
    "correct_columns": lambda user: correct_columns(shape="0" * 64, corrections={"nazwa": "name"}, actor="ann"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ACTS)
def test_what_a_person_does_reaches_the_trail(verb: str) -> None:
    ACTS[verb](User.objects.create_superuser("ann"))
    assert told_last()[:2] == ("ann", verb)
    assert verb in {named for row in INVENTORY for named in row["verbs"].split()}
