"""What the schedule starts: a job for each source that is due, and for each change set that is wholly decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.management import call_command

from tests.notifications.conftest import decide as decided_by_hand, propose, take_up, with_address
from watchlist.jobs.models import DEAD, DONE, QUEUED, Job
from watchlist.jobs.queue import REST
from watchlist.jobs.scheduled_tasks import DutyRun
from watchlist.list_updates import declaring
from watchlist.list_updates.approval import approve, open_by_hand
from watchlist.list_updates.change_models import Application, ChangeSet
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.models import Collection, ListSource
from watchlist.notifications.dispatch import notify
from watchlist.notifications.models import Told
from watchlist.periodic_tasks import perform
from watchlist.tasks import run_due

pytestmark = pytest.mark.django_db
DECLARED = """
key = "{key}"
title = "Acts of XX"
connector = "table-csv"
site = "xx"
address = "http://127.0.0.1:1"
path = "/{key}.csv"
jurisdiction = "XX"
authority = "xx"
hours = 24
accepts = ["text/csv"]
"""


@pytest.fixture
def declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    """Declare two sources, and no others; nobody answers for them."""
    settings.SOURCE_CONTACT = "curators@house.example"
    for key in ("xx-one", "xx-two"):
        (tmp_path / f"{key}.toml").write_text(DECLARED.format(key=key))
    monkeypatch.setattr(declaring, "source_folders", lambda: [tmp_path])


@pytest.fixture
def second_curator(person: Callable[..., User]) -> User:
    return with_address(person("second-curator", "Curators"))


def jobs(kind: str) -> list[tuple[str, str]]:
    return list(Job.objects.filter(kind=kind).order_by("subject", "created_at").values_list("subject", "state"))


def decide(proposer: User, other: User, draft: ChangeDraft) -> ChangeSet:
    change_set = open_by_hand(title="Acetone", changes=[draft], actor=proposer)
    approve(changes=list(change_set.revisions.get().changes.all()), actor=other)
    return change_set


def test_each_source_that_is_due_is_looked_at_by_one_job(declared: None) -> None:
    assert perform("collect") == "2 sources due, 2 jobs started"
    assert perform("collect") == "2 sources due, 0 jobs started"
    assert jobs("collect_list") == [("xx-one", QUEUED), ("xx-two", QUEUED)]
    run_due()
    assert set(Collection.objects.values_list("outcome", "code")) == {("failed", "not_reached")}
    assert jobs("collect_list") == [("xx-one", DONE), ("xx-two", DONE)]
    assert perform("collect") == "0 sources due, 0 jobs started"
    assert DutyRun.objects.get(entry="collect").result == "0 sources due, 0 jobs started"


def test_an_entry_of_one_source_looks_at_that_one_and_leaves_it_alone_where_it_waits(declared: None) -> None:
    assert perform("collect", "xx-one") == "1 source due, 1 job started"
    assert jobs("collect_list") == [("xx-one", QUEUED)]
    run_due()
    assert perform("collect", "xx-one") == "xx-one is left alone for now"
    ListSource.objects.create(key="xx-two", enabled=False)
    assert perform("collect", "xx-two") == "xx-two is left alone for now"
    assert perform("collect", "yy") == "no source yy is declared"
    assert DutyRun.objects.filter(entry="collect xx-one").exists()


def test_a_look_that_came_to_a_fault_of_ours_rests_and_is_told(
    declared: None, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchlist.tasks.collect", lambda key: ListSource.objects.get_or_create(key=key) and 1 / 0)
    perform("collect", "xx-one")
    run_due()
    assert jobs("collect_list") == [("xx-one", DEAD)]
    assert perform("collect", "xx-one") == "1 source due, 0 jobs started"
    assert perform("collect") == "2 sources due, 1 job started"
    Job.objects.filter(state=DEAD).update(ended_at=datetime.now(UTC) - REST - timedelta(minutes=1))
    assert perform("collect", "xx-one") == "1 source due, 1 job started"
    notify()
    assert Told.objects.get(event="source.broken").title == "Not read: Acts of XX"


def test_what_is_wholly_decided_is_applied_by_a_job_once(curator: User, second_curator: User) -> None:
    change_set = decide(curator, second_curator, ChangeDraft(kind="add", name="Acetone"))
    assert perform("apply_due") == "1 change set decided, 1 job started"
    assert perform("apply_due") == "1 change set decided, 0 jobs started"
    run_due()
    assert jobs("apply_changes") == [(str(change_set.pk), DONE)]
    assert Application.objects.count() == 1
    assert perform("apply_due") == "0 change sets decided, 0 jobs started"


def test_what_cannot_be_written_holds_up_nothing_else_and_is_told(curator: User, second_curator: User) -> None:
    unfit = propose(ListSource.objects.create(key="xx-acts"), "Acetone")  # its digest is not that of its changes
    decided_by_hand(take_up(unfit, curator), second_curator)
    fit = decide(curator, second_curator, ChangeDraft(kind="add", name="Benzene"))
    perform("apply_due")
    run_due()
    assert sorted(jobs("apply_changes")) == sorted([(str(unfit.pk), DEAD), (str(fit.pk), DONE)])
    notify()
    assert set(Told.objects.filter(event="changes.stuck").values_list("change_set", flat=True)) == {unfit.pk}
    assert "Acetone" not in Told.objects.get(event="changes.stuck").text


def test_what_cron_does_leaves_its_last_run_as_the_beat_does(
    declared: None, tmp_path: Path, settings: LazySettings
) -> None:
    settings.BUILD_DIR = tmp_path
    with pytest.raises(SystemExit):
        call_command("collect_lists", "--due", stdout=StringIO())
    for command in ("apply_due", "rescreen", "tell", "run_jobs"):
        call_command(command, stdout=StringIO())
    assert dict(DutyRun.objects.values_list("entry", "result")) == {
        "collect": "2 sources looked at, 2 failed",
        "apply_due": "0 change sets applied",
        "rescreen": "0 look-backs",
        "tell": "0 people and webhooks told",
        "announce_changes": "0 webhooks told",
        "sweep_jobs": "what was due was run",
    }
