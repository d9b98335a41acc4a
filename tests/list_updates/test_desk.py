"""Tasks of curators: opened once a subject, closed once, by somebody who says what was done."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from watchlist.audit.models import AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.list_updates.desk import close_task, open_task
from watchlist.list_updates.models import CuratorTask, ListSource

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> CuratorTask:
    """Return an open task."""
    source = ListSource.objects.create(key="xx-list")
    return open_task(source=source, kind="changed", subject="abc", title="It changed", detail="- a\n+ b")


def test_a_subject_is_brought_to_the_desk_once(task: CuratorTask, curator: User) -> None:
    again = {"source": task.source, "kind": "changed", "subject": "abc", "title": "Again", "detail": "more"}
    assert open_task(**again) == task
    close_task(task=task, actor=curator, outcome="nothing for us")
    assert open_task(**again).closed_at is not None
    assert open_task(**again | {"kind": "rule"}) != task


def test_who_closes_a_task_says_what_was_done(task: CuratorTask, curator: User) -> None:
    with pytest.raises(CorrectTheQuestion, match="what was done"):
        close_task(task=task, actor=curator, outcome="  ")
    closed = close_task(task=task, actor=curator, outcome="written as change set 7")
    assert (closed.closed_by, closed.outcome) == (curator, "written as change set 7")
    event = AuditEvent.objects.get(verb="close_task")
    assert (event.actor, event.target_key) == ("curator", str(task.pk))
    assert not list(broken_links())


def test_a_task_is_closed_once(task: CuratorTask, curator: User, second_officer: User) -> None:
    close_task(task=task, actor=curator, outcome="done")
    with pytest.raises(CorrectTheQuestion, match="closed already"):
        close_task(task=task, actor=second_officer, outcome="done otherwise")
    assert CuratorTask.objects.get().outcome == "done"


def test_a_title_longer_than_its_column_is_cut(task: CuratorTask) -> None:
    long = open_task(source=task.source, kind="rule", subject="s" * 500, title="t" * 500, detail="d")
    assert (len(long.title), len(long.subject)) == (300, 120)
