"""A change set of the machine, and people with addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User

from watchlist.law_store.models import Edition
from watchlist.list_updates.change_models import Application, Change, ChangeSet, Decision, Revision
from watchlist.list_updates.models import ListSource
from watchlist.temporal import tick

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def mail_server(settings: LazySettings) -> None:
    """Let the house have a mail server: what Django's tests send by is kept in memory."""
    settings.MAIL_URL = "memorymail://"
    settings.SITE_URL = "https://watchlist.example"
    settings.DEFAULT_FROM_EMAIL = "Watchlist <watchlist@house.example>"


@pytest.fixture
def source(db: None) -> ListSource:
    return ListSource.objects.create(key="xx-acts")


def with_address(person: User) -> User:
    person.email = f"{person.username}@house.example"
    person.save()
    return person


@pytest.fixture
def curator(person: Callable[..., User]) -> User:
    return with_address(person("curator", "Curators"))


@pytest.fixture
def second_curator(person: Callable[..., User]) -> User:
    return with_address(person("second-curator", "Curators"))


def propose(source: ListSource, *names: str, gates: str = "") -> ChangeSet:
    """Return a change set of the machine, an addition for each name."""
    digests = [f"{source.pk}{ListSource.objects.count()}{ChangeSet.objects.count()}{part}" for part in "ab"]
    editions = [
        Edition.objects.create(
            origin="sources/xx-acts", sha256=digest.rjust(64, "0"), content="[]", entries=0, read_at=tick()
        )
        for digest in digests
    ]
    change_set = ChangeSet.objects.create(
        source=source,
        base=editions[0],
        edition=editions[1],
        title="Acetone added",
        gates=gates,
        opened_at=tick(),
        opened_by="machine",
    )
    _revise(change_set, None, names)
    return change_set


def take_up(change_set: ChangeSet, by: User) -> Revision:
    """Return the next revision, with the changes of the one before, as the word of a person."""
    before = change_set.revisions.order_by("number").last()
    assert before is not None
    return _revise(change_set, by, list(before.changes.values_list("name", flat=True)))


def decide(revision: Revision, by: User, accepted: bool = True) -> list[Decision]:
    """Decide on all that is not decided."""
    made: dict[str, Any] = {"proposed_by": revision.proposed_by, "decided_by": by, "decided_at": tick()}
    said = {"accepted": accepted, "reason": "" if accepted else "No."}
    return [Decision.objects.create(change=change, **made, **said) for change in revision.changes.filter(decision=None)]


def apply(decisions: list[Decision]) -> None:
    at = tick()
    for decision in decisions:
        Application.objects.create(decision=decision, events="", applied_at=at)


def _revise(change_set: ChangeSet, by: User | None, names: Any) -> Revision:
    revision = Revision.objects.create(
        change_set=change_set,
        number=change_set.revisions.count(),
        proposed_by=by,
        digest="0" * 64,
        made_at=tick(),
        note="Read.",
    )
    for position, name in enumerate(names):
        Change.objects.create(revision=revision, position=position, kind="add", name=name, digest="0" * 64)
    return revision
