"""What was applied is taken back by a correction that another person accepts; nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.list_updates.proposals import (
    accepted,
    addition,
    amendment,
    changes_of,
    correction,
    held_entry,
    removal,
    small_law,
)
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.errors import AskAnotherPerson, SayWhy
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.models import Scheduling
from watchlist.list_updates.applying import apply
from watchlist.list_updates.approval import approve, propose_rollback
from watchlist.list_updates.change_models import Application
from watchlist.list_updates.drafting import ChangeDraft

pytestmark = pytest.mark.django_db
Person = Callable[..., User]


@pytest.fixture(autouse=True)
def _law(db: None) -> None:
    small_law()


@pytest.fixture
def second(person: Person) -> User:
    return person("second-curator", "Curators")


def applied(curator: User, second: User, draft: ChangeDraft) -> Application:
    """Return the application of one change."""
    (application,) = apply(change_set=accepted(curator, second, draft), actor="machine")
    return application


def listed(law: CompiledLaw) -> dict[str, tuple[Any, ...]]:
    """Return what the law says of each substance, without the hash of its list."""
    return {key: tuple(replace(row, list=None) for row in rows) for key, rows in law.schedulings.items()}  # type: ignore[arg-type]


@pytest.mark.parametrize("draft", [addition, amendment, removal, correction])
def test_what_is_taken_back_is_held_as_before_and_what_was_answered_stays(
    curator: User, second: User, draft: Callable[[], ChangeDraft]
) -> None:
    before = law_known_at()
    application = applied(curator, second, draft())
    between = law_known_at()
    rows = Scheduling.objects.count()
    back = propose_rollback(application=application, actor=curator, reason="the edition was a misprint")
    approve(changes=changes_of(back), actor=second)
    apply(change_set=back, actor="machine")
    assert listed(law_known_at()) == listed(before) != listed(between)
    assert listed(law_known_at(application.applied_at)) == listed(between)
    assert Scheduling.objects.count() >= rows


def test_what_is_taken_back_can_be_put_again(curator: User, second: User) -> None:
    application = applied(curator, second, removal())
    removed = law_known_at()
    back = propose_rollback(application=application, actor=curator, reason="too early")
    approve(changes=changes_of(back), actor=second)
    (taken_back,) = apply(change_set=back, actor="machine")
    again = propose_rollback(application=taken_back, actor=curator, reason="not too early")
    approve(changes=changes_of(again), actor=second)
    apply(change_set=again, actor="machine")
    assert listed(law_known_at()) == listed(removed)


def test_a_rollback_is_decided_on_by_another_person_and_says_why(curator: User, second: User) -> None:
    application = applied(curator, second, addition())
    with pytest.raises(SayWhy):
        propose_rollback(application=application, actor=second, reason="")
    back = propose_rollback(application=application, actor=second, reason="a misprint")
    with pytest.raises(AskAnotherPerson):
        approve(changes=changes_of(back), actor=second)


def test_what_was_changed_since_is_not_taken_back_under_it(curator: User, second: User) -> None:
    application = applied(curator, second, amendment(date(2026, 1, 1)))
    applied(curator, second, removal(date(2026, 5, 1)))
    with pytest.raises(CorrectTheData, match="changed since"):
        propose_rollback(application=application, actor=curator, reason="a misprint")
    assert held_entry("p2p")


def test_what_changed_nothing_is_not_taken_back(curator: User, second: User) -> None:
    application = applied(curator, second, ChangeDraft(kind="add", name="Anything"))
    with pytest.raises(CorrectTheData, match="nothing was written"):
        propose_rollback(application=application, actor=curator, reason="a misprint")
